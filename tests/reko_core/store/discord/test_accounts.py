import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from raw_sql import RawSql

from reko_core.domain.digest_schedule import DigestSchedule
from reko_core.domain.models import Entries, UserList
from reko_core.errors import StoreError
from reko_core.guilds.models import Scope, TitleBan
from reko_core.store import Account, GroupMember, Store, StoredResult, WatchGroup
from reko_core.store.database.tables import metadata
from reko_core.store.discord.connections import Connection
from reko_core.store.discord.list_changes import ListChange
from reko_core.store.discord.oauth_states import OAuthState

MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123_457, UTC)
HASH = "0cc175b9c0f1b6a831c399e269772661"
OTHER_HASH = "92eb5ffee6ae2fec3ad71c777531578f"
GUILD = Scope.guild(1)
SOMEBODY, OTHER = 42, 2**62 + 1
# What no person stands in: titles, settings of servers, and staged lists of a running import.
NAMELESS = {
    *("api_keys", "bot_state", "catalogue", "guild_settings", "import_staging", "imports"),
    *("gateway_identifies", "list_fetches", "processes", "request_budgets", "synopses"),
    *("seasons", "site_ids", "title_visits"),
}


async def fill(store: Store, result: StoredResult, discord_id: int, mal_name: str) -> None:
    """Store all kinds of data about a person."""
    own = Scope.person(discord_id)
    for source in ("mal", "kaggle2023"):
        await store.lists.put(UserList(mal_name, Entries.build(np.array([1])), MOMENT, source))
    await store.mal_users.add([mal_name], MOMENT)
    await store.accounts.link(discord_id, mal_name, at=MOMENT)
    connection = Connection(discord_id, mal_name.lower(), b"%d" % discord_id, None, MOMENT)
    await store.connections.connect(connection, mal_name)
    await store.list_changes.add(ListChange(mal_name, discord_id, 1, None, {}, MOMENT))
    state = OAuthState(discord_id, mal_name, "mal", b"", "de", None, MOMENT)
    await store.oauth_states.add(mal_name, state)
    await store.people.record(GUILD.id, discord_id, at=MOMENT)
    await store.results.put(replace(result, id=f"first {discord_id}", owner_id=discord_id))
    await store.results.put(
        replace(result, id=f"second {discord_id}", owner_id=discord_id, scope=own)
    )
    await store.votes.cast(
        GUILD, {1: "A", 2: "B"}, voter_id=discord_id, needed=9, origin="button", at=MOMENT
    )
    await store.bans.ban_titles(GUILD, {discord_id % 1000: "C"}, by=discord_id, at=MOMENT)
    await store.bans.ban_users(
        GUILD, [HASH if discord_id == SOMEBODY else OTHER_HASH], by=discord_id, at=MOMENT
    )
    await store.bans.add_many(own, [(5, "A"), (6, "B")], [HASH], by=discord_id, at=MOMENT)
    for scope in (GUILD, own):
        await store.names.remember(scope, discord_id, mal_name, at=MOMENT)
    await store.title_languages.choose(discord_id, "english")
    members = (GroupMember(discord_id), GroupMember(name=mal_name))
    group = WatchGroup(str(discord_id), discord_id, GUILD, "en-US", {}, MOMENT, members)
    await store.groups.create(group)
    for guild_id in (None, GUILD.id):
        digests = await store.digests.subscribe(
            channel_id=discord_id % 1000 + (guild_id or 0),
            guild_id=guild_id,
            discord_id=discord_id,
            schedule=DigestSchedule("weekly", 4, 18, "Europe/Berlin"),
            locale="de",
            at=MOMENT,
        )
        if guild_id is None:
            titles = {discord_id % 1000: "airing"}
            await store.digests.complete(digests, MOMENT, payload={}, titles=titles, ranking=None)
    await store.opt_outs.add(f"earlier_{mal_name}", MOMENT, requested_by=discord_id)


def rows_of(sql: RawSql) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(sql.run(f"SELECT * FROM {name}"), key=repr) for name in metadata.tables}


async def test_a_stored_link_is_read_unchanged(store: Store) -> None:
    assert await store.accounts.get(SOMEBODY) is None
    await store.accounts.link(SOMEBODY, " Some_User ", at=MOMENT)
    assert await store.accounts.get(SOMEBODY) == Account(SOMEBODY, "Some_User", MOMENT)
    assert await store.accounts.get(OTHER) is None


async def test_a_newer_link_replaces_the_older(store: Store) -> None:
    later = MOMENT + timedelta(days=1)
    await store.accounts.link(SOMEBODY, "Some_User", at=MOMENT)
    await store.accounts.link(SOMEBODY, "Another", at=later)
    assert await store.accounts.get(SOMEBODY) == Account(SOMEBODY, "Another", later)


async def test_unlinked_account_is_gone(store: Store) -> None:
    await store.accounts.link(SOMEBODY, "Some_User", at=MOMENT)
    await store.accounts.link(OTHER, "Some_User", at=MOMENT)
    assert await store.accounts.unlink(SOMEBODY)
    assert not await store.accounts.unlink(SOMEBODY)
    assert await store.accounts.get(SOMEBODY) is None
    assert await store.accounts.get(OTHER) is not None


