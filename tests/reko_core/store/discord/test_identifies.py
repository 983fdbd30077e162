"""The times of IDENTIFYs, for two processes that share a database."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import TypeAlias

import pytest

from reko_core.errors import SessionsUsedUp
from reko_core.store import Store
from reko_core.store.discord.identifies import INTERVAL, IdentifyStore

LONG = timedelta(hours=1)
Two: TypeAlias = tuple[IdentifyStore, IdentifyStore]


@pytest.fixture
def two(two_stores: tuple[Store, Store]) -> Two:
    first, second = two_stores
    return first.identifies, second.identifies


async def test_shards_of_a_bucket_go_one_after_the_other_over_all_processes(two: Two) -> None:
    waits = await asyncio.gather(
        *(store.reserve(0, daily=100, max_wait=LONG) for store in two for _ in range(3))
    )

    waits = sorted(waits)
    assert waits[0] < INTERVAL / 10
    gaps = [later - earlier for earlier, later in pairwise(waits)]
    assert all(INTERVAL * 0.9 < gap <= INTERVAL for gap in gaps)
    assert await two[1].reserve(1, daily=100, max_wait=LONG) < INTERVAL / 10


async def test_a_turn_that_is_too_far_is_not_reserved(two: Two) -> None:
    await two[0].reserve(0, daily=100, max_wait=LONG)

    wait = await two[1].reserve(0, daily=100, max_wait=INTERVAL / 2)

    assert wait > INTERVAL / 2
    assert await two[0].reserve(0, daily=100, max_wait=LONG) <= INTERVAL


async def test_the_number_of_a_day_is_kept_over_all_processes(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bucket in range(4):
        await two[bucket % 2].reserve(bucket, daily=4, max_wait=LONG)
    for store in two:
        with pytest.raises(SessionsUsedUp):
            await store.reserve(9, daily=4, max_wait=LONG)

    monkeypatch.setattr("reko_core.store.discord.identifies._DAY", timedelta(0))
    await two[0].reserve(9, daily=4, max_wait=LONG)
