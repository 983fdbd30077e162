import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from reko_core.domain.mal_users import ListStatus, MalUser
from reko_core.domain.models import Entries, UserList
from reko_core.store import Store

START = datetime(2026, 1, 5, 12, 30, 15, 123_457, tzinfo=UTC)
DAY = timedelta(days=1)


async def listed(store: Store, name: str, at: datetime, source: str = "mal") -> None:
    await store.lists.put(UserList(name, Entries.build(np.array([1, 2])), at, source))


async def to_refresh(store: Store, at: datetime) -> list[str]:
    users = await store.mal_users.to_refresh(
        at, active_since=at - 14 * DAY, stale_before=at - 6 * DAY, limit=10
    )
    count = await store.mal_users.count_to_refresh(
        at, active_since=at - 14 * DAY, stale_before=at - 6 * DAY
    )
    assert count == len(users)
    return names_of(users)


def names_of(users: Sequence[MalUser]) -> list[str]:
    return [user.name for user in users]


async def test_found_names_are_returned_in_the_order_found(store: Store) -> None:
    assert await store.mal_users.add(["Late_One"], START + DAY) == 1
    assert await store.mal_users.add(["Early_One", "early_one", "LATE_one"], START) == 1
    assert await store.mal_users.get("EARLY_one") == MalUser(
        "early_one", "early_one", ListStatus.NEW, START, START
    )
    due = await store.mal_users.to_crawl(START + DAY, 10)
    assert names_of(due) == ["early_one", "late_one"]
    assert names_of(await store.mal_users.to_crawl(START, 10)) == ["early_one"]
    assert await store.mal_users.count_to_crawl(START + DAY) == 2


async def test_all_fields_of_a_visit_are_stored(store: Store) -> None:
    await store.mal_users.add(["Somebody"], START)
    await store.mal_users.record_request("Somebody", START)
    user = await store.mal_users.record_visit("somebody", ListStatus.LISTED, START + DAY)
    assert user == await store.mal_users.get("somebody")
    assert (user.asked_at, user.fetched_at, user.display_name) == (START, START + DAY, "Somebody")


@pytest.mark.parametrize("status", ["private", "missing", "failing"])
async def test_names_without_a_list_are_not_stored(store: Store, status: str) -> None:
    await store.mal_users.record_request("other_user", START)
    await store.mal_users.record_visit("other_user", ListStatus(status), START)
    assert await store.mal_users.get("other_user") is None


async def test_list_without_a_user_gets_one_when_it_is_requested_or_visited(store: Store) -> None:
    for name in ("one", "two"):
        await listed(store, name, START)
    await store.mal_users.record_request("one", START)
    await store.mal_users.record_visit("two", ListStatus.PRIVATE, START)
    assert await store.mal_users.count_by_status() == {ListStatus.NEW: 1, ListStatus.PRIVATE: 1}


async def test_user_with_a_list_or_a_fresh_failure_is_not_crawled(store: Store) -> None:
    await store.mal_users.add(["has_list", "failed", "hidden", "new_one"], START)
    await listed(store, "has_list", START)
    await store.mal_users.record_visit("failed", ListStatus.FAILING, START)
    await store.mal_users.record_visit("hidden", ListStatus.PRIVATE, START)
    assert names_of(await store.mal_users.to_crawl(START + 6.9 * DAY, 10)) == ["new_one"]
    again = await store.mal_users.to_crawl(START + 7 * DAY, 10)
    assert names_of(again) == ["new_one", "failed"]


async def test_lists_of_active_users_are_refreshed_last_requested_first(store: Store) -> None:
    for days, name in enumerate(["idle", "earlier", "later"]):
        await listed(store, name, START)
        await store.mal_users.record_request(name, START + days * DAY)
    await listed(store, "fresh", START + 10 * DAY)
    await store.mal_users.record_request("fresh", START + 3 * DAY)
    assert await to_refresh(store, START + 15 * DAY) == ["later", "earlier"]


async def test_verified_list_is_not_refreshed_again(store: Store) -> None:
    await listed(store, "somebody", START)
    await store.mal_users.record_request("somebody", START + 6 * DAY)
    assert await to_refresh(store, START + 7 * DAY) == ["somebody"]
    await store.lists.verify("SomeBody", START + 7 * DAY)
    found = await store.lists.get("somebody")
    assert found is not None
    assert found.fetched_at == START + 7 * DAY
    assert await to_refresh(store, START + 8 * DAY) == []


async def test_missing_users_are_refreshed_without_requests(store: Store) -> None:
    await listed(store, "gone", START)
    await store.mal_users.record_visit("gone", ListStatus.MISSING, START)
    assert await to_refresh(store, START + 6 * DAY) == []
    assert await to_refresh(store, START + 7 * DAY) == ["gone"]


async def test_list_of_a_deleted_user_is_deleted_after_misses_over_days(store: Store) -> None:
    await listed(store, "gone", START)
    await listed(store, "gone", START, "kaggle2023")
    for days in (0, 7):
        await store.mal_users.record_visit("gone", ListStatus.MISSING, START + days * DAY)
        assert await store.lists.get("gone") is not None
    await store.mal_users.record_visit("gone", ListStatus.MISSING, START + 14 * DAY)
    assert await store.lists.get("gone") is None
    assert await store.lists.get("gone", "kaggle2023") is None
    assert await store.mal_users.prune(START) == 0
    assert await store.mal_users.prune(START + DAY) == 1
    assert await store.mal_users.get("gone") is None


async def test_private_list_leaves_the_community_and_comes_back(store: Store) -> None:
    async def community() -> list[str]:
        return [one.name async for batch in store.lists.iterate(10) for one in batch]

    for name in ("open_one", "shy_one"):
        await listed(store, name, START)
    await listed(store, "shy_one", START, "kaggle2023")
    await store.mal_users.record_visit("shy_one", ListStatus.PRIVATE, START)
    assert await community() == ["open_one"]
    assert await store.lists.get("shy_one") is not None
    await store.mal_users.record_visit("shy_one", ListStatus.LISTED, START + DAY)
    assert await community() == ["open_one", "shy_one", "shy_one"]


async def test_friends_are_read_once(store: Store) -> None:
    for name, status in (("a_user", ListStatus.LISTED), ("b_user", ListStatus.SMALL)):
        await store.mal_users.add([name], START)
        await store.mal_users.record_visit(name, status, START)
    assert names_of(await store.mal_users.without_friends(10)) == ["a_user"]
    await store.mal_users.record_friends("A_user", START)
    assert await store.mal_users.without_friends(10) == []


async def test_statuses_are_counted(store: Store) -> None:
    await store.mal_users.add(["one", "two", "three"], START)
    await store.mal_users.record_visit("two", ListStatus.PRIVATE, START)
    assert await store.mal_users.count_by_status() == {ListStatus.NEW: 2, ListStatus.PRIVATE: 1}


async def test_concurrent_visits_and_requests_lose_nothing(store: Store) -> None:
    await store.mal_users.add(["somebody"], START)
    await asyncio.gather(
        *(
            store.mal_users.record_visit("somebody", ListStatus.FAILING, START + n * DAY)
            for n in range(20)
        ),
        *(store.mal_users.record_request("somebody", START + DAY) for _ in range(20)),
    )
    user = await store.mal_users.get("somebody")
    assert user is not None
    assert (user.n_failures, user.asked_at) == (20, START + DAY)
