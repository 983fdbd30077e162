"""The id that one request keeps through everything that is logged of it.

It is given at the edge (an HTTP request, an interaction, a job) and follows by context variables:
into tasks as they are made, and into threads by `asyncio.to_thread` and `EnginePool`.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

__all__ = ["current_request_id", "new_request_id", "request_scope"]


def new_request_id() -> str:
    """Make an id that no other request has."""
    return uuid.uuid4().hex


@contextmanager
def request_scope(request_id: str) -> Iterator[None]:
    """Log everything inside under this id."""
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        yield


def current_request_id() -> str | None:
    """Return the id of the request that runs here, None outside of one."""
    found = structlog.contextvars.get_contextvars().get("request_id")
    return None if found is None else str(found)
