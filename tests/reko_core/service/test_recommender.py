"""The service with a real store and snapshot, and a fake MAL over HTTP."""

import asyncio
import gc
import itertools
import sqlite3
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from community import (
    ADULT_ID,
    COMMUNITY,
    MEMBER,
    N_USERS,
    SECRET,
    TITLES,
    UNRATED_ADULT_ID,
    entries_of,
    working_copy,
)
from franchise_facts import load_facts

from reko_core.app import open_core
from reko_core.contract.affinity import AffinityRequest, AffinityResponse
from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Request, Response
from reko_core.contract.taste import TasteRequest
from reko_core.domain.models import Entries, Status, UserList
from reko_core.errors import (
    BadInput,
    ListPrivate,
    RekoError,
    SiteRateLimited,
    SiteUnavailable,
    SnapshotMissing,
    TooBusy,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import Settings
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.snapshots.storage import load_snapshot
from reko_core.snapshots.user_hashes import UserHasher
from reko_core.store import Store, TitleRank
from reko_core.store.database.tables import metadata
from reko_demo.community.demo_users import DEMO_USERS, demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

LISTS: Mapping[str, Entries] = {
    **demo_lists(TITLES),
    "one_title": entries_of([1], 9),
    "only_planned": entries_of(list(TITLES)[:20], 0, Status.PLAN_TO_WATCH),
    "only_dropped": entries_of(list(TITLES)[:20], 2, Status.DROPPED),
    "uncatalogued": entries_of(range(900_000, 900_050), 7),
    "seen_everything": entries_of(list(TITLES), 7),
    "collector": entries_of(range(1, 18_001), 7),
    "member": MEMBER,
}
FAULTS = {
    "late_private": Fault(403, '{"message": "", "error": "not_permitted"}'),
    "mal_is_down": Fault(502, "<html></html>", "text/html"),
    "slow_one": Fault(delay_s=0.3),
    "slowed_down": Fault(429, "{}", retry_after="100"),
}

HASHER = UserHasher(SECRET)
ASKER = HASHER.hashes_in("asker:demo_sports")


def own_hashes(user_name: str) -> tuple[str, ...]:
    """Return how a user would be shown to themself."""
    digest = HASHER.digest(user_name).hex()
    return digest, *HASHER.hashes_in(f"asker:{user_name}").show([digest])


@dataclass
class House:
    """A running recommender and its dependencies."""

    settings: Settings
    mal: FakeMal
    recommender: Recommender
    store: Store
    metrics: Metrics = field(default_factory=Metrics)

    async def ask(self, user_name: str = "demo_sports", **fields: Any) -> Response:
        answer = await self.recommender.recommend(Request(user_name=user_name, **fields))
        return Response.model_validate_json(answer.model_dump_json())


@asynccontextmanager
async def running(settings: Settings, mal: FakeMal) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        base_url = await stack.enter_async_context(mal.serve())
        changed = settings.mal.model_copy(update={"base_url": base_url})
        settings = settings.model_copy(update={"mal": changed})
        metrics = Metrics()
        core = await stack.enter_async_context(open_core(settings, metrics))
        recommender, store = core.recommender, core.store
        yield House(settings, mal, recommender, store, metrics)


Start = Callable[..., Awaitable[House]]


@pytest.fixture
async def start(built: Settings, tmp_path: Path) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def start_house(mal: FakeMal | None = None, **mal_settings: Any) -> House:
            settings = working_copy(built, tmp_path, **mal_settings)
            fake_mal = mal or FakeMal(MappingLists(LISTS), TITLES, FAULTS)
            return await stack.enter_async_context(running(settings, fake_mal))

        yield start_house


@pytest.fixture
async def house(start: Start) -> House:
    return await start()


def ids_of(response: Response) -> list[int]:
    return [reko.id for reko in response.rekos]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"continue_franchises": True},
        {"types": ["movie"]},
        {"include_planned": True},
    ],
)
async def test_demo_users_are_told_to_start_where_fans_start(
    house: House, fields: dict[str, Any]
) -> None:
    facts, n_titles = load_facts(), 0
    for name in DEMO_USERS:
        entries = LISTS[name]
        begun = frozenset(entries.anime_ids[entries.is_seen].tolist())
        checked = [*facts.check(begun, ids_of(await house.ask(name, **fields)))]
        assert [(name, title.name, why) for title, why in checked if why] == []
        n_titles += len(checked)
    assert n_titles > 5


