import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from raw_sql import RawSql

from reko_core.errors import BadInput, StoreError
from reko_core.guilds.models import MAX_BANS, Scope, TitleBan, UserBan
from reko_core.settings import DatabaseSettings
from reko_core.store import Store

MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123_457, UTC)
LATER = MOMENT + timedelta(microseconds=1)
GUILD = Scope.guild(1)
OTHERS = (Scope.guild(2), Scope.person(1))
HASH = "0cc175b9c0f1b6a831c399e269772661"
OTHER_HASH = "92eb5ffee6ae2fec3ad71c777531578f"
FULL = dict.fromkeys(range(1, MAX_BANS + 1), "a")
FULL_USERS = [f"{number:032x}" for number in range(MAX_BANS)]


async def test_banned_titles_come_newest_first_with_who_and_when(store: Store) -> None:
    assert await store.bans.ban_titles(GUILD, {9: "B", 5: "A"}, by=42, at=MOMENT) == (9, 5)
    assert await store.bans.ban_titles(GUILD, {7: "C"}, by=None, at=LATER) == (7,)
    assert await store.bans.titles(GUILD) == (
        TitleBan(7, "C", None, LATER),
        TitleBan(5, "A", 42, MOMENT),
        TitleBan(9, "B", 42, MOMENT),
    )
    assert await store.bans.title_ids(GUILD) == (5, 7, 9)


async def test_banned_users_come_newest_first_with_who_and_when(store: Store) -> None:
    assert await store.bans.ban_users(GUILD, [HASH, HASH], by=42, at=MOMENT) == (HASH,)
    assert await store.bans.ban_users(GUILD, [OTHER_HASH], by=43, at=LATER) == (OTHER_HASH,)
    assert await store.bans.users(GUILD) == (
        UserBan(OTHER_HASH, 43, LATER),
        UserBan(HASH, 42, MOMENT),
    )
    assert await store.bans.user_hashes(GUILD) == (HASH, OTHER_HASH)


async def test_second_ban_keeps_the_first_one(store: Store) -> None:
    await store.bans.ban_titles(GUILD, {5: "A"}, by=42, at=MOMENT)
    assert await store.bans.ban_titles(GUILD, {5: "a", 6: "B"}, by=43, at=LATER) == (6,)
    assert (await store.bans.titles(GUILD))[1] == TitleBan(5, "A", 42, MOMENT)


async def test_banning_nothing_succeeds(store: Store) -> None:
    assert await store.bans.ban_titles(GUILD, {}, by=42, at=MOMENT) == ()
    assert await store.bans.ban_users(GUILD, (), by=42, at=MOMENT) == ()
    assert await store.bans.unban_titles(GUILD, ()) == ()
    assert await store.votes.cast(GUILD, {}, voter_id=1, needed=1, origin="button", at=MOMENT) == ()


async def test_bans_never_cross_scopes(store: Store) -> None:
    await store.bans.ban_titles(GUILD, {5: "A"}, by=42, at=MOMENT)
    await store.bans.ban_users(GUILD, [HASH], by=42, at=MOMENT)
    await store.votes.cast(GUILD, {6: "B"}, voter_id=1, needed=2, origin="button", at=MOMENT)
    for scope in OTHERS:
        assert await store.bans.titles(scope) == ()
        assert await store.bans.users(scope) == ()
        assert await store.bans.unban_titles(scope, [5]) == ()
        assert await store.bans.unban_users(scope, [HASH]) == ()
        assert await store.votes.count(scope, [6], at=MOMENT) == {}
        assert await store.votes.withdraw(scope, [6], voter_id=1) == 0
        (vote,) = await store.votes.cast(
            scope, {6: "B"}, voter_id=2, needed=2, origin="button", at=MOMENT
        )
        assert (vote.n_votes, vote.is_banned) == (1, False)
        assert await store.bans.ban_titles(scope, {5: "A"}, by=1, at=LATER) == (5,)
        assert await store.bans.clear(scope) == (1, 0)
    assert await store.bans.title_ids(GUILD) == (5,)
    assert await store.bans.user_hashes(GUILD) == (HASH,)
    assert await store.votes.count(GUILD, [6], at=MOMENT) == {6: 1}


