"""HTTP client of MAL: throttled, with retries."""

import copy
import re
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Self, TypeVar

import aiohttp
import structlog
from yarl import URL

from reko_core.clients.http.http_request import HttpRequest, HttpResponse
from reko_core.clients.http.shared_budget import Reservations
from reko_core.clients.http.site_requests import SiteRequests
from reko_core.clients.http.throttle import Throttle
from reko_core.clients.list_sites import Wanted
from reko_core.clients.mal.pages import (
    FetchedSeason,
    ListPage,
    read_anime,
    read_last_update,
    read_list_page,
    read_season,
    read_synopsis,
    read_titles,
)
from reko_core.clients.mal.paging import next_url
from reko_core.clients.mal.responses import address_error, page_error, response_error
from reko_core.clients.parsing.list_builder import FetchedList, ListBuilder
from reko_core.contract.fields import MAL_NAME_PATTERN
from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.domain.sites import Site
from reko_core.errors import (
    AnimeNotFound,
    ListPrivate,
    SiteError,
    SiteRefused,
    SiteUnavailable,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import MalSettings

__all__ = ["MalClient"]

T = TypeVar("T")

NODE_FIELDS = (
    "mean,genres,start_date,end_date,start_season,rating,num_episodes,main_picture,media_type,status,"
    "popularity,num_list_users,num_scoring_users,studios,source,average_episode_duration,"
    "alternative_titles,nsfw"
)
ENTRY_FIELDS = "list_status{status,score,num_episodes_watched,is_rewatching,updated_at}"
_OWNER = "@me"
# The title with the lowest id.
PUBLIC_ANIME_ID = 1
# A page of 1,000 entries has about 2 MB. Parsing this much JSON blocks the event loop for some
# 100 ms.
MAX_RESPONSE_BYTES = 8 * 2**20
# The most that MAL sends at once; a season has some 300.
MAX_SEASON_TITLES = 500
# Pages may be shorter than requested, but not all of them.
SPARE_PAGES = 10

_log = structlog.get_logger(__name__)


class MalClient:
    """Reads lists and titles from MAL; every error that it raises is a RekoError.

    All requests of a client share one throttle; those of a client `in_background` have lower
    priority. The caller closes the session; `open` creates and closes its own.
    """

    def __init__(
        self,
        settings: MalSettings,
        metrics: Metrics,
        session: aiohttp.ClientSession,
        clock: Clock = SYSTEM_CLOCK,
        reservations: Reservations | None = None,
    ) -> None:
        self._clock = clock
        self._settings = settings
        self._base_url = URL(settings.base_url.rstrip("/"))
        throttle = Throttle(
            settings.requests_per_second,
            settings.burst,
            settings.max_wait_s,
            reservations=reservations,
        )
        self.requests = SiteRequests(
            Site.MAL,
            session,
            settings,
            throttle,
            metrics.sites,
            response_error=self._response_error,
            max_bytes=MAX_RESPONSE_BYTES,
        )
        self._access_token = ""
        self._max_pages = 2 * -(-settings.max_entries // settings.page_size) + SPARE_PAGES

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        settings: MalSettings,
        metrics: Metrics,
        clock: Clock = SYSTEM_CLOCK,
        reservations: Reservations | None = None,
    ) -> AsyncIterator[Self]:
        """Open a client with its own session, closed at the end.

        reservations: where processes that share the request budget reserve their requests.
        """
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            yield cls(settings, metrics, session, clock, reservations)

    def in_background(self) -> Self:
        """Return this client with low priority, for background work."""
        client = copy.copy(self)
        client.requests = self.requests.in_background()
        return client

    def on_behalf_of(self, access_token: str) -> Self:
        """Return this client for the owner of a token, whose own list it reads."""
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
        """Read a whole list; `on_page` is called after each page with the number of entries read.

        `wanted` selects the titles to parse; None = all. Longer lists are cut at `max_entries`.
        Raises UserNotFound, ListPrivate, SiteRateLimited, SiteUnavailable or SiteRefused, and what
        `wanted` raises.
        """
        fetched_at = self._clock.now()
        builder = ListBuilder(self._settings.max_entries)
        url: URL | None = self._list_url(
            user_name, f"{ENTRY_FIELDS},{NODE_FIELDS}", self._settings.page_size
        )
        visited: set[URL] = set()
        while url is not None and not builder.is_full:
            visited.add(url)
            page = await self._request_list(user_name, "animelist", url, read_list_page)
            n_before = builder.n_read
            titles = await self._titles(page, wanted)
            builder.add(page.rows, titles, n_skipped=page.n_skipped)
            if on_page is not None:
                on_page(builder.n_read)
            # An empty page is the last one, even if it names a next one.
            has_more = builder.n_read > n_before
            url = next_url(page.next, url, visited) if has_more else None
            if url is not None and len(visited) >= self._max_pages:
                raise SiteUnavailable("paging does not end")
        if builder.n_skipped:
            _log.info("mal.entries_skipped", n_skipped=builder.n_skipped)
        return builder.build(user_name, fetched_at)

    async def fetch_anime(self, anime_id: int) -> Anime:
        """Read one title with its typed relations.

        Raises AnimeNotFound, SiteRateLimited, SiteUnavailable or SiteRefused.
        """
        return await self._request_title(anime_id, f"{NODE_FIELDS},related_anime", read_anime)

    async def fetch_synopsis(self, anime_id: int) -> str:
        """Read the synopsis of a title, empty if it has none. Raises as `fetch_anime` does."""
        return await self._request_title(anime_id, "synopsis", read_synopsis)

    async def fetch_season(self, season: Season) -> FetchedSeason:
        """Read the titles of a season in one request.

        Raises SiteRateLimited, SiteUnavailable or SiteRefused.
        """
        url = self._base_url / "anime" / "season" / str(season.year) / season.name
        url = url.with_query(
            fields=NODE_FIELDS, limit=MAX_SEASON_TITLES, nsfw="true", sort="anime_num_list_users"
        )
        return await self._request("season", url, partial(read_season, season=season))

    async def last_update(self, user_name: str) -> datetime | None:
        """Return when the list last changed, in UTC; None if it is empty or the time is unknown.

        Cheap, but does not see removed entries. Raises as `fetch_list` does.
        """
        url = self._list_url(user_name, "list_status{updated_at}", limit=1)
        return await self._request_list(user_name, "last_update", url, read_last_update)

    async def _titles(self, page: ListPage, wanted: Wanted | None) -> tuple[Anime, ...]:
        ids: Collection[int] = [anime_id for anime_id, *_ in page.rows]
        if wanted is not None:
            ids = await wanted([*ids])
        if not ids:
            return ()
        read = partial(read_titles, wanted=frozenset(ids))
        return await self.requests.parse(read, page.body)

    def _list_url(self, user_name: str, fields: str, limit: int) -> URL:
        if not re.fullmatch(MAL_NAME_PATTERN, user_name):
            raise UserNotFound(user_name)
        owner = _OWNER if self._access_token else user_name
        return (self._base_url / "users" / owner / "animelist").with_query(
            fields=fields, limit=limit, nsfw="true", sort="list_updated_at"
        )

    async def _request_title(self, anime_id: int, fields: str, read: Callable[[bytes], T]) -> T:
        url = self._base_url / "anime" / str(anime_id)
        try:
            return await self._request("anime", url.with_query(fields=fields, nsfw="true"), read)
        except SiteRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                await self._check_address()
                raise AnimeNotFound(anime_id) from error
            raise

    async def _request_list(
        self, user_name: str, endpoint: str, url: URL, read: Callable[[bytes], T]
    ) -> T:
        """Request something about a user.

        A list counts as private only if MAL answers 403 twice and a public title in between is
        readable: a MAL that blocks us answers 403 to everything.
        """
        try:
            try:
                return await self._request(endpoint, url, read)
            except SiteRefused as error:
                if not self._may_be_private(error):
                    raise
            await self._check_public_title()
            return await self._request(endpoint, url, read)
        except SiteRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                await self._check_address()
                raise UserNotFound(user_name) from error
            if self._may_be_private(error):
                raise ListPrivate(user_name) from error
            raise

    async def _check_address(self) -> None:
        """Raise MalAddressWrong if nothing was ever found at the base URL, a public title neither.

        Such a title is requested once at most: after it the address is known to be right.
        """
        if not self.requests.has_succeeded:
            await self._check_public_title()

    async def _check_public_title(self) -> None:
        """Raise SiteUnavailable if MAL answers 403 or 404 to a public title, too."""
        url = self._base_url / "anime" / str(PUBLIC_ANIME_ID)
        try:
            await self._request("control", url.with_query(fields="id"), bytes)
        except SiteRefused as error:
            if error.status == HTTPStatus.FORBIDDEN:
                raise SiteUnavailable("forbids everything") from error
            if error.status == HTTPStatus.NOT_FOUND:
                raise address_error("has no users and no titles") from error

    def _may_be_private(self, error: SiteRefused) -> bool:
        # Without a client id every request is answered with 403.
        return error.status == HTTPStatus.FORBIDDEN and bool(self._client_id)

    async def _request(self, endpoint: str, url: URL, read: Callable[[bytes], T]) -> T:
        if self._access_token:
            headers = {"Authorization": f"Bearer {self._access_token}"}
        else:
            headers = {"X-MAL-CLIENT-ID": self._client_id} if self._client_id else {}
        return await self.requests.send(endpoint, HttpRequest(url, headers), read)

    def _response_error(self, response: HttpResponse) -> SiteError | None:
        # Whether `mal.base_url` is right is told by the first success.
        is_address_known = self.requests.has_succeeded
        page = None if is_address_known else page_error(response)
        return page or response_error(response)

    @property
    def _client_id(self) -> str:
        return self._settings.client_id.get_secret_value().strip()
