"""Explanations with a real store and snapshot, and a fake MAL over HTTP."""

import gc
import weakref
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from community import (
    ADULT_ID,
    COMMUNITY,
    MEMBER,
    SECRET,
    TITLES,
    UNRATED_ADULT_ID,
    entries_of,
    working_copy,
)
from fake_clock import FakeClock

from reko_core.app import open_core
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.recommend import Request
from reko_core.domain.models import Anime, Entries, Status
from reko_core.errors import AdultExcluded, AnimeNotFound, ListPrivate, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import Settings
from reko_core.snapshots.storage import load_snapshot
from reko_core.snapshots.user_hashes import UserHasher
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

UNCATALOGUED, UNRATED, UNKNOWN = 900_001, 900_002, 900_003
EXTRA_TITLES = {
    UNCATALOGUED: Anime(UNCATALOGUED, "Unheard of", mean=6.5),
    UNRATED: Anime(UNRATED, "Unrated"),
}
PLANNED = 199
HASHER = UserHasher(SECRET)


def but(entries: Entries, anime_ids: list[int]) -> Entries:
    kept = ~np.isin(entries.anime_ids, anime_ids)
    return Entries.build(*(column[kept] for column in entries.columns()))  # type: ignore[arg-type]


def with_planned(entries: Entries) -> Entries:
    columns = zip(entries.columns(), (PLANNED, 0, Status.PLAN_TO_WATCH, 0), strict=True)
    return Entries.build(*(np.append(column, value) for column, value in columns))


LISTS: Mapping[str, Entries] = {
    **demo_lists(TITLES),
    "planner": with_planned(demo_lists(TITLES)["demo_sports"]),
    "planned_not": demo_lists(TITLES)["demo_sports"],
    "uncatalogued": entries_of([UNCATALOGUED], 7),
    "seen_everything": entries_of(list(TITLES), 7),
    "member": MEMBER,
}


class Lists:
    """Lists that may change while they are served."""

    def __init__(self, lists: Mapping[str, Entries]) -> None:
        self._lists = dict(lists)

    def __setitem__(self, user_name: str, entries: Entries) -> None:
        self._lists[user_name] = entries

    async def get(self, user_name: str) -> Entries | None:
        return await MappingLists(self._lists).get(user_name)


@dataclass
class House:
    recommender: Recommender
    mal: FakeMal
    lists: Lists
    clock: FakeClock

    async def why(self, user_name: str, anime_id: int, **fields: Any) -> WhyResponse:
        # A list of the last minute is not read again.
        self.clock.advance(minutes=2)
        question = WhyRequest(user_name=user_name, anime_id=anime_id, **fields)
        answer = await self.recommender.why(question)
        return WhyResponse.model_validate_json(answer.model_dump_json())


@pytest.fixture
async def house(built: Settings, tmp_path: Path) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        lists = Lists(LISTS)
        mal = FakeMal(lists, {**TITLES, **EXTRA_TITLES})
        base_url = await stack.enter_async_context(mal.serve())
        settings = working_copy(built, tmp_path, base_url=base_url)
        clock = FakeClock()
        core = await stack.enter_async_context(open_core(settings, Metrics(), clock=clock))
        yield House(core.recommender, mal, lists, clock)


@pytest.mark.parametrize("user_name", LISTS)
@pytest.mark.parametrize("anime_id", [1, 170, PLANNED, UNCATALOGUED, UNRATED])
async def test_every_title_is_explained_to_everybody(
    house: House, user_name: str, anime_id: int
) -> None:
    found = await house.why(user_name, anime_id)
    scores = dict(zip(*[column.tolist() for column in LISTS[user_name].columns()[:2]], strict=True))

    assert found.info.id == anime_id
    assert 1 <= found.expected.low <= found.expected.score <= found.expected.high <= 10
    assert (found.own is None) == (anime_id not in scores)
    effects = [one.effect for one in found.influences]
    assert effects == sorted(effects, reverse=True)
    assert all(abs(effect) >= 0.01 for effect in effects)
    for one in found.influences:
        assert one.id != anime_id
        assert one.score == scores[one.id]
        assert one.title == TITLES[one.id].title
    assert (found.without.raising is None) == (not effects or effects[0] < 0)
    assert (found.without.lowering is None) == (not effects or effects[-1] > 0)
    similar = found.similar
    assert sum(similar.histogram) == similar.scored
    assert similar.scored <= similar.seen <= found.metadata.users.found <= 50
    assert similar.recommended + similar.dropped <= similar.seen
    assert len(similar.closest) == min(10, similar.seen)
    affinities = [user.affinity for user in similar.closest]
    assert affinities == sorted(affinities, reverse=True)


async def test_a_recommended_title_is_explained_with_the_same_numbers(house: House) -> None:
    answer = await house.recommender.recommend(Request(user_name="demo_sports"))
    for reko in answer.rekos[:8]:
        found = await house.why("demo_sports", reko.id)
        assert found.info == reko.info
        assert found.expected.score == reko.expected.score
        assert found.expected.enjoyment == reko.expected.enjoyment
        assert found.metadata.basis == "similar_users_and_factors"
        assert found.own is None


