"""Threads of aiosqlite, one a connection: each is stopped once, and ends before the event loop."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["SqliteThreads"]

_Stop = Callable[[], asyncio.Future[Any] | None]


class SqliteThreads:
    """Opens connections, and waits for the threads of those that were closed."""

    def __init__(self) -> None:
        self._stopping: set[asyncio.Future[Any]] = set()

    def connect(
        self, dialect: Dialect, _: ConnectionPoolEntry, args: list[Any], options: dict[str, Any]
    ) -> DBAPIConnection:
        """Open a connection; a listener to SQLAlchemy's event `do_connect`."""
        driver = aiosqlite.connect(*args, **options)
        # As SQLAlchemy does: a connection that nobody closes does not keep the process running.
        driver._thread.daemon = True  # noqa: SLF001
        self._watch(driver)
        return dialect.connect(*args, **options, async_creator_fn=lambda *_, **__: driver)

    def _watch(self, driver: aiosqlite.Connection) -> None:
        """Let the thread of a connection be stopped once, and remember that it was.

        A connection whose user is cancelled is stopped without waiting for its thread, which would
        then call into an event loop that is closed. SQLAlchemy stops it a second time if it is
        cancelled again, and aiosqlite would wait for that second stop for ever.
        """
        stop: _Stop = driver.stop

        def stop_once() -> asyncio.Future[Any] | None:
            stopped = stop()
            if stopped is not None:
                self._stopping.add(stopped)
                stopped.add_done_callback(self._stopping.discard)
            # The waiting task may be cancelled while the thread still runs.
            again: _Stop = lambda: stopped and asyncio.shield(stopped)  # noqa: E731
            driver.stop = again  # type: ignore[method-assign]
            return again()

        driver.stop = stop_once  # type: ignore[method-assign]

    async def wait(self) -> None:
        """Wait until the threads that were asked to stop have stopped."""
        if self._stopping:
            await asyncio.wait(self._stopping)
