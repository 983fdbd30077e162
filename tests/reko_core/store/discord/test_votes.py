import asyncio
from datetime import UTC, datetime, timedelta

from reko_core.guilds.models import Scope, TitleBan
from reko_core.settings import DatabaseSettings
from reko_core.store import Store, Vote

MOMENT = datetime(2024, 2, 29, 12, 30, 15, 123_457, UTC)
WEEK = timedelta(days=7)
GUILD = Scope.guild(1)


async def vote(
    store: Store,
    voter_id: int,
    *anime_ids: int,
    needed: int = 3,
    origin: str = "button",
    at: datetime = MOMENT,
) -> tuple[Vote, ...]:
    titles = {anime_id: f"Title {anime_id}" for anime_id in anime_ids}
    return await store.votes.cast(
        GUILD, titles, voter_id=voter_id, needed=needed, origin=origin, at=at
    )


async def test_title_is_banned_by_the_last_vote_needed(store: Store) -> None:
    assert await vote(store, 1, 5) == (Vote(5, "Title 5", 1, 3, is_new=True, is_banned=False),)
    assert await vote(store, 2, 5) == (Vote(5, "Title 5", 2, 3, is_new=True, is_banned=False),)
    assert await store.bans.titles(GUILD) == ()
    assert await vote(store, 3, 5) == (Vote(5, "Title 5", 3, 3, is_new=True, is_banned=True),)
    assert await store.bans.titles(GUILD) == (TitleBan(5, "Title 5", 3, MOMENT),)
    assert await store.votes.count(GUILD, [5], at=MOMENT) == {}


async def test_one_needed_vote_bans_at_once(store: Store) -> None:
    assert [done.is_banned for done in await vote(store, 1, 5, 6, needed=1)] == [True, True]
    assert await store.bans.title_ids(GUILD) == (5, 6)


async def test_nobody_votes_twice_on_a_title(store: Store) -> None:
    await vote(store, 1, 5)
    (again,) = await vote(store, 1, 5, origin="reaction")
    assert (again.n_votes, again.is_new, again.is_banned) == (1, False, False)


async def test_old_vote_bans_when_fewer_are_needed_now(store: Store) -> None:
    await vote(store, 1, 5)
    await vote(store, 2, 5)
    (again,) = await vote(store, 1, 5, needed=2)
    assert (again.n_votes, again.is_new, again.is_banned) == (2, False, True)


async def test_titles_are_voted_on_one_by_one(store: Store) -> None:
    await vote(store, 1, 5, 6)
    done = await vote(store, 2, 7, 6, needed=2)
    assert [(each.anime_id, each.n_votes, each.is_banned) for each in done] == [
        (7, 1, False),
        (6, 2, True),
    ]
    assert await store.votes.count(GUILD, [5, 6, 7], at=MOMENT) == {5: 1, 7: 1}


async def test_a_vote_on_a_banned_title_is_not_stored(store: Store) -> None:
    await store.bans.ban_titles(GUILD, {5: "A"}, by=42, at=MOMENT)
    (late,) = await vote(store, 1, 5, needed=1)
    assert late == Vote(5, "Title 5", 0, 1, is_new=False, is_banned=False, was_banned=True)
    assert await store.bans.unban_titles(GUILD, [5]) == (5,)
    assert await store.votes.count(GUILD, [5], at=MOMENT) == {}


async def test_ban_clears_the_votes_on_its_title_only(store: Store) -> None:
    await vote(store, 1, 5, 6)
    await store.bans.ban_titles(GUILD, {5: "A"}, by=42, at=MOMENT)
    await store.bans.unban_titles(GUILD, [5])
    assert await store.votes.count(GUILD, [5, 6], at=MOMENT) == {6: 1}


async def test_votes_older_than_a_week_do_not_count(store: Store) -> None:
    await vote(store, 1, 5)
    await vote(store, 2, 5, at=MOMENT + timedelta(seconds=1))
    assert await store.votes.count(GUILD, [5], at=MOMENT + WEEK) == {5: 2}
    late = MOMENT + WEEK + timedelta(seconds=1)
    assert await store.votes.count(GUILD, [5], at=late) == {5: 1}
    (third,) = await vote(store, 3, 5, at=late)
    assert (third.n_votes, third.is_banned) == (2, False)
    (first,) = await vote(store, 1, 5, at=late)
    assert (first.n_votes, first.is_new, first.is_banned) == (3, True, True)


async def test_votes_are_withdrawn_by_their_origin(store: Store) -> None:
    await vote(store, 1, 5, origin="button")
    await vote(store, 1, 5, 6, origin="reaction")
    await vote(store, 2, 6, origin="reaction")
    assert await store.votes.withdraw(GUILD, [5, 6], voter_id=1, origin="reaction") == 1
    assert await store.votes.count(GUILD, [5, 6], at=MOMENT) == {5: 1, 6: 1}
    assert await store.votes.withdraw(GUILD, [5, 6], voter_id=1) == 1
    assert await store.votes.withdraw(GUILD, [5, 6], voter_id=1) == 0
    assert await store.votes.count(GUILD, [5, 6], at=MOMENT) == {6: 1}


async def test_all_votes_of_an_origin_are_withdrawn(store: Store) -> None:
    await vote(store, 1, 5, origin="button")
    await vote(store, 1, 6, origin="reaction")
    await vote(store, 2, 5, 6, origin="reaction")
    assert await store.votes.withdraw_origin(Scope.guild(2), "reaction") == 0
    assert await store.votes.withdraw_origin(GUILD, "reaction") == 3
    assert await store.votes.count(GUILD, [5, 6], at=MOMENT) == {5: 1}


async def test_concurrent_votes_all_count_and_one_of_them_bans(
    store: Store, database: DatabaseSettings
) -> None:
    async with Store.open(database) as other:
        done = await asyncio.gather(
            *(vote((store, other)[voter % 2], voter, 5, needed=20) for voter in range(1, 21))
        )
    votes = [each for (each,) in done]
    assert sorted(each.n_votes for each in votes) == list(range(1, 21))
    assert [each.n_votes for each in votes if each.is_banned] == [20]
    assert await store.bans.title_ids(GUILD) == (5,)


async def test_concurrent_votes_beyond_those_needed_do_no_harm(
    store: Store, database: DatabaseSettings
) -> None:
    async with Store.open(database) as other:
        done = await asyncio.gather(
            *(vote((store, other)[voter % 2], voter, 5, needed=7) for voter in range(1, 21))
        )
    votes = [each for (each,) in done]
    assert sum(each.is_banned for each in votes) == 1
    assert sum(each.is_new for each in votes) == 7
    assert sum(each.was_banned for each in votes) == 13
    assert await store.votes.count(GUILD, [5], at=MOMENT) == {}
