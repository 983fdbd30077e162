"""HTTP client of Kitsu: throttled, with retries, without a token.

Kitsu shows neither adult titles nor private entries to those who have no token.

Its documentation is silent on these, so that they are assumed: that `filter[id]` of titles takes
several ids, that `include` works beside `fields`, and that no limit of the rate is in force.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from typing import Self, TypeVar

import aiohttp
import structlog
from yarl import URL

from reko_core.clients.http.http_request import HttpRequest
from reko_core.clients.http.shared_budget import Reservations
from reko_core.clients.http.site_requests import SiteRequests
from reko_core.clients.http.throttle import Throttle
from reko_core.clients.kitsu.pages import (
    LibraryPage,
    read_last_update,
    read_library_page,
    read_mal_ids,
    read_user,
)
from reko_core.clients.kitsu.responses import response_error
from reko_core.clients.kitsu.schemas import User
from reko_core.clients.list_sites import Wanted
from reko_core.clients.parsing.list_builder import FetchedList, ListBuilder
from reko_core.clients.title_ids import TitleIds, rows_on_mal
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import Site, bare_name, qualified_name
from reko_core.errors import SiteRateLimited, SiteRefused, SiteUnavailable, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import KitsuSettings

__all__ = ["KitsuClient"]

T = TypeVar("T")

MEDIA_TYPE = "application/vnd.api+json"
# Entries of a list, and other resources, that Kitsu sends at once.
PAGE_SIZE = 500
MAX_RESOURCES = 20
BURST = 3
# A page of 500 entries has some 500 kB.
MAX_RESPONSE_BYTES = 8 * 2**20
MAX_ENTRIES = 50_000
# Pages may be shorter than requested, but not all of them.
MAX_PAGES = 2 * MAX_ENTRIES // PAGE_SIZE

_log = structlog.get_logger(__name__)


class KitsuClient:
    """Reads lists from Kitsu; every error that it raises is a RekoError.

    Entries of titles that MAL does not have are counted. The caller closes the session; `open`
    creates and closes its own.
    """

    def __init__(
        self,
        settings: KitsuSettings,
        metrics: Metrics,
        session: aiohttp.ClientSession,
        title_ids: TitleIds,
        *,
        clock: Clock = SYSTEM_CLOCK,
        reservations: Reservations | None = None,
    ) -> None:
        self._clock = clock
        self._title_ids = title_ids
        self._base_url = URL(settings.base_url.rstrip("/"))
        throttle = Throttle(
            settings.requests_per_second,
            BURST,
            settings.max_wait_s,
            too_long=partial(SiteRateLimited, site=Site.KITSU),
            reservations=reservations,
        )
        self._requests = SiteRequests(
            Site.KITSU,
            session,
            settings,
            throttle,
            metrics.sites,
            response_error=response_error,
            max_bytes=MAX_RESPONSE_BYTES,
        )

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        settings: KitsuSettings,
        metrics: Metrics,
        title_ids: TitleIds,
        *,
        clock: Clock = SYSTEM_CLOCK,
        reservations: Reservations | None = None,
    ) -> AsyncIterator[Self]:
        """Open a client with its own session, closed at the end.

        reservations: where processes that share the request budget reserve their requests.
        """
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            yield cls(settings, metrics, session, title_ids, clock=clock, reservations=reservations)

    async def fetch_list(
        self,
        user_name: str,
        *,
        on_page: Callable[[int], None] | None = None,
        wanted: Wanted | None = None,
    ) -> FetchedList:
        """Read a whole list, without its titles: what Kitsu knows of them is not as MAL says it.

        Longer lists are cut at MAX_ENTRIES, the latest changes first. Raises UserNotFound,
        SiteRateLimited, SiteUnavailable or SiteRefused, and StoreError.
        """
        del wanted
        fetched_at = self._clock.now()
        user = await self._user(user_name)
        builder = ListBuilder(MAX_ENTRIES)
        n_items, n_pages, has_more = 0, 0, True
        while has_more and not builder.is_full:
            if n_pages == MAX_PAGES:
                raise SiteUnavailable("paging does not end", site=Site.KITSU)
            url = self._library_url(user, PAGE_SIZE, n_items)
            page = await self._get("library", url, read_library_page)
            await self._add(page, builder)
            if on_page is not None:
                on_page(builder.n_read)
            n_pages, n_items = n_pages + 1, n_items + page.n_items
            # An empty page is the last one, even if it names a next one.
            has_more = page.has_next and page.n_items > 0
        if builder.n_skipped:
            _log.info("kitsu.entries_skipped", n_skipped=builder.n_skipped)
        return builder.build(_spelled(user_name, user), fetched_at, Site.KITSU)

    async def last_update(self, user_name: str) -> datetime | None:
        """Return when the list last changed, in UTC; None if it is empty or the time is unknown.

        Does not see removed entries. Raises as `fetch_list` does.
        """
        url = self._library_url(await self._user(user_name), 1)
        return await self._get("last_update", url, read_last_update)

    async def _user(self, user_name: str) -> User:
        """Find a user by the name in the URL of the profile, else by the name that is shown."""
        name = bare_name(user_name)
        for field in ("slug", "name"):
            url = (self._base_url / "users").with_query(
                {f"filter[{field}]": name, "fields[users]": "slug,name"}
            )
            if (user := await self._get("user", url, read_user)) is not None:
                return user
        raise UserNotFound(user_name)

    def _library_url(self, user: User, limit: int, offset: int = 0) -> URL:
        return (self._base_url / "library-entries").with_query(
            {
                "filter[user_id]": user.id,
                "filter[kind]": "anime",
                "page[limit]": limit,
                "page[offset]": offset,
                "sort": "-updatedAt",
                "include": "anime",
                "fields[anime]": "slug",
                "fields[libraryEntries]": "status,ratingTwenty,progress,reconsuming,private,"
                "updatedAt,anime",
            }
        )

    async def _add(self, page: LibraryPage, builder: ListBuilder) -> None:
        """Add the entries of a page under the ids of MAL."""
        rows = await rows_on_mal(page.rows, Site.KITSU, self._title_ids, self._mal_ids)
        n_unmapped = len(page.rows) - len(rows)
        builder.add(rows, n_skipped=page.n_skipped, n_unmapped=n_unmapped)

    async def _mal_ids(self, site_ids: Sequence[int]) -> Mapping[int, int]:
        """Ask Kitsu for MAL's id of each title that has one."""
        found: dict[int, int] = {}
        for start in range(0, len(site_ids), MAX_RESOURCES):
            batch = site_ids[start : start + MAX_RESOURCES]
            url = (self._base_url / "anime").with_query(
                {
                    "filter[id]": ",".join(map(str, batch)),
                    "page[limit]": MAX_RESOURCES,
                    "include": "mappings",
                    "fields[anime]": "mappings",
                    "fields[mappings]": "externalSite,externalId",
                }
            )
            try:
                answer = await self._get("mappings", url, read_mal_ids)
            except SiteRefused as error:
                # The titles are counted as unmapped: better than no list at all.
                _log.warning("kitsu.mappings_refused", reason=str(error))
                break
            found.update((one, answer[one]) for one in batch if one in answer)
        return found

    async def _get(self, endpoint: str, url: URL, read: Callable[[bytes], T]) -> T:
        return await self._requests.send(endpoint, HttpRequest(url, {"Accept": MEDIA_TYPE}), read)


def _spelled(user_name: str, user: User) -> str:
    """Return the name as Kitsu spells it, or as requested."""
    names = (qualified_name(Site.KITSU, one) for one in (user.slug, user.name) if one)
    key = normalise_name(user_name)
    return next((name for name in names if normalise_name(name) == key), user_name)
