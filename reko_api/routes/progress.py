"""Responses as lines of JSON, for clients that want to know how far a list is read.

    {"read": 300}
    {"read": 600}
    {"response": {...}}

The last line is what would have been the body; a problem is `{"problem": {...}, "retry_after": s}`.
An answer that waits for no list is sent as always, with its own status.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web

from reko_api.errors import ProblemError
from reko_api.middleware.problems import problem_details, report_problem
from reko_core.observability.request_id import current_request_id
from reko_core.runtime.list_progress import progress_scope

__all__ = ["STREAM_MEDIA_TYPE", "accepts_progress", "respond_with_progress"]

STREAM_MEDIA_TYPE = "application/x-ndjson"
# Often enough to look alive.
INTERVAL_S = 0.2


def accepts_progress(request: web.Request) -> bool:
    """Return whether the client has named the media type of the lines."""
    return any(
        STREAM_MEDIA_TYPE in accepted.lower() for accepted in request.headers.getall("Accept", ())
    )


async def respond_with_progress(work: Callable[[], Awaitable[web.Response]]) -> web.Response:
    """Return the response of the work, or lines that end with it as soon as a list is being read.

    Raises what the work raises before that.
    """
    counts: list[int] = []
    has_begun = asyncio.Event()

    def record(n_read: int) -> None:
        counts[:] = [n_read]
        has_begun.set()

    with progress_scope(record):
        working = asyncio.ensure_future(work())
    beginning = asyncio.ensure_future(has_begun.wait())
    try:
        await asyncio.wait((working, beginning), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
    except asyncio.CancelledError:
        working.cancel()
        raise
    finally:
        beginning.cancel()
    lines = _lines(working, counts, current_request_id() or "")
    return web.Response(body=lines, content_type=STREAM_MEDIA_TYPE)


async def _lines(
    working: asyncio.Future[web.Response], counts: list[int], request_id: str
) -> AsyncIterator[bytes]:
    try:
        told: list[int] = []
        while not working.done():
            if counts != told:
                told = counts.copy()
                yield _line(read=told[0])
            await asyncio.wait((working,), timeout=INTERVAL_S)
        yield _last_line(working, request_id)
    finally:
        # The client may have gone.
        working.cancel()


def _last_line(working: asyncio.Future[web.Response], request_id: str) -> bytes:
    try:
        body = working.result().body
    except Exception as error:  # noqa: BLE001 - the outer edge, as the middleware is elsewhere
        problem: ProblemError = report_problem(error)
        details = problem_details(problem, request_id).model_dump(exclude_defaults=True)
        return _line(problem=details, retry_after=problem.retry_after_s)
    assert isinstance(body, bytes)
    return b'{"response":' + body + b"}\n"


def _line(**values: object) -> bytes:
    return json.dumps(values).encode() + b"\n"
