"""Who a request is from, as far as sharing MAL between clients needs to know.

It is set at the edge (an API key or address, a Discord user) and propagates by context variables,
also into the tasks that fetch. It is never logged or stored.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["client_scope", "current_client"]

_CLIENT = ContextVar("client", default="local")


@contextmanager
def client_scope(client: str) -> Iterator[None]:
    """Let everything inside be done for this client."""
    token = _CLIENT.set(client)
    try:
        yield
    finally:
        _CLIENT.reset(token)


def current_client() -> str:
    """Return the client of the current request; programs without clients are one client."""
    return _CLIENT.get()
