"""How connections to PostgreSQL are made.

The driver is psycopg 3: one package for asyncio and for the migrations of Alembic, which are not
async, with COPY in both, and libpq's own parameters, files and environment variables. asyncpg is
somewhat faster at many small queries, of which a request needs few, but would need a second driver
for the migrations, and knows neither all of libpq's TLS options nor its password files.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import URL

from reko_core.errors import ConfigurationError

__all__ = [
    "POOL_SIZE",
    "connect_args",
    "connect_parameters",
    "pool_options",
    "url_of_tools",
    "without_passwords",
]

POOL_SIZE = 15
"""The most connections that one process keeps in its pool; locks have connections of their own."""

_THRESHOLD = "prepare_threshold"
# Without transactions, writes would not be atomic.
_NOT_OF_LIBPQ = {"autocommit", "context", "cursor_factory", "row_factory"}
_KEPT_OPEN = 5
_WAIT_S = 30
_CONNECT_S = 10
# A server that has vanished without a word is noticed: Linux would wait for hours.
_SILENCE_S = 30
_MILLISECONDS = 1000
_STATEMENT_S = 600
# Of a process that has vanished within a transaction: others wait for its locks meanwhile, and give
# up after `database.busy_timeout_s`.
_IDLE_IN_TRANSACTION_S = 20


def connect_args(url: URL, lock_timeout_s: float) -> dict[str, Any]:
    """Return psycopg's parameters for connections; those in the URL have precedence.

    Raises ConfigurationError if the URL's prepare_threshold is neither a number nor `none`, or if
    it holds what is no parameter of libpq, but an argument of psycopg.
    """
    for name in _NOT_OF_LIBPQ & url.query.keys():
        raise ConfigurationError("database.url", f"must not hold {name}")
    timeouts = {
        "lock_timeout": lock_timeout_s,
        "statement_timeout": _STATEMENT_S,
        "idle_in_transaction_session_timeout": _IDLE_IN_TRANSACTION_S,
    }
    defaults: dict[str, Any] = {
        "fallback_application_name": "reko",
        # Whatever PGCLIENTENCODING or the database says: names and titles have any characters.
        "client_encoding": "UTF8",
        "connect_timeout": _CONNECT_S,
        "keepalives_idle": _SILENCE_S,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": _SILENCE_S * _MILLISECONDS,
        "options": " ".join(
            f"-c {name}={round(seconds * _MILLISECONDS)}" for name, seconds in timeouts.items()
        ),
    }
    arguments = {name: value for name, value in defaults.items() if name not in url.query}
    threshold = url.query.get(_THRESHOLD)
    if threshold is not None:
        # psycopg wants a number, and this is the only parameter that is no text.
        if threshold != "none" and not str(threshold).isdecimal():
            raise ConfigurationError("database.url", f"holds a {_THRESHOLD} that is no number")
        arguments[_THRESHOLD] = None if threshold == "none" else int(str(threshold))
    return arguments


def connect_parameters(
    url: URL, lock_timeout_s: float, **own: object
) -> tuple[Sequence[str], dict[str, Any]]:
    """Return the arguments of psycopg's `connect`, for a connection outside of the pool.

    own: parameters that go before those of the URL and of `connect_args`. Raises as that does.
    """
    arguments, options = url.get_dialect()().create_connect_args(url)
    return arguments, {**options, **connect_args(url, lock_timeout_s), **own}


def pool_options() -> dict[str, Any]:
    """Return SQLAlchemy's options of the pool: a restart of the server is survived."""
    return {
        "pool_pre_ping": True,
        "pool_size": _KEPT_OPEN,
        "max_overflow": POOL_SIZE - _KEPT_OPEN,
        "pool_timeout": _WAIT_S,
    }


def url_of_tools(url: URL) -> str:
    """Return the URL for the programs of PostgreSQL, as pg_dump, without passwords."""
    return without_passwords(url).difference_update_query([_THRESHOLD]).render_as_string()


def without_passwords(url: URL) -> URL:
    """Return a URL that can be shown."""
    parts = (url.username, None, url.host, url.port, url.database, url.query)
    return URL.create("postgresql", *parts).difference_update_query(["password", "sslpassword"])