@pytest.mark.parametrize("user_name", ["demo_sports", "demo_mecha", "member", "planner"])
@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"accuracy": 40, "limit": 60},
        {"genres": ["Comedy"], "offset": 5},
        {"include_planned": True, "popularity": -0.5, "limit": 8},
    ],
)
async def test_a_title_has_as_many_recommenders_as_its_recommendation(
    house: House, user_name: str, filters: Mapping[str, Any]
) -> None:
    answer = await house.recommender.recommend(Request(user_name=user_name, **filters))
    assert answer.rekos
    for reko in answer.rekos[:12]:
        found = await house.why(user_name, reko.id, accuracy=filters.get("accuracy", 100))
        assert found.metadata.users.found == answer.metadata.users.found
        assert found.similar.recommended == len(reko.users)


async def test_a_seen_title_is_no_evidence_for_itself(house: House) -> None:
    """The prediction is that of the same list without the title."""
    anime_id, entries = 20583, LISTS["demo_sports"]
    seen = await house.why("demo_sports", anime_id)
    house.lists["demo_sports"] = but(entries, [anime_id])
    unseen = await house.why("demo_sports", anime_id, force_list_update=True)

    assert seen.own is not None
    assert (seen.own.status, seen.own.score) == ("completed", 10)
    assert unseen.own is None
    same = {"expected", "influences", "without", "similar", "info"}
    assert seen.model_dump(include=same) == unseen.model_dump(include=same)


async def test_a_planned_title_is_explained_as_any_unseen_one(house: House) -> None:
    planned, other = [await house.why(name, PLANNED) for name in ("planner", "planned_not")]

    assert planned.own is not None
    assert (planned.own.status, planned.own.score) == ("plan_to_watch", None)
    assert other.own is None
    assert planned.expected == other.expected
    assert planned.influences == other.influences


async def test_removing_the_named_titles_changes_the_prediction_as_stated(house: House) -> None:
    n_tried = 0
    for user_name in ("demo_sports", "demo_mecha", "demo_romance", "demo_cosy", "demo_dark"):
        for anime_id in (1, 5114, 199, 2904, 23273, 11061):
            house.lists[user_name] = LISTS[user_name]
            now = await house.why(user_name, anime_id, force_list_update=True)
            for sign, without in ((1, now.without.raising), (-1, now.without.lowering)):
                if without is None:
                    continue
                named = [one.id for one in now.influences if sign * one.effect > 0]
                house.lists[user_name] = but(LISTS[user_name], named)
                after = await house.why(user_name, anime_id, force_list_update=True)
                assert sign * (now.expected.score - after.expected.score) > 0
                assert sign * (now.expected.score - without) > 0
                n_tried += 1
    assert n_tried > 50


async def test_a_user_without_scores_gets_the_community_mean(house: House) -> None:
    for user_name in ("demo_empty", "demo_unscored", "uncatalogued"):
        found = await house.why(user_name, 1)
        assert found.metadata.basis == "community"
        assert found.influences == ()


async def test_an_unknown_title_is_predicted_from_its_mean(house: House) -> None:
    found = await house.why("demo_all_tens", UNCATALOGUED)
    low = await house.why("demo_cosy", UNCATALOGUED)

    assert found.metadata.basis == "mean"
    assert found.info.title == "Unheard of"
    assert found.info.mean == 6.5
    assert found.expected.score > max(6.5, low.expected.score)
    assert found.influences == ()
    assert found.metadata.users.found == found.similar.seen == 0


async def test_a_title_without_a_mean_is_less_certain(house: House) -> None:
    rated, unrated = [await house.why("demo_cosy", one) for one in (UNCATALOGUED, UNRATED)]

    assert unrated.info.mean is None
    below = rated.expected.score - rated.expected.low
    assert unrated.expected.score - unrated.expected.low > below


async def test_a_title_that_mal_does_not_know_is_reported_before_a_list_is_fetched(
    house: House,
) -> None:
    with pytest.raises(AnimeNotFound) as refused:
        await house.why("demo_sports", UNKNOWN)

    assert refused.value.anime_id == UNKNOWN
    assert house.mal.requests["animelist"] == 0


