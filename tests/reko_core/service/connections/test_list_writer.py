import asyncio
from datetime import UTC, datetime

import pytest
from connected_accounts import ALICE, BOB, ENTRIES, AccountWorld

from reko_core.clients.accounts.own_title import OwnEntry
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Entries, Status, UserList
from reko_core.errors import AnimeNotFound
from reko_core.runtime.client_scope import client_scope
from reko_core.service.connections.private_lists import asker_scope_of

# What the database does is tested on both kinds with the store.
pytestmark = pytest.mark.sqlite_only

NAME = "Alice_on_MAL"


async def listed(world: AccountWorld) -> Entries:
    entries = await world.mal.lists.get(NAME)
    assert entries is not None
    return entries


async def test_a_title_is_planned_and_nothing_that_is_listed_is_moved(world: AccountWorld) -> None:
    await world.connect()
    writer = world.connections.writer

    planned = await writer.plan(ALICE, 5)
    assert planned.entry == OwnEntry("plan_to_watch")
    assert planned.change_id is not None
    assert (await listed(world)).statuses[-1] == Status.PLAN_TO_WATCH
    statuses = [await writer.plan(ALICE, anime_id) for anime_id in (1, 2, 3, 4, 5)]
    assert [one.entry.status for one in statuses] == [
        *("completed", "watching", "dropped", "plan_to_watch", "plan_to_watch")
    ]
    assert [one.change_id for one in statuses] == [None] * 5

    assert not await writer.undo(BOB, planned.change_id)
    assert await writer.undo(ALICE, planned.change_id)
    assert not await writer.undo(ALICE, planned.change_id), "once"
    assert await listed(world) == ENTRIES
    with pytest.raises(AnimeNotFound):
        await writer.plan(ALICE, 99)


async def test_a_title_is_seen_with_a_score_and_all_comes_back(world: AccountWorld) -> None:
    await world.connect()
    writer = world.connections.writer
    seen = {
        1: await writer.see(ALICE, 1, None),
        2: await writer.see(ALICE, 2, 9),
        4: await writer.see(ALICE, 4, None),
        5: await writer.see(ALICE, 5, 7),
    }
    assert {anime_id: one.entry for anime_id, one in seen.items()} == {
        1: OwnEntry("completed", 80, 12),
        2: OwnEntry("completed", 90, 24),
        4: OwnEntry("completed", 0, 48),
        5: OwnEntry("completed", 70, 60),
    }
    assert seen[1].change_id is None
    for one in seen.values():
        assert one.change_id is None or await writer.undo(ALICE, one.change_id)
    assert await listed(world) == ENTRIES

    world.mal.lists.change(
        NAME,
        3,
        {"status": "watching", "score": 6, "num_episodes_watched": 4, "is_rewatching": True},
    )
    again = await writer.see(ALICE, 3, 8)
    assert again.entry == OwnEntry("watching", 80, 4, is_rewatching=True)
    world.mal.lists.change(NAME, 3, None)
    assert again.change_id is not None
    assert not await writer.undo(ALICE, again.change_id), "it was changed since"


async def test_the_stored_copy_follows_unless_the_list_is_private(world: AccountWorld) -> None:
    await world.connect()
    store, now = world.store, datetime.now(UTC)
    await store.lists.put(UserList(NAME, ENTRIES, now))
    await store.mal_users.record_visit(NAME, ListStatus.LISTED, now)
    change = (await world.connections.writer.see(ALICE, 5, 7)).change_id
    copy = await store.lists.get(NAME)
    assert copy is not None
    assert copy.entries == await listed(world)

    await store.mal_users.record_visit(NAME, ListStatus.PRIVATE, now)
    assert change is not None
    await world.connections.writer.undo(ALICE, change)
    copy = await store.lists.get(NAME)
    assert copy is not None
    assert copy.entries != await listed(world) == ENTRIES


async def test_presses_at_once_never_move_what_is_completed_back(world: AccountWorld) -> None:
    await world.connect()
    await world.store.lists.put(UserList(NAME, ENTRIES, datetime.now(UTC)))
    await world.store.mal_users.record_visit(NAME, ListStatus.LISTED, datetime.now(UTC))
    writer = world.connections.writer
    seen, planned, again, *_ = await asyncio.gather(
        writer.see(ALICE, 5, 7),
        writer.plan(ALICE, 5),
        writer.plan(ALICE, 5),
        *(writer.plan(ALICE, anime_id) for anime_id in (6, 7, 8)),
    )
    assert [one.entry.status for one in (seen, planned, again)] == ["completed"] * 3
    assert planned.change_id is None
    copy = await world.store.lists.get(NAME)
    assert copy is not None
    assert copy.entries == await listed(world), "no change of the copy is lost"
    assert seen.change_id is not None
    undone = await asyncio.gather(*(writer.undo(ALICE, seen.change_id) for _ in range(2)))
    assert undone == [True, False]


async def test_a_private_list_is_read_for_its_owner_alone(world: AccountWorld) -> None:
    await world.connect(ALICE, "private_user")
    await world.connect(BOB)
    own = world.connections.private_lists

    for scope, is_read in (
        (asker_scope_of(ALICE), True),
        (asker_scope_of(BOB), False),
        ("address 127.0.0.1", False),
        ("local", False),
    ):
        with client_scope(scope):
            found = await own.of_asker("Private_User")
        assert (found is not None) is is_read
    with client_scope(asker_scope_of(ALICE)):
        found = await own.of_asker("private_user")
        assert found is not None
        assert found.entries == ENTRIES
        assert await own.of_asker(NAME) is None
        await world.connections.writer.plan(ALICE, 5)
        changed = await own.of_asker("private_user")
    assert changed is not None
    assert len(changed.entries) == 5
    assert await world.store.lists.get("private_user") is None, "nothing is stored"
