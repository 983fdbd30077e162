import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from fake_clock import FakeClock
from pydantic import SecretStr

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime, Entries, UserList
from reko_core.domain.sites import own_list_name
from reko_core.errors import ListError, ListPrivate, SiteUnavailable, TooBusy, UserNotFound
from reko_core.lists.cache import ListCache
from reko_core.lists.shared_fetches import SharedFetches
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.settings import MalSettings
from reko_core.store import Store, TitleRank
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

TITLES = {number: Anime(number, f"Title {number}", media_type="tv") for number in range(1, 31)}
ENTRIES = Entries.build(np.arange(1, 11), np.full(10, 8), np.full(10, 2), np.full(10, 12))
LISTS = {"Some_User": ENTRIES}
OLDER = UserList("Some_User", Entries.build(np.array([1])), datetime.now(UTC) - timedelta(days=3))
FAULTS = {
    "slow_user": Fault(delay_s=0.3),
    "down_user": Fault(502, "<html></html>", "text/html"),
    "garbled_user": Fault(200, '{"data": [{"no'),
    "hidden_user": Fault(403, '{"message": "", "error": "not_permitted"}', delay_s=0.2),
}


class Desk:
    """A cache, its fake MAL, and its metrics."""

    def __init__(
        self, mal: FakeMal, cache: ListCache, fetches: SharedFetches, metrics: Metrics
    ) -> None:
        self.mal = mal
        self.cache = cache
        self.fetches = fetches
        self._metrics = metrics

    @property
    def n_fetches(self) -> int:
        return self.mal.requests["animelist"]

    async def is_asked(self) -> None:
        """Wait until a list is requested from MAL."""
        while not self.n_fetches:  # noqa: ASYNC110 - the server counts, it does not signal
            await asyncio.sleep(0.01)

    async def is_joined(self, n_times: int) -> None:
        """Wait until so many requests have joined the fetch of another one."""
        registry = self._metrics.registry
        while registry.get_sample_value("reko_lists_joined_total") != n_times:  # noqa: ASYNC110 - it does not signal
            await asyncio.sleep(0.01)

    @property
    def n_fetching(self) -> float:
        return self._metrics.registry.get_sample_value("reko_lists_fetching") or 0

    @property
    def n_remembered(self) -> float:
        labels = {"reason": "remembered"}
        return self._metrics.registry.get_sample_value("reko_lists_refused_total", labels) or 0

    def count(self, origin: str) -> float:
        registry = self._metrics.registry
        return registry.get_sample_value("reko_lists_total", {"origin": origin}) or 0


@asynccontextmanager
async def opened(
    store: Store,
    lists: Mapping[str, Entries] = LISTS,
    clock: Clock = SYSTEM_CLOCK,
    **mal_settings: Any,
) -> AsyncIterator[Desk]:
    mal, metrics = FakeMal(MappingLists(lists), TITLES, FAULTS), Metrics()
    async with mal.serve() as base_url:
        settings = MalSettings(
            base_url=base_url,
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
            max_attempts=2,
            max_wait_s=0.01,
        ).model_copy(update=mal_settings)
        async with MalClient.open(settings, metrics) as client:
            fetches = SharedFetches(settings, metrics)
            max_age = timedelta(days=7)
            cache = ListCache(
                store, client, fetches, metrics, settings, max_age=max_age, clock=clock
            )
            yield Desk(mal, cache, fetches, metrics)
            await fetches.close()
            await cache.close()


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    async with opened(store) as made:
        yield made


async def test_list_is_fetched_once_and_stored(desk: Desk, store: Store) -> None:
    fetched = await desk.cache.get("Some_User")
    assert fetched.entries.anime_ids.tolist() == ENTRIES.anime_ids.tolist()
    assert await desk.cache.get("some_USER") == await store.lists.get("Some_User")
    assert desk.n_fetches == desk.count("mal") == desk.count("store") == 1


async def test_titles_on_the_list_are_stored(desk: Desk, store: Store) -> None:
    await desk.cache.get("Some_User")
    assert len(await store.catalogue.all()) == len(ENTRIES)


