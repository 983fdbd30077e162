"""Turns at fetching a list: one process at a time fetches it, and the others wait for it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.errors import StoreError
from reko_core.store.database.connection import Database

__all__ = ["ListTurn", "ListTurns", "end_turn"]

_EXPIRY_S = 15.0
_RENEWAL_S = 5.0
_POLL_S = 0.25

_BACKGROUND = "background "

# The turn of a process that was killed, or has lost the database, can be taken once it has expired;
# that of background work at any time, as it may have to wait for all people at the site.
_TAKE = text(
    """
INSERT INTO list_fetches AS turn (key, holder, expires_at)
VALUES (hashtextextended(:name, 0), :holder,
        extract(epoch FROM clock_timestamp())::float8 + :expiry_s)
ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
WHERE turn.expires_at < extract(epoch FROM clock_timestamp())
   OR (starts_with(turn.holder, :background) AND NOT starts_with(excluded.holder, :background))
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


class ListTurn:
    """A turn at fetching the list of one user; `was_awaited`: another process has had it before."""

    def __init__(self, name: str, *, is_background: bool) -> None:
        self.was_awaited = False
        holder = secrets.token_hex(8)
        self.values = {"name": name, "holder": f"{_BACKGROUND * is_background}{holder}"}

    async def check(self, connection: AsyncConnection) -> None:
        """Raise StoreError if what was fetched must not be stored: the turn has ended.

        Call it under the write lock of the opt-outs, as `end_turn`.
        """
        if connection.dialect.name != "postgresql":
            return
        if (await connection.execute(_IS_HELD, self.values)).first() is None:
            raise StoreError("the turn at this list has ended")


class ListTurns:
    """Gives out turns; they end with the process that holds them, at most 15 s later.

    The lists of an SQLite database are fetched without: its processes are few.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def hold(self, user_name: str, *, is_background: bool = False) -> AsyncIterator[ListTurn]:
        """Wait for the turn and hold it, one in the background until somebody else wants it.

        Without the database there is no turn to hold, and no error.
        """
        turn = ListTurn(normalise_name(user_name), is_background=is_background)
        if self._database.dialect != "postgresql":
            yield turn
            return
        with suppress(StoreError):
            while not await self._execute(_TAKE, turn):
                turn.was_awaited = True
                await asyncio.sleep(_POLL_S)
        renewing = asyncio.create_task(self._renew(turn))
        try:
            yield turn
        finally:
            renewing.cancel()
            with suppress(StoreError):
                await self._execute(_RELEASE, turn)

    async def _renew(self, turn: ListTurn) -> None:
        while True:
            await asyncio.sleep(_RENEWAL_S)
            with suppress(StoreError):
                await self._execute(_RENEW, turn)

    async def _execute(self, statement: TextClause, turn: ListTurn) -> bool:
        async with self._database.write() as connection:
            values = turn.values | {"expiry_s": _EXPIRY_S, "background": _BACKGROUND}
            return bool((await connection.execute(statement, values)).rowcount)


async def end_turn(connection: AsyncConnection, name: str) -> None:
    """End the turn at a list, if any: whoever fetches it now in another process stores nothing.

    Call it under the write lock of the opt-outs.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(_END, {"name": normalise_name(name)})
