"""Outcomes of visits, with both fake servers."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reko_core.community.crawl import CrawlProgress, CrawlState
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Entries
from reko_core.errors import SiteRefused, StoreError
from reko_core.store import Store
from reko_demo.fake_jikan.faults import JIKAN_FAULTS
from reko_demo.fake_server import Fault

DOWN = Fault(502, "<html></html>", "text/html")
StartWorld = Callable[..., Any]


def entries(n: int) -> Entries:
    return Entries.build(np.arange(1, n + 1), np.full(n, 8), np.full(n, 2), np.full(n, 12))


def lists_of(n: int) -> dict[str, Entries]:
    return {f"user_{number:03}": entries(10) for number in range(n)}


async def test_each_outcome_is_recorded_and_only_long_lists_are_stored(
    start_world: StartWorld, store: Store
) -> None:
    world = await start_world({"Long_List": entries(5), "short": entries(4)}, has_jikan=False)
    names = ("long_list", "short", "private_user", "nobody_here", "garbled")
    await world.add("Long_List", *names[1:])

    done = await world.crawl(max_hours=0.2)

    assert await world.statuses(*names) == {
        "long_list": ListStatus.LISTED,
        "short": ListStatus.SMALL,
        "private_user": ListStatus.PRIVATE,
        "nobody_here": ListStatus.MISSING,
        "garbled": ListStatus.FAILING,
    }
    assert (done.n_kept, done.n_small, done.n_private, done.n_missing, done.n_failed) == (1,) * 5
    assert (done.share_private, done.share_small, done.n_visits) == (0.2, 0.2, 5)
    kept = await store.lists.get("long_list")
    assert kept is not None
    assert (kept.user_name, kept.entries) == ("Long_List", entries(5))
    assert await store.lists.count() == 1
    assert [title.id for title in await store.catalogue.all()] == [1, 2, 3, 4, 5]


async def test_an_empty_store_is_filled_from_every_source(
    start_world: StartWorld, store: Store
) -> None:
    world = await start_world(lists_of(150), min_waiting=200)

    done = await world.crawl(n_lists=100)

    assert done.n_kept == await store.lists.count() == 100
    assert done.n_found is not None
    assert done.n_found["updates"] > 0
    assert world.jikan.requests["friends"] > 0
    assert world.jikan.requests["random"] > 0
    counts = await store.mal_users.count_by_status()
    assert sum(counts.values()) == sum(done.n_found.values()) <= 150


async def test_discovery_stops_while_enough_names_wait(start_world: StartWorld) -> None:
    world = await start_world(lists_of(30), min_waiting=5)
    await world.add(*lists_of(30))

    await world.crawl(n_lists=10)

    assert not world.jikan.requests


async def test_fetching_goes_on_while_jikan_is_down(start_world: StartWorld) -> None:
    world = await start_world(lists_of(8), has_jikan=False, min_waiting=100)
    await world.add(*lists_of(8))

    done = await world.crawl(max_hours=1)

    assert done.n_kept == 8
    assert done.state is CrawlState.LOOKING
    assert done.looking_paused_until is not None
    # 30 s, and twice as long each time.
    assert sum(world.jikan.requests.values()) == 7


async def test_discovery_backs_off_when_there_are_no_new_names(
    start_world: StartWorld,
) -> None:
    world = await start_world(lists_of(3), min_waiting=100)

    done = await world.crawl(max_hours=1)

    assert done.n_kept == 3
    assert sum(world.jikan.requests.values()) < 60


async def test_an_outage_of_mal_uses_up_few_names(start_world: StartWorld) -> None:
    names = lists_of(100)
    world = await start_world({}, (), dict.fromkeys(names, DOWN), has_jikan=False)
    await world.add(*names)

    done = await world.crawl(max_hours=2)

    assert done.n_failed == world.mal.requests["animelist"] == 8
    assert done.state is CrawlState.WAITING_FOR_MAL
    assert done.waiting_until is not None
    assert done.waiting_until > world.clock.now()


async def test_a_failing_name_is_not_visited_twice_in_a_week_even_after_restarts(
    start_world: StartWorld,
) -> None:
    world = await start_world({}, (), {"unlucky": DOWN}, has_jikan=False)
    await world.add("unlucky")

    for _ in range(7):
        await world.crawl(max_hours=0.02)
        world.clock.advance(days=0.99)
    assert world.mal.requests["animelist"] == 1

    world.clock.advance(days=0.1)
    done = await world.crawl(max_hours=0.02)
    assert (done.n_failed, world.mal.requests["animelist"]) == (1, 2)


async def test_a_rate_limit_uses_up_no_name(start_world: StartWorld) -> None:
    limited = Fault(429, "{}", retry_after="7000")
    world = await start_world({}, (), {"somebody": limited}, has_jikan=False)
    await world.add("somebody")

    done = await world.crawl(max_hours=1)

    assert done.n_visits == 0
    assert done.waiting_until is not None
    assert done.waiting_until >= world.clock.now() + timedelta(minutes=50)
    assert world.mal.requests["animelist"] == 1
    assert await world.statuses("somebody") == {"somebody": ListStatus.NEW}


async def test_a_short_rate_limit_is_waited_out(start_world: StartWorld) -> None:
    world = await start_world({}, (), {"slowed": Fault(429, "{}", times=1)}, has_jikan=False)
    await world.add("slowed")
    began = world.clock.now()

    done = await world.crawl(n_lists=1)

    assert done.n_kept == 1
    assert world.clock.now() - began >= timedelta(seconds=30)


async def test_a_rejected_client_id_ends_the_crawl(start_world: StartWorld) -> None:
    world = await start_world(lists_of(2), client_ids=["another"], has_jikan=False)
    await world.add("user_000")

    with pytest.raises(SiteRefused):
        await world.crawl()

    assert await world.statuses("user_000") == {"user_000": ListStatus.NEW}


async def test_lists_per_hour_is_respected(start_world: StartWorld) -> None:
    world = await start_world(lists_of(100), has_jikan=False)
    await world.add(*lists_of(100))
    visited_at = set()

    def note(now: CrawlProgress) -> None:
        if now.n_visits:
            visited_at.add((now.n_visits, world.clock.now()))

    done = await world.crawl(note, lists_per_hour=60, max_hours=0.25)

    # At 15 minutes the deadline coincides with one more visit.
    assert done.n_kept in {15, 16}
    first_at = {n: min(at for m, at in visited_at if m == n) for n, _ in visited_at}
    waits = [first_at[n + 1] - first_at[n] for n in range(1, done.n_kept)]
    assert min(waits) >= timedelta(seconds=59)


async def test_users_who_opted_out_are_never_visited(start_world: StartWorld, store: Store) -> None:
    world = await start_world(lists_of(5), min_waiting=100)
    for name in ("user_000", "user_001"):
        await store.opt_outs.add(name, world.clock.now())

    done = await world.crawl(max_hours=0.2)

    assert done.n_kept == world.mal.requests["animelist"] == 3
    assert await world.statuses("user_000", "user_001") == {"user_000": None, "user_001": None}


async def test_a_user_who_opts_out_during_the_visit_is_forgotten(
    start_world: StartWorld, store: Store
) -> None:
    slow = Fault(delay_s=0.3)
    world = await start_world({}, (), {"slow_one": slow}, has_jikan=False)
    await world.add("slow_one")
    crawl = asyncio.create_task(world.make().run())
    while not world.mal.requests["animelist"]:  # noqa: ASYNC110 - the server counts only
        await asyncio.sleep(0.01)

    await store.opt_outs.add("slow_one", world.clock.now())
    await asyncio.sleep(0.6)
    crawl.cancel()
    await asyncio.gather(crawl, return_exceptions=True)

    assert await store.lists.get("slow_one") is None
    assert await world.statuses("slow_one") == {"slow_one": None}


async def test_a_cancelled_crawl_is_resumed(start_world: StartWorld, store: Store) -> None:
    world = await start_world(lists_of(12), has_jikan=False)
    await world.add(*lists_of(12))
    enough = asyncio.Event()

    def note(now: CrawlProgress) -> None:
        if now.n_kept == 4:
            enough.set()

    crawl = asyncio.create_task(world.make().run(on_progress=note))
    await enough.wait()
    crawl.cancel()
    with pytest.raises(asyncio.CancelledError):
        await crawl
    n_before = await store.lists.count()
    assert 4 <= n_before < 12

    done = await world.crawl(n_lists=12 - n_before)

    assert done.n_visits == 12 - n_before
    assert await store.lists.count() == 12
    # Nobody was visited twice, except the one whose visit was interrupted.
    assert world.mal.requests["animelist"] <= 13


async def test_hostile_names_are_never_stored(start_world: StartWorld, store: Store) -> None:
    world = await start_world({}, has_jikan=True)
    world.jikan.recover()
    world.jikan.fail(JIKAN_FAULTS["hostile"], "userupdates", "friends")
    world.jikan.fail(JIKAN_FAULTS["gateway_down"], "random")

    await world.crawl(max_hours=0.2)

    counts = await store.mal_users.count_by_status()
    assert counts == {ListStatus.MISSING: 1}
    assert await world.statuses("twice") == {"twice": ListStatus.MISSING}


@pytest.mark.sqlite_only
async def test_a_temporary_database_failure_is_waited_for(
    start_world: StartWorld, tmp_path: Path
) -> None:
    world = await start_world(lists_of(6), has_jikan=False)
    await world.add(*lists_of(6))
    rename(tmp_path, "mal_users", "away")
    states = []

    def mend(now: CrawlProgress) -> None:
        is_first = CrawlState.WAITING_FOR_DATABASE not in states
        states.append(now.state)
        if is_first and now.state is CrawlState.WAITING_FOR_DATABASE:
            rename(tmp_path, "away", "mal_users")

    done = await world.crawl(mend, n_lists=6)

    assert done.n_kept == 6
    assert CrawlState.WAITING_FOR_DATABASE in states


@pytest.mark.sqlite_only
async def test_a_lasting_database_failure_ends_the_crawl(
    start_world: StartWorld, tmp_path: Path
) -> None:
    world = await start_world(lists_of(6), has_jikan=False)
    rename(tmp_path, "mal_users", "away")

    with pytest.raises(StoreError):
        await world.crawl()


def rename(folder: Path, before: str, after: str) -> None:
    connection = sqlite3.connect(folder / "reko.sqlite3")
    with connection:
        connection.execute(f"ALTER TABLE {before} RENAME TO {after}")
    connection.close()
