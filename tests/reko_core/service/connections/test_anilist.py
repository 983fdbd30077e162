"""The accounts of AniList: no refresh, points of 100, and ids of its own."""

import pytest
from connected_accounts import ALICE, BOB, ENTRIES, AccountWorld

from reko_core.clients.accounts.own_title import OwnEntry
from reko_core.domain.sites import Site
from reko_core.errors import AnimeNotFound, ConnectionLost, StateInvalid
from reko_core.runtime.client_scope import client_scope
from reko_core.service.connections.private_lists import asker_scope_of

# What the database does is tested on both kinds with the store.
pytestmark = pytest.mark.sqlite_only

NAME = "Alice_on_MAL"


async def test_a_list_of_anilist_is_changed_and_comes_back(world: AccountWorld) -> None:
    connected = await world.connect(site=Site.ANILIST)
    assert connected.user_name == "anilist:Alice_on_MAL"
    writer, lists = world.connections.writer, world.anilist.entries
    # Half points, and a title that is seen again.
    world.anilist._details[NAME.lower(), 1] = 85, "COMPLETED"
    world.anilist._details[NAME.lower(), 3] = 30, "REPEATING"

    written = {
        5: await writer.plan(ALICE, 5),
        1: await writer.see(ALICE, 1, 10),
        2: await writer.see(ALICE, 2, None),
        3: await writer.see(ALICE, 3, 7),
    }
    assert {anime_id: one.entry for anime_id, one in written.items()} == {
        5: OwnEntry("plan_to_watch"),
        1: OwnEntry("completed", 100, 12),
        2: OwnEntry("completed", 0, 24),
        3: OwnEntry("completed", 70, 2, is_rewatching=True),
    }
    assert world.anilist._details[NAME.lower(), 3] == (70, "REPEATING")
    assert (await writer.plan(ALICE, 1)).change_id is None
    assert (await writer.see(ALICE, 1, None)).change_id is None
    with pytest.raises(AnimeNotFound):
        await writer.plan(ALICE, 99)

    for one in written.values():
        assert one.change_id is not None
        assert await writer.undo(ALICE, one.change_id)
    assert world.anilist._details[NAME.lower(), 1] == (85, "COMPLETED")
    assert world.anilist._details[NAME.lower(), 3] == (30, "REPEATING")
    assert lists[NAME.lower()].anime_ids.tolist() == ENTRIES.anime_ids.tolist()


async def test_a_token_of_anilist_ends_with_the_connection(world: AccountWorld) -> None:
    await world.connect(BOB, site=Site.ANILIST)
    world.anilist.authorization.revoke()
    with pytest.raises(ConnectionLost) as raised:
        await world.connections.writer.plan(BOB, 5)
    assert raised.value.site == Site.ANILIST

    link = await world.start(site=Site.ANILIST)
    state = link.rpartition("state=")[2].partition("&")[0]
    with pytest.raises(StateInvalid):
        await world.connections.connecting.finish(Site.ANILIST, state, "made-up code")


async def test_a_private_list_of_anilist_is_read_for_its_owner(world: AccountWorld) -> None:
    await world.connect(ALICE, "private_user", Site.ANILIST)
    with client_scope(asker_scope_of(ALICE)):
        found = await world.connections.private_lists.of_asker("anilist:Private_User")
    assert found is not None
    assert found.entries == ENTRIES
    with client_scope(asker_scope_of(BOB)):
        assert await world.connections.private_lists.of_asker("anilist:private_user") is None