@pytest.mark.parametrize("user_name", [name for name in LISTS if name != "seen_everything"])
async def test_every_kind_of_list_gets_a_response(house: House, user_name: str) -> None:
    response = await house.ask(user_name)
    metadata = response.metadata
    assert len(response.rekos) == metadata.rekos.sent <= 24
    assert metadata.rekos.found >= metadata.rekos.sent
    assert len(response.users) == metadata.users.found <= 50
    assert not set(ids_of(response)) & set(LISTS[user_name].anime_ids.tolist())
    assert len(set(ids_of(response))) == len(ids_of(response))
    for reko in response.rekos:
        assert reko.info.id == reko.id
        assert set(reko.users) <= set(range(len(response.users)))
    affinities = [user.affinity for user in response.users]
    assert affinities == sorted(affinities, reverse=True)
    if user_name not in {"collector", "member"}:
        assert metadata.rekos.sent == 24


async def test_counts_of_users_and_titles_agree(house: House) -> None:
    response = await house.ask(accuracy=0)
    for position, user in enumerate(response.users):
        sent = sum(position in reko.users for reko in response.rekos)
        assert user.rekos.sent == sent <= user.rekos.found


async def test_empty_list_has_no_similar_users(house: House) -> None:
    response = await house.ask("demo_empty")
    assert response.users == ()
    assert len(response.rekos) == 24


async def test_user_who_has_seen_everything_gets_nothing_and_no_error(house: House) -> None:
    response = await house.ask("seen_everything")
    assert (response.rekos, response.metadata.rekos.sent) == ((), 0)


@pytest.mark.parametrize("accuracy", [0, 50, 100])
async def test_every_accuracy_gets_a_full_response(house: House, accuracy: float) -> None:
    response = await house.ask(accuracy=accuracy)
    algorithm = response.metadata.algorithm
    assert response.metadata.rekos.sent == 24
    assert len(response.users) >= 5
    assert 1 <= algorithm.passages <= 10
    assert algorithm.accuracy <= accuracy


async def test_popularity_changes_what_comes_first(house: House) -> None:
    gems, known = [
        [reko.id for reko in (await house.ask(popularity=popularity)).rekos]
        for popularity in (-1.0, 1.0)
    ]

    assert gems != known


async def test_lower_accuracy_admits_no_fewer_users(house: House) -> None:
    counts = [len((await house.ask(accuracy=accuracy)).users) for accuracy in (100, 50, 0)]
    assert counts == sorted(counts)


async def test_same_request_gives_the_same_bytes(house: House) -> None:
    first = await house.ask()
    assert (await house.ask()).model_dump_json() == first.model_dump_json()


async def test_refetched_list_changes_no_more_than_its_age(house: House, start: Start) -> None:
    known = UserList("demo_sports", LISTS["demo_sports"], datetime.now(UTC) - timedelta(hours=1))
    but_age = {"metadata": {"user_last_analyzed"}}
    first = (await house.ask()).model_dump_json(exclude=but_age)
    await house.store.lists.put(known)
    forced = await house.ask(force_list_update=True)
    assert forced.model_dump_json(exclude=but_age) == first
    restarted = await (await start()).ask()
    assert restarted.model_dump_json(exclude=but_age) == first
    assert house.mal.requests["animelist"] == 2


async def test_banned_titles_are_replaced_by_others(house: House) -> None:
    before = await house.ask()
    banned = ids_of(before)[:10]
    after = await house.ask(banned_ids=banned)
    assert not set(ids_of(after)) & set(banned)
    assert after.metadata.rekos.sent == before.metadata.rekos.sent == 24
    assert after.metadata.rekos.banned == tuple(banned)


async def test_banning_everything_leaves_nothing_and_no_error(house: House) -> None:
    response = await house.ask(banned_ids=list(TITLES))
    assert (response.rekos, response.metadata.rekos.sent) == ((), 0)


async def test_banned_titles_that_nobody_knows_change_nothing(house: House) -> None:
    assert ids_of(await house.ask(banned_ids=[2**31 - 1])) == ids_of(await house.ask())


async def test_banned_users_are_no_neighbours(house: House) -> None:
    before = await house.ask()
    banned = [user.hash for user in before.users]
    after = await house.ask(banned_users=[*banned, banned[0]])
    assert not {user.hash for user in after.users} & set(banned)
    assert after.metadata.users.banned == tuple(banned)
    assert after.metadata.rekos.sent == 24


