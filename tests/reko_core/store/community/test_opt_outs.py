import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from raw_sql import RawSql
from sqlalchemy import event
from sqlalchemy.engine import Engine

from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Entries, UserList
from reko_core.guilds.models import Scope
from reko_core.settings import DatabaseSettings
from reko_core.store import Fragment, GroupMember, Store, StoredResult, WatchGroup, pack
from reko_core.store.community.opt_outs import OPT_OUTS_LOCK
from reko_core.store.database.tables import metadata
from reko_core.store.discord.connections import Connection

START = datetime(2026, 1, 5, tzinfo=UTC)
OWNER, OTHER = 41, 42
NAME = "some_user"
WRITES = [
    lambda store: store.lists.put(UserList("some_user", Entries.build(np.array([1])), START)),
    lambda store: store.mal_users.add(["some_user"], START),
    lambda store: store.mal_users.record_request("some_user", START),
    lambda store: store.mal_users.record_visit("some_user", ListStatus.LISTED, START),
    lambda store: store.accounts.link(OTHER, "some_user", at=START),
    lambda store: store.connections.connect(
        Connection(OTHER, "some_user", b"", None, START), "Some_User"
    ),
    lambda store: store.names.remember(Scope.guild(1), OTHER, "some_user", at=START),
]


async def test_opting_out_deletes_the_list_and_the_name(store: Store) -> None:
    for source in ("mal", "kaggle2023", "by_hand"):
        await store.lists.put(UserList("Some_User", Entries.build(np.array([1])), START, source))
    await store.mal_users.record_request("some_user", START)
    assert await store.opt_outs.add("SOME_user", START)
    assert not await store.opt_outs.add("some_user", START)
    assert await store.lists.count() == 0
    assert await store.mal_users.get("some_user") is None
    assert await store.opt_outs.has("Some_User")
    assert await store.opt_outs.all() == ["some_user"]


# What holds no name of a MAL user: ids, titles, hashes, settings, and names that an operator gave.
NAMELESS = {
    *("api_keys", "ban_votes", "bot_state", "catalogue", "guild_settings", "imports"),
    *("opt_outs", "seasons", "site_ids", "synopses", "title_bans", "title_languages"),
    "title_visits",
    *("gateway_identifies", "list_fetches", "outbox", "processes", "request_budgets"),
    *("digest_subscriptions", "digest_titles", "guild_people", "user_bans", "watch_groups"),
    *("list_changes", "oauth_states"),
}


async def store_everything(
    store: Store, result: StoredResult, name: str, owner: int = OWNER, other: int = OTHER
) -> None:
    """Write a MAL user into every table that can hold one."""
    entries = Entries.build(np.array([1]))
    for source in ("mal", "kaggle2023", "by_hand"):
        await store.lists.put(UserList(name, entries, START, source))
    await store.mal_users.add([name], START)
    await store.mal_users.record_request(name, START)
    await store.mal_users.record_visit(name, ListStatus.LISTED, START)
    await store.connections.connect(Connection(owner, name.lower(), b"", None, START), name)
    for scope in (Scope.guild(1), Scope.person(other)):
        await store.names.remember(scope, other, name, at=START)
    members = (GroupMember(owner), GroupMember(name=name))
    group = WatchGroup(f"of {owner}", owner, Scope.guild(1), "en-US", {}, START, members)
    await store.groups.create(group)
    for asker in (owner, other):
        request = result.request.model_copy(update={"user_name": name})
        one = replace(result, id=f"of {asker}", owner_id=asker, request=request)
        await store.results.put(one)


def tables_with(sql: RawSql, name: str) -> set[str]:
    """Return the tables with a row that holds a name in any spelling."""
    rows = {table: sql.run(f"SELECT * FROM {table}") for table in metadata.tables}
    return {table for table in rows if name in str(rows[table]).lower()}


