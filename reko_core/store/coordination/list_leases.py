"""Leases of lists: one process at a time fetches a list, and the others wait for it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.errors import StoreError
from reko_core.store.database.connection import Database

__all__ = ["ListLease", "ListLeases", "end_lease"]

_EXPIRY_S = 15.0
_RENEWAL_S = 5.0
_POLL_S = 0.25

_BACKGROUND = "background "

# The lease of a process that was killed, or has lost the database, can be taken once it expired;
# that of background work at any time, as that lets all people go first at the site.
_TAKE = text(
    """
INSERT INTO list_fetches AS lease (key, holder, expires_at)
VALUES (hashtextextended(:name, 0), :holder,
        extract(epoch FROM clock_timestamp())::float8 + :expiry_s)
ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
WHERE lease.expires_at < extract(epoch FROM clock_timestamp())
   OR (starts_with(lease.holder, :background) AND NOT starts_with(excluded.holder, :background))
RETURNING key
"""
)
_RENEW = text(
    """
UPDATE list_fetches SET expires_at = extract(epoch FROM clock_timestamp())::float8 + :expiry_s
WHERE key = hashtextextended(:name, 0) AND holder = :holder
"""
)
_IS_HELD = text(
    """
SELECT key FROM list_fetches
WHERE key = hashtextextended(:name, 0) AND holder = :holder
  AND expires_at > extract(epoch FROM clock_timestamp())
"""
)
_RELEASE = text(
    "DELETE FROM list_fetches WHERE key = hashtextextended(:name, 0) AND holder = :holder"
)
_END = text("DELETE FROM list_fetches WHERE key = hashtextextended(:name, 0)")


class ListLease:
    """The right to fetch the list of one user; `was_awaited`: another process has had it before."""

    def __init__(self, name: str, *, is_background: bool) -> None:
        self.was_awaited = False
        holder = secrets.token_hex(8)
        self.values = {"name": name, "holder": f"{_BACKGROUND * is_background}{holder}"}

    async def check(self, connection: AsyncConnection) -> None:
        """Raise StoreError if what was fetched must not be stored: the lease has ended.

        Call it under the write lock of the opt-outs, as `end_lease`.
        """
        if connection.dialect.name != "postgresql":
            return
        if (await connection.execute(_IS_HELD, self.values)).first() is None:
            raise StoreError("the lease of this list has ended")


class ListLeases:
    """Gives leases, which end at most 15 s after the process that holds them.

    The lists of an SQLite database are fetched without: its processes are few.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def hold(
        self, user_name: str, *, is_background: bool = False
    ) -> AsyncIterator[ListLease]:
        """Wait for the lease and hold it; one in the background can be taken by others.

        Without the database there is no lease to hold, and no error.
        """
        lease = ListLease(normalise_name(user_name), is_background=is_background)
        if self._database.dialect != "postgresql":
            yield lease
            return
        with suppress(StoreError):
            while not await self._execute(_TAKE, lease):
                lease.was_awaited = True
                await asyncio.sleep(_POLL_S)
        renewing = asyncio.create_task(self._renew(lease))
        try:
            yield lease
        finally:
            renewing.cancel()
            with suppress(StoreError):
                await self._execute(_RELEASE, lease)

    async def _renew(self, lease: ListLease) -> None:
        while True:
            await asyncio.sleep(_RENEWAL_S)
            with suppress(StoreError):
                await self._execute(_RENEW, lease)

    async def _execute(self, statement: TextClause, lease: ListLease) -> bool:
        async with self._database.write() as connection:
            values = lease.values | {"expiry_s": _EXPIRY_S, "background": _BACKGROUND}
            return bool((await connection.execute(statement, values)).rowcount)


async def end_lease(connection: AsyncConnection, name: str) -> None:
    """End the lease of a list, if any: whoever fetches it now in another process stores nothing.

    Call it under the write lock of the opt-outs.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(_END, {"name": normalise_name(name)})
