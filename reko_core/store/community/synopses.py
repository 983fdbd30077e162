"""Synopses of titles, as MAL has them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import synopses

__all__ = ["Synopsis", "SynopsisStore"]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """A synopsis; the text is empty if MAL had none when it was asked."""

    text: str
    fetched_at: datetime


class SynopsisStore:
    """Reads and writes synopses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, anime_id: int) -> Synopsis | None:
        """Return the synopsis of a title, None if it was never fetched. Raises StoreError."""
        columns = synopses.c
        query = select(columns.text, columns.fetched_at).where(columns.anime_id == anime_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else Synopsis(*row)

    async def put(self, anime_id: int, text: str, *, at: datetime) -> None:
        """Insert or replace the synopsis of a title. Raises StoreError."""
        values = {"text": text, "fetched_at": at}
        insert = upsert(self._database.dialect, synopses).values(anime_id=anime_id, **values)
        statement = insert.on_conflict_do_update(index_elements=["anime_id"], set_=values)
        async with self._database.write() as connection:
            await connection.execute(statement)
