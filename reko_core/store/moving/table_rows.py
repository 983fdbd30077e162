"""The rows of a table as both databases return them, in an order that both agree on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import JSON, Boolean, Table, Text

from reko_core.store.database.tables import metadata

__all__ = [
    "MOVED_TABLES",
    "Checksum",
    "Row",
    "batches",
    "columns_of",
    "from_sqlite",
    "key_of",
    "ordered",
]

Row = tuple[Any, ...]

# What the processes of a PostgreSQL database agree on while they run.
_TRANSIENT = {"list_fetches", "processes", "request_budgets"}
MOVED_TABLES = [table for table in metadata.sorted_tables if table.name not in _TRANSIENT]
"""The tables of which rows are moved; one that is referred to comes before the others."""

_BATCH_BYTES = 4_000_000
_BATCH_ROWS = 5_000
_MODULUS = 1 << 128


@dataclass(frozen=True, slots=True)
class Checksum:
    """The number of rows, and the sum of their digests: it does not depend on their order."""

    n_rows: int
    digest: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Checksum":
        """Return the checksum of rows, one held at a time."""
        n_rows = digest = 0
        for row in rows:
            n_rows += 1
            digest += int.from_bytes(blake2b(repr(row).encode(), digest_size=16).digest())
        return cls(n_rows, digest % _MODULUS)


def columns_of(table: Table, *, is_postgres: bool = False) -> str:
    """Return the columns to select; JSON as the text that was stored."""
    return ", ".join(
        f"{column.name}::text" if is_postgres and isinstance(column.type, JSON) else column.name
        for column in table.columns
    )


def key_of(table: Table) -> Sequence[str]:
    """Return the columns of the primary key."""
    return [column.name for column in table.primary_key]


def ordered(table: Table, *, is_descending: bool = False) -> str:
    """Return what orders the rows by key in PostgreSQL as SQLite does: text by its bytes."""
    direction = " DESC" if is_descending else ""
    return ", ".join(
        column.name + (' COLLATE "C"' if isinstance(column.type, Text) else "") + direction
        for column in table.primary_key
    )


def from_sqlite(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows of SQLite, which has no truth values, as PostgreSQL returns them."""
    flags = [n for n, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    for row in rows:
        if not flags:
            yield row
            continue
        values = list(row)
        for n in flags:
            values[n] = None if values[n] is None else bool(values[n])
        yield tuple(values)


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows in batches of a few megabytes."""
    batch: list[Row] = []
    n_bytes = 0
    for row in rows:
        batch.append(row)
        n_bytes += sum(len(value) for value in row if isinstance(value, str | bytes))
        if n_bytes >= _BATCH_BYTES or len(batch) >= _BATCH_ROWS:
            yield batch
            batch, n_bytes = [], 0
    if batch:
        yield batch
