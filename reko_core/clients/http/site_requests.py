"""The requests to one site that keeps lists: throttled, retried, measured, decoded."""

import asyncio
import copy
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Self, TypeVar

import aiohttp
import structlog
from stamina import AsyncRetryingCaller

from reko_core.clients.http.http_request import (
    HttpRequest,
    HttpResponse,
    RequestFailed,
    http_request,
)
from reko_core.clients.http.rate_window import RateWindow
from reko_core.clients.http.retries import should_retry
from reko_core.clients.http.throttle import Throttle
from reko_core.domain.sites import Site
from reko_core.errors import SiteError, SiteRateLimited, SiteRefused, SiteUnavailable
from reko_core.observability.metrics import SiteMetrics
from reko_core.settings import RequestSettings

__all__ = ["SiteRequests", "outcome_label"]

T = TypeVar("T")

FIRST_BACKOFF_S = 0.5
BACKOFF_JITTER_S = 0.5
# Parsing a larger response takes over 5 ms, so it leaves the event loop.
THREAD_BYTES = 2**16

_log = structlog.get_logger(__name__)


class SiteRequests:
    """Sends requests to one site; every error that it raises is a SiteError, or of the reader.

    All requests share one throttle; those sent `in_background` have lower priority.
    response_error: returns the error of a response, None for a success.
    max_bytes: a longer response is refused.
    """

    def __init__(
        self,
        site: Site,
        session: aiohttp.ClientSession,
        settings: RequestSettings,
        throttle: Throttle,
        metrics: SiteMetrics,
        *,
        response_error: Callable[[HttpResponse], SiteError | None],
        max_bytes: int,
    ) -> None:
        self.has_succeeded = False
        """Whether any request has: the address of the site is right."""
        self._site = site
        self._session = session
        self._timeout_s = settings.timeout_s
        self._throttle = throttle
        self._window = RateWindow()
        self._metrics = metrics
        self._response_error = response_error
        self._max_bytes = max_bytes
        self._is_background = False
        self._decoding = asyncio.Lock()
        self._should_retry = partial(should_retry, max_wait_s=settings.max_wait_s)
        self._retrying = AsyncRetryingCaller(
            attempts=settings.max_attempts,
            timeout=None,
            wait_initial=FIRST_BACKOFF_S,
            wait_jitter=BACKOFF_JITTER_S,
            wait_max=settings.max_wait_s,
        )

    def in_background(self) -> Self:
        """Return these requests with low priority, for background work."""
        requests = copy.copy(self)
        requests._is_background = True  # noqa: SLF001  its own class
        return requests

    async def send(self, endpoint: str, request: HttpRequest, read: Callable[[bytes], T]) -> T:
        """Send a request until it succeeds, and return what `read` makes of the body.

        endpoint: the label of the metrics. `read` may run in a thread; its ValueError means a
        malformed response. Raises SiteUnavailable, SiteRateLimited, SiteRefused, or what `read`
        raises. Requests that must not be repeated do not belong here.
        """
        return await self._retrying(self._should_retry, self._try, endpoint, request, read)

    async def parse(self, read: Callable[[bytes], T], body: bytes) -> T:
        """Return what `read` makes of a body, in a thread if it is large.

        Raises SiteUnavailable if it is malformed, or what `read` raises.
        """
        try:
            if len(body) < THREAD_BYTES:
                return read(body)
            # One at a time: because of the GIL several threads are no faster, and each more delays
            # the event loop.
            async with self._decoding:
                return await asyncio.to_thread(read, body)
        except ValueError as error:
            raise SiteUnavailable("malformed response", site=self._site) from error

    async def _try(self, endpoint: str, request: HttpRequest, read: Callable[[bytes], T]) -> T:
        with (
            self._metrics.throttle_seconds.labels(self._site).time(),
            self._metrics.waiting.labels(self._site).track_inprogress(),
        ):
            await self._throttle.acquire(is_background=self._is_background)
        started = time.perf_counter()
        try:
            response = await self._response_to(request)
            if (error := self._response_error(response)) is not None:
                raise error
            value = await self.parse(read, response.body)
        except SiteError as error:
            if isinstance(error, SiteRateLimited):
                await self._throttle.pause(error.retry_after_s)
            self._record(endpoint, outcome_label(error), started, reason=str(error))
            raise
        self._throttle.reset()
        self.has_succeeded = True
        self._record(endpoint, "ok", started)
        return value

    async def _response_to(self, request: HttpRequest) -> HttpResponse:
        try:
            response = await http_request(self._session, request, self._timeout_s, self._max_bytes)
        except RequestFailed as error:
            raise SiteUnavailable(str(error), site=self._site) from None
        if response.n_remaining is not None:
            pause_s = self._window.observe(response.n_remaining)
            if pause_s > 0 and response.status != HTTPStatus.TOO_MANY_REQUESTS:
                await self._throttle.pause(pause_s)
        return response

    def _record(self, endpoint: str, outcome: str, started: float, **fields: str) -> None:
        duration_s = time.perf_counter() - started
        self._metrics.requests.labels(self._site, endpoint, outcome).inc()
        self._metrics.seconds.labels(self._site, endpoint).observe(duration_s)
        _log.debug(
            "site.request",
            site=self._site.value,
            endpoint=endpoint,
            outcome=outcome,
            duration_ms=round(1000 * duration_s, 1),
            **fields,
        )


def outcome_label(error: SiteError) -> str:
    """Return the metrics label of a failed request."""
    if isinstance(error, SiteRateLimited):
        return "rate_limited"
    if isinstance(error, SiteRefused):
        named: dict[int, str] = {
            HTTPStatus.FORBIDDEN: "forbidden",
            HTTPStatus.NOT_FOUND: "not_found",
        }
        return named.get(error.status, "refused")
    return "unavailable"
