"""Changes of people's lists at the sites, which they can undo for ten minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from reko_core.store.database.connection import Database
from reko_core.store.database.tables import list_changes

__all__ = ["UNDO_LIFETIME", "ListChange", "ListChangeStore"]

UNDO_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ListChange:
    """A change of one title; `before` is None for one that was not on the list."""

    id: str
    discord_id: int
    anime_id: int
    before: dict[str, Any] | None
    after: dict[str, Any]
    changed_at: datetime


_COLUMNS = [list_changes.c[one] for one in ListChange.__slots__]


class ListChangeStore:
    """Reads and writes changes. They are deleted together with the connection of the person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, change: ListChange) -> None:
        """Store a change, and delete those that are too old to be undone. Raises StoreError."""
        row = {one.name: getattr(change, one.name) for one in _COLUMNS}
        async with self._database.write() as connection:
            is_over = list_changes.c.changed_at <= change.changed_at - UNDO_LIFETIME
            await connection.execute(delete(list_changes).where(is_over))
            await connection.execute(list_changes.insert(), [row])

    async def get(self, change_id: str, discord_id: int, at: datetime) -> ListChange | None:
        """Return a change of this person that can still be undone. Raises StoreError."""
        columns = list_changes.c
        query = select(*_COLUMNS).where(
            columns.id == change_id,
            columns.discord_id == discord_id,
            columns.changed_at > at - UNDO_LIFETIME,
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else ListChange(*row)

    async def remove(self, change_id: str) -> None:
        """Delete a change. Raises StoreError."""
        async with self._database.write() as connection:
            await connection.execute(delete(list_changes).where(list_changes.c.id == change_id))

    async def prune(self, before: datetime) -> None:
        """Delete changes that were made before. Raises StoreError."""
        async with self._database.write() as connection:
            await connection.execute(delete(list_changes).where(list_changes.c.changed_at < before))
