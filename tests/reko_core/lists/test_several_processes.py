"""Fetches of one list by several processes, each with a store of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import StoreError
from reko_core.lists.cache import ListCache
from reko_core.lists.fetcher import ListFetcher
from reko_core.lists.shared_fetches import SharedFetches
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK
from reko_core.settings import DatabaseSettings, MalSettings
from reko_core.store import Store
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

USER = "slow_user"


class Process:
    """A store, and a cache of lists over it."""

    def __init__(self, store: Store, mal: MalClient, settings: MalSettings) -> None:
        metrics = Metrics()
        self.store = store
        self.fetches = SharedFetches(settings, metrics)
        self.cache = ListCache(
            store, mal, self.fetches, metrics, settings, max_age=timedelta(days=7)
        )
        self.fetcher = ListFetcher(store, mal, SYSTEM_CLOCK)


@pytest.fixture
def mal() -> FakeMal:
    titles = {number: Anime(number, f"Title {number}") for number in range(1, 31)}
    return FakeMal(MappingLists({}), titles, {USER: Fault(delay_s=0.15)})


@pytest.fixture
async def processes(
    postgres_database: DatabaseSettings, mal: FakeMal
) -> AsyncIterator[Sequence[Process]]:
    async with AsyncExitStack() as stack:
        base_url = await stack.enter_async_context(mal.serve())
        settings = MalSettings(
            base_url=base_url,
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
        )
        made = []
        for _ in range(2):
            store = await stack.enter_async_context(Store.open(postgres_database))
            client = await stack.enter_async_context(MalClient.open(settings, Metrics()))
            made.append(process := Process(store, client, settings))
            stack.push_async_callback(process.cache.close)
            stack.push_async_callback(process.fetches.close)
        yield made


async def is_asked(mal: FakeMal) -> None:
    """Wait until a list is requested from MAL."""
    while not mal.requests["animelist"]:  # noqa: ASYNC110 - it counts, it does not signal
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("is_forced", [False, True])
async def test_one_process_fetches_a_list_and_the_others_get_it(
    processes: Sequence[Process], mal: FakeMal, *, is_forced: bool
) -> None:
    first, second = await asyncio.gather(
        *(process.cache.get(USER, force_update=is_forced) for process in processes)
    )
    assert first.entries == second.entries
    assert mal.requests["animelist"] == 1


async def test_list_that_another_process_fails_to_fetch_is_fetched(
    processes: Sequence[Process], mal: FakeMal
) -> None:
    one, other = processes
    gone = asyncio.create_task(one.cache.get(USER))
    await is_asked(mal)
    waiting = asyncio.create_task(other.cache.get(USER))
    await asyncio.sleep(0.05)
    gone.cancel()
    assert len((await waiting).entries)
    assert mal.requests["animelist"] == 2


async def test_lease_of_a_process_that_died_is_taken(
    processes: Sequence[Process], postgres_database: DatabaseSettings
) -> None:
    one, other = processes
    async with one.store.list_leases.hold(USER):
        waiting = asyncio.create_task(other.cache.get(USER))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        # As after 15 s in which it was not renewed.
        engine = create_engine(postgres_database.url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE list_fetches SET expires_at = 0"))
        engine.dispose()
        assert len((await waiting).entries)


async def test_what_is_forgotten_is_not_stored_by_a_fetch_of_another_process(
    processes: Sequence[Process], mal: FakeMal
) -> None:
    one, other = processes
    await one.store.accounts.link(1, USER, at=SYSTEM_CLOCK.now())
    asked = asyncio.create_task(other.cache.get(USER))
    await is_asked(mal)

    await one.store.accounts.forget(1)

    assert len((await asked).entries)
    assert await one.store.lists.get(USER) is None
    assert await one.store.mal_users.get(USER) is None


async def test_visit_in_the_background_yields_its_lease_to_a_request(
    processes: Sequence[Process], mal: FakeMal
) -> None:
    one, other = processes
    visit = asyncio.create_task(one.fetcher.visit(USER))
    await is_asked(mal)
    async with asyncio.timeout(5), other.store.list_leases.hold(USER) as lease:
        assert not lease.was_awaited
        with pytest.raises(StoreError, match="lease"):
            await visit
    assert await one.store.lists.get(USER) is None