def times_in_files(path: Path, name: str) -> int:
    """Count how often a name stands in the bytes of the database and its log, in any spelling."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.read_bytes().lower().count(name.encode()) for file in files if file.exists())


@pytest.mark.sqlite_only
async def test_of_a_user_who_opts_out_only_the_opt_out_is_left_in_the_file(
    store: Store, result: StoredResult, tmp_path: Path, sql: RawSql
) -> None:
    path = tmp_path / "reko.sqlite3"
    for number in range(300):
        # So that there are pages to split and merge.
        await store.mal_users.add([f"user_{number * 7919 % 1000}"], START)
        await store.names.remember(Scope.guild(number), OTHER, f"user_{number}", at=START)
    await store_everything(store, result, "Some_User")
    await store_everything(store, result, "Another", OWNER + 2, OTHER + 2)
    async with store.imports.start("lists", "csv") as running:
        packed = pack(Entries.build(np.array([1])))
        await running.add([Fragment("kaggle2023", "some_user", packed)])
        assert tables_with(sql, NAME) == metadata.tables.keys() - NAMELESS

        await store.opt_outs.add("SOME_user", START)

        assert tables_with(sql, NAME) == {"opt_outs"}
    # Once in the row, once in the index of names.
    assert times_in_files(path, NAME) == 2
    assert tables_with(sql, "another") == metadata.tables.keys() - NAMELESS - {"import_staging"}

    await store.opt_outs.remove("Some_User")
    assert times_in_files(path, NAME) == 0


@pytest.mark.sqlite_only
async def test_the_log_is_emptied_at_the_end_if_somebody_reads_an_older_state(
    database: DatabaseSettings, tmp_path: Path
) -> None:
    path = tmp_path / "reko.sqlite3"
    async with Store.open(database) as store:
        await store.mal_users.add(["some_user"], START)
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM mal_users").fetchall()
            await store.opt_outs.add("some_user", START)
            assert times_in_files(path, NAME) > 2
    assert times_in_files(path, NAME) == 2


async def test_nothing_is_stored_again_of_a_user_who_has_opted_out(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await store.opt_outs.add("Some_User", START)

    await store_everything(store, result, "Some_User")

    assert tables_with(sql, NAME) == {"opt_outs"}
    assert await store.accounts.get(OWNER) is None
    assert not await store.accounts.link(OTHER, "some_USER", at=START)
    assert not await store.results.put(
        replace(result, request=result.request.model_copy(update={"user_name": "SOME_USER"}))
    )


@pytest.mark.sqlite_only
async def test_a_damaged_result_does_not_prevent_an_opt_out(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await store_everything(store, result, "Some_User")
    sql.run("UPDATE results SET request = :cut", cut='{"user_name": "Some_User')

    await store.opt_outs.add("Some_User", START)

    assert tables_with(sql, NAME) == {"opt_outs"}


async def test_users_who_have_opted_out_are_not_added_again(store: Store) -> None:
    await store.opt_outs.add("some_user", START)
    assert await store.mal_users.add(["Some_User", "other"], START) == 1
    await store.mal_users.record_request("Some_User", START)
    await store.mal_users.record_visit("Some_User", ListStatus.LISTED, START)
    assert await store.mal_users.get("some_user") is None


async def test_a_list_stored_in_spite_of_an_opt_out_is_no_part_of_the_community(
    store: Store, sql: RawSql
) -> None:
    await store.lists.put(UserList("Some_User", Entries.build(np.array([1])), START))
    # As an older version would have let it happen.
    sql.run("INSERT INTO opt_outs VALUES ('some_user', 0, NULL)")
    assert [batch async for batch in store.lists.iterate(10)] == []
    await store.mal_users.record_visit("some_user", ListStatus.LISTED, START)
    assert await store.lists.get("some_user") is None


async def test_what_an_older_version_has_left_of_a_user_is_purged(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await store_everything(store, result, "Some_User")
    sql.run("INSERT INTO opt_outs VALUES ('some_user', 0, NULL)")

    await store.opt_outs.purge()

    assert tables_with(sql, NAME) == {"opt_outs"}


async def test_opt_out_can_be_taken_back(store: Store) -> None:
    await store.opt_outs.add("some_user", START)
    assert await store.opt_outs.remove("Some_User")
    assert not await store.opt_outs.remove("some_user")
    assert await store.mal_users.add(["some_user"], START) == 1


async def test_only_who_asked_for_an_opt_out_can_take_it_back(store: Store) -> None:
    await store.opt_outs.add("Some_User", START, requested_by=OWNER)
    assert await store.opt_outs.requested(OWNER) == "some_user"
    assert await store.opt_outs.requested(OTHER) is None
    assert not await store.opt_outs.remove("Some_User", requested_by=OTHER)
    assert await store.opt_outs.remove("Some_User", requested_by=OWNER)
    assert await store.opt_outs.all() == []


async def test_an_opt_out_of_the_operator_cannot_be_taken_over(store: Store) -> None:
    await store.opt_outs.add("Some_User", START)
    assert not await store.opt_outs.add("Some_User", START, requested_by=OWNER)
    assert not await store.opt_outs.remove("Some_User", requested_by=OWNER)
    assert await store.opt_outs.has("Some_User")


async def test_nobody_opts_two_names_out(store: Store) -> None:
    await store.accounts.link(OTHER, "another", at=START)
    assert await store.opt_outs.add("Some_User", START, requested_by=OWNER)
    assert not await store.opt_outs.add("another", START, requested_by=OWNER)
    assert await store.opt_outs.all() == ["some_user"]
    assert await store.accounts.get(OTHER) is not None


async def test_lists_of_people_who_have_opted_out_are_not_stored(store: Store) -> None:
    await store.opt_outs.add("Some_User", START)
    user_list = UserList("some_user", Entries.build(np.array([1])), START)
    await store.lists.put_many([user_list, replace(user_list, source="dump")])

    assert await store.lists.count() == 0


@pytest.mark.parametrize("write", WRITES)
async def test_nobody_can_opt_out_between_the_check_and_the_write(
    store: Store, sql: RawSql, write: Callable[[Store], Awaitable[object]]
) -> None:
    """An opt-out right after the check waits until the write is done."""
    locked = []

    def opt_out(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT") and "opt_outs" in statement:
            locked.append(sql.is_locked(OPT_OUTS_LOCK))

    event.listen(Engine, "after_cursor_execute", opt_out)
    try:
        await write(store)
    finally:
        event.remove(Engine, "after_cursor_execute", opt_out)

    assert locked == [True]
