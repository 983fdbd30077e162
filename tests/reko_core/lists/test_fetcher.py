import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import numpy as np
import pytest
from fake_clock import FakeClock
from pydantic import SecretStr

from reko_core.clients.mal import MalClient
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Anime, Entries, UserList
from reko_core.errors import ListPrivate, UserNotFound
from reko_core.lists.fetcher import ListFetcher
from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings, MalSettings
from reko_core.store import Store
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

TITLES = {number: Anime(number, f"Title {number}") for number in range(1, 31)}
LISTS = {"Some_User": Entries.build(np.arange(1, 11))}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@asynccontextmanager
async def opened_mal(clock: FakeClock) -> AsyncIterator[MalClient]:
    async with FakeMal(MappingLists(LISTS), TITLES).serve() as base_url:
        settings = MalSettings(
            base_url=base_url,
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
            max_attempts=1,
        )
        async with MalClient.open(settings, Metrics(), clock) as client:
            yield client


@pytest.fixture
async def mal(clock: FakeClock) -> AsyncIterator[MalClient]:
    async with opened_mal(clock) as client:
        yield client


async def status_of(store: Store, name: str) -> ListStatus | None:
    user = await store.mal_users.get(name)
    return user and user.status


async def test_list_titles_and_user_are_stored(
    store: Store, mal: MalClient, clock: FakeClock
) -> None:
    fetched = await ListFetcher(store, mal, clock).fetch("Some_User")
    assert fetched.fetched_at == clock.now()
    assert await store.lists.get("some_user") == fetched
    assert len(await store.catalogue.all()) == 10
    user = await store.mal_users.get("some_user")
    assert user is not None
    assert (user.status, user.fetched_at) == (ListStatus.LISTED, clock.now())


async def test_private_and_missing_lists_of_known_users_are_recorded(
    store: Store, mal: MalClient, clock: FakeClock
) -> None:
    fetcher = ListFetcher(store, mal, clock)
    await store.mal_users.add(["private_user", "nobody_here"], clock.now())
    with pytest.raises(ListPrivate):
        await fetcher.fetch("private_user")
    with pytest.raises(UserNotFound):
        await fetcher.fetch("nobody_here")
    assert await status_of(store, "private_user") is ListStatus.PRIVATE
    assert await status_of(store, "nobody_here") is ListStatus.MISSING


async def test_nothing_is_stored_of_users_who_opted_out(
    store: Store, mal: MalClient, clock: FakeClock
) -> None:
    fetcher = ListFetcher(store, mal, clock)
    await store.opt_outs.add("some_user", clock.now())
    await fetcher.record_request("Some_User")
    assert len((await fetcher.fetch("Some_User")).entries) == 10
    assert await store.lists.get("some_user") is None
    assert await store.mal_users.get("some_user") is None


async def test_an_imported_list_leaves_the_community_when_mal_says_that_it_is_private(
    store: Store, mal: MalClient, clock: FakeClock
) -> None:
    for name in ("Private_User", "Some_User"):
        await store.lists.put(
            UserList(name, Entries.build(np.array([1])), clock.now(), "kaggle2023")
        )
    with pytest.raises(ListPrivate):
        await ListFetcher(store, mal, clock).fetch("PRIVATE_user")
    community = [one.name async for batch in store.lists.iterate(10) for one in batch]
    assert community == ["some_user"]


async def test_a_list_belongs_to_those_that_were_requested_if_a_request_has_brought_it(
    store: Store, mal: MalClient, clock: FakeClock
) -> None:
    async def crawled() -> list[str]:
        batches = store.lists.iterate(10, includes_requested=False)
        return [one.name async for batch in batches for one in batch]

    fetcher = ListFetcher(store, mal, clock)
    await fetcher.fetch("Some_User")
    await fetcher.visit("Some_User")
    assert await crawled() == []
    await store.lists.delete("some_user")
    await fetcher.visit("Some_User", is_requested=True)
    assert await crawled() == []
    await store.lists.delete("some_user")
    await fetcher.visit("Some_User")
    await fetcher.fetch("Some_User")
    assert await crawled() == ["some_user"]


async def test_requests_are_recorded_a_few_times_a_day(
    store: Store, mal: MalClient, clock: FakeClock
) -> None:
    fetcher = ListFetcher(store, mal, clock)

    async def asked_at() -> object:
        user = await store.mal_users.get("some_user")
        return user and user.asked_at

    first = clock.now()
    await store.mal_users.add(["Some_User"], first)
    await fetcher.record_request("Some_User")
    clock.advance(hours=5)
    await fetcher.record_request("some_user")
    assert await asked_at() == first
    clock.advance(hours=1)
    await fetcher.record_request("some_user")
    assert await asked_at() == clock.now()


async def test_list_is_returned_though_the_database_is_locked(
    tmp_path: Path, clock: FakeClock
) -> None:
    path = tmp_path / "reko.sqlite3"
    settings = DatabaseSettings(url=f"sqlite+aiosqlite:///{path}", busy_timeout_s=0.05)
    async with Store.open(settings) as store, opened_mal(clock) as mal:
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")
            fetcher = ListFetcher(store, mal, clock)
            await fetcher.record_request("Some_User")
            fetched = await fetcher.fetch("Some_User")
            assert len(fetched.entries) == 10
            with pytest.raises(ListPrivate):
                await fetcher.fetch("private_user")
        assert await store.lists.get("some_user") is None
