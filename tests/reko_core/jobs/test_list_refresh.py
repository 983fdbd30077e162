from datetime import timedelta

import pytest
from job_environment import JobEnvironment, entries_of

from reko_core.domain.mal_users import ListStatus
from reko_core.errors import SiteUnavailable
from reko_core.jobs.list_refresh import ListRefresh
from reko_core.jobs.paced_job import IDLE_S
from reko_core.lists.fetcher import ListFetcher
from reko_core.settings import JobSettings
from reko_demo.fake_server import Fault

PRIVATE = Fault(403, '{"message": "", "error": "not_permitted"}')
GONE = Fault(404, '{"message": "", "error": "not_found"}')
DOWN = Fault(502, "<html></html>", "text/html")


@pytest.fixture
def job(environment: JobEnvironment) -> ListRefresh:
    return ListRefresh(
        store=environment.store,
        mal=environment.mal,
        settings=JobSettings(),
        max_age=timedelta(days=7),
        full_read_age=timedelta(days=28),
        clock=environment.clock,
        metrics=environment.metrics.jobs,
    )


async def asks(environment: JobEnvironment, name: str, *ids: int) -> None:
    """Record a request of a user with a list of these titles."""
    if ids:
        environment.lists[name.lower()] = entries_of(*ids)
    fetcher = ListFetcher(environment.store, environment.mal, environment.clock)
    await fetcher.fetch(name)
    await fetcher.record_request(name)


async def ids_of(environment: JobEnvironment, name: str) -> list[int]:
    found = await environment.store.lists.get(name)
    return [] if found is None else found.entries.anime_ids.tolist()


async def test_fresh_lists_are_left_alone(environment: JobEnvironment, job: ListRefresh) -> None:
    await asks(environment, "Somebody", 1, 5)
    environment.clock.advance(days=5.9)
    environment.mal_server.requests.clear()
    assert await job.run_once() == IDLE_S
    assert not environment.mal_server.requests


async def test_changed_list_is_read_before_it_is_too_old(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "Somebody", 1, 5)
    environment.clock.advance(days=6.1)
    environment.lists["somebody"] = entries_of(1, 5, 6)
    environment.mal_server.last_change = environment.clock.now() - timedelta(days=1)
    assert await job.run_once() == 3600 / 120
    assert await ids_of(environment, "somebody") == [1, 5, 6]
    assert environment.n_done("lists", "read") == 1


async def test_list_that_did_not_change_is_only_probed(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "Somebody", 1, 5)
    environment.mal_server.last_change = environment.clock.now() - timedelta(days=1)
    environment.clock.advance(days=6.1)
    environment.mal_server.requests.clear()
    await job.run_once()
    assert environment.n_done("lists", "unchanged") == 1
    assert environment.mal_server.requests["animelist"] == 1
    found = await environment.store.lists.get("somebody")
    assert found is not None
    assert found.fetched_at == environment.clock.now()
    assert await job.run_once() == IDLE_S


async def test_entries_that_were_removed_are_noticed_after_four_weeks(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "Somebody", 1, 5, 6)
    environment.mal_server.last_change = environment.clock.now() - timedelta(days=1)
    environment.lists["somebody"] = entries_of(1, 5)
    fetcher = ListFetcher(environment.store, environment.mal, environment.clock)
    for _ in range(4):
        environment.clock.advance(days=6.5)
        await fetcher.record_request("somebody")
        await job.run_once()
    assert await ids_of(environment, "somebody") == [1, 5, 6]
    environment.clock.advance(days=6.5)
    await job.run_once()
    assert await ids_of(environment, "somebody") == [1, 5]
    assert (environment.n_done("lists", "unchanged"), environment.n_done("lists", "read")) == (4, 1)


async def test_lists_of_people_who_do_not_come_back_are_left_alone(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "Somebody", 1, 5)
    environment.clock.advance(days=15)
    assert await job.run_once() == IDLE_S


async def test_list_that_became_private_leaves_the_community_until_it_is_public_again(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    async def community() -> list[str]:
        return [one.name async for batch in environment.store.lists.iterate(10) for one in batch]

    await asks(environment, "Somebody", 1, 5)
    environment.faults["somebody"] = PRIVATE
    environment.clock.advance(days=6.1)
    await job.run_once()
    assert environment.n_done("lists", "private") == 1
    assert await community() == []
    del environment.faults["somebody"]
    environment.clock.advance(days=30)
    await job.run_once()
    assert await community() == ["somebody"]


async def test_deleted_user_is_forgotten_after_misses_over_days(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "Somebody", 1, 5)
    environment.faults["somebody"] = GONE
    environment.clock.advance(days=6.1)
    for n_missed in (1, 2, 3):
        assert await ids_of(environment, "somebody") == [1, 5]
        await job.run_once()
        assert environment.n_done("lists", "missing") == n_missed
        assert await job.run_once() == IDLE_S
        environment.clock.advance(days=7)
    assert await environment.store.lists.get("somebody") is None


async def test_user_who_was_missing_only_for_a_while_keeps_their_list(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "Somebody", 1, 5)
    environment.faults["somebody"] = GONE
    environment.clock.advance(days=6.1)
    await job.run_once()
    del environment.faults["somebody"]
    environment.clock.advance(days=7)
    await job.run_once()
    assert await ids_of(environment, "somebody") == [1, 5]
    user = await environment.store.mal_users.get("somebody")
    assert user is not None
    assert (user.status, user.n_failures) == (ListStatus.LISTED, 0)


async def test_list_that_fails_does_not_block_the_others(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    await asks(environment, "first_one", 1, 5)
    environment.clock.advance(minutes=1)
    await asks(environment, "broken_one", 1, 5)
    environment.faults["broken_one"] = DOWN
    environment.clock.advance(days=6.1)
    environment.mal_server.last_change = environment.clock.now()
    environment.lists["first_one"] = entries_of(1, 5, 6)
    await job.run_once()
    await job.run_once()
    assert await ids_of(environment, "first_one") == [1, 5, 6]
    assert await ids_of(environment, "broken_one") == [1, 5]
    assert (environment.n_done("lists", "failed"), environment.n_done("lists", "read")) == (1, 1)


async def test_mal_that_is_down_is_reported_after_a_few_lists(
    environment: JobEnvironment, job: ListRefresh
) -> None:
    for number in range(10):
        await asks(environment, f"user_{number}", 1, 5)
        environment.faults[f"user_{number}"] = DOWN
    environment.clock.advance(days=6.1)
    for _ in range(2):
        await job.run_once()
    with pytest.raises(SiteUnavailable):
        await job.run_once()
    assert environment.n_done("lists", "failed") == 2