async def test_bans_of_the_front_end_are_excluded_but_not_echoed(house: House) -> None:
    before = await house.ask()
    ids, hashes = ids_of(before)[:10], [user.hash for user in before.users]
    request = Request(
        user_name="demo_sports", banned_ids=(ids[0],), banned_users=(hashes[0], hashes[1])
    )
    after = await house.recommender.recommend(
        request, banned_ids=ids[1:], banned_users=set(ASKER.read(hashes[2:]))
    )
    assert not set(ids_of(after)) & set(ids)
    assert not {user.hash for user in after.users} & set(hashes)
    assert after.metadata.rekos.sent == 24
    assert after.metadata.rekos.banned == (ids[0],)
    assert after.metadata.users.banned == (hashes[0], hashes[1])
    in_request = await house.ask(banned_ids=ids, banned_users=hashes)
    assert (after.users, after.rekos) == (in_request.users, in_request.rekos)


async def test_banning_every_user_still_gets_a_response(house: House) -> None:
    everybody = [HASHER.digest(name, "made-up").hex() for name in COMMUNITY]
    banned = ASKER.show([*everybody, HASHER.digest("member").hex()])
    response = await house.ask(banned_users=banned)
    assert response.users == ()
    assert response.metadata.rekos.sent == 24


async def test_nobody_is_their_own_neighbour(house: House) -> None:
    response = await house.ask("member", accuracy=0)
    assert not {user.hash for user in response.users} & set(own_hashes("member"))


async def test_hashes_of_one_asker_mean_nothing_for_another(house: House) -> None:
    ours = [user.hash for user in (await house.ask(accuracy=0)).users]
    theirs = await house.ask("demo_dark", accuracy=0)
    digests = set(HASHER.hashes_in("asker:demo_dark").read(user.hash for user in theirs.users))
    assert digests & set(ASKER.read(ours)), "they have neighbours in common"
    assert not set(ours) & {user.hash for user in theirs.users}
    banned = await house.ask("demo_dark", accuracy=0, banned_users=ours)
    assert (banned.users, banned.rekos) == (theirs.users, theirs.rekos)


async def test_hashes_of_an_asker_are_the_same_in_every_spelling(house: House) -> None:
    first, second = await house.ask("demo_sports"), await house.ask("Demo_Sports", accuracy=90)
    assert {user.hash for user in first.users} & {user.hash for user in second.users}


async def test_a_response_to_be_stored_has_the_digests(house: House) -> None:
    request = Request(user_name="demo_sports")
    stored = await house.recommender.recommend(request, keeps_digests=True)
    shown = await house.recommender.recommend(request)
    digests = [user.hash for user in stored.users]
    assert ASKER.show(digests) == tuple(user.hash for user in shown.users)
    everybody = {HASHER.digest(name, "made-up").hex() for name in COMMUNITY}
    assert everybody.issuperset(digests)


@pytest.mark.parametrize("source", ["kaggle2023", "by_hand"])
async def test_nobody_is_their_own_neighbour_through_an_imported_list(
    house: House, tmp_path: Path, source: str
) -> None:
    asker = LISTS["demo_sports"]
    await house.store.lists.put(UserList("Demo_Sports", asker, datetime.now(UTC), source))
    settings = house.settings.community.model_copy(update={"snapshot_dir": tmp_path / "new"})
    report = await build_snapshot(house.store, settings)
    assert report.n_users == N_USERS + 2
    themselves = UserHasher(SECRET).digest("demo_sports")
    assert len(load_snapshot(settings.snapshot_dir).users_of([themselves])) == 1

    changed = house.settings.model_copy(update={"community": settings})
    async with running(changed, FakeMal(MappingLists(LISTS), TITLES)) as later:
        response = await later.ask("demo_sports", accuracy=0)

    assert not {user.hash for user in response.users} & set(own_hashes("demo_sports"))


