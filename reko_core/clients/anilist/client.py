"""HTTP client of AniList: throttled, with retries."""

import copy
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Self, TypeVar

import aiohttp
import structlog
from yarl import URL

from reko_core.clients.anilist.chunks import ListChunk, read_chunk, read_last_update
from reko_core.clients.anilist.queries import CHUNK_SIZE, LAST_UPDATE, LIST
from reko_core.clients.anilist.responses import PRIVATE, response_error
from reko_core.clients.http.http_request import HttpRequest
from reko_core.clients.http.shared_budget import Reservations
from reko_core.clients.http.site_requests import SiteRequests
from reko_core.clients.http.throttle import Throttle
from reko_core.clients.list_sites import Wanted
from reko_core.clients.parsing.list_builder import FetchedList, ListBuilder
from reko_core.clients.title_ids import TitleIds, rows_on_mal
from reko_core.contract.fields import USER_NAME_PATTERN
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import Site, bare_name, qualified_name
from reko_core.errors import (
    ListPrivate,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import AniListSettings

__all__ = ["AniListClient"]

T = TypeVar("T")

# AniList also limits bursts, and does not say how.
BURST = 2
# A chunk of 500 entries has some 60 kB, more if they stand in several lists.
MAX_RESPONSE_BYTES = 4 * 2**20
# AniList sends the 11,000 latest changes of a longer list.
MAX_ENTRIES = 20_000
# Chunks may be smaller than requested, but not all of them.
MAX_CHUNKS = 2 * MAX_ENTRIES // CHUNK_SIZE

_log = structlog.get_logger(__name__)


class AniListClient:
    """Reads lists from AniList; every error that it raises is a RekoError.

    Entries of titles that MAL does not have are counted. All requests of a client share one
    throttle. The caller closes the session; `open` creates and closes its own.
    """

    def __init__(
        self,
        settings: AniListSettings,
        metrics: Metrics,
        session: aiohttp.ClientSession,
        title_ids: TitleIds,
        *,
        clock: Clock = SYSTEM_CLOCK,
        reservations: Reservations | None = None,
    ) -> None:
        self._clock = clock
        self._title_ids = title_ids
        self._url = URL(settings.base_url)
        self._access_token: str | None = None
        throttle = Throttle(
            settings.requests_per_second,
            BURST,
            settings.max_wait_s,
            requests_per_minute=settings.requests_per_minute,
            too_long=partial(SiteRateLimited, site=Site.ANILIST),
            reservations=reservations,
        )
        self.requests = SiteRequests(
            Site.ANILIST,
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
        settings: AniListSettings,
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

    def on_behalf_of(self, access_token: str) -> Self:
        """Return this client with the rights of a user, whose own list it also reads if private."""
        client = copy.copy(self)
        client._access_token = access_token  # noqa: SLF001  its own class
        return client

    async def fetch_list(
        self,
        user_name: str,
        *,
        on_page: Callable[[int], None] | None = None,
        wanted: Wanted | None = None,
    ) -> FetchedList:
        """Read a whole list, without its titles: what AniList knows of them is not as MAL says it.

        `on_page` is called with the number of entries read. Raises UserNotFound, ListPrivate,
        SiteRateLimited, SiteUnavailable, SiteRefused or StoreError.
        """
        del wanted
        fetched_at = self._clock.now()
        builder = ListBuilder(MAX_ENTRIES)
        seen: set[int] = set()
        n_chunks, has_next = 0, True
        spelled = user_name
        while has_next and not builder.is_full:
            n_chunks += 1
            if n_chunks > MAX_CHUNKS:
                raise SiteUnavailable("the list does not end", site=Site.ANILIST)
            variables = {"name": bare_name(user_name), "chunk": n_chunks, "size": CHUNK_SIZE}
            chunk = await self._ask("animelist", user_name, LIST, variables, read_chunk)
            await self._add(chunk, seen, builder)
            if on_page is not None:
                on_page(builder.n_read)
            spelled = _spelled(user_name, chunk.user_name)
            # An empty chunk is the last one, even if AniList says that there is another.
            has_next = chunk.has_next and bool(chunk.rows or chunk.n_skipped)
        if builder.n_skipped:
            _log.info("anilist.entries_skipped", n_skipped=builder.n_skipped)
        return builder.build(spelled, fetched_at, Site.ANILIST)

    async def last_update(self, user_name: str) -> datetime | None:
        """Return when the list last changed, in UTC; None if it is empty or the time is unknown.

        Does not see removed entries. Raises as `fetch_list` does.
        """
        variables = {"name": bare_name(user_name)}
        return await self._ask("last_update", user_name, LAST_UPDATE, variables, read_last_update)

    async def query(
        self, endpoint: str, query: str, variables: Mapping[str, object], read: Callable[[bytes], T]
    ) -> T:
        """Send a query until it succeeds, and return what `read` makes of the body.

        Raises as `SiteRequests.send` does.
        """
        headers = {"Accept": "application/json"}
        if self._access_token is not None:
            headers["Authorization"] = f"Bearer {self._access_token}"
        body = {"query": query, "variables": variables}
        request = HttpRequest(self._url, headers, "POST", json=body)
        return await self.requests.send(endpoint, request, read)

    async def _ask(
        self,
        endpoint: str,
        user_name: str,
        query: str,
        variables: Mapping[str, object],
        read: Callable[[bytes], T],
    ) -> T:
        """Send a query about a user."""
        if not re.fullmatch(USER_NAME_PATTERN, normalise_name(user_name)):
            raise UserNotFound(user_name)
        try:
            return await self.query(endpoint, query, variables, read)
        except SiteRefused as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise
            kind = ListPrivate if error.reason == PRIVATE else UserNotFound
            raise kind(user_name) from error

    async def _add(self, chunk: ListChunk, seen: set[int], builder: ListBuilder) -> None:
        """Add the titles of a chunk that were not in an earlier one, by MAL's ids."""
        new = [row for row in chunk.rows if row[0] not in seen]
        seen.update(row[0] for row in new)

        async def stated(unknown: Sequence[int]) -> Mapping[int, int]:
            return {one: chunk.mal_ids[one] for one in unknown if one in chunk.mal_ids}

        rows = await rows_on_mal(new, Site.ANILIST, self._title_ids, stated)
        builder.add(rows, n_skipped=chunk.n_skipped, n_unmapped=len(new) - len(rows))


def _spelled(user_name: str, name: str | None) -> str:
    """Return the name as AniList spells it, or as requested."""
    spelled = qualified_name(Site.ANILIST, name or "")
    return spelled if normalise_name(spelled) == normalise_name(user_name) else user_name
