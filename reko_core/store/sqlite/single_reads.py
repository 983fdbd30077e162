"""Single statements that read, each in one step of a thread.

Through aiosqlite, a statement takes five steps (cursor, execution, rows, close, rollback), and the
event loop waits for a thread at each.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Row, Select, create_engine
from sqlalchemy.engine import URL

from reko_core.store.sqlite.pragmas import set_pragmas

__all__ = ["SqliteReader"]

_N_THREADS = 4


class SqliteReader:
    """Reads a database file with connections of its own, opened when they are needed."""

    def __init__(self, url: URL, busy_timeout_s: float) -> None:
        self._engine = create_engine(url.set(drivername="sqlite"), pool_size=_N_THREADS)
        set_pragmas(self._engine, busy_timeout_s)
        self._threads = ThreadPoolExecutor(_N_THREADS, thread_name_prefix="sqlite-reader")

    async def fetch(self, query: Select[Any], values: dict[str, Any]) -> Sequence[Row[Any]]:
        """Return the rows for these values of bound parameters. Raises SQLAlchemy's errors."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._fetch, query, values)

    async def close(self) -> None:
        """Wait for running statements, and close the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    def _fetch(self, query: Select[Any], values: dict[str, Any]) -> Sequence[Row[Any]]:
        with self._engine.connect() as connection:
            return connection.execute(query, values).all()
