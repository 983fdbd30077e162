from datetime import timedelta

import pytest
from living_house import House, entries_of

from reko_core.domain.mal_users import ListStatus
from reko_core.errors import MalUnavailable
from reko_core.jobs.list_refresh import ListRefresh
from reko_core.jobs.paced_job import IDLE_S
from reko_core.lists.fetcher import ListFetcher
from reko_core.settings import JobSettings
from reko_demo.fake_server import Fault

PRIVATE = Fault(403, '{"message": "", "error": "not_permitted"}')
GONE = Fault(404, '{"message": "", "error": "not_found"}')
DOWN = Fault(502, "<html></html>", "text/html")


@pytest.fixture
def job(house: House) -> ListRefresh:
    return ListRefresh(
        store=house.store,
        mal=house.mal,
        settings=JobSettings(),
        max_age=timedelta(days=7),
        full_read_age=timedelta(days=28),
        clock=house.clock,
        metrics=house.metrics.jobs,
    )


async def asks(house: House, name: str, *ids: int) -> None:
    """Let somebody with a list of these titles ask."""
    if ids:
        house.lists[name.lower()] = entries_of(*ids)
    fetcher = ListFetcher(house.store, house.mal, house.clock)
    await fetcher.record_request(name)
    await fetcher.fetch(name)


async def ids_of(house: House, name: str) -> list[int]:
    found = await house.store.lists.get(name)
    return [] if found is None else found.entries.anime_ids.tolist()


async def test_fresh_lists_are_left_alone(house: House, job: ListRefresh) -> None:
    await asks(house, "Somebody", 1, 5)
    house.clock.move(days=5.9)
    house.mal_server.requests.clear()
    assert await job.run_once() == IDLE_S
    assert not house.mal_server.requests


async def test_changed_list_is_read_before_it_is_too_old(house: House, job: ListRefresh) -> None:
    await asks(house, "Somebody", 1, 5)
    house.clock.move(days=6.1)
    house.lists["somebody"] = entries_of(1, 5, 6)
    house.mal_server.last_change = house.clock.now() - timedelta(days=1)
    assert await job.run_once() == 3600 / 120
    assert await ids_of(house, "somebody") == [1, 5, 6]
    assert house.n_done("lists", "read") == 1


async def test_list_that_did_not_change_is_only_probed(house: House, job: ListRefresh) -> None:
    await asks(house, "Somebody", 1, 5)
    house.mal_server.last_change = house.clock.now() - timedelta(days=1)
    house.clock.move(days=6.1)
    house.mal_server.requests.clear()
    await job.run_once()
    assert house.n_done("lists", "unchanged") == 1
    assert house.mal_server.requests["animelist"] == 1
    found = await house.store.lists.get("somebody")
    assert found is not None
    assert found.fetched_at == house.clock.now()
    assert await job.run_once() == IDLE_S


async def test_entries_that_were_removed_are_noticed_after_four_weeks(
    house: House, job: ListRefresh
) -> None:
    await asks(house, "Somebody", 1, 5, 6)
    house.mal_server.last_change = house.clock.now() - timedelta(days=1)
    house.lists["somebody"] = entries_of(1, 5)
    fetcher = ListFetcher(house.store, house.mal, house.clock)
    for _ in range(4):
        house.clock.move(days=6.5)
        await fetcher.record_request("somebody")
        await job.run_once()
    assert await ids_of(house, "somebody") == [1, 5, 6]
    house.clock.move(days=6.5)
    await job.run_once()
    assert await ids_of(house, "somebody") == [1, 5]
    assert (house.n_done("lists", "unchanged"), house.n_done("lists", "read")) == (4, 1)


async def test_lists_of_people_who_do_not_come_back_are_left_alone(
    house: House, job: ListRefresh
) -> None:
    await asks(house, "Somebody", 1, 5)
    house.clock.move(days=15)
    assert await job.run_once() == IDLE_S


async def test_list_that_became_private_leaves_the_community_until_it_is_public_again(
    house: House, job: ListRefresh
) -> None:
    async def community() -> list[str]:
        return [one.name async for batch in house.store.lists.iterate(10) for one in batch]

    await asks(house, "Somebody", 1, 5)
    house.faults["somebody"] = PRIVATE
    house.clock.move(days=6.1)
    await job.run_once()
    assert house.n_done("lists", "private") == 1
    assert await community() == []
    del house.faults["somebody"]
    house.clock.move(days=30)
    await job.run_once()
    assert await community() == ["somebody"]


async def test_deleted_user_is_forgotten_after_misses_over_days(
    house: House, job: ListRefresh
) -> None:
    await asks(house, "Somebody", 1, 5)
    house.faults["somebody"] = GONE
    house.clock.move(days=6.1)
    for n_missed in (1, 2, 3):
        assert await ids_of(house, "somebody") == [1, 5]
        await job.run_once()
        assert house.n_done("lists", "missing") == n_missed
        assert await job.run_once() == IDLE_S
        house.clock.move(days=7)
    assert await house.store.lists.get("somebody") is None


async def test_user_who_was_missing_only_for_a_while_keeps_their_list(
    house: House, job: ListRefresh
) -> None:
    await asks(house, "Somebody", 1, 5)
    house.faults["somebody"] = GONE
    house.clock.move(days=6.1)
    await job.run_once()
    del house.faults["somebody"]
    house.clock.move(days=7)
    await job.run_once()
    assert await ids_of(house, "somebody") == [1, 5]
    user = await house.store.mal_users.get("somebody")
    assert user is not None
    assert (user.status, user.n_failures) == (ListStatus.LISTED, 0)


async def test_one_list_that_cannot_be_read_does_not_hold_up_the_others(
    house: House, job: ListRefresh
) -> None:
    await asks(house, "first_one", 1, 5)
    house.clock.move(minutes=1)
    await asks(house, "broken_one", 1, 5)
    house.faults["broken_one"] = DOWN
    house.clock.move(days=6.1)
    house.mal_server.last_change = house.clock.now()
    house.lists["first_one"] = entries_of(1, 5, 6)
    await job.run_once()
    await job.run_once()
    assert await ids_of(house, "first_one") == [1, 5, 6]
    assert await ids_of(house, "broken_one") == [1, 5]
    assert (house.n_done("lists", "failed"), house.n_done("lists", "read")) == (1, 1)


async def test_mal_that_is_down_is_reported_after_a_few_lists(
    house: House, job: ListRefresh
) -> None:
    for number in range(10):
        await asks(house, f"user_{number}", 1, 5)
        house.faults[f"user_{number}"] = DOWN
    house.clock.move(days=6.1)
    for _ in range(2):
        await job.run_once()
    with pytest.raises(MalUnavailable):
        await job.run_once()
    assert house.n_done("lists", "failed") == 2
