"""IDENTIFYs: sessions that the processes of the bot start at Discord's gateway.

Discord allows one IDENTIFY in five seconds for each bucket, and a number of them a day; a bot that
exceeds that number loses its token. A session that is resumed needs none.
"""

from datetime import timedelta

from sqlalchemy import delete, func, insert, select

from reko_core.errors import SessionsUsedUp
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, server_time
from reko_core.store.database.tables import gateway_identifies

__all__ = ["IdentifyStore", "reserved_identifies"]

# Half a second more than needed: the network may delay the earlier of two.
INTERVAL = timedelta(seconds=5.5)
_DAY = timedelta(days=1)
_RESERVED_SHARE = 0.1


def reserved_identifies(total: int) -> int:
    """Return how many of the `total` IDENTIFYs of a day are never used."""
    return max(1, round(_RESERVED_SHARE * total))


class IdentifyStore:
    """Assigns the times of IDENTIFYs, for all processes that share the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, bucket: int, *, daily: int, max_wait: timedelta) -> timedelta:
        """Return how long to wait before an IDENTIFY; nothing is reserved if over `max_wait`.

        Raises SessionsUsedUp after `daily` of them within a day, StoreError.
        """
        times = gateway_identifies.c.at
        async with self._database.write() as connection:
            await acquire_write_lock(connection, "identify")
            now = await server_time(connection)
            await connection.execute(delete(gateway_identifies).where(times <= now - _DAY))
            n_used = await connection.scalar(select(func.count()).select_from(gateway_identifies))
            if (n_used or 0) >= daily:
                raise SessionsUsedUp
            query = select(func.max(times)).where(gateway_identifies.c.bucket == bucket)
            last = await connection.scalar(query)
            at = now if last is None else max(now, last + INTERVAL)
            if at - now <= max_wait:
                await connection.execute(insert(gateway_identifies).values(bucket=bucket, at=at))
            return at - now
