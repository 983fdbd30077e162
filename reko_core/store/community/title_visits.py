"""Title visits: when the details of each title were requested from MAL, and whether it exists."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import title_visits

__all__ = ["TitleVisit", "TitleVisitStore"]


_BATCH = 500


@dataclass(frozen=True, slots=True)
class TitleVisit:
    """When the details of a title were requested, and whether MAL has it."""

    anime_id: int
    visited_at: datetime
    is_found: bool


class TitleVisitStore:
    """Reads and writes title visits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> dict[int, TitleVisit]:
        """Return the last visit to each title, by id. Raises StoreError."""
        found: dict[int, TitleVisit] = {}
        last = -1
        async with self._database.read() as connection:
            # Batches, so that tens of thousands of visits do not block the event loop.
            while True:
                query = select(title_visits).where(title_visits.c.anime_id > last)
                query = query.order_by(title_visits.c.anime_id).limit(_BATCH)
                visits = [TitleVisit(*row) for row in await connection.execute(query)]
                if not visits:
                    return found
                last = visits[-1].anime_id
                found.update((visit.anime_id, visit) for visit in visits)

    async def get(self, anime_id: int) -> TitleVisit | None:
        """Return the last visit to a title. Raises StoreError."""
        query = select(title_visits).where(title_visits.c.anime_id == anime_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return None if row is None else TitleVisit(*row)

    async def put(self, anime_ids: Collection[int], at: datetime, *, is_found: bool) -> None:
        """Insert or replace visits. Raises StoreError."""
        rows = [
            {"anime_id": anime_id, "visited_at": at, "is_found": is_found}
            # In order: two writers of the same titles do not wait for each other.
            for anime_id in sorted(anime_ids)
        ]
        insert = upsert(self._database.dialect, title_visits)
        statement = insert.on_conflict_do_update(
            index_elements=["anime_id"],
            set_={name: insert.excluded[name] for name in ("visited_at", "is_found")},
        )
        if rows:
            async with self._database.write() as connection:
                await connection.execute(statement, rows)

    async def count_since(self, at: datetime) -> int:
        """Return how many titles were visited since. Raises StoreError."""
        query = select(func.count()).where(title_visits.c.visited_at > at)
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())
