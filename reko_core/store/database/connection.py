"""Connections: how they are opened, transactions, locks, and errors as StoreError."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Row, Select, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from reko_core.errors import ConfigurationError, StoreError
from reko_core.observability.metrics import StoreMetrics
from reko_core.settings import DatabaseSettings
from reko_core.store.database.file_lock import file_lock
from reko_core.store.database.session_lock import LEADER_TIMES, LONG_TIMES, session_lock
from reko_core.store.error_kinds import is_of_postgres, kind_of, reason_of
from reko_core.store.postgres.connecting import connect_args, pool_options
from reko_core.store.sqlite.files import sqlite_path
from reko_core.store.sqlite.pragmas import set_pragmas
from reko_core.store.sqlite.single_reads import SqliteReader
from reko_core.store.sqlite.threads import SqliteThreads

__all__ = ["Database", "parse_url", "wrap_driver_errors"]

_LOG_WAIT_MS = 500
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_NO_URL = "is no URL of a database, such as postgresql://USER@HOST/DATABASE"

_log = structlog.get_logger(__name__)


def parse_url(settings: DatabaseSettings) -> URL:
    """Return the URL of the database, with its driver.

    Raises ConfigurationError; the message holds no secret.
    """
    try:
        url = make_url(settings.url)
    except (ArgumentError, ValueError):
        raise ConfigurationError("database.url", _NO_URL) from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        reason = "must begin with postgresql:// or sqlite+aiosqlite:///"
        raise ConfigurationError("database.url", reason)
    if url.get_backend_name() == "sqlite":
        path = sqlite_path(url)
        if path is None:
            # Each connection would have an empty database of its own.
            raise ConfigurationError("database.url", "names no file: it would be in memory")
        if not path.name:
            raise ConfigurationError("database.url", "names a directory, not a file")
    return url.set(drivername=driver)


@contextmanager
def wrap_driver_errors() -> Iterator[None]:
    """Turn errors of SQLAlchemy and of the driver into StoreError."""
    try:
        yield
    except ImportError as error:
        raise StoreError(f"the driver {error.name} is not installed", kind="driver") from error
    except (SQLAlchemyError, OSError, sqlite3.Error) as error:
        is_postgres = is_of_postgres(error)
        raise StoreError(reason_of(error), kind=kind_of(error), is_postgres=is_postgres) from error


class Database:
    """An engine whose transactions raise no error but StoreError."""

    def __init__(
        self,
        engine: AsyncEngine,
        path: Path | None,
        metrics: StoreMetrics | None = None,
        reader: SqliteReader | None = None,
    ) -> None:
        self._engine = engine
        self._path = path
        self._reader = reader
        self._metrics = metrics
        self.dialect = engine.dialect.name

    @classmethod
    @asynccontextmanager
    async def open(
        cls, settings: DatabaseSettings, metrics: StoreMetrics | None = None
    ) -> AsyncIterator["Database"]:
        """Open the connection pool. Raises ConfigurationError, StoreError."""
        url = parse_url(settings)
        threads, path, reader = SqliteThreads(), sqlite_path(url), None
        if url.get_backend_name() == "postgresql":
            with wrap_driver_errors():
                options = connect_args(url, settings.busy_timeout_s)
                engine = create_async_engine(url, connect_args=options, **pool_options())
        else:
            engine = create_async_engine(url)
            reader = SqliteReader(url, settings.busy_timeout_s)
            event.listen(engine.sync_engine, "do_connect", threads.connect)
            set_pragmas(engine.sync_engine, settings.busy_timeout_s)
        if metrics is not None and isinstance(engine.pool, QueuePool):
            metrics.connections.set_function(engine.pool.checkedout)
        try:
            yield cls(engine, path, metrics, reader)
        finally:
            if reader is not None:
                await reader.close()
            await engine.dispose()
            await threads.wait()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction, committed at the end or rolled back on an error."""
        with self._counted():
            async with self._engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection for reading."""
        with self._counted():
            async with self._engine.connect() as connection:
                yield connection

    async def fetch(self, query: Select[Any], **values: object) -> Sequence[Row[Any]]:
        """Return the rows of one statement, in few steps. Raises StoreError.

        values: of bound parameters. A statement that is built once takes a tenth of a millisecond
        less.
        """
        with self._counted():
            if self._reader is not None:
                return await self._reader.fetch(query, values)
            async with self._engine.connect() as connection:
                rows: Sequence[Row[Any]] = (await connection.execute(query, values)).all()
                return rows

    async def truncate_log(self) -> None:
        """Empty SQLite's write-ahead log, which holds pages as they were before a deletion.

        Others who still read an older state, as for a backup, keep it back: then it is emptied when
        the last program closes the database. Raises StoreError.
        """
        if self.dialect != "sqlite":
            return
        async with self.read() as connection:
            usual_ms = (await connection.exec_driver_sql("PRAGMA busy_timeout")).scalar_one()
            # Nobody can write while it waits for readers.
            await connection.exec_driver_sql(f"PRAGMA busy_timeout = {_LOG_WAIT_MS}")
            try:
                await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout = {usual_ms}")

    @asynccontextmanager
    async def exclusive(self, purpose: str, *, fails_over: bool = False) -> AsyncIterator[None]:
        """Hold a lock for one purpose, which is released when the process dies.

        In PostgreSQL it ends with its connection; what it guards is cancelled then. `fails_over`:
        another process waits to take it over, within half a minute if the machine vanishes,
        instead of ten minutes. Raises StoreError: at once when it is taken already, or when it was
        lost.
        """
        if self._path is not None:
            with file_lock(self._path, purpose, wait=False):
                yield
        else:
            times = LEADER_TIMES if fails_over else LONG_TIMES
            async with session_lock(self._engine.url, purpose, times):
                yield

    @contextmanager
    def _counted(self) -> Iterator[None]:
        try:
            with wrap_driver_errors():
                yield
        except StoreError as error:
            if self._metrics is not None:
                self._metrics.errors.labels(error.kind).inc()
            _log.warning("database failed", kind=error.kind)
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                # Else the failure of a rollback would replace the cancellation, and be handled.
                raise asyncio.CancelledError from error
            raise
