"""Exclusive work: one process at a time, on every database."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from reko_core.errors import StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import Database
from reko_core.store.database.session_lock import SessionTimes, session_lock

QUICK = SessionTimes(heartbeat_s=0.02, reply_s=0.1, expiry_s=0.3, lease_s=0.1)
BACKENDS = """
SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND database =
  (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class TestExclusiveWork:
    """What every database promises."""

    async def test_one_process_at_a_time_does_the_work(self, database: DatabaseSettings) -> None:
        async with Database.open(database) as one, Database.open(database) as other:
            async with one.exclusive("build"):
                with pytest.raises(StoreError, match="another process is at work") as refused:
                    async with other.exclusive("build"):
                        raise AssertionError
                assert refused.value.is_busy
                async with other.exclusive("jobs"):
                    pass
            async with other.exclusive("build"):
                pass

    async def test_work_that_fails_or_is_cancelled_frees_the_lock(
        self, database: DatabaseSettings
    ) -> None:
        async with Database.open(database) as one, Database.open(database) as other:
            with pytest.raises(ZeroDivisionError):
                async with one.exclusive("build"):
                    raise ZeroDivisionError
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05), one.exclusive("build"):
                    await asyncio.Event().wait()
            async with other.exclusive("build"):
                pass


async def backend(database: Database) -> int:
    """Return the process of the server that holds the only lock."""
    async with database.read() as connection:
        return int((await connection.execute(text(BACKENDS))).scalar_one())


@asynccontextmanager
async def working(settings: DatabaseSettings) -> AsyncIterator["asyncio.Task[None]"]:
    """Yield a task that works under the lock of the build, and whose cancellation is waited for."""
    started = asyncio.Event()

    async def work() -> None:
        async with session_lock(make_url(settings.url), "build", QUICK):
            started.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.wait({task, asyncio.ensure_future(started.wait())}, return_when="FIRST_COMPLETED")
    assert not task.done()
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_work_is_cancelled_when_the_server_ends_the_session(
    postgres_database: DatabaseSettings,
) -> None:
    async with Database.open(postgres_database) as database, working(postgres_database) as task:
        async with database.read() as connection:
            end = text("SELECT pg_terminate_backend(:pid)")
            await connection.execute(end, {"pid": await backend(database)})
        with pytest.raises(StoreError) as lost:
            await asyncio.wait_for(task, 5)
        assert not lost.value.is_busy
        async with database.exclusive("build"):
            pass


async def test_cancellation_is_not_lost_while_work_ends_without_its_lock(
    postgres_database: DatabaseSettings,
) -> None:
    ending, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        async with session_lock(make_url(postgres_database.url), "build", QUICK):
            try:
                ending.set()
                await asyncio.Event().wait()
            finally:
                ending.set()
                with suppress(asyncio.CancelledError):
                    await ended.wait()

    async with Database.open(postgres_database) as database:
        task = asyncio.create_task(work())
        await ending.wait()
        ending.clear()
        async with database.read() as connection:
            end = text("SELECT pg_terminate_backend(:pid)")
            await connection.execute(end, {"pid": await backend(database)})
        await ending.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)


async def test_next_holder_waits_for_the_lease_of_one_that_may_work_on(
    postgres_database: DatabaseSettings,
) -> None:
    """As when the server was restarted, and a holder whose network is broken has not noticed."""
    now = "extract(epoch FROM clock_timestamp())"
    left = f"SELECT value::float8 - {now} FROM bot_state"
    add = f"INSERT INTO bot_state VALUES ('lease:build', {now} + 0.3) RETURNING value::float8"
    async with Database.open(postgres_database) as database:
        async with database.write() as connection:
            ends_at = (await connection.execute(text(add))).scalar_one()
        async with (
            session_lock(make_url(postgres_database.url), "build", QUICK),
            database.read() as connection,
        ):
            assert float((await connection.execute(text(f"SELECT {now}"))).scalar_one()) > ends_at
            assert (await connection.execute(text(left))).scalar_one() <= QUICK.lease_s
        async with database.read() as connection:
            assert (await connection.execute(text(left))).all() == []


async def test_work_is_cancelled_when_the_server_does_not_reply(
    postgres_database: DatabaseSettings,
) -> None:
    async with Database.open(postgres_database) as database, working(postgres_database) as task:
        pid = await backend(database)
        os.kill(pid, signal.SIGSTOP)
        try:
            with pytest.raises(StoreError, match="was lost"):
                await asyncio.wait_for(task, 5)
        finally:
            os.kill(pid, signal.SIGCONT)


async def test_server_ends_the_session_of_a_process_that_is_silent(
    postgres_database: DatabaseSettings,
) -> None:
    """As it does when a machine has vanished without closing its connections."""
    silent = SessionTimes(heartbeat_s=60, reply_s=4, expiry_s=0.05, lease_s=0.1)
    with pytest.raises(StoreError, match="was lost: "):
        async with session_lock(make_url(postgres_database.url), "build", silent):
            await asyncio.wait_for(asyncio.Event().wait(), 5)
    async with session_lock(make_url(postgres_database.url), "build"):
        pass
