"""Locks between the processes of all machines, each held by a session of PostgreSQL of its own.

The server frees a lock when its session ends, so a holder that has lost its connection must stop
before another process begins. It checks the connection every `heartbeat_s` and stops when the
server has not replied within `reply_s`: at most `reply_s + heartbeat_s + reply_s` after it has
sent the last message that arrived. The server, for its part, ends a session from which nothing has
arrived for `expiry_s`, also when the machine of the holder has vanished without closing it.

A server that is restarted frees the lock at once, whether the holder notices it or not. So a holder
also has a lease, which it renews with each heartbeat and gives up when its work has ended; the next
holder waits until the lease of one that did not give it up has run out.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL

from reko_core.errors import StoreError
from reko_core.store.error_kinds import kind_of, reason_of
from reko_core.store.postgres.connecting import connect_parameters

if TYPE_CHECKING:
    from psycopg import AsyncConnection

__all__ = ["LEADER_TIMES", "LONG_TIMES", "SessionTimes", "session_lock"]

_CONNECT_S = 10.0

_PREPARE = """
SELECT set_config('idle_session_timeout', %s, false),
       pg_try_advisory_lock(hashtextextended(%s, 0))
"""
# Behind a pooler that changes the server's process between transactions, it is another one's lock.
_RENEW = """
WITH held AS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() LIMIT 1)
INSERT INTO bot_state (key, value)
SELECT %s, extract(epoch FROM clock_timestamp()) + %s FROM held
ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING true
"""
_REMAINING = """
SELECT value::float8 - extract(epoch FROM clock_timestamp()) FROM bot_state WHERE key = %s
"""
_GIVE_UP = "DELETE FROM bot_state WHERE key = %s"


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """When a lost connection is noticed, by both of its ends. `expiry_s` leaves time to stop.

    lease_s: after the last heartbeat that arrived, a holder has noticed the loss and has stopped.
    """

    heartbeat_s: float
    reply_s: float
    expiry_s: float
    lease_s: float


LEADER_TIMES = SessionTimes(heartbeat_s=3.0, reply_s=4.0, expiry_s=20.0, lease_s=25.0)
"""For work that another process is waiting to take over."""

LONG_TIMES = SessionTimes(heartbeat_s=30.0, reply_s=60.0, expiry_s=600.0, lease_s=0.0)
"""For work that nobody takes over, in threads that may keep the event loop waiting for a minute."""

_LATE_S = 0.5


@asynccontextmanager
async def session_lock(
    url: URL, purpose: str, times: SessionTimes = LEADER_TIMES
) -> AsyncIterator[None]:
    """Hold the lock of a purpose in this database; what it guards is cancelled if it is lost.

    Raises StoreError: with `is_busy` if another session holds the lock, or when it was lost.
    """
    connection = await _connect(url, times)
    heartbeat = _Heartbeat(connection, purpose, times)
    failure: BaseException | None = None
    try:
        await _acquire(connection, purpose, times)
        await heartbeat.take_lease()
        async with asyncio.TaskGroup() as group:
            watch = group.create_task(heartbeat.watch())
            yield
            watch.cancel()
    except BaseExceptionGroup as errors:
        # The first is the loss of the lock; others follow from it.
        failure = errors.exceptions[0]
    finally:
        await heartbeat.close()
    if failure is not None:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            # The group forgets that its own task was cancelled while it ended the work.
            raise asyncio.CancelledError from failure
        raise failure


async def _connect(url: URL, times: SessionTimes) -> "AsyncConnection[Any]":
    from psycopg import AsyncConnection

    with _wrap_errors():
        own = {"autocommit": True, "tcp_user_timeout": round(1000 * times.reply_s)}
        arguments, options = connect_parameters(url, times.reply_s, **own)
        async with asyncio.timeout(_CONNECT_S):
            return await AsyncConnection.connect(*arguments, **options)


async def _acquire(connection: "AsyncConnection[Any]", purpose: str, times: SessionTimes) -> None:
    with _wrap_errors():
        expiry_ms = str(round(1000 * times.expiry_s))
        cursor = await connection.execute(_PREPARE, (expiry_ms, purpose))
        _, is_free = await cursor.fetchone() or (None, False)
    if not is_free:
        raise StoreError(f"another process is at work ({purpose})", is_busy=True)


class _Heartbeat:
    """Checks that a session still holds its lock, and renews its lease."""

    def __init__(
        self, connection: "AsyncConnection[Any]", purpose: str, times: SessionTimes
    ) -> None:
        self._connection = connection
        self._purpose = purpose
        self._lease = f"lease:{purpose}"
        self._times = times
        self._check: asyncio.Task[bool] | None = None
        self._has_lease = False

    async def take_lease(self) -> None:
        """Wait for the end of the lease of a holder that did not give it up. Raises StoreError."""
        with _wrap_errors():
            while (remaining_s := await self._remaining_s()) > 0:  # noqa: ASYNC110 - a row of the database
                await asyncio.sleep(min(remaining_s, self._times.heartbeat_s))
            await self._renew()

    async def watch(self) -> None:
        """Return never; raise StoreError when the lock is lost."""
        lost = f"the lock ({self._purpose}) was lost"
        with _wrap_errors(lost):
            while True:
                # This also reads: a connection that the server closes is noticed at once.
                async for _ in self._connection.notifies(timeout=self._times.heartbeat_s):
                    pass
                self._check = asyncio.create_task(self._renew())
                # Not cancelled when it is late: psycopg would wait for the server.
                await asyncio.wait({self._check}, timeout=self._times.reply_s)
                if not self._check.done():
                    # An event loop that was blocked reads only now what has arrived.
                    await asyncio.wait({self._check}, timeout=_LATE_S)
                if not self._check.done():
                    raise StoreError(lost, kind="unreachable")
                if not await self._check:
                    raise StoreError(lost)

    async def close(self) -> None:
        """Close the connection, which frees the lock, after the guarded work has ended."""
        if self._check is not None and not self._check.done():
            with suppress(OSError), socket.socket(fileno=os.dup(self._connection.fileno())) as one:
                # Wakes the check, as if the server had closed the connection.
                one.shutdown(socket.SHUT_RDWR)
            await asyncio.wait({self._check})
        if self._check is not None and not self._check.cancelled():
            self._check.exception()
        if self._has_lease:
            # Without it, or a reply, the next holder waits.
            with suppress(TimeoutError, StoreError), _wrap_errors():
                async with asyncio.timeout(self._times.reply_s):
                    await self._connection.execute(_GIVE_UP, (self._lease,))
        await self._connection.close()

    async def _remaining_s(self) -> float:
        cursor = await self._connection.execute(_REMAINING, (self._lease,))
        row = await cursor.fetchone()
        return row[0] if row else 0.0

    async def _renew(self) -> bool:
        """Return whether the lock, and so the lease, is held still."""
        cursor = await self._connection.execute(_RENEW, (self._lease, self._times.lease_s))
        self._has_lease = await cursor.fetchone() is not None
        return self._has_lease


@contextmanager
def _wrap_errors(what: str = "no connection") -> Iterator[None]:
    """Turn errors of the connection into StoreError."""
    # Not at the top: psycopg is an extra.
    from psycopg import Error

    try:
        yield
    except (Error, OSError) as error:
        reason = reason_of(error) or type(error).__name__
        raise StoreError(f"{what}: {reason}", kind=kind_of(error), is_postgres=True) from error
