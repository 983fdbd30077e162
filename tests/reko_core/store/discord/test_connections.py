import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from raw_sql import RawSql

from reko_core.errors import UserClaimed
from reko_core.store import Store
from reko_core.store.discord.connections import Connection
from reko_core.store.discord.list_changes import ListChange
from reko_core.store.discord.oauth_states import OAuthState

MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123_457, UTC)
MINUTE = timedelta(minutes=1)
SOMEBODY, OTHER = 42, 43
CONNECTION = Connection(SOMEBODY, "some_user", b"first", MOMENT + MINUTE, MOMENT)
STATE = OAuthState(SOMEBODY, "Somebody", "mal", b"verifier", "de", 7, MOMENT)


async def test_connecting_links_the_user_and_ends_links_of_others(store: Store) -> None:
    await store.accounts.link(SOMEBODY, "Earlier", at=MOMENT)
    await store.accounts.set_visibility(SOMEBODY, "everybody")
    await store.accounts.link(OTHER, "SOME_USER", at=MOMENT)

    assert await store.connections.connect(CONNECTION, "Some_User")

    account = await store.accounts.get(SOMEBODY)
    assert account is not None
    assert (account.mal_name, account.visibility) == ("Some_User", "nobody")
    assert await store.accounts.get(OTHER) is None
    assert await store.connections.get(SOMEBODY) == CONNECTION
    assert await store.connections.all() == [CONNECTION]


async def test_a_connected_user_cannot_be_claimed_by_somebody_else(store: Store) -> None:
    await store.connections.connect(CONNECTION, "Some_User")

    with pytest.raises(UserClaimed):
        await store.accounts.link(OTHER, " SOME_user", at=MOMENT)
    with pytest.raises(UserClaimed):
        await store.connections.connect(replace(CONNECTION, discord_id=OTHER), "Some_User")
    assert await store.accounts.link(SOMEBODY, "some_USER", at=MOMENT), "their own, once more"
    assert await store.connections.get(SOMEBODY) == CONNECTION

    assert await store.connections.disconnect(SOMEBODY)
    assert not await store.connections.disconnect(SOMEBODY)
    assert await store.accounts.link(OTHER, "Some_User", at=MOMENT)
    assert await store.accounts.get(SOMEBODY) is not None, "the link stays"


async def test_nobody_connects_a_user_who_has_opted_out(store: Store) -> None:
    await store.connections.connect(CONNECTION, "Some_User")
    await store.opt_outs.add("Some_User", MOMENT)

    assert await store.connections.get(SOMEBODY) is None
    assert not await store.connections.connect(CONNECTION, "Some_User")


@pytest.mark.parametrize("ending", ["unlink", "forget", "link"])
async def test_tokens_go_with_the_link(store: Store, sql: RawSql, ending: str) -> None:
    await store.connections.connect(CONNECTION, "Some_User")
    await store.list_changes.add(ListChange("a", SOMEBODY, 1, None, {}, MOMENT))

    if ending == "link":
        await store.accounts.link(SOMEBODY, "Another", at=MOMENT)
    else:
        await getattr(store.accounts, ending)(SOMEBODY)

    assert sql.run("SELECT * FROM connections") == []
    assert sql.run("SELECT * FROM list_changes") == []


async def test_one_process_at_a_time_refreshes_tokens(store: Store) -> None:
    await store.connections.connect(CONNECTION, "Some_User")
    take = store.connections.take_refresh

    taken = await asyncio.gather(*(take(CONNECTION, MINUTE) for _ in range(3)))
    assert sorted(taken) == [False, False, True]
    await store.connections.release_refresh(CONNECTION)
    assert await take(CONNECTION, -MINUTE)
    assert await take(CONNECTION, MINUTE), "the reservation of a process that died ends"

    assert await store.connections.replace_tokens(CONNECTION, b"second", None)
    assert not await store.connections.replace_tokens(CONNECTION, b"third", None)
    assert not await take(CONNECTION, MINUTE), "these tokens are gone"
    await store.connections.drop(CONNECTION)
    second = replace(CONNECTION, tokens=b"second", expires_at=None)
    assert await store.connections.get(SOMEBODY) == second
    assert await take(second, MINUTE)
    await store.connections.drop(second)
    assert await store.connections.get(SOMEBODY) is None


async def test_a_state_is_used_once_for_its_site_within_ten_minutes(
    store: Store, sql: RawSql
) -> None:
    states = store.oauth_states
    await states.add("secret", STATE)

    assert await states.find("secret", "mal", MOMENT) == STATE
    assert await states.find("secret", "anilist", MOMENT) is None
    assert await states.take("other", "mal", MOMENT) is None
    assert await states.take("secret", "mal", MOMENT + 10 * MINUTE) is None
    taken = await asyncio.gather(*(states.take("secret", "mal", MOMENT) for _ in range(3)))
    assert taken.count(STATE) == 1
    assert taken.count(None) == 2

    await states.add("secret", STATE)
    await states.add("newer", STATE)
    assert await states.find("secret", "mal", MOMENT) is None, "a person has one at a time"
    assert "newer" not in repr(sql.run("SELECT * FROM oauth_states"))
    late = MOMENT + 10 * MINUTE
    await states.add("late", replace(STATE, discord_id=OTHER, created_at=late))
    assert len(sql.run("SELECT * FROM oauth_states")) == 1
    await states.prune(late + MINUTE)
    assert sql.run("SELECT * FROM oauth_states") == []


async def test_a_change_can_be_undone_by_its_person_for_ten_minutes(
    store: Store, sql: RawSql
) -> None:
    await store.connections.connect(CONNECTION, "Some_User")
    changes = store.list_changes
    change = ListChange("a", SOMEBODY, 1, None, {"status": "completed"}, MOMENT)
    await changes.add(change)

    assert await changes.get("a", SOMEBODY, MOMENT + 9 * MINUTE) == change
    assert await changes.get("a", OTHER, MOMENT) is None
    assert await changes.get("a", SOMEBODY, MOMENT + 10 * MINUTE) is None
    later = replace(change, id="b", before={"score": 8}, changed_at=MOMENT + 10 * MINUTE)
    await changes.add(later)
    assert len(sql.run("SELECT * FROM list_changes")) == 1
    assert await changes.get("b", SOMEBODY, later.changed_at) == later
    await changes.remove("b")
    await changes.add(change)
    await changes.prune(MOMENT + MINUTE)
    assert sql.run("SELECT * FROM list_changes") == []