async def test_unbanned_titles_are_returned_in_the_order_given(store: Store) -> None:
    await store.bans.ban_titles(GUILD, {5: "A", 6: "B", 7: "C"}, by=42, at=MOMENT)
    assert await store.bans.unban_titles(GUILD, [7, 8, 5, 7]) == (7, 5)
    assert await store.bans.unban_titles(GUILD, [7]) == ()
    assert await store.bans.title_ids(GUILD) == (6,)


async def test_undo_of_an_old_ban_leaves_a_newer_one(store: Store) -> None:
    await store.bans.ban_titles(GUILD, {5: "A"}, by=42, at=MOMENT)
    await store.bans.ban_users(GUILD, [HASH], by=42, at=MOMENT)
    await store.bans.unban_titles(GUILD, [5])
    await store.bans.unban_users(GUILD, [HASH])
    await store.bans.ban_titles(GUILD, {5: "A"}, by=43, at=LATER)
    await store.bans.ban_users(GUILD, [HASH], by=43, at=LATER)
    assert await store.bans.unban_titles(GUILD, [5], banned_at=MOMENT) == ()
    assert await store.bans.unban_users(GUILD, [HASH], banned_at=MOMENT) == ()
    assert await store.bans.unban_titles(GUILD, [5], banned_at=LATER) == (5,)
    assert await store.bans.unban_users(GUILD, [HASH], banned_at=LATER) == (HASH,)


async def test_a_scope_holds_no_more_bans_than_a_request(store: Store) -> None:
    assert len(await store.bans.ban_titles(GUILD, FULL, by=42, at=MOMENT)) == MAX_BANS
    assert len(await store.bans.ban_users(GUILD, FULL_USERS, by=42, at=MOMENT)) == MAX_BANS
    assert await store.bans.ban_titles(GUILD, FULL, by=43, at=LATER) == ()
    one_more = {MAX_BANS + 1: "b"}
    for refusing in (
        store.bans.ban_titles(GUILD, one_more, by=42, at=LATER),
        store.bans.ban_users(GUILD, ["f" * 32], by=42, at=LATER),
        store.votes.cast(GUILD, one_more, voter_id=1, needed=1, origin="button", at=LATER),
    ):
        with pytest.raises(BadInput, match=str(MAX_BANS)) as refused:
            await refusing
        assert refused.value.field == "bans"
    assert len(await store.bans.title_ids(GUILD)) == MAX_BANS
    assert await store.votes.count(GUILD, one_more, at=LATER) == {}
    assert await store.bans.ban_titles(OTHERS[0], one_more, by=42, at=LATER) == (MAX_BANS + 1,)
    assert await store.bans.unban_titles(GUILD, list(FULL)) == tuple(FULL)


@pytest.mark.parametrize("anime_id", [0, 2**31])
async def test_ids_that_no_request_accepts_are_not_banned(store: Store, anime_id: int) -> None:
    for refusing in (
        store.bans.ban_titles(GUILD, {1: "a", anime_id: "b"}, by=1, at=MOMENT),
        store.bans.ban_users(GUILD, [HASH, HASH.upper()], by=1, at=MOMENT),
    ):
        with pytest.raises(BadInput) as refused:
            await refusing
        assert refused.value.field == "bans"
    assert await store.bans.titles(GUILD) == ()
    assert await store.bans.users(GUILD) == ()


async def test_import_counts_what_is_new(store: Store) -> None:
    await store.bans.ban_titles(GUILD, {5: "A"}, by=42, at=MOMENT)
    added = await store.bans.add_many(
        GUILD, ((5, "a"), (6, "B"), (7, "C")), (HASH,), by=43, at=LATER
    )
    assert added == (2, 1)
    assert await store.bans.title_ids(GUILD) == (5, 6, 7)


