from datetime import UTC, datetime

import numpy as np

from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Entries, UserList
from reko_core.store import Store

START = datetime(2026, 1, 5, tzinfo=UTC)


async def test_opting_out_forgets_the_list_and_the_name(store: Store) -> None:
    for source in ("mal", "kaggle2016"):
        await store.lists.put(UserList("Some_User", Entries.build(np.array([1])), START, source))
    await store.mal_users.note_asked("some_user", START)
    assert await store.opt_outs.add("SOME_user", START)
    assert not await store.opt_outs.add("some_user", START)
    assert await store.lists.get("some_user") is None
    assert await store.lists.get("some_user", "kaggle2016") is not None
    assert await store.mal_users.get("some_user") is None
    assert await store.opt_outs.has("Some_User")
    assert await store.opt_outs.all() == ["some_user"]


async def test_who_opted_out_is_not_taken_up_again(store: Store) -> None:
    await store.opt_outs.add("some_user", START)
    assert await store.mal_users.add(["Some_User", "other"], START) == 1
    await store.mal_users.note_asked("Some_User", START)
    await store.mal_users.note_visit("Some_User", ListStatus.LISTED, START)
    assert await store.mal_users.get("some_user") is None


async def test_list_written_in_spite_of_an_opt_out_is_no_part_of_the_community(
    store: Store,
) -> None:
    await store.opt_outs.add("some_user", START)
    await store.lists.put(UserList("Some_User", Entries.build(np.array([1])), START))
    assert [batch async for batch in store.lists.iterate(10)] == []
    await store.mal_users.note_visit("some_user", ListStatus.LISTED, START)
    assert await store.lists.get("some_user") is None


async def test_opt_out_can_be_taken_back(store: Store) -> None:
    await store.opt_outs.add("some_user", START)
    assert await store.opt_outs.remove("Some_User")
    assert not await store.opt_outs.remove("some_user")
    assert await store.mal_users.add(["some_user"], START) == 1
