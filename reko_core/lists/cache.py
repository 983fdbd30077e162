"""Lists of requested users: from the store while fresh, from their site otherwise."""

import asyncio
from datetime import timedelta
from functools import partial

import structlog
from cachetools import TTLCache

from reko_core.clients.list_sites import ListClient
from reko_core.domain.models import UserList, normalise_name
from reko_core.domain.sites import Site, site_of
from reko_core.errors import ListError, SiteError, TooBusy, TooManyFetches, UserNotFound
from reko_core.lists.fetcher import FULL_READ_AGE, ListFetcher
from reko_core.lists.shared_fetches import OnPage, SharedFetches
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.runtime.list_progress import current_listener
from reko_core.settings import MalSettings
from reko_core.store import Store

__all__ = ["ListCache"]

RECENT_AGE = timedelta(minutes=1)
"""What a site has sent or refused more recently satisfies forced updates, too.

Not longer: somebody may have just made the list public.
"""

_MAX_REFUSALS = 10_000

_log = structlog.get_logger(__name__)


class ListCache:
    """Returns lists that are at most `max_age` old, older ones only if their site fails.

    Requests for a list that is being fetched join that fetch, also forced ones: its result is as
    new as theirs would be. That a list is private or its user unknown is remembered for a minute.
    """

    def __init__(
        self,
        store: Store,
        sites: ListClient,
        fetches: SharedFetches,
        metrics: Metrics,
        settings: MalSettings,
        *,
        max_age: timedelta,
        full_read_age: timedelta = FULL_READ_AGE,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._fetcher = ListFetcher(store, sites, clock, full_read_age)
        self._fetches = fetches
        self._clock = clock
        self._store = store
        self._metrics = metrics.lists
        self.max_fetches_per_client = settings.max_waiting_per_client
        self._page_size = settings.page_size
        self._max_age = max_age
        self._recent_age = min(RECENT_AGE, max_age)
        self._records: set[asyncio.Task[None]] = set()
        self._refusals: TTLCache[str, type[ListError]] = TTLCache(
            _MAX_REFUSALS,
            self._recent_age.total_seconds(),
            timer=lambda: clock.now().timestamp(),
        )

    async def get(
        self, user_name: str, *, force_update: bool = False, on_page: OnPage | None = None
    ) -> UserList:
        """Return the list of a user; `on_page` is called with the progress of its fetch, if any.

        Without it, the listener of the request is told (`runtime.list_progress`).

        Raises ListPrivate, UserNotFound; SiteError, TooBusy and TooManyFetches only when no earlier
        list is known; StoreError.
        """
        key = normalise_name(user_name)
        known = await self._store.lists.get(key)
        if site_of(key) is Site.OWN:
            if known is None:
                raise UserNotFound(user_name)
            return self._use(known, "store")
        max_age = self._recent_age if force_update else self._max_age
        if known is not None and self._clock.now() - known.fetched_at <= max_age:
            return self._use(known, "store")
        if (refusal := self._refusals.get(key)) is not None:
            self._metrics.refused.labels("remembered").inc()
            raise refusal(user_name)
        fetch = partial(self._fetch, user_name, known, is_forced=force_update)
        try:
            fetched = await self._fetches.join(
                f"list {key}", fetch, on_page or current_listener(key), site=site_of(key)
            )
        except (SiteError, TooBusy, TooManyFetches) as error:
            if known is None:
                raise
            _log.warning("stale list used", reason=str(error))
            return self._use(known, "store_stale")
        return self._use(fetched, site_of(key))

    async def discard_fetch(self, user_name: str) -> None:
        """End the running fetch of a user's list, if any; other requests that wait start anew.

        Afterwards nothing is stored of what was requested before.
        """
        await self._fetches.discard(f"list {normalise_name(user_name)}")
        if self._records:
            await asyncio.wait(self._records)

    async def close(self) -> None:
        """Cancel what is still being recorded."""
        for task in self._records:
            task.cancel()
        await asyncio.gather(*self._records, return_exceptions=True)

    def _use(self, user_list: UserList, origin: str) -> UserList:
        self._metrics.used.labels(origin).inc()
        _log.debug("list used", origin=origin, entries=len(user_list.entries))
        # Not awaited: it takes long while another program writes to the database.
        task = asyncio.create_task(self._fetcher.record_request(user_list.user_name))
        self._records.add(task)
        task.add_done_callback(self._records.discard)
        return user_list

    async def _fetch(
        self, user_name: str, stored: UserList | None, on_page: OnPage, *, is_forced: bool
    ) -> UserList:
        """Fetch a list; a long one is read again only if it has changed or `is_forced`."""
        known = None if is_forced else stored
        # Checking a list of one page for changes takes as long as reading it.
        if known is not None and len(known.entries) <= self._page_size:
            known = None
        try:
            return await self._fetcher.fetch(user_name, known, on_page, stored=stored)
        except ListError as error:
            self._refusals[normalise_name(user_name)] = type(error)
            raise
