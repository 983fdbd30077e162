"""Lists of asking users: from the store while they are fresh, from MAL otherwise."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog

from reko_core.errors import MalError
from reko_core.mal import MalClient
from reko_core.metrics import Metrics
from reko_core.models import Anime, UserList, normalise_name
from reko_core.store import Store, TitleRank

__all__ = ["ListCache"]

_TITLE_BATCH = 200

_log = structlog.get_logger(__name__)


class ListCache:
    """Gives out lists that are at most `max_age` old, unless MAL fails and an older one is known.

    Requests for one user that come while the list is being fetched wait for that fetch, also
    forced ones: what it brings is as new as what they would get.
    """

    def __init__(self, store: Store, mal: MalClient, metrics: Metrics, max_age: timedelta) -> None:
        self._store = store
        self._mal = mal
        self._metrics = metrics
        self._max_age = max_age
        self._running: dict[str, asyncio.Task[UserList]] = {}

    async def get(self, user_name: str, *, force_update: bool = False) -> UserList:
        """Return the list of a user.

        Raises ListPrivate, UserNotFound; MalError only when no earlier list is known; StoreError.
        """
        key = normalise_name(user_name)
        known = await self._store.lists.get(key)
        if known is not None and not force_update and self._is_fresh(known):
            self._metrics.lists.labels("store").inc()
            return known
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(self._fetch(user_name))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))
        try:
            # Shielded: one asking user who gives up must not take the list from the others.
            fetched = await asyncio.shield(task)
        except MalError as error:
            if known is None:
                raise
            _log.warning("older list used", reason=str(error))
            self._metrics.lists.labels("store_stale").inc()
            return known
        self._metrics.lists.labels("mal").inc()
        return fetched

    async def close(self) -> None:
        """End the fetches that are still running."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _is_fresh(self, known: UserList) -> bool:
        return datetime.now(UTC) - known.fetched_at <= self._max_age

    async def _fetch(self, user_name: str) -> UserList:
        fetched = await self._mal.fetch_list(user_name)
        await self._store.lists.put(fetched.user_list)
        await self._learn(fetched.titles)
        return fetched.user_list

    async def _learn(self, titles: tuple[Anime, ...]) -> None:
        """Keep what the same call has told of titles that the catalogue lacks."""
        missing = set(await self._store.catalogue.missing([anime.id for anime in titles]))
        new = [anime for anime in titles if anime.id in missing]
        # Batches, so that a list of thousands leaves the event loop and the database to others.
        for start in range(0, len(new), _TITLE_BATCH):
            await self._store.catalogue.put_many(new[start : start + _TITLE_BATCH], TitleRank.MAL)