async def test_titles_that_are_known_are_left_as_they_are(desk: Desk, store: Store) -> None:
    known = Anime(3, "Another name")
    await store.catalogue.put_many([known], TitleRank.KAGGLE)
    await desk.cache.get("Some_User")
    assert await store.catalogue.get_many([3, 4]) == {3: known, 4: TITLES[4]}


async def test_concurrent_lists_with_the_same_titles_are_all_stored(store: Store) -> None:
    names = [f"user_{number}" for number in range(20)]
    lists = dict.fromkeys(names, ENTRIES)
    async with opened(store, lists, max_waiting_per_client=20) as desk:
        fetched = await asyncio.gather(*(desk.cache.get(name) for name in names))
    assert all(one.entries == ENTRIES for one in fetched)
    assert len(await store.catalogue.all()) == len(ENTRIES)


async def test_list_that_nobody_waits_for_is_not_read_to_its_end(store: Store) -> None:
    async with opened(store, page_size=1) as desk:
        request = asyncio.create_task(desk.cache.get("slow_user"))
        await desk.is_asked()
        request.cancel()
        await asyncio.wait({request})
        assert desk.n_fetching == 0
        await desk.cache.get("Some_User")
        assert desk.n_fetches == 1 + len(ENTRIES)
        assert await store.lists.get("slow_user") is None


async def test_list_younger_than_a_week_is_used(desk: Desk, store: Store) -> None:
    await store.lists.put(OLDER)
    assert await desk.cache.get("Some_User") == OLDER
    assert desk.n_fetches == 0


async def test_list_older_than_a_week_is_fetched_again(desk: Desk, store: Store) -> None:
    await store.lists.put(replace(OLDER, fetched_at=datetime.now(UTC) - timedelta(days=7.01)))
    assert len((await desk.cache.get("Some_User")).entries) == 10
    assert desk.n_fetches == 1


async def test_forced_update_fetches_a_fresh_list_again(desk: Desk, store: Store) -> None:
    await store.lists.put(OLDER)
    updated = await desk.cache.get("Some_User", force_update=True)
    assert updated.fetched_at > OLDER.fetched_at
    assert desk.n_fetches == 1


async def test_list_of_the_last_minute_satisfies_a_forced_update(desk: Desk, store: Store) -> None:
    recent = replace(OLDER, fetched_at=datetime.now(UTC) - timedelta(seconds=50))
    await store.lists.put(recent)
    assert (await desk.cache.get("Some_User", force_update=True)).entries == OLDER.entries
    assert desk.n_fetches == 0
    await store.lists.put(replace(OLDER, fetched_at=datetime.now(UTC) - timedelta(seconds=61)))
    assert (await desk.cache.get("Some_User", force_update=True)).entries == ENTRIES


@pytest.mark.parametrize("force_update", [False, True])
async def test_many_requests_at_once_make_one_fetch(desk: Desk, force_update: bool) -> None:  # noqa: FBT001 - a parameter of the test
    lists = await asyncio.gather(
        *(desk.cache.get("slow_user", force_update=force_update) for _ in range(30))
    )
    assert all(one == lists[0] for one in lists)
    assert desk.n_fetches == 1


