from datetime import UTC, datetime, timedelta

import numpy as np

from reko_core.domain.models import Entries, UserList
from reko_core.store import Store

MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123_000, UTC)


def list_of(name: str, *ids: int, source: str = "mal", at: datetime = MOMENT) -> UserList:
    return UserList(name, Entries.build(np.array(ids, np.int32)), at, source)


async def test_a_stored_list_is_read_unchanged(store: Store) -> None:
    entries = Entries.build(np.array([5, 1]), np.array([8, 0]), np.array([2, 6]), np.array([9, 0]))
    await store.lists.put(UserList("Some_User", entries, MOMENT))
    assert await store.lists.get("Some_User") == UserList("Some_User", entries, MOMENT)


async def test_names_ignore_case_and_keep_their_spelling(store: Store) -> None:
    await store.lists.put(list_of("Some_User", 1))
    found = await store.lists.get(" SOME_user ")
    assert found is not None
    assert found.user_name == "Some_User"


async def test_an_unknown_list_is_none(store: Store) -> None:
    assert await store.lists.get("nobody") is None


async def test_empty_list_is_a_list(store: Store) -> None:
    await store.lists.put(list_of("empty"))
    assert await store.lists.get("empty") == list_of("empty")


async def test_a_newer_list_replaces_the_older(store: Store) -> None:
    await store.lists.put(list_of("Some_User", 1, 2))
    later = list_of("some_user", 3, at=MOMENT + timedelta(days=1))
    await store.lists.put(later)
    assert await store.lists.get("Some_User") == later
    assert await store.lists.count() == 1


async def test_same_name_in_two_collections_is_two_users(store: Store) -> None:
    await store.lists.put_many([list_of("1", 1), list_of("1", 2, source="kaggle2016")])
    assert await store.lists.get("1") == list_of("1", 1)
    assert await store.lists.get("1", "kaggle2016") == list_of("1", 2, source="kaggle2016")


async def test_all_lists_are_iterated_once_in_batches(store: Store) -> None:
    await store.lists.put_many(list_of(f"User_{n}", n + 1) for n in range(7))
    batches = [batch async for batch in store.lists.iterate(3)]
    assert [len(batch) for batch in batches] == [3, 3, 1]
    given = [stored for batch in batches for stored in batch]
    assert [stored.name for stored in given] == [f"user_{n}" for n in range(7)]
    assert [stored.entries.anime_ids.tolist() for stored in given] == [[n + 1] for n in range(7)]
    assert given[0].fetched_at == MOMENT


async def test_a_list_may_be_stored_during_an_iteration(store: Store) -> None:
    await store.lists.put_many(list_of(f"user_{n}", 1) for n in range(4))
    names = []
    async for batch in store.lists.iterate(2):
        names += [stored.name for stored in batch]
        await store.lists.put(list_of("user_0", 2))
    assert names == ["user_0", "user_1", "user_2", "user_3"]


async def test_an_empty_store_has_no_lists(store: Store) -> None:
    assert [batch async for batch in store.lists.iterate(10)] == []
    assert await store.lists.count() == 0
    await store.lists.put_many([])
    assert await store.lists.count() == 0


async def test_deleted_list_is_gone(store: Store) -> None:
    await store.lists.put_many([list_of("Some_User", 1), list_of("other", 1)])
    assert await store.lists.delete("SOME_USER")
    assert not await store.lists.delete("SOME_USER")
    assert await store.lists.get("Some_User") is None
    assert await store.lists.count() == 1
