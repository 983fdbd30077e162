"""Catalogue: titles, merged field by field from sources of different rank."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import Anime
from reko_core.domain.sanitize import MAX_NAMES
from reko_core.store.community.title_cache import TitleCache, from_details
from reko_core.store.database.changes import Changes
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, server_time
from reko_core.store.database.tables import catalogue

__all__ = ["CatalogueStore", "TitleOutline", "TitleRank", "merge_titles"]

_BATCH = 500
_MONTH_LENGTH = len("2017-10")


class TitleRank(IntEnum):
    """Rank of a source of titles: a higher one overrides a lower one."""

    KAGGLE = 1
    OFFLINE_DATABASE = 2
    PARQUET = 3
    MAL = 4


@dataclass(frozen=True, slots=True)
class TitleOutline:
    """What a title's next update depends on; `airing` and `is_on_mal` as in `Anime`."""

    anime_id: int
    airing: str | None
    is_on_mal: bool | None = None


class CatalogueStore:
    """Reads and writes titles."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._titles = TitleCache(database)

    async def get_many(self, anime_ids: Sequence[int]) -> dict[int, Anime]:
        """Return the stored titles of these ids, from memory. Raises StoreError."""
        return await self._titles.get_many(anime_ids)

    async def all(self) -> list[Anime]:
        """Return every title, by id. Raises StoreError."""
        query = select(catalogue.c.details).order_by(catalogue.c.anime_id)
        async with self._database.read() as connection:
            return [from_details(details) for details in await connection.scalars(query)]

    async def outlines(self) -> dict[int, TitleOutline]:
        """Return the outline of every title, by id. Raises StoreError."""
        details = catalogue.c.details
        columns = (
            catalogue.c.anime_id,
            details["airing"].as_string(),
            details["is_on_mal"].as_boolean(),
        )
        found: dict[int, TitleOutline] = {}
        last = -1
        async with self._database.read() as connection:
            # Batches, so that tens of thousands of titles do not block the event loop.
            while True:
                query = select(*columns).where(catalogue.c.anime_id > last)
                rows = await connection.execute(query.order_by(catalogue.c.anime_id).limit(_BATCH))
                outlines = [TitleOutline(*row) for row in rows]
                if not outlines:
                    return found
                last = outlines[-1].anime_id
                found.update((outline.anime_id, outline) for outline in outlines)

    async def after(self, anime_id: int) -> list[Anime]:
        """Return the titles with the next larger ids, a few hundred. Raises StoreError."""
        query = select(catalogue.c.details).where(catalogue.c.anime_id > anime_id)
        query = query.order_by(catalogue.c.anime_id).limit(_BATCH)
        async with self._database.read() as connection:
            return [from_details(details) for details in await connection.scalars(query)]

    async def most_popular(self, limit: int) -> list[int]:
        """Return the ids of the most popular titles, most members first. Raises StoreError."""
        members = catalogue.c.details["members"].as_integer()
        query = select(catalogue.c.anime_id).where(members > 0)
        query = query.order_by(members.desc(), catalogue.c.anime_id).limit(limit)
        async with self._database.read() as connection:
            return [*await connection.scalars(query)]

    async def started_between(self, first: date, end: date) -> list[int]:
        """Return the ids of titles that start from `first` on and before `end`, most members first.

        Titles of which only the year is known are left out. Raises StoreError.
        """
        started = catalogue.c.details["start_date"].as_string()
        members = catalogue.c.details["members"].as_integer()
        query = select(catalogue.c.anime_id).where(
            started >= first.isoformat()[:_MONTH_LENGTH],
            started < end.isoformat()[:_MONTH_LENGTH],
            func.length(started) >= _MONTH_LENGTH,
        )
        query = query.order_by(func.coalesce(members, 0).desc(), catalogue.c.anime_id)
        async with self._database.read() as connection:
            return [*await connection.scalars(query)]

    async def missing(self, anime_ids: Sequence[int]) -> list[int]:
        """Return the ids without a stored title, in the given order. Raises StoreError."""
        known: set[int] = set()
        async with self._database.read() as connection:
            for start in range(0, len(anime_ids), _BATCH):
                some = anime_ids[start : start + _BATCH]
                query = select(catalogue.c.anime_id).where(catalogue.c.anime_id.in_(some))
                known.update(await connection.scalars(query))
        return [anime_id for anime_id in anime_ids if anime_id not in known]

    async def put_many(self, titles: Iterable[Anime], rank: TitleRank) -> Changes:
        """Merge titles into the catalogue, all or none. Raises StoreError."""
        by_id = {anime.id: anime for anime in titles}
        new, changed = [], []
        async with self._database.write() as connection:
            # Two writers of a new title at once would both find it missing.
            await acquire_write_lock(connection, "catalogue")
            known = {row.anime_id: row for row in await _rows(connection, list(by_id))}
            now = await server_time(connection)
            for anime_id, anime in by_id.items():
                row = known.get(anime_id)
                if row is None:
                    new.append(_values(anime, rank, now))
                    continue
                old = from_details(row.details)
                merged = merge_titles(old, row.rank, anime, rank)
                top = max(row.rank, rank)
                if (merged, top) != (old, row.rank):
                    changed.append(_values(merged, top, now))
            if new:
                await connection.execute(insert(catalogue), new)
            for values in changed:
                statement = update(catalogue).where(catalogue.c.anime_id == values["anime_id"])
                await connection.execute(statement, values)
        self._titles.drop(by_id)
        return Changes(len(new), len(changed), len(by_id) - len(new) - len(changed))

    async def mark_missing(self, anime_id: int) -> None:
        """Save that MAL does not have a title. Raises StoreError."""
        async with self._database.write() as connection:
            await acquire_write_lock(connection, "catalogue")
            rows = await _rows(connection, [anime_id])
            now = await server_time(connection)
            if rows:
                known = replace(from_details(rows[0].details), is_on_mal=False)
                statement = update(catalogue).where(catalogue.c.anime_id == anime_id)
                await connection.execute(statement, _values(known, rows[0].rank, now))
            else:
                unnamed = Anime(anime_id, f"MyAnimeList #{anime_id}", is_on_mal=False)
                await connection.execute(insert(catalogue), _values(unnamed, TitleRank.KAGGLE, now))
        self._titles.drop([anime_id])


def merge_titles(old: Anime, old_rank: int, new: Anime, new_rank: int) -> Anime:
    """Merge two records of a title: a known value never becomes unknown.

    Where both have a value, the higher rank wins, and the newer of equal ranks. Typed relations are
    never replaced by untyped ones. Synonyms of both are kept, up to `MAX_NAMES`.
    """
    weaker, stronger = (old, new) if new_rank >= old_rank else (new, old)
    known = {
        field.name: getattr(stronger, field.name)
        for field in fields(Anime)
        if getattr(stronger, field.name) not in (None, (), "")
    }
    if weaker.is_typed and not stronger.is_typed:
        known.pop("relations", None)
    known["synonyms"] = tuple(dict.fromkeys(stronger.synonyms + weaker.synonyms))[:MAX_NAMES]
    return replace(weaker, **known)


async def _rows(connection: AsyncConnection, anime_ids: Sequence[int]) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    for start in range(0, len(anime_ids), _BATCH):
        some = anime_ids[start : start + _BATCH]
        query = select(catalogue).where(catalogue.c.anime_id.in_(some))
        rows += (await connection.execute(query)).all()
    return rows


def _values(anime: Anime, rank: int, now: datetime) -> dict[str, Any]:
    details = {key: value for key, value in asdict(anime).items() if value not in (None, (), "")}
    return {
        "anime_id": anime.id,
        "rank": int(rank),
        "details": details,
        "updated_at": now.timestamp(),
    }
