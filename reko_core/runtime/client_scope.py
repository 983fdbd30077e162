"""Who a request is from: for fair turns at the sites, and for lists only their owner may read.

It is set at the edge (an API key or address, a Discord user) and propagates by context variables,
also into the tasks that fetch. It is never logged or stored.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["client_scope", "current_client", "current_clients"]

_CLIENTS: ContextVar[Sequence[str]] = ContextVar("clients", default=("local",))


@contextmanager
def client_scope(client: str | Sequence[str]) -> Iterator[None]:
    """Let everything inside be done for this client, or for those in a list that may change."""
    token = _CLIENTS.set((client,) if isinstance(client, str) else client)
    try:
        yield
    finally:
        _CLIENTS.reset(token)


def current_client() -> str:
    """Return the client of the current request; programs without clients are one client."""
    return _CLIENTS.get()[0]


def current_clients() -> Sequence[str]:
    """Return the clients that the current work is for; they may change while it goes on."""
    return _CLIENTS.get()