async def test_an_import_of_bans_is_atomic(store: Store) -> None:
    await store.bans.ban_users(GUILD, FULL_USERS, by=42, at=MOMENT)
    await store.votes.cast(GUILD, {5: "A"}, voter_id=1, needed=2, origin="button", at=MOMENT)
    with pytest.raises(BadInput):
        await store.bans.add_many(GUILD, [(5, "A")], ["f" * 32], by=43, at=LATER)
    assert await store.bans.titles(GUILD) == ()
    assert await store.votes.count(GUILD, [5], at=MOMENT) == {5: 1}


async def test_ban_that_fails_half_way_changes_nothing(store: Store, sql: RawSql) -> None:
    sql.refuse("title_bans", "INSERT", "NEW.anime_id = 7")
    titles = {6: "B", 7: "C"}
    with pytest.raises(StoreError):
        await store.bans.ban_titles(GUILD, titles, by=42, at=MOMENT)
    with pytest.raises(StoreError):
        await store.votes.cast(GUILD, titles, voter_id=1, needed=1, origin="button", at=MOMENT)
    assert await store.bans.titles(GUILD) == ()
    assert await store.votes.count(GUILD, titles, at=MOMENT) == {}
    assert await store.bans.ban_titles(GUILD, {6: "B"}, by=42, at=MOMENT) == (6,)


async def test_cleared_scope_has_no_bans_and_no_votes(store: Store) -> None:
    await store.bans.add_many(GUILD, [(5, "A"), (6, "B")], [HASH], by=42, at=MOMENT)
    await store.votes.cast(GUILD, {7: "C"}, voter_id=1, needed=2, origin="button", at=MOMENT)
    assert await store.bans.clear(GUILD) == (2, 1)
    assert await store.bans.titles(GUILD) == ()
    assert await store.bans.users(GUILD) == ()
    assert await store.votes.count(GUILD, [7], at=MOMENT) == {}


async def test_concurrent_bans_are_all_stored(store: Store, database: DatabaseSettings) -> None:
    async with Store.open(database) as other:
        new = await asyncio.gather(
            *(
                (store, other)[n % 2].bans.ban_titles(GUILD, {1: "A", n: "B"}, by=n, at=MOMENT)
                for n in range(2, 22)
            )
        )
    assert await store.bans.title_ids(GUILD) == tuple(range(1, 22))
    assert sorted(anime_id for ids in new for anime_id in ids) == list(range(1, 22))


async def test_what_a_person_hides_is_seen_or_not_as_last_said(store: Store) -> None:
    await store.bans.hide(1, 5, "A", is_seen=False, at=MOMENT)
    await store.bans.hide(1, 7, "B", is_seen=True, at=MOMENT)
    await store.bans.hide(2, 9, "C", is_seen=True, at=MOMENT)
    assert await store.bans.titles(Scope.person(1)) == (
        TitleBan(5, "A", 1, MOMENT),
        TitleBan(7, "B", 1, MOMENT, is_seen=True),
    )
    assert await store.bans.seen_ids(1) == (7,)
    await store.bans.hide(1, 5, "A", is_seen=True, at=LATER)
    await store.bans.hide(1, 7, "B", is_seen=False, at=LATER)
    assert await store.bans.seen_ids(1) == (5,)
    assert await store.bans.title_ids(Scope.person(1)) == (5, 7)
    assert await store.bans.title_ids(GUILD) == ()


async def test_a_person_hides_as_many_titles_as_a_server_bans(store: Store) -> None:
    await store.bans.ban_titles(Scope.person(1), FULL, by=1, at=MOMENT)
    with pytest.raises(BadInput, match="more than"):
        await store.bans.hide(1, MAX_BANS + 1, "A", is_seen=True, at=MOMENT)
    assert await store.bans.seen_ids(1) == ()


async def test_bans_lifted_by_two_at_once_are_each_lifted_once(
    store: Store, database: DatabaseSettings
) -> None:
    ids = range(1, 1200)
    await store.bans.ban_titles(GUILD, dict.fromkeys(ids, "A"), by=1, at=MOMENT)
    async with Store.open(database) as another:
        lifted = await asyncio.gather(
            store.bans.unban_titles(GUILD, ids), another.bans.unban_titles(GUILD, ids[::-1])
        )

    assert sorted([*lifted[0], *lifted[1]]) == list(ids)
    assert await store.bans.titles(GUILD) == ()
