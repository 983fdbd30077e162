"""Seasons: which titles MAL counts among each, and when it was asked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from reko_core.domain.season import Season
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import seasons

__all__ = ["SeasonStore", "SeasonTitles"]


@dataclass(frozen=True, slots=True)
class SeasonTitles:
    """The titles of a season, in MAL's order.

    new_ids: those that start in it; the others continue from earlier seasons.
    """

    season: Season
    anime_ids: tuple[int, ...]
    new_ids: frozenset[int]
    fetched_at: datetime


class SeasonStore:
    """Reads and writes seasons; the titles themselves are in the catalogue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, season: Season) -> SeasonTitles | None:
        """Return the titles of a season, None if it was never fetched. Raises StoreError."""
        query = select(seasons.c.anime_ids, seasons.c.new_ids, seasons.c.fetched_at)
        query = query.where(seasons.c.year == season.year, seasons.c.season == season.name)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        return SeasonTitles(season, tuple(row.anime_ids), frozenset(row.new_ids), row.fetched_at)

    async def put(self, titles: SeasonTitles) -> None:
        """Insert or replace a season. Raises StoreError."""
        statement = upsert(self._database.dialect, seasons).values(
            year=titles.season.year,
            season=titles.season.name,
            anime_ids=[*titles.anime_ids],
            new_ids=sorted(titles.new_ids),
            fetched_at=titles.fetched_at,
        )
        changed = ("anime_ids", "new_ids", "fetched_at")
        statement = statement.on_conflict_do_update(
            index_elements=["year", "season"],
            set_={name: statement.excluded[name] for name in changed},
        )
        async with self._database.write() as connection:
            await connection.execute(statement)
