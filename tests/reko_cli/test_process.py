import asyncio

import pytest

from reko_cli.process import run_together, until_stopped


async def test_when_one_front_end_ends_all_end() -> None:
    stop = asyncio.Event()
    ended = []

    async def wait() -> None:
        await stop.wait()
        ended.append("waiting")

    async def fail() -> None:
        ended.append("failing")
        raise LookupError

    with pytest.raises(LookupError):
        await run_together(stop, wait(), fail())

    assert ended == ["failing", "waiting"]


async def test_front_ends_stop_concurrently() -> None:
    stop = asyncio.Event()
    leaving = asyncio.Barrier(2)

    async def leave() -> None:
        await stop.wait()
        await leaving.wait()

    stop.set()
    async with asyncio.timeout(10):
        await run_together(stop, leave(), leave())


async def test_waiting_ends_with_the_event_or_the_work() -> None:
    stop = asyncio.Event()

    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await until_stopped(stop, asyncio.create_task(fail()))

    endless = asyncio.create_task(asyncio.Event().wait())
    stop.set()
    await until_stopped(stop, endless)  # type: ignore[arg-type] # it has no end, nor a result
    assert not endless.done()
    endless.cancel()