async def test_questions_about_a_user_who_has_opted_out_store_nothing(
    house: House, tmp_path: Path
) -> None:
    await house.store.opt_outs.add("demo_sports", datetime.now(UTC))
    recommender, name = house.recommender, "Demo_SPORTS"

    for _ in range(2):
        assert (await house.ask(name)).rekos
    await house.ask(name, force_list_update=True)
    await recommender.why(WhyRequest(user_name=name, anime_id=next(iter(TITLES))))
    await recommender.affinities.compare(AffinityRequest(user_names=(name, "demo_dark")))
    await recommender.look_up(name)

    assert house.mal.requests["animelist"] >= 7, "it is fetched each time"
    with closing(sqlite3.connect(tmp_path / "reko.sqlite3")) as connection:
        holding = {
            table
            for table in metadata.tables
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()
            if any("demo_sports" in str(cell).lower() for cell in row)
        }
    assert holding == {"opt_outs"}


@pytest.mark.parametrize("limit", [1, 7, 100])
async def test_the_requested_number_is_returned(house: House, limit: int) -> None:
    assert (await house.ask(limit=limit)).metadata.rekos.sent == limit


async def test_names_of_the_community_are_never_returned(house: House) -> None:
    answer = (await house.ask(accuracy=0)).model_dump_json()
    assert not [name for name in COMMUNITY if name in answer]


async def test_private_list_is_reported_as_private(house: House) -> None:
    with pytest.raises(ListPrivate) as refused:
        await house.ask("private_user")
    assert refused.value.user_name == "private_user"


async def test_unknown_user_is_reported_as_unknown(house: House) -> None:
    with pytest.raises(UserNotFound):
        await house.ask("nobody_here")


async def test_mal_that_is_down_is_reported_when_no_list_is_known(house: House) -> None:
    with pytest.raises(SiteUnavailable):
        await house.ask("mal_is_down")


async def test_long_wait_asked_for_by_mal_is_reported(house: House) -> None:
    with pytest.raises(SiteRateLimited):
        await house.ask("slowed_down")


async def test_requests_without_a_snapshot_are_refused(built: Settings, tmp_path: Path) -> None:
    empty = built.community.model_copy(update={"snapshot_dir": tmp_path / "none"})
    settings = working_copy(built, tmp_path).model_copy(update={"community": empty})
    async with running(settings, FakeMal(MappingLists(LISTS), TITLES)) as house:
        readiness = await house.recommender.readiness()
        assert (readiness.is_ready, readiness.checks["snapshot"]) == (False, "missing")
        with pytest.raises(SnapshotMissing):
            await house.ask()


@pytest.mark.parametrize("user_name", ["mal_is_down", "nobody_of_this"])
async def test_refused_request_keeps_no_snapshot_alive(house: House, user_name: str) -> None:
    snapshots = house.recommender._resources.snapshots
    hashes = weakref.ref(snapshots.current.hashes)
    gc.disable()
    try:
        with pytest.raises(RekoError):
            await house.ask(user_name)
        snapshots._snapshot = None
        assert hashes() is None
    finally:
        gc.enable()


async def test_ready_when_database_and_snapshot_are(house: House) -> None:
    readiness = await house.recommender.readiness()
    assert readiness.is_ready
    assert set(readiness.checks.values()) == {"ok"}


async def test_requesting_user_joins_the_next_community(house: House, tmp_path: Path) -> None:
    await house.ask("demo_dark")
    settings = house.settings.community.model_copy(update={"snapshot_dir": tmp_path / "new"})
    report = await build_snapshot(house.store, settings)
    assert report.n_users == N_USERS + 2
    changed = house.settings.model_copy(update={"community": settings})
    async with running(changed, FakeMal(MappingLists(LISTS), TITLES)) as later:
        response = await later.ask("demo_dark", accuracy=0)
        assert not {user.hash for user in response.users} & set(own_hashes("demo_dark"))


async def test_concurrent_users_each_get_their_own_response(start: Start) -> None:
    house = await start(max_waiting_per_client=60)
    names = [name for name in LISTS if name.startswith("demo_")] * 4
    answers = await asyncio.gather(*(house.ask(name) for name in names))
    for name, answer in zip(names, answers, strict=True):
        assert ids_of(answer) == ids_of(answers[names.index(name)])


async def test_older_list_has_its_age(house: House) -> None:
    known = UserList("mal_is_down", LISTS["demo_cosy"], datetime(2022, 12, 31, 12, tzinfo=UTC))
    await house.store.lists.put(known)
    response = await house.ask("mal_is_down")
    assert response.metadata.user_last_analyzed == "2022-12-31T12:00:00.000Z"
    assert response.metadata.rekos.sent == 24


