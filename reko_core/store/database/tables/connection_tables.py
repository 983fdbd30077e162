"""Accounts at the sites that people have connected, and what was changed on their lists."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from reko_core.store.database.tables.discord_tables import accounts
from reko_core.store.database.tables.table_metadata import metadata
from reko_core.store.database.timestamps import UtcTimestamp

__all__ = ["connections", "list_changes", "oauth_states"]

# The linked account of a person, where they have shown that it is theirs. The tokens are encrypted.
connections = Table(
    "connections",
    metadata,
    Column(
        "discord_id",
        BigInteger,
        ForeignKey(accounts.c.discord_id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("name", Text, nullable=False, unique=True),
    Column("tokens", LargeBinary, nullable=False),
    Column("expires_at", UtcTimestamp),
    Column("connected_at", UtcTimestamp, nullable=False),
    # A process refreshes the tokens; seconds since 1970 of the server.
    Column("refreshing_until", Float),
)

# People on their way to a site and back; the digest is that of the state in the address.
oauth_states = Table(
    "oauth_states",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("discord_id", BigInteger, nullable=False, unique=True),
    Column("discord_name", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("verifier", LargeBinary, nullable=False),
    Column("locale", Text, nullable=False),
    Column("channel_id", BigInteger),
    Column("created_at", UtcTimestamp, nullable=False, index=True),
)

# What can be undone; `before` is NULL for a title that was not on the list.
list_changes = Table(
    "list_changes",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "discord_id",
        BigInteger,
        ForeignKey(connections.c.discord_id, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("anime_id", Integer, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON, nullable=False),
    Column("changed_at", UtcTimestamp, nullable=False, index=True),
)
