"""What SQLite and PostgreSQL say differently: inserts that may conflict, and taking turns."""

from sqlalchemy import Table, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

__all__ = ["acquire_write_lock", "upsert"]


def upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that can say what happens on a conflict."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


async def acquire_write_lock(connection: AsyncConnection, key: str) -> None:
    """Wait until no other transaction has this turn, and keep it to the end of this one.

    Call it before anything else in the transaction, when what is written depends on what is read.
    """
    if connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock(func.hashtextextended(key, 0))
        await connection.execute(select(lock))
    else:
        # A transaction that reads first and writes later fails when another one wrote meanwhile.
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
