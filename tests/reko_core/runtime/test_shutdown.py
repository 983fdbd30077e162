import asyncio

import pytest

from reko_core.errors import ShuttingDown
from reko_core.runtime.shutdown import GracefulShutdown


class Work:
    """Work that runs until released."""

    def __init__(self, shutdown: GracefulShutdown, timeout_s: float = 60) -> None:
        self.started = asyncio.Event()
        self.let_go = asyncio.Event()
        self.task = asyncio.create_task(self._run(shutdown, timeout_s))

    async def _run(self, shutdown: GracefulShutdown, timeout_s: float) -> None:
        async with shutdown.work(timeout_s):
            self.started.set()
            await self.let_go.wait()


async def test_running_work_is_awaited() -> None:
    shutdown = GracefulShutdown()
    works = Work(shutdown), Work(shutdown)
    for work in works:
        await work.started.wait()

    closing = asyncio.create_task(shutdown.close(60))
    works[0].let_go.set()
    await works[0].task
    await asyncio.sleep(0)
    assert not closing.done()
    works[1].let_go.set()

    await closing
    await works[1].task


async def test_work_after_the_shutdown_began_is_refused() -> None:
    shutdown = GracefulShutdown()
    await shutdown.close(0)

    assert shutdown.is_shutting_down
    with pytest.raises(ShuttingDown):
        await Work(shutdown).task


async def test_after_the_grace_period_work_is_cancelled_with_a_reason() -> None:
    shutdown = GracefulShutdown()
    work = Work(shutdown)
    await work.started.wait()

    await shutdown.close(0)

    with pytest.raises(ShuttingDown):
        await work.task


async def test_work_that_exceeds_its_timeout_is_cancelled() -> None:
    with pytest.raises(TimeoutError):
        await Work(GracefulShutdown(), timeout_s=0).task


async def test_an_error_of_the_work_is_raised() -> None:
    shutdown = GracefulShutdown()
    with pytest.raises(KeyError):
        async with shutdown.work(60):
            raise KeyError

    await shutdown.close(60)


async def test_closing_waits_until_all_responses_are_sent() -> None:
    shutdown = GracefulShutdown()
    is_answered = False

    async def ask() -> None:
        nonlocal is_answered
        with shutdown.track_request():
            with pytest.raises(ShuttingDown):
                await Work(shutdown).task
            await asyncio.sleep(0)
            is_answered = True

    shutdown.is_shutting_down = True
    asking = asyncio.create_task(ask())
    await asyncio.sleep(0)

    await shutdown.close(60)

    assert is_answered
    await asking


async def test_closing_does_not_wait_forever_for_a_response() -> None:
    shutdown = GracefulShutdown(response_s=0)

    with shutdown.track_request():
        async with asyncio.timeout(60):
            await shutdown.close(60)
    assert shutdown.is_shutting_down


async def test_closing_twice_is_no_error() -> None:
    shutdown = GracefulShutdown()
    work = Work(shutdown)
    await work.started.wait()
    closing = [asyncio.create_task(shutdown.close(60)) for _ in range(2)]

    work.let_go.set()

    async with asyncio.timeout(10):
        await asyncio.gather(*closing, work.task)
    assert shutdown.is_shutting_down
