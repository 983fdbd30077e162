"""Titles in memory: read when first asked for, and again when they have changed.

Changes by other processes are noticed within two seconds, by `updated_at`, which is the time of
the database server.
"""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from cachetools import LRUCache
from sqlalchemy import select

from reko_core.domain.models import Anime, Relation
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import server_seconds
from reko_core.store.database.tables import catalogue

__all__ = ["TitleCache", "from_details"]

_CHECK_INTERVAL_S = 2.0
_MARGIN_S = 60.0
"""How long a transaction may take until it is committed."""

_MAX_KEPT = 10_000
"""About 10 MB, which a full garbage collection goes through in some 11 ms."""

_BATCH = 500


class TitleCache:
    """Keeps the titles of the catalogue that were used last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._titles: LRUCache[int, tuple[float, Anime]] = LRUCache(_MAX_KEPT)
        self._checked_at = time.monotonic()

    async def get_many(self, anime_ids: Sequence[int]) -> dict[int, Anime]:
        """Return the stored titles of these ids. Raises StoreError."""
        await self._drop_changed()
        found, missing = {}, []
        for anime_id in anime_ids:
            if (known := self._titles.get(anime_id)) is None:
                missing.append(anime_id)
            else:
                found[anime_id] = known[1]
        for start in range(0, len(missing), _BATCH):
            some = missing[start : start + _BATCH]
            query = select(catalogue).where(catalogue.c.anime_id.in_(some))
            for row in await self._database.fetch(query):
                found[row.anime_id] = from_details(row.details)
                self._titles[row.anime_id] = row.updated_at, found[row.anime_id]
        return found

    def drop(self, anime_ids: Iterable[int]) -> None:
        """Let titles be read again, as they were written."""
        for anime_id in anime_ids:
            self._titles.pop(anime_id, None)

    async def _drop_changed(self) -> None:
        now = time.monotonic()
        elapsed_s = now - self._checked_at
        if elapsed_s < _CHECK_INTERVAL_S or not self._titles:
            return
        since = server_seconds(self._database.dialect) - (elapsed_s + _MARGIN_S)
        changed = select(catalogue.c.anime_id, catalogue.c.updated_at).where(
            catalogue.c.updated_at > since
        )
        rows = await self._database.fetch(changed)
        self._checked_at = now
        self.drop(
            [
                row.anime_id
                for row in rows
                if row.anime_id in self._titles and self._titles[row.anime_id][0] != row.updated_at
            ]
        )


def from_details(details: dict[str, Any]) -> Anime:
    """Return a title as its row describes it."""
    known = dict(details)
    for name in ("genres", "studios", "synonyms"):
        known[name] = tuple(known.get(name, ()))
    known["relations"] = tuple(Relation(**relation) for relation in known.get("relations", ()))
    known.setdefault("title", "")
    return Anime(**known)
