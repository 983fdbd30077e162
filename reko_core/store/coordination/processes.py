"""Processes: how many share the database."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import text

from reko_core.errors import StoreError
from reko_core.observability.metrics import StoreMetrics
from reko_core.store.database.connection import Database

__all__ = ["Processes"]

_BEAT_S = 10.0
_EXPIRY_S = 30.0

_BEAT = text(
    """
INSERT INTO processes (id, seen_at) VALUES (:id, extract(epoch FROM clock_timestamp()))
ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
"""
)
_COUNT = text(
    "SELECT count(*) FROM processes"
    " WHERE seen_at > extract(epoch FROM clock_timestamp()) - :expiry_s"
)
_LEAVE = text(
    """
DELETE FROM processes WHERE id = :id
   OR seen_at < extract(epoch FROM clock_timestamp()) - 100 * :expiry_s
"""
)


class Processes:
    """Registers this process, and counts those that were seen in the last 30 seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.id = secrets.token_hex(8)
        self.n_seen = 1

    @classmethod
    @asynccontextmanager
    async def open(
        cls, database: Database, metrics: StoreMetrics | None = None
    ) -> AsyncIterator["Processes"]:
        """Register the process until the context exits. Raises StoreError."""
        processes = cls(database)
        await processes.beat()
        if metrics is not None:
            metrics.processes.set_function(lambda: processes.n_seen)
        beating = asyncio.create_task(processes._beat_forever())
        try:
            yield processes
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            with suppress(StoreError):
                async with database.write() as connection:
                    values = {"id": processes.id, "expiry_s": _EXPIRY_S}
                    await connection.execute(_LEAVE, values)

    async def beat(self) -> None:
        """Say that this process runs, and count the others. Raises StoreError."""
        async with self._database.write() as connection:
            await connection.execute(_BEAT, {"id": self.id})
            n_seen = await connection.scalar(_COUNT, {"expiry_s": _EXPIRY_S})
        self.n_seen = max(1, n_seen or 0)

    async def _beat_forever(self) -> None:
        while True:
            await asyncio.sleep(_BEAT_S)
            # While the database is away, the last count stays.
            with suppress(StoreError):
                await self.beat()
