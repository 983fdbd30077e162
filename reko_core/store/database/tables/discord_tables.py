"""What servers and users on Discord have set and linked."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    Table,
    Text,
    false,
)

from reko_core.store.database.tables.table_metadata import metadata
from reko_core.store.database.timestamps import UtcTimestamp

__all__ = [
    "accounts",
    "asked_names",
    "ban_votes",
    "guild_people",
    "guild_settings",
    "title_bans",
    "title_languages",
    "user_bans",
]

# NULL means the default, so that a new default applies to guilds that never chose.
guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("accuracy", Float),
    Column("titles_per_page", Integer),
    Column("allow_adult", Boolean),
    Column("who_may_ban", Text),
    Column("votes_needed", Integer),
    Column("is_private", Boolean),
    Column("title_language", Text),
    Column("log_channel_id", BigInteger),
    Column("lists_people", Boolean),
    Column("shows_pictures", Boolean),
    Column("updated_at", UtcTimestamp, nullable=False),
)

title_bans = Table(
    "title_bans",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("banned_by", BigInteger),
    Column("banned_at", UtcTimestamp, nullable=False),
    # By a person for themselves: they have seen it.
    Column("is_seen", Boolean, nullable=False, server_default=false()),
)

user_bans = Table(
    "user_bans",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("user_hash", Text, primary_key=True),
    Column("banned_by", BigInteger),
    Column("banned_at", UtcTimestamp, nullable=False),
)

ban_votes = Table(
    "ban_votes",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("voter_id", BigInteger, primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("voted_at", UtcTimestamp, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("discord_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, index=True),
    Column("mal_name", Text, nullable=False),
    Column("linked_at", UtcTimestamp, nullable=False),
    # NULL means the default, nobody.
    Column("visibility", Text),
)

# Who has used the bot in which server; only people who have linked a list.
guild_people = Table(
    "guild_people",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "discord_id",
        BigInteger,
        ForeignKey("accounts.discord_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    Column("used_at", UtcTimestamp, nullable=False),
)

title_languages = Table(
    "title_languages",
    metadata,
    Column("discord_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, nullable=False),
)

asked_names = Table(
    "asked_names",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("discord_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Column("display_name", Text, nullable=False),
    Column("asked_at", UtcTimestamp, nullable=False),
)
