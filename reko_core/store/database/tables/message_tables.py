"""Messages on Discord: results, groups that gather, digests, what is to be sent."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from reko_core.store.database.tables.table_metadata import Key, metadata
from reko_core.store.database.timestamps import UtcTimestamp

__all__ = [
    "digest_subscriptions",
    "digest_titles",
    "outbox",
    "results",
    "watch_group_members",
    "watch_groups",
]

results = Table(
    "results",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner_id", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("channel_id", BigInteger),
    Column("message_id", BigInteger, index=True),
    Column("locale", Text, nullable=False),
    Column("request", JSON, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("page", Integer, nullable=False),
    Column("created_at", UtcTimestamp, nullable=False, index=True),
)

# Groups that gather on Discord to watch something; the options are fields of a request.
watch_groups = Table(
    "watch_groups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner_id", BigInteger, nullable=False, index=True),
    Column("scope", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("options", JSON, nullable=False),
    Column("created_at", UtcTimestamp, nullable=False, index=True),
)

# A member is a Discord user or a name on MAL.
watch_group_members = Table(
    "watch_group_members",
    metadata,
    Column("id", Key, primary_key=True),
    Column("group_id", Text, ForeignKey("watch_groups.id", ondelete="CASCADE"), nullable=False),
    Column("discord_id", BigInteger, index=True),
    Column("name", Text, index=True),
    Column("display_name", Text),
    Column("is_invited", Boolean, nullable=False),
    UniqueConstraint("group_id", "discord_id"),
    UniqueConstraint("group_id", "name"),
)

# Messages that are sent once. The payload is emptied when a message was sent or given up.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, unique=True),
    Column("discord_id", BigInteger, index=True),
    Column("payload", JSON, nullable=False),
    Column("due_at", UtcTimestamp, nullable=False, index=True),
    Column("expires_at", UtcTimestamp, nullable=False),
    Column("n_attempts", Integer, nullable=False),
    Column("claimed_at", UtcTimestamp, index=True),
    Column("claimed_until", UtcTimestamp),
    Column("sent_at", UtcTimestamp),
    Column("failure", Text),
)

# Of a channel of a server, or of direct messages. The next digest is compared with `ranking`.
digest_subscriptions = Table(
    "digest_subscriptions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("channel_id", BigInteger, nullable=False, unique=True),
    Column("guild_id", BigInteger),
    Column("discord_id", BigInteger, index=True),
    Column("frequency", Text, nullable=False),
    Column("weekday", SmallInteger, nullable=False),
    Column("hour", SmallInteger, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("due_at", UtcTimestamp, nullable=False, index=True),
    Column("attempted_at", UtcTimestamp),
    Column("last_at", UtcTimestamp),
    Column("ranking", JSON),
)

digest_titles = Table(
    "digest_titles",
    metadata,
    Column(
        "subscription_id",
        Key,
        ForeignKey("digest_subscriptions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
)