async def test_cancelled_request_does_not_take_the_fetch_from_others(desk: Desk) -> None:
    requests = [asyncio.create_task(desk.cache.get("slow_user")) for _ in range(3)]
    await desk.is_joined(2)
    requests[0].cancel()
    results = await asyncio.gather(*requests, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    assert all(isinstance(result, UserList) for result in results[1:])
    assert desk.n_fetches == 1


async def test_a_discarded_fetch_stores_nothing_and_is_made_anew_for_those_who_wait(
    desk: Desk, store: Store
) -> None:
    waiting = asyncio.create_task(desk.cache.get("Slow_User"))
    await desk.is_asked()
    gone = asyncio.create_task(desk.cache.get("slow_user"))
    await asyncio.sleep(0)
    gone.cancel()

    await desk.cache.discard_fetch("SLOW_user")

    assert await store.lists.get("slow_user") is None
    assert len((await waiting).entries)
    assert await store.lists.get("slow_user") is not None
    assert desk.n_fetches == 2


async def test_a_discarded_fetch_that_nobody_waits_for_leaves_nothing(
    desk: Desk, store: Store
) -> None:
    asked = asyncio.create_task(desk.cache.get("slow_user"))
    await desk.is_asked()
    asked.cancel()

    await desk.cache.discard_fetch("slow_user")
    await desk.cache.discard_fetch("slow_user")

    assert desk.n_fetching == 0
    assert await store.lists.count() == 0


async def test_closing_cancels_running_fetches(desk: Desk) -> None:
    request = asyncio.create_task(desk.cache.get("slow_user"))
    await desk.is_asked()
    await desk.fetches.close()
    with pytest.raises(asyncio.CancelledError):
        await request


@pytest.mark.parametrize("user_name", ["down_user", "garbled_user"])
async def test_older_list_serves_while_mal_fails(desk: Desk, store: Store, user_name: str) -> None:
    ancient = replace(OLDER, user_name=user_name, fetched_at=datetime(2020, 1, 1, tzinfo=UTC))
    await store.lists.put(ancient)
    assert await desk.cache.get(user_name) == ancient
    assert await desk.cache.get(user_name, force_update=True) == ancient
    assert desk.count("store_stale") == 2


@pytest.mark.parametrize("user_name", ["down_user", "garbled_user"])
async def test_mal_that_fails_is_reported_when_no_list_is_known(desk: Desk, user_name: str) -> None:
    with pytest.raises(SiteUnavailable):
        await desk.cache.get(user_name)


async def test_refusal_is_raised_in_all_waiting_requests_and_remembered(desk: Desk) -> None:
    results = await asyncio.gather(
        *(desk.cache.get("hidden_user") for _ in range(5)), return_exceptions=True
    )
    assert all(isinstance(result, ListPrivate) for result in results)
    with pytest.raises(UserNotFound):
        await desk.cache.get("no_such_user")
    n_requests = desk.n_fetches
    for force_update in (False, True):
        with pytest.raises(ListPrivate) as refused:
            await desk.cache.get("Hidden_USER", force_update=force_update)
        assert refused.value.user_name == "Hidden_USER"
    with pytest.raises(UserNotFound):
        await desk.cache.get("no_such_user")
    assert (desk.n_fetches, desk.n_remembered) == (n_requests, 3)


async def test_refusal_is_forgotten_after_a_minute(store: Store) -> None:
    clock = FakeClock()
    async with opened(store, clock=clock) as desk:
        for seconds in (50, 20):
            with pytest.raises(UserNotFound):
                await desk.cache.get("no_such_user")
            clock.advance(seconds=seconds)
        assert desk.n_fetches == 1
        with pytest.raises(UserNotFound):
            await desk.cache.get("no_such_user")
        assert desk.n_fetches == 2


async def test_names_that_are_refused_are_not_stored(desk: Desk, store: Store) -> None:
    for name in ("hidden_user", "no_such_user", "down_user"):
        with pytest.raises((ListError, SiteUnavailable)):
            await desk.cache.get(name)
    assert await store.mal_users.count_by_status() == {}


async def test_list_that_became_private_is_not_served_from_the_store(
    desk: Desk, store: Store
) -> None:
    await store.lists.put(replace(OLDER, user_name="hidden_user"))
    with pytest.raises(ListPrivate):
        await desk.cache.get("hidden_user", force_update=True)


async def test_unknown_user_is_reported_as_unknown(desk: Desk) -> None:
    with pytest.raises(UserNotFound):
        await desk.cache.get("no_such_user")


async def test_all_waiting_requests_get_progress(store: Store) -> None:
    async with opened(store, page_size=4) as desk:
        first: list[int] = []
        second: list[int] = []
        await asyncio.gather(
            desk.cache.get("slow_user", on_page=first.append),
            desk.cache.get("SLOW_user", on_page=second.append),
            desk.cache.get("slow_user"),
        )
    assert first == second
    assert first == sorted(first)
    assert len(first) > 1


async def test_a_list_from_the_store_has_no_pages(desk: Desk, store: Store) -> None:
    await store.lists.put(OLDER)
    received: list[int] = []
    await desk.cache.get("Some_User", on_page=received.append)
    assert received == []


async def test_a_listener_that_raises_does_not_end_the_fetch(desk: Desk) -> None:
    received: list[int] = []

    def fail(n_read: int) -> None:
        raise RuntimeError(n_read)

    lists = await asyncio.gather(
        desk.cache.get("slow_user", on_page=fail),
        desk.cache.get("slow_user", on_page=received.append),
    )
    assert lists[0] == lists[1]
    assert received == [len(lists[0].entries)]


async def test_cancelled_request_gets_no_more_progress(desk: Desk) -> None:
    received: list[int] = []
    request = asyncio.create_task(desk.cache.get("slow_user", on_page=received.append))
    other = asyncio.create_task(desk.cache.get("slow_user"))
    await desk.is_joined(1)
    request.cancel()
    await other
    assert received == []


async def test_one_list_too_many_is_refused_with_how_long_to_wait(store: Store) -> None:
    async with opened(store, max_waiting=1, requests_per_second=4) as desk:
        running = asyncio.create_task(desk.cache.get("slow_user"))
        await desk.is_asked()
        with pytest.raises(TooBusy) as refused:
            await desk.cache.get("Some_User")
        assert refused.value.retry_after_s == 0.25
        assert await desk.cache.get("slow_user") == await running
        assert len((await desk.cache.get("Some_User")).entries) == 10


@pytest.mark.parametrize("force_update", [False, True])
async def test_older_list_serves_while_too_many_are_fetched(
    store: Store,
    force_update: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    known = OLDER if force_update else replace(OLDER, fetched_at=datetime(2020, 1, 1, tzinfo=UTC))
    await store.lists.put(known)
    async with opened(store, max_waiting=1) as desk:
        running = asyncio.create_task(desk.cache.get("slow_user"))
        await desk.is_asked()
        assert await desk.cache.get("Some_User", force_update=force_update) == known
        assert desk.count("store_stale") == 1
        await running


async def test_long_list_that_did_not_change_is_not_read_again(store: Store) -> None:
    async with opened(store, page_size=4) as desk:
        await desk.cache.get("Some_User")
        n_pages = desk.n_fetches
        assert n_pages == 3
        known = await store.lists.get("some_user")
        assert known is not None
        await store.lists.put(replace(known, fetched_at=known.fetched_at - timedelta(days=8)))
        renewed = await desk.cache.get("some_user")
        assert desk.n_fetches == n_pages + 1
        assert renewed.entries == ENTRIES
        assert renewed.fetched_at > known.fetched_at
        assert await desk.cache.get("some_user") == renewed
        desk.mal.last_change = datetime.now(UTC)
        await store.lists.put(replace(known, fetched_at=known.fetched_at - timedelta(days=8)))
        await desk.cache.get("some_user")
        assert desk.n_fetches == n_pages + 1 + 1 + 3


async def test_request_is_recorded_in_the_background(store: Store) -> None:
    async with opened(store) as desk:
        await desk.cache.get("Some_User")
        async with asyncio.timeout(30):
            user = None
            while user is None or not user.asked_at:
                user = await store.mal_users.get("some_user")
        assert datetime.now(UTC) - user.asked_at < timedelta(minutes=1)


async def test_list_kept_for_a_person_is_never_fetched_however_old(
    desk: Desk, store: Store
) -> None:
    name = own_list_name(42)
    with pytest.raises(UserNotFound):
        await desk.cache.get(name)
    long_ago = datetime(2020, 3, 3, tzinfo=UTC)
    await store.accounts.link_own_list(42, ENTRIES, at=long_ago)
    kept = await desk.cache.get(name, force_update=True)
    assert (kept.entries, kept.fetched_at) == (ENTRIES, long_ago)
    assert desk.mal.requests.total() == 0
    assert await store.mal_users.get(name) is None
