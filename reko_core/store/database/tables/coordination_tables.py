"""What processes share: limits, who is running, keys, and the state of the bot."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    Integer,
    LargeBinary,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from reko_core.store.database.tables.table_metadata import Key, metadata
from reko_core.store.database.timestamps import UtcTimestamp

__all__ = [
    "api_keys",
    "bot_state",
    "gateway_identifies",
    "list_fetches",
    "processes",
    "request_budgets",
]

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

# When sessions at Discord's gateway were or are to be started, within a day.
gateway_identifies = Table(
    "gateway_identifies",
    metadata,
    Column("id", Key, primary_key=True),
    Column("bucket", Integer, nullable=False),
    Column("at", UtcTimestamp, nullable=False, index=True),
)

bot_state = Table(
    "bot_state",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
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