@pytest.mark.parametrize(
    ("user_name", "error"), [("private_user", ListPrivate), ("nobody_here", UserNotFound)]
)
async def test_unavailable_lists_are_reported(
    house: House, user_name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await house.why(user_name, 1)


async def test_the_user_and_banned_users_are_no_neighbours(house: House) -> None:
    title = int(MEMBER.anime_ids[0])
    before = await house.why("member", title)
    digests = [HASHER.digest(name, "made-up").hex() for name in COMMUNITY]
    everybody = HASHER.hashes_in("asker:member").show(digests)
    after = await house.why("member", title, banned_users=everybody)
    elsewhere = HASHER.hashes_in("asker:demo_dark").show(digests)

    assert before.similar.seen > 0
    assert after.metadata.users.banned == everybody
    assert after.metadata.users.found == after.similar.seen == 0
    assert (await house.why("member", title, banned_users=elsewhere)).similar == before.similar


async def test_closest_users_cannot_be_told_apart(house: House) -> None:
    found = await house.why("member", int(MEMBER.anime_ids[0]))
    assert len(found.similar.closest) > 3
    assert set(found.similar.closest[0].model_dump()) == {"affinity", "score", "recommends"}
    (affinity,) = {user.affinity for user in found.similar.closest}
    assert affinity % 10 == 0
    scores = [user.score or 0 for user in found.similar.closest]
    assert scores == sorted(scores, reverse=True)


async def test_a_replaced_snapshot_is_freed_during_a_request_to_mal(house: House) -> None:
    snapshots = house.recommender._resources.snapshots
    hashes = weakref.ref(snapshots.current.hashes)
    is_freed = []

    def replace_snapshot(_n_entries: int) -> None:
        snapshots._snapshot = load_snapshot(snapshots._directory)
        gc.collect()
        is_freed.append(hashes() is None)

    request = WhyRequest(user_name="demo_sports", anime_id=1)
    answer = await house.recommender.why(request, replace_snapshot)

    assert is_freed == [True]
    assert answer == await house.recommender.why(request)


async def test_the_explanation_uses_the_snapshot_in_use_after_the_fetch(
    house: House,
) -> None:
    """In the second snapshot, the last title has the id of one that the first lacks."""
    snapshots = house.recommender._resources.snapshots
    first = snapshots.current
    items = first.model.items
    last = int(items.ids[-1])
    renumbered = replace(items, ids=np.append(items.ids[:-1], UNCATALOGUED).astype(np.int32))
    second = replace(first, model=replace(first.model, items=renumbered))

    async def explain_while_replaced(anime_id: int) -> WhyResponse:
        def replace_snapshot(_n_entries: int) -> None:
            snapshots._snapshot = second

        snapshots._snapshot = first
        house.clock.advance(minutes=2)
        request = WhyRequest(user_name="demo_sports", anime_id=anime_id, force_list_update=True)
        return await house.recommender.why(request, replace_snapshot)

    gained, lost = [await explain_while_replaced(anime_id) for anime_id in (UNCATALOGUED, last)]
    assert (gained.info.id, gained.metadata.basis) == (UNCATALOGUED, "similar_users_and_factors")
    assert gained.influences
    assert (lost.info.id, lost.metadata.basis) == (last, "mean")


async def test_users_banned_by_the_front_end_are_excluded_but_not_echoed(house: House) -> None:
    title = int(MEMBER.anime_ids[0])
    response = await house.recommender.recommend(Request(user_name="member"))
    banned = [user.hash for user in response.users]
    request = WhyRequest(user_name="member", anime_id=title, banned_users=(banned[0],))
    digests = HASHER.hashes_in("asker:member").read(banned[1:])
    after = await house.recommender.why(request, banned_users=digests)

    assert after.metadata.users.banned == (banned[0],)
    in_request = await house.why("member", title, banned_users=tuple(banned))
    assert after.similar == in_request.similar


async def test_names_of_the_community_are_never_returned(house: House) -> None:
    answer = (await house.why("demo_sports", 1)).model_dump_json()
    assert not [name for name in COMMUNITY if name in answer]


async def test_the_same_request_gets_the_same_bytes(house: House) -> None:
    first = (await house.why("demo_sports", 1)).model_dump_json()
    assert (await house.why("Demo_Sports", 1)).model_dump_json() == first


async def test_adult_titles_are_named_as_influences_only_if_asked_for(house: House) -> None:
    house.lists["demo_dark"] = entries_of([UNRATED_ADULT_ID, 1, 6], 10)
    named, shown = [
        {one.id for one in (await house.why("demo_dark", 5, include_adult=is_adult)).influences}
        for is_adult in (True, False)
    ]

    assert UNRATED_ADULT_ID in named
    assert shown == named - {UNRATED_ADULT_ID}


async def test_an_adult_title_is_refused_before_a_list_is_fetched_unless_included(
    house: House,
) -> None:
    for anime_id in (ADULT_ID, UNRATED_ADULT_ID):
        with pytest.raises(AdultExcluded) as refused:
            await house.why("demo_sports", anime_id)
        assert refused.value.field == "anime_id"
        assert not house.mal.requests["animelist"]
    included = await house.why("demo_sports", ADULT_ID, include_adult=True)
    assert included.info.id == ADULT_ID


async def test_titles_that_are_gone_from_mal_are_neither_explained_nor_named(house: House) -> None:
    catalogue = house.recommender._resources.store.catalogue
    before = await house.why("demo_sports", 1)
    gone = before.influences[0].id
    await catalogue.mark_missing(gone)
    after = await house.why("demo_sports", 1)
    assert after.influences == before.influences[1:]
    await catalogue.mark_missing(UNCATALOGUED)
    n_lists = house.mal.requests["animelist"]
    for anime_id in (gone, UNCATALOGUED):
        with pytest.raises(AnimeNotFound):
            await house.why("demo_cosy", anime_id)
    assert house.mal.requests["animelist"] == n_lists
