"""Where SQLite and PostgreSQL differ: upserts, write locks, the time and timeouts."""

import time
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Float, Table, cast, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

__all__ = ["acquire_write_lock", "allow_long_statements", "server_seconds", "server_time", "upsert"]


def upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert with `on_conflict_*` methods."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


async def acquire_write_lock(connection: AsyncConnection, key: str) -> None:
    """Wait for the lock of this key, and hold it until the transaction ends.

    Call it before anything else in the transaction, when what is written depends on what is read.
    """
    if connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock(func.hashtextextended(key, 0))
        await connection.execute(select(lock))
    else:
        # A transaction that reads first and then writes fails if another one wrote in between.
        await connection.exec_driver_sql("BEGIN IMMEDIATE")


async def server_time(connection: AsyncConnection) -> datetime:
    """Return the time by the clock of the database server, which all machines share."""
    if connection.dialect.name == "postgresql":
        found: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
        return found
    return datetime.now(UTC)


def server_seconds(dialect: str) -> ColumnElement[float]:
    """Return an expression of the same time, in seconds since 1970, of the transaction's start."""
    if dialect == "postgresql":
        # Constant within the statement, so that an index can be used.
        return cast(func.extract("epoch", func.now()), Float)
    return literal(time.time())


async def allow_long_statements(connection: AsyncConnection) -> None:
    """Let the statements of this transaction take as long as they need."""
    if connection.dialect.name == "postgresql":
        await connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
