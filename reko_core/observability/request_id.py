"""The request id in every log line of a request.

It is set at the edge (an HTTP request, an interaction, a job) and propagates by context variables:
into tasks when they are created, and into threads by `asyncio.to_thread` and `EnginePool`.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

__all__ = ["current_request_id", "new_request_id", "request_scope"]


def new_request_id() -> str:
    """Return a unique id."""
    return uuid.uuid4().hex


@contextmanager
def request_scope(request_id: str) -> Iterator[None]:
    """Add this id to every log line inside."""
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        yield


def current_request_id() -> str | None:
    """Return the id of the current request, None outside of one."""
    value = structlog.contextvars.get_contextvars().get("request_id")
    return None if value is None else str(value)
