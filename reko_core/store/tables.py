"""The tables, as SQLAlchemy Core sees them; migrations make them."""

from sqlalchemy import (
    JSON,
    BigInteger,
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
)

__all__ = ["catalogue", "import_staging", "imports", "lists", "metadata"]

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
)