async def test_list_older_than_a_week_is_fetched_again(house: House) -> None:
    old = datetime.now(UTC) - timedelta(days=8)
    await house.store.lists.put(UserList("demo_dark", LISTS["demo_cosy"], old))
    response = await house.ask("demo_dark")
    assert response.metadata.user_last_analyzed > old.isoformat()
    assert house.mal.requests["animelist"] == 1


async def test_filters_are_held_and_the_list_refilled(house: House) -> None:
    before = await house.ask(limit=10)
    after = await house.ask(limit=10, genres=("drama", "SCHOOL"), types=("tv",), max_episodes=26)
    assert after.metadata.rekos.sent == 10
    assert ids_of(after) != ids_of(before)
    for reko in after.rekos:
        assert {"Drama", "School"} <= set(reko.info.genres)
        assert reko.info.media_type == "tv"
        assert 1 <= (reko.info.num_episodes or 0) <= 26


async def test_years_ratings_and_genres_left_out_are_held_and_the_list_refilled(
    house: House,
) -> None:
    before = await house.ask()
    after = await house.ask(
        exclude_genres=("SPORTS", "romance"),
        year_from=2005,
        year_to=2018,
        age_ratings=("pg_13", "r"),
    )
    assert after.metadata.rekos.sent == 24
    assert any("Sports" in reko.info.genres for reko in before.rekos)
    for reko in after.rekos:
        assert not {"Sports", "Romance"} & set(reko.info.genres)
        assert 2005 <= int((reko.info.airing_date or "0")[:4]) <= 2018
        assert reko.info.rating in {"pg_13", "r"}


async def test_rx_is_refused_unless_adult_titles_are_asked_for(house: House) -> None:
    with pytest.raises(BadInput) as refused:
        await house.ask(age_ratings=("rx",))
    assert refused.value.field == "age_ratings.0"
    response = await house.ask(age_ratings=("rx",), include_adult=True)
    assert response.rekos
    assert {reko.info.rating for reko in response.rekos} == {"rx"}


async def test_pages_follow_one_another_without_a_gap(house: House) -> None:
    pages = [await house.ask(limit=10, offset=offset) for offset in (0, 10, 20)]
    whole = await house.ask(limit=30)
    assert [title for page in pages for title in ids_of(page)] == ids_of(whole)
    assert len(set(ids_of(whole))) == 30
    for page in (*pages, whole):
        assert [user.hash for user in page.users] == [user.hash for user in pages[0].users]
        assert page.metadata.rekos.found == whole.metadata.rekos.found
        for position, user in enumerate(page.users):
            assert user.rekos.sent == sum(position in reko.users for reko in page.rekos)


async def test_a_page_after_the_last_is_empty_and_no_error(house: House) -> None:
    response = await house.ask(offset=1000)
    assert (response.rekos, response.metadata.rekos.sent) == ((), 0)
    assert response.metadata.rekos.found > 24


async def test_planned_titles_come_when_they_are_asked_for(house: House) -> None:
    planned = set(LISTS["only_planned"].anime_ids.tolist())
    without, among, alone = [
        await house.ask("only_planned", limit=100, **fields)
        for fields in ({}, {"include_planned": True}, {"only_planned": True})
    ]
    assert not planned & set(ids_of(without))
    assert planned & set(ids_of(among))
    assert set(ids_of(among)) - planned
    assert set() < set(ids_of(alone)) <= planned
    both = await house.ask("only_planned", limit=100, include_planned=True, only_planned=True)
    assert ids_of(both) == ids_of(alone)


async def test_every_known_genre_can_be_asked_for(house: House) -> None:
    genres = house.recommender.genres()
    assert set(genres) == {genre for anime in TITLES.values() for genre in anime.genres}
    for genre in (genres[0], genres[-1]):
        response = await house.ask(genres=(genre.upper(),))
        assert all(genre in reko.info.genres for reko in response.rekos)


async def test_an_unknown_genre_is_refused_before_any_request_to_mal(house: House) -> None:
    with pytest.raises(BadInput, match=r"near it are .*Action"):
        await house.ask(genres=("acton",))
    with pytest.raises(BadInput, match=r"near it are .*Action"):
        await house.ask(exclude_genres=("acton",))
    assert house.mal.requests["animelist"] == 0


