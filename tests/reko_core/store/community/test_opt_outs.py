import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Entries, UserList
from reko_core.store import Store

START = datetime(2026, 1, 5, tzinfo=UTC)
WRITES = [
    lambda store: store.lists.put(UserList("some_user", Entries.build(np.array([1])), START)),
    lambda store: store.mal_users.add(["some_user"], START),
    lambda store: store.mal_users.record_request("some_user", START),
    lambda store: store.mal_users.record_visit("some_user", ListStatus.LISTED, START),
]


async def test_opting_out_deletes_the_list_and_the_name(store: Store) -> None:
    for source in ("mal", "kaggle2016"):
        await store.lists.put(UserList("Some_User", Entries.build(np.array([1])), START, source))
    await store.mal_users.record_request("some_user", START)
    assert await store.opt_outs.add("SOME_user", START)
    assert not await store.opt_outs.add("some_user", START)
    assert await store.lists.get("some_user") is None
    assert await store.lists.get("some_user", "kaggle2016") is not None
    assert await store.mal_users.get("some_user") is None
    assert await store.opt_outs.has("Some_User")
    assert await store.opt_outs.all() == ["some_user"]


async def test_users_who_have_opted_out_are_not_added_again(store: Store) -> None:
    await store.opt_outs.add("some_user", START)
    assert await store.mal_users.add(["Some_User", "other"], START) == 1
    await store.mal_users.record_request("Some_User", START)
    await store.mal_users.record_visit("Some_User", ListStatus.LISTED, START)
    assert await store.mal_users.get("some_user") is None


async def test_a_list_stored_in_spite_of_an_opt_out_is_no_part_of_the_community(
    store: Store, tmp_path: Path
) -> None:
    await store.lists.put(UserList("Some_User", Entries.build(np.array([1])), START))
    with closing(sqlite3.connect(tmp_path / "reko.sqlite3")) as older_version:
        older_version.execute("INSERT INTO opt_outs VALUES ('some_user', 0)")
        older_version.commit()
    assert [batch async for batch in store.lists.iterate(10)] == []
    await store.mal_users.record_visit("some_user", ListStatus.LISTED, START)
    assert await store.lists.get("some_user") is None


async def test_opt_out_can_be_taken_back(store: Store) -> None:
    await store.opt_outs.add("some_user", START)
    assert await store.opt_outs.remove("Some_User")
    assert not await store.opt_outs.remove("some_user")
    assert await store.mal_users.add(["some_user"], START) == 1


async def test_lists_of_people_who_have_opted_out_are_not_stored(store: Store) -> None:
    await store.opt_outs.add("Some_User", START)
    user_list = UserList("some_user", Entries.build(np.array([1])), START)
    await store.lists.put_many([user_list, replace(user_list, source="dump")])

    assert await store.lists.get("some_user") is None
    assert await store.lists.get("some_user", "dump") is not None


@pytest.mark.parametrize("write", WRITES)
async def test_nobody_can_opt_out_between_the_check_and_the_write(
    store: Store, tmp_path: Path, write: Callable[[Store], Awaitable[object]]
) -> None:
    """An opt-out right after the check waits until the write is done."""
    refused = []

    def opt_out(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT") and "opt_outs" in statement:
            with closing(sqlite3.connect(tmp_path / "reko.sqlite3", timeout=0)) as other:
                try:
                    other.execute("INSERT INTO opt_outs VALUES ('some_user', 0)")
                    other.commit()
                except sqlite3.OperationalError as error:
                    refused.append(str(error))

    event.listen(Engine, "after_cursor_execute", opt_out)
    try:
        await write(store)
    finally:
        event.remove(Engine, "after_cursor_execute", opt_out)

    assert refused == ["database is locked"]
