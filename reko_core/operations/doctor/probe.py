"""One HTTP request of a check."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import aiohttp

from reko_core.clients.http.http_get import Answer
from reko_core.clients.http.retry_after import parse_http_date

__all__ = ["Heard", "Unreachable", "ask"]

_TIMEOUT = aiohttp.ClientTimeout(total=10)
_MAX_BYTES = 2**16


class Unreachable(Exception):
    """Nobody answered; the message says how, and no address."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer, how long it took, and what time it was there."""

    answer: Answer
    duration_ms: float
    date: datetime | None


async def ask(url: str, headers: Mapping[str, str]) -> Heard:
    """Ask once. Raises Unreachable."""
    started = time.perf_counter()
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as session,
            session.get(url, headers=headers, allow_redirects=False) as response,
        ):
            body = await response.content.read(_MAX_BYTES)
            answer = Answer(response.status, body)
            date = parse_http_date(response.headers.get("Date"))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    return Heard(answer, round(1000 * (time.perf_counter() - started), 1), date)
