"""COPY: the quickest way of many rows into a table."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.errors import StoreError
from reko_core.store.postgres.sqlstates import kind_of_postgres, reason_of_postgres

__all__ = ["copy_rows"]


async def copy_rows(
    connection: AsyncConnection,
    table: str,
    columns: dict[str, str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Append rows to a table, in the transaction of the connection; the columns have SQL types.

    Raises StoreError.
    """
    # Not at the top: psycopg is an extra.
    from psycopg import AsyncConnection as PsycopgConnection
    from psycopg import Error, sql

    raw = (await connection.get_raw_connection()).driver_connection
    assert isinstance(raw, PsycopgConnection)
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT binary)")
    try:
        async with (
            raw.cursor() as cursor,
            cursor.copy(statement.format(sql.Identifier(table), names)) as copy,
        ):
            copy.set_types(list(columns.values()))
            for row in rows:
                await copy.write_row(row)
    except Error as error:
        raise StoreError(
            reason_of_postgres(error), kind=kind_of_postgres(error), is_postgres=True
        ) from error
