"""HTTP client of Jikan for user names: throttled, with retries."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Self, TypeVar

import aiohttp
import structlog
from stamina import AsyncRetryingCaller
from yarl import URL

from reko_core.clients.http.http_request import (
    HttpRequest,
    HttpResponse,
    RequestFailed,
    http_request,
)
from reko_core.clients.http.retries import should_retry
from reko_core.clients.http.shared_budget import Reservations
from reko_core.clients.http.throttle import Throttle
from reko_core.clients.jikan.responses import outcome_label, response_error
from reko_core.clients.jikan.user_names import NamePage, read_page, read_profile
from reko_core.contract.fields import MAL_NAME_PATTERN
from reko_core.errors import JikanError, JikanNotFound, JikanRateLimited, JikanUnavailable
from reko_core.observability.metrics import Metrics
from reko_core.settings import JikanSettings

__all__ = ["JikanClient"]

T = TypeVar("T")

FIRST_BACKOFF_S = 1.0
BACKOFF_JITTER_S = 1.0
# A page of 100 friends has about 60 kB.
MAX_RESPONSE_BYTES = 2**20

_log = structlog.get_logger(__name__)


class JikanClient:
    """Reads names of MAL users from Jikan; every error that it raises is a JikanError.

    Names that cannot exist on MAL are dropped. All requests of a client share one throttle. The
    caller closes the session; `open` creates and closes its own.
    """

    def __init__(
        self,
        settings: JikanSettings,
        metrics: Metrics,
        session: aiohttp.ClientSession,
        reservations: Reservations | None = None,
    ) -> None:
        self._settings = settings
        self._requests = metrics.jikan.requests
        self._session = session
        self._base_url = URL(settings.base_url.rstrip("/"))
        self._throttle = Throttle(
            settings.requests_per_second,
            1,
            settings.max_wait_s,
            requests_per_minute=settings.requests_per_minute,
            too_long=JikanRateLimited,
            reservations=reservations,
        )
        self._should_retry = partial(should_retry, max_wait_s=settings.max_wait_s)
        self._retrying = AsyncRetryingCaller(
            attempts=settings.max_attempts,
            timeout=None,
            wait_initial=min(FIRST_BACKOFF_S, settings.max_wait_s),
            wait_jitter=min(BACKOFF_JITTER_S, settings.max_wait_s),
            wait_max=settings.max_wait_s,
        )

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: JikanSettings, metrics: Metrics, reservations: Reservations | None = None
    ) -> AsyncIterator[Self]:
        """Open a client with its own session, closed at the end.

        reservations: where processes that share the request budget reserve their requests.
        """
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            yield cls(settings, metrics, session, reservations)

    async def anime_user_updates(self, anime_id: int, page: int = 1) -> NamePage:
        """Read who recently updated a title on their list, 75 a page. Raises JikanError."""
        url = self._base_url / "anime" / str(anime_id) / "userupdates"
        return await self._request("userupdates", url.with_query(page=page), read_page)

    async def friends(self, user_name: str) -> NamePage:
        """Read the first page of the friends of a user. Raises JikanError."""
        if not re.fullmatch(MAL_NAME_PATTERN, user_name):
            raise JikanNotFound
        url = self._base_url / "users" / user_name / "friends"
        return await self._request("friends", url, read_page)

    async def random_user(self) -> str | None:
        """Read the name of a random user, None if it is not a valid name. Raises JikanError."""
        return await self._request("random", self._base_url / "random" / "users", read_profile)

    async def _request(self, endpoint: str, url: URL, read: Callable[[bytes], T]) -> T:
        return await self._retrying(self._should_retry, self._try, endpoint, url, read)

    async def _try(self, endpoint: str, url: URL, read: Callable[[bytes], T]) -> T:
        await self._throttle.acquire()
        try:
            value = _decode(await self._get(url), read)
        except JikanError as error:
            if isinstance(error, JikanRateLimited):
                await self._throttle.pause(error.retry_after_s)
            self._requests.labels(endpoint, outcome_label(error)).inc()
            _log.debug("jikan.request", endpoint=endpoint, error=repr(error))
            raise
        self._throttle.reset()
        self._requests.labels(endpoint, "ok").inc()
        _log.debug("jikan.request", endpoint=endpoint)
        return value

    async def _get(self, url: URL) -> HttpResponse:
        try:
            return await http_request(
                self._session, HttpRequest(url), self._settings.timeout_s, MAX_RESPONSE_BYTES
            )
        except RequestFailed as error:
            raise JikanUnavailable(str(error)) from None


def _decode(response: HttpResponse, read: Callable[[bytes], T]) -> T:
    if (error := response_error(response)) is not None:
        raise error
    try:
        return read(response.body)
    except ValueError:
        raise JikanUnavailable("malformed response") from None