async def test_the_progress_of_the_list_is_reported(start: Start) -> None:
    house, received = await start(page_size=5), list[int]()
    request = Request(user_name="demo_sports")
    await house.recommender.recommend(request, received.append)
    n_entries = len(LISTS["demo_sports"])
    assert received == [*range(5, n_entries, 5), n_entries]
    await house.recommender.recommend(request, received.append)
    assert received.count(n_entries) == 1


async def test_one_list_too_many_is_reported_as_too_busy(start: Start) -> None:
    house = await start(max_waiting=1)
    slow = asyncio.create_task(house.ask("slow_one"))
    while not house.mal.requests["animelist"]:  # noqa: ASYNC110 - the server gives no signal
        await asyncio.sleep(0.01)
    with pytest.raises(TooBusy):
        await house.ask("demo_sports")
    assert (await slow).rekos
    assert (await house.ask("demo_sports")).rekos


async def test_looking_up_a_user_summarizes_the_list(house: House) -> None:
    summary = await house.recommender.look_up(" Demo_Sports ")
    entries = LISTS["demo_sports"]
    assert summary.user_name == "Demo_Sports"
    assert summary.n_entries == len(entries)
    assert summary.n_scored == np.count_nonzero(entries.scores)
    assert datetime.now(UTC) - summary.fetched_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("user_name", "error"),
    [
        ("private_user", ListPrivate),
        ("nobody_here", UserNotFound),
        ("mal_is_down", SiteUnavailable),
        ("no such name", BadInput),
    ],
)
async def test_looking_up_raises_the_errors_of_recommending(
    house: House, user_name: str, error: type[RekoError]
) -> None:
    with pytest.raises(error):
        await house.recommender.look_up(user_name)


async def compare(house: House, *names: str) -> AffinityResponse:
    return await house.recommender.affinities.compare(AffinityRequest(user_names=names))


async def test_comparing_is_the_same_from_both_sides(house: House) -> None:
    found = await compare(house, "Demo_Sports", "demo_dark")
    other = await compare(house, "demo_dark", "DEMO_sports")
    assert [one.user_name for one in found.users] == ["Demo_Sports", "demo_dark"]
    assert found == await compare(house, "demo_sports", "demo_dark")
    assert (other.affinity, other.low, other.high) == (found.affinity, found.low, found.high)
    assert other.users == found.users[::-1]
    assert other.mean_difference == -(found.mean_difference or 0)
    assert [one.id for one in other.disagree] == [one.id for one in found.disagree]
    assert house.mal.requests["animelist"] == 2


@pytest.mark.parametrize(
    ("name_a", "name_b"),
    list(itertools.combinations(["member", "seen_everything", "demo_cosy"], 2)),
)
async def test_comparison_counts_and_names_what_both_have_seen(
    house: House, name_a: str, name_b: str
) -> None:
    found = await compare(house, name_a, name_b)
    one, other = (
        dict(zip(entries.anime_ids.tolist(), entries.scores.tolist(), strict=True))
        for entries in (LISTS[name_a], LISTS[name_b])
    )
    scored = [anime_id for anime_id, score in one.items() if score and other.get(anime_id)]
    assert 0 <= found.low <= found.affinity <= found.high <= 100
    assert len(scored) == found.shared.scored <= found.shared.seen
    assert found.mean_difference == pytest.approx(
        np.mean([one[anime_id] - other[anime_id] for anime_id in scored])
    )
    assert len(found.agree) <= 5
    for title in (*found.agree, *found.disagree):
        assert title.title == TITLES[title.id].title
        assert title.scores == (one[title.id], other[title.id])


@pytest.mark.parametrize("name_a", ["demo_empty", "only_planned", "uncatalogued", "one_title"])
@pytest.mark.parametrize("name_b", ["demo_unscored", "only_dropped"])
async def test_every_kind_of_list_can_be_compared(house: House, name_a: str, name_b: str) -> None:
    found = await compare(house, name_a, name_b)
    assert 0 <= found.low <= found.affinity <= found.high <= 100
    assert found.agreement is None


async def test_comparing_with_a_private_list_names_its_user(house: House) -> None:
    with pytest.raises(ListPrivate) as refused:
        await compare(house, "demo_dark", "private_user")
    assert (refused.value.user_name, refused.value.field) == ("private_user", "user_names.1")


