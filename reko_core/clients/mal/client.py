"""Asking MAL: one request at a time through one throttle, again where that may help."""

import asyncio
import copy
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Self, TypeVar

import aiohttp
import structlog
from stamina import AsyncRetryingCaller
from yarl import URL

from reko_core.clients.http.http_get import Answer, GetFailed, get_bounded
from reko_core.clients.http.throttle import Throttle
from reko_core.clients.mal.list_builder import FetchedList, Gathering
from reko_core.clients.mal.pages import (
    ListPage,
    read_anime,
    read_last_update,
    read_list_page,
    read_titles,
)
from reko_core.clients.mal.paging import next_url
from reko_core.clients.mal.responses import error_of, outcome_of
from reko_core.contract.recommend import USER_NAME_PATTERN
from reko_core.domain.models import Anime
from reko_core.errors import (
    AnimeNotFound,
    ListPrivate,
    MalError,
    MalRateLimited,
    MalRefused,
    MalUnavailable,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import MalSettings

__all__ = ["MalClient", "Wanted"]

T = TypeVar("T")

Wanted = Callable[[Sequence[int]], Awaitable[Collection[int]]]
"""Told the ids of a page's titles, returns those whose titles are to be read."""

NODE_FIELDS = (
    "mean,genres,start_date,start_season,rating,num_episodes,main_picture,media_type,status,"
    "popularity,num_list_users,num_scoring_users,studios,source,average_episode_duration,"
    "alternative_titles"
)
ENTRY_FIELDS = "list_status{status,score,num_episodes_watched,is_rewatching,updated_at}"
FIRST_BACKOFF_S = 0.5
BACKOFF_JITTER_S = 0.5
# The first title of all.
PUBLIC_ANIME_ID = 1
# A page of 1,000 entries has about 2 MB. Reading JSON keeps the event loop from its turn, some
# 100 ms for as much as this.
MAX_ANSWER_BYTES = 8 * 2**20
# Pages may come out shorter than was asked for, but not all of them for ever.
SPARE_PAGES = 10
# Reading the titles of a longer answer takes over 5 ms, so that leaves the event loop.
THREAD_BYTES = 2**16

_log = structlog.get_logger(__name__)


class MalClient:
    """Reads lists and titles from MAL; every error that it raises is a RekoError.

    All requests of a client share one throttle; `is_background`: those of other clients of the
    throttle go first. The session is the caller's to close; `open` makes one of its own.
    """

    def __init__(
        self,
        settings: MalSettings,
        metrics: Metrics,
        session: aiohttp.ClientSession,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self.is_background = False
        self._clock = clock
        self._settings = settings
        self._metrics = metrics.mal
        self._session = session
        self._base_url = URL(settings.base_url.rstrip("/"))
        self._throttle = Throttle(settings.requests_per_second, settings.burst, settings.max_wait_s)
        self._max_pages = 2 * -(-settings.max_entries // settings.page_size) + SPARE_PAGES
        self._decoding = asyncio.Lock()
        self._retrying = AsyncRetryingCaller(
            attempts=settings.max_attempts,
            timeout=None,
            wait_initial=FIRST_BACKOFF_S,
            wait_jitter=BACKOFF_JITTER_S,
            wait_max=settings.max_wait_s,
        )

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: MalSettings, metrics: Metrics, clock: Clock = SYSTEM_CLOCK
    ) -> AsyncIterator[Self]:
        """Make a client with a session of its own, closed at the end."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            yield cls(settings, metrics, session, clock)

    def in_background(self) -> Self:
        """Return this client for work that nobody waits for: people's requests go first."""
        client = copy.copy(self)
        client.is_background = True
        return client

    async def fetch_list(
        self,
        user_name: str,
        *,
        on_page: Callable[[int], None] | None = None,
        wanted: Wanted | None = None,
    ) -> FetchedList:
        """Read a whole list; `on_page` is told after each page how many entries were read.

        Of its titles those are read that `wanted` chooses; None = all. Lists longer than
        `max_entries` are cut there. Raises UserNotFound, ListPrivate, MalRateLimited,
        MalUnavailable or MalRefused, and what `wanted` raises.
        """
        fetched_at = self._clock.now()
        gathering = Gathering(self._settings.max_entries)
        url: URL | None = self._list_url(
            user_name, f"{ENTRY_FIELDS},{NODE_FIELDS}", self._settings.page_size
        )
        asked: set[URL] = set()
        while url is not None and not gathering.is_full:
            asked.add(url)
            page = await self._request_list(user_name, "animelist", url, read_list_page)
            n_before = gathering.n_read
            gathering.add(page, await self._titles(page, wanted))
            if on_page is not None:
                on_page(gathering.n_read)
            # Nothing on a page means the end, whatever it says about a next one.
            has_more = gathering.n_read > n_before
            url = next_url(page.next, url, asked) if has_more else None
            if url is not None and len(asked) >= self._max_pages:
                raise MalUnavailable("paging does not end")
        if gathering.n_skipped:
            _log.info("mal.entries_skipped", n_skipped=gathering.n_skipped)
        return gathering.finish(user_name, fetched_at)

    async def fetch_anime(self, anime_id: int) -> Anime:
        """Read one title with its typed relations.

        Raises AnimeNotFound, MalRateLimited, MalUnavailable or MalRefused.
        """
        url = self._base_url / "anime" / str(anime_id)
        url = url.with_query(fields=f"{NODE_FIELDS},related_anime", nsfw="true")
        try:
            return await self._request("anime", url, read_anime)
        except MalRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise AnimeNotFound(anime_id) from error
            raise

    async def last_update(self, user_name: str) -> datetime | None:
        """Return when the list last changed, in UTC; None where it is empty or MAL is mute.

        Cheap, but blind to entries that were removed. Raises as `fetch_list` does.
        """
        url = self._list_url(user_name, "list_status{updated_at}", limit=1)
        return await self._request_list(user_name, "last_update", url, read_last_update)

    async def _titles(self, page: ListPage, wanted: Wanted | None) -> tuple[Anime, ...]:
        ids: Collection[int] = [anime_id for anime_id, *_ in page.rows]
        if wanted is not None:
            ids = await wanted([*ids])
        if not ids:
            return ()
        try:
            return await self._read(partial(read_titles, wanted=frozenset(ids)), page.body)
        except ValueError as error:
            raise MalUnavailable("garbled answer") from error

    def _list_url(self, user_name: str, fields: str, limit: int) -> URL:
        if not re.fullmatch(USER_NAME_PATTERN, user_name):
            raise UserNotFound(user_name)
        return (self._base_url / "users" / user_name / "animelist").with_query(
            fields=fields, limit=limit, nsfw="true", sort="list_updated_at"
        )

    async def _request_list(
        self, user_name: str, endpoint: str, url: URL, read: Callable[[bytes], T]
    ) -> T:
        """Request something of a user.

        "Private" is believed when MAL says it twice, and meanwhile tells of what nobody can hide:
        a MAL that takes us for an attacker forbids everything.
        """
        try:
            try:
                return await self._request(endpoint, url, read)
            except MalRefused as error:
                if not self._may_be_private(error):
                    raise
            await self._ask_what_is_public()
            return await self._request(endpoint, url, read)
        except MalRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise UserNotFound(user_name) from error
            if self._may_be_private(error):
                raise ListPrivate(user_name) from error
            raise

    async def _ask_what_is_public(self) -> None:
        """Raise MalUnavailable where MAL forbids this, too."""
        url = self._base_url / "anime" / str(PUBLIC_ANIME_ID)
        try:
            await self._request("control", url.with_query(fields="id"), bytes)
        except MalRefused as error:
            if error.status == HTTPStatus.FORBIDDEN:
                raise MalUnavailable("forbids everything") from error

    def _may_be_private(self, error: MalRefused) -> bool:
        # Without a client id everything is forbidden, and nothing known about the list.
        return error.status == HTTPStatus.FORBIDDEN and bool(self._client_id)

    async def _request(self, endpoint: str, url: URL, read: Callable[[bytes], T]) -> T:
        return await self._retrying(self._backoff, self._try, endpoint, url, read)

    def _backoff(self, error: Exception) -> bool | float:
        """Say whether to try again; a number is the pause in seconds that MAL asked for."""
        if not isinstance(error, MalRateLimited | MalUnavailable):
            return False
        if error.retry_after_s is None:
            return True
        return error.retry_after_s <= self._settings.max_wait_s and error.retry_after_s

    async def _try(self, endpoint: str, url: URL, read: Callable[[bytes], T]) -> T:
        with (
            self._metrics.throttle_seconds.time(),
            self._metrics.waiting.track_inprogress(),
        ):
            await self._throttle.turn(is_background=self.is_background)
        started = time.perf_counter()
        try:
            value = await self._decode(await self._exchange(url), read)
        except MalError as error:
            if isinstance(error, MalRateLimited):
                self._throttle.pause(error.retry_after_s)
            self._record(endpoint, outcome_of(error), started, reason=str(error))
            raise
        self._throttle.forgive()
        self._record(endpoint, "ok", started)
        return value

    def _record(self, endpoint: str, outcome: str, started: float, **told: str) -> None:
        duration_s = time.perf_counter() - started
        self._metrics.requests.labels(endpoint, outcome).inc()
        self._metrics.seconds.labels(endpoint).observe(duration_s)
        duration_ms = round(1000 * duration_s, 1)
        _log.debug(
            "mal.request", endpoint=endpoint, outcome=outcome, duration_ms=duration_ms, **told
        )

    async def _exchange(self, url: URL) -> Answer:
        headers = {"X-MAL-CLIENT-ID": self._client_id} if self._client_id else {}
        try:
            return await get_bounded(
                self._session, url, headers, self._settings.timeout_s, MAX_ANSWER_BYTES
            )
        except GetFailed as error:
            raise MalUnavailable(str(error)) from None

    async def _decode(self, answer: Answer, read: Callable[[bytes], T]) -> T:
        if (error := error_of(answer)) is not None:
            raise error
        try:
            return await self._read(read, answer.body)
        except ValueError as error:
            raise MalUnavailable("garbled answer") from error

    async def _read(self, read: Callable[[bytes], T], body: bytes) -> T:
        if len(body) < THREAD_BYTES:
            return read(body)
        # One at a time: threads that compute in Python are no faster together, and each more
        # of them makes the event loop wait longer for its turn.
        async with self._decoding:
            return await asyncio.to_thread(read, body)

    @property
    def _client_id(self) -> str:
        return self._settings.client_id.get_secret_value().strip()
