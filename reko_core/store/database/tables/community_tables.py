"""Lists, titles, and the users of MAL."""

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
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from reko_core.store.database.tables.table_metadata import Key, metadata
from reko_core.store.database.timestamps import UtcTimestamp

__all__ = [
    "catalogue",
    "import_staging",
    "imports",
    "lists",
    "mal_users",
    "opt_outs",
    "seasons",
    "site_ids",
    "synopses",
    "title_visits",
]

lists = Table(
    "lists",
    metadata,
    Column("id", Key, primary_key=True),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Column("n_entries", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("fetched_at", Float, nullable=False),
    # It came in with a request; neither the crawl nor an import has brought it.
    Column("is_requested", Boolean),
    # Entries of another site that have no title on MAL, and so are missing.
    Column("n_unmapped", Integer),
    UniqueConstraint("source", "name"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Key, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("started_at", Float, nullable=False),
    Column("finished_at", Float),
    Column("counts", JSON),
)

import_staging = Table(
    "import_staging",
    metadata,
    Column("id", Key, primary_key=True),
    Column("import_id", Key, ForeignKey("imports.id", ondelete="CASCADE"), nullable=False),
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

# The ids of titles on other sites; several of a site may be one title on MAL.
site_ids = Table(
    "site_ids",
    metadata,
    Column("site", Text, primary_key=True),
    Column("site_id", Integer, primary_key=True, autoincrement=False),
    Column("anime_id", Integer, nullable=False),
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
