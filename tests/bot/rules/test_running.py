"""Ending what a person has asked for."""

import asyncio

import pytest

from bot.errors import DataDeleted
from bot.rules.running import RunningInteractions

ANN, BOB = 1, 2


async def handle(running: RunningInteractions, person: int, gate: asyncio.Event) -> str:
    try:
        async with running.track(person):
            await gate.wait()
    except DataDeleted:
        return "stopped"
    return "done"


async def test_all_other_interactions_of_a_person_are_ended_and_nobody_elses() -> None:
    running, gate = RunningInteractions(), asyncio.Event()
    tasks = [asyncio.create_task(handle(running, person, gate)) for person in (ANN, ANN, BOB)]
    await asyncio.sleep(0)

    async with running.track(ANN):
        await running.stop(ANN)
        gate.set()

    assert await asyncio.gather(*tasks) == ["stopped", "stopped", "done"]


async def test_two_deletions_at_once_do_not_end_each_other() -> None:
    running = RunningInteractions()

    async def delete() -> str:
        async with running.track(ANN):
            await running.stop(ANN)
            await asyncio.sleep(0)
        return "deleted"

    assert "deleted" in await asyncio.gather(delete(), delete(), return_exceptions=True)


async def test_a_timeout_inside_is_no_deletion() -> None:
    running = RunningInteractions()
    with pytest.raises(TimeoutError):
        async with running.track(ANN), asyncio.timeout(0):
            await asyncio.Event().wait()


async def test_stopping_nobody_does_nothing() -> None:
    await RunningInteractions().stop(ANN)