async def test_a_deleted_person_leaves_nothing_but_anonymous_bans_of_guilds(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await fill(store, result, SOMEBODY, "Some_User")
    assert await store.accounts.forget(SOMEBODY) == {
        "servers": 1,
        "list-changes": 1,
        "connection": 1,
        "connecting": 1,
        "link": 1,
        "lists": 2,
        "visits": 1,
        "results": 2,
        "votes": 2,
        "language": 1,
        "digest-titles": 1,
        "digests": 1,
        "server-digests": 1,
        "messages": 1,
        "names": 2,
        "memberships": 2,
        "groups": 1,
        "bans": 3,
        "signatures": 2,
        "opt-outs": 1,
    }
    assert await store.bans.titles(GUILD) == (TitleBan(42, "C", None, MOMENT),)
    rows = rows_of(sql)
    left = {name: len(found) for name, found in rows.items() if found}
    assert left == {"title_bans": 1, "user_bans": 1, "opt_outs": 1, "digest_subscriptions": 1}
    assert await store.opt_outs.requested(SOMEBODY) is None


def n_rows_about(sql: RawSql, *marks: object) -> dict[str, int]:
    """Count the rows of each table of which a value is one of these, or ends with one."""
    ends = tuple(str(mark).lower() for mark in marks)
    found = {
        name: sum(any(str(cell).lower().endswith(ends) for cell in row) for row in rows)
        for name, rows in rows_of(sql).items()
    }
    return {name: n for name, n in found.items() if n}


async def test_the_export_of_a_person_has_every_row_about_them_and_no_other(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await fill(store, result, OTHER, "Another")
    await fill(store, result, SOMEBODY, "Some_User")
    exported = await store.accounts.export(SOMEBODY)
    text = json.dumps(exported)

    about = n_rows_about(sql, SOMEBODY, "some_user")
    assert set(about) == metadata.tables.keys() - NAMELESS
    assert {kind: len(rows) for kind, rows in exported.items()} == {
        "servers": about["guild_people"],
        "list-changes": about["list_changes"],
        "connection": about["connections"],
        "connecting": about["oauth_states"],
        "link": about["accounts"],
        "lists": about["lists"],
        "visits": about["mal_users"],
        "results": about["results"],
        "votes": about["ban_votes"],
        "language": about["title_languages"],
        "digest-titles": about["digest_titles"],
        "digests": 1,
        "server-digests": about["digest_subscriptions"] - 1,
        "messages": about["outbox"],
        "names": about["asked_names"],
        "memberships": about["watch_group_members"],
        "groups": about["watch_groups"],
        "bans": 3,
        "signatures": about["title_bans"] + about["user_bans"] - 3,
        "opt-outs": about["opt_outs"],
    }
    assert "another" not in text.lower()
    assert str(OTHER) not in text
    assert exported["link"] == [
        {
            "discord_id": SOMEBODY,
            "name": "some_user",
            "mal_name": "Some_User",
            "linked_at": "2024-02-29T12:30:15+00:00",
            "visibility": None,
        }
    ]
    assert "asked_at" not in exported["visits"][0], "others may have asked"
    assert {"n_entries", "fetched_at"} < exported["lists"][0].keys()
    assert (await store.accounts.export(OTHER))["link"][0]["discord_id"] == str(OTHER)


async def test_forgetting_deletes_what_the_export_has(store: Store, result: StoredResult) -> None:
    await fill(store, result, SOMEBODY, "Some_User")
    exported = await store.accounts.export(SOMEBODY)
    forgotten = await store.accounts.forget(SOMEBODY)
    assert forgotten == {kind: len(rows) for kind, rows in exported.items()}
    assert not any((await store.accounts.export(SOMEBODY)).values())


async def test_deleting_a_person_touches_nobody_else(
    store: Store, result: StoredResult, sql: RawSql
) -> None:
    await fill(store, result, OTHER, "Another")
    before = rows_of(sql)
    assert await store.accounts.forget(SOMEBODY) == {}
    await fill(store, result, SOMEBODY, "Some_User")
    assert sum((await store.accounts.forget(SOMEBODY)).values()) == 28
    left = await store.digests.of_channel(SOMEBODY + GUILD.id)
    assert left is not None
    await store.digests.end(left.id)
    await store.bans.unban_titles(GUILD, [SOMEBODY])
    await store.bans.unban_users(GUILD, [HASH])
    await store.opt_outs.remove("earlier_Some_User")
    assert rows_of(sql) == before


async def test_list_stays_while_somebody_else_has_linked_its_name(
    store: Store, result: StoredResult
) -> None:
    await fill(store, result, SOMEBODY, "Some_User")
    await store.connections.disconnect(SOMEBODY)
    await store.accounts.link(OTHER, "SOME_USER", at=MOMENT)
    assert "lists" not in await store.accounts.forget(SOMEBODY)
    assert await store.lists.get("Some_User") is not None
    assert (await store.accounts.forget(OTHER))["lists"] == 2
    assert await store.lists.count() == 0


async def test_deleting_a_person_is_atomic(store: Store, result: StoredResult, sql: RawSql) -> None:
    await fill(store, result, SOMEBODY, "Some_User")
    sql.refuse("user_bans", "UPDATE")
    before = rows_of(sql)
    with pytest.raises(StoreError):
        await store.accounts.forget(SOMEBODY)
    assert rows_of(sql) == before


async def test_deleting_a_person_deletes_their_mal_user_unless_somebody_else_has_linked_it(
    store: Store,
) -> None:
    for name in ("alone", "shared"):
        await store.mal_users.add([name], MOMENT)
        await store.accounts.link(SOMEBODY, name, at=MOMENT)
        if name == "shared":
            await store.accounts.link(OTHER, name, at=MOMENT)
        await store.accounts.forget(SOMEBODY)
    assert await store.mal_users.get("alone") is None
    assert await store.mal_users.get("shared") is not None