async def test_comparing_with_a_private_list_does_not_wait_for_the_other(house: House) -> None:
    with pytest.raises(ListPrivate):
        await compare(house, "private_user", "slow_one")
    assert house.metrics.registry.get_sample_value("reko_lists_fetching") == 0


@pytest.mark.parametrize("name", ["Demo_Sports", "demo_empty", "demo_unscored", "demo_all_tens"])
async def test_taste_of_every_kind_of_list_is_described(house: House, name: str) -> None:
    found = await house.recommender.tastes.describe(TasteRequest(user_name=name))
    entries = LISTS[name.lower()]
    scores = entries.scores[entries.scores > 0]
    assert found.user_name == name
    assert found.counts.seen == np.count_nonzero(entries.is_seen)
    assert found.counts.scored == len(scores)
    assert found.scores.histogram == tuple(np.bincount(scores, minlength=11)[1:].tolist())
    assert (found.scores.mean is None) == (found.standing.mean is None) == (len(scores) < 5)
    assert sum(one.share for one in found.decades) == pytest.approx(100 * bool(len(entries)), abs=1)


async def test_taste_names_genres_and_titles_that_are_watched(house: House) -> None:
    found = await house.recommender.tastes.describe(TasteRequest(user_name="demo_sports"))
    assert found.genres[0].name == "Sports"
    assert {one.name for one in found.generous_on} >= {"Sports"}
    assert not {"Award Winning", "Hentai"} & {one.name for one in found.genres}
    own = dict(zip(LISTS["demo_sports"].anime_ids, LISTS["demo_sports"].scores, strict=True))
    assert found.rare_favourites
    for one in found.rare_favourites:
        assert one.score == own[one.id] > found.scores.mean
        assert 0 < one.known_by < 30


async def test_spare_titles_follow_those_asked_for_and_change_nothing_else(house: House) -> None:
    request = Request(user_name="demo_sports", limit=10)
    plain = await house.recommender.recommend(request)
    spared = await house.recommender.recommend(request, n_spare=15)
    assert ids_of(spared)[:10] == ids_of(plain)
    assert len(set(ids_of(spared))) == 25
    assert [user.hash for user in spared.users] == [user.hash for user in plain.users]
    assert spared.metadata.rekos.found == plain.metadata.rekos.found
    assert spared.metadata.algorithm == plain.metadata.algorithm


async def test_hentai_without_an_age_rating_is_recommended_only_if_adult_titles_are_asked_for(
    house: House,
) -> None:
    asked = await house.ask(genres=("Hentai",), include_adult=True)
    found = {reko.id: reko.info for reko in asked.rekos}
    assert found[UNRATED_ADULT_ID].rating is None

    assert (await house.ask(genres=("Hentai",))).rekos == ()


async def test_a_title_that_the_catalogue_learns_to_be_adult_is_left_out(house: House) -> None:
    first = (await house.ask()).rekos[0]
    marked = replace(TITLES[first.id], is_marked_adult=True)
    await house.store.catalogue.put_many([marked], TitleRank.MAL)

    found = await house.ask()
    assert first.id not in {reko.id for reko in found.rekos}
    assert found.metadata.rekos.sent == len(found.rekos)
    assert first.id in {reko.id for reko in (await house.ask(include_adult=True)).rekos}


async def test_affinity_names_adult_titles_only_where_they_may_be_shown(start: Start) -> None:
    ids = [1, 5, 6, UNRATED_ADULT_ID, ADULT_ID]
    lists = {
        "ann_one": Entries.build(np.array(ids), np.array([6, 5, 6, 10, 10])),
        "bob_two": Entries.build(np.array(ids), np.array([6, 5, 6, 10, 1])),
    }
    house = await start(FakeMal(MappingLists(lists), TITLES))

    async def named(**options: bool) -> set[int]:
        request = AffinityRequest(user_names=("ann_one", "bob_two"), **options)
        found = await house.recommender.affinities.compare(request)
        assert found.shared.seen == len(ids)
        return {title.id for title in (*found.agree, *found.disagree)}

    assert await named(include_adult=True) >= {UNRATED_ADULT_ID, ADULT_ID}
    assert not await named() & {UNRATED_ADULT_ID, ADULT_ID}


async def test_a_title_that_is_gone_from_mal_is_not_recommended(house: House) -> None:
    first = (await house.ask()).rekos[0]
    await house.store.catalogue.mark_missing(first.id)

    assert first.id not in {reko.id for reko in (await house.ask()).rekos}
