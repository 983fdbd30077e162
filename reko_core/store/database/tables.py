"""Tables of SQLAlchemy Core; migrations create them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.dialects.postgresql import ARRAY

from reko_core.store.database.timestamps import UtcTimestamp

__all__ = [
    "accounts",
    "api_keys",
    "asked_names",
    "ban_votes",
    "bot_state",
    "catalogue",
    "digest_subscriptions",
    "digest_titles",
    "gateway_identifies",
    "guild_people",
    "guild_settings",
    "import_staging",
    "imports",
    "list_fetches",
    "lists",
    "mal_users",
    "metadata",
    "opt_outs",
    "outbox",
    "processes",
    "request_budgets",
    "results",
    "seasons",
    "synopses",
    "title_bans",
    "title_languages",
    "title_visits",
    "user_bans",
    "watch_group_members",
    "watch_groups",
]

metadata = MetaData()

_Key = BigInteger().with_variant(Integer, "sqlite")

lists = Table(
    "lists",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("n_entries", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("fetched_at", Float, nullable=False),
    # It came in with a request; neither the crawl nor an import has brought it.
    Column("is_requested", Boolean),
    UniqueConstraint("source", "name"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("started_at", Float, nullable=False),
    Column("finished_at", Float),
    Column("counts", JSON),
)

import_staging = Table(
    "import_staging",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("import_id", _Key, ForeignKey("imports.id", ondelete="CASCADE"), nullable=False),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("n_entries", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Index("ix_import_staging_source_name", "source", "name"),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("rank", SmallInteger, nullable=False),
    Column("details", JSON, nullable=False),
    Column("updated_at", Float, nullable=False),
    Index("ix_catalogue_updated_at", "updated_at"),
)

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
    Column("id", _Key, primary_key=True),
    Column("group_id", Text, ForeignKey("watch_groups.id", ondelete="CASCADE"), nullable=False),
    Column("discord_id", BigInteger, index=True),
    Column("name", Text, index=True),
    Column("display_name", Text),
    Column("is_invited", Boolean, nullable=False),
    UniqueConstraint("group_id", "discord_id"),
    UniqueConstraint("group_id", "name"),
)

bot_state = Table(
    "bot_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# When sessions at Discord's gateway were or are to be started, within a day.
gateway_identifies = Table(
    "gateway_identifies",
    metadata,
    Column("id", _Key, primary_key=True),
    Column("bucket", Integer, nullable=False),
    Column("at", UtcTimestamp, nullable=False, index=True),
)

# Messages that are sent once. The payload is emptied when a message was sent or given up.
outbox = Table(
    "outbox",
    metadata,
    Column("id", _Key, primary_key=True),
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
    Column("id", _Key, primary_key=True),
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
        _Key,
        ForeignKey("digest_subscriptions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
)

# MAL users who were requested or found; `standing` is a `ListStatus`.
mal_users = Table(
    "mal_users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("display_name", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("found_at", UtcTimestamp, nullable=False),
    Column("due_at", UtcTimestamp, nullable=False),
    Column("checked_at", UtcTimestamp, index=True),
    Column("fetched_at", UtcTimestamp),
    Column("asked_at", UtcTimestamp, index=True),
    Column("friends_at", UtcTimestamp),
    Column("missing_since", UtcTimestamp),
    Column("n_failures", Integer, nullable=False),
    Index("ix_mal_users_standing_due_at", "standing", "due_at"),
)

opt_outs = Table(
    "opt_outs",
    metadata,
    Column("name", Text, primary_key=True),
    Column("since", UtcTimestamp, nullable=False),
    # The Discord user who may take it back; NULL = only the operator.
    Column("requested_by", BigInteger),
)

title_visits = Table(
    "title_visits",
    metadata,
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("visited_at", UtcTimestamp, nullable=False, index=True),
    Column("is_found", Boolean, nullable=False),
)

# The titles of each season, in MAL's order; `anime_ids` are also those that continue from earlier
# seasons.
seasons = Table(
    "seasons",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("season", Text, primary_key=True),
    Column("anime_ids", JSON, nullable=False),
    Column("new_ids", JSON, nullable=False),
    Column("fetched_at", UtcTimestamp, nullable=False),
)

synopses = Table(
    "synopses",
    metadata,
    Column("anime_id", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("fetched_at", UtcTimestamp, nullable=False),
)

# How often requests to a site may be sent, over all processes; seconds since 1970 of the server.
request_budgets = Table(
    "request_budgets",
    metadata,
    Column("site", Text, primary_key=True),
    Column("next_at", Float, nullable=False),
    Column("resume_at", Float, nullable=False),
    Column("granted_at", Float),
    Column("sent_at", JSON().with_variant(ARRAY(Float), "postgresql"), nullable=False),
)

processes = Table(
    "processes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seen_at", Float, nullable=False),
)

# Lists that are being fetched; the key is a hash of the name.
list_fetches = Table(
    "list_fetches",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("holder", Text, nullable=False),
    Column("expires_at", Float, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("requests_per_minute", Float, nullable=False),
    Column("burst", Integer, nullable=False),
    Column("created_at", UtcTimestamp, nullable=False),
)
