"""Groups with a real store and snapshot, and a fake MAL over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from community import ADULT_ID, MEMBER, TITLES, entries_of, working_copy

from reko_core.app import open_core
from reko_core.contract.group import GroupRequest, GroupResponse
from reko_core.contract.recommend import Request
from reko_core.domain.models import Entries, Status
from reko_core.errors import ListPrivate, UnknownGenre, UserNotFound
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault


def with_planned(entries: Entries, ids: list[int]) -> Entries:
    """Add planned titles to a list."""
    planned = entries_of(ids, 0, Status.PLAN_TO_WATCH)
    columns = zip(planned.columns(), entries.columns(), strict=True)
    return Entries.build(*(np.concatenate(both) for both in columns))


DEMO = demo_lists(TITLES)
PLANNED = [item for item in TITLES if item != ADULT_ID][:40]
LISTS: Mapping[str, Entries] = {
    **DEMO,
    "member": MEMBER,
    "planner": with_planned(DEMO["demo_sports"], PLANNED),
    "planner_2": with_planned(DEMO["demo_dark"], PLANNED[20:]),
    **{f"user_{k}": entries_of(list(TITLES)[k : k + 8], 8) for k in range(10)},
}
PRIVATE = Fault(403, '{"message": "", "error": "not_permitted"}')


@pytest.fixture
async def recommender(built: Settings, tmp_path: Path) -> AsyncIterator[Recommender]:
    async with AsyncExitStack() as stack:
        mal = FakeMal(MappingLists(LISTS), TITLES, {"private": PRIVATE})
        base_url = await stack.enter_async_context(mal.serve())
        settings = working_copy(built, tmp_path, base_url=base_url)
        core = await stack.enter_async_context(open_core(settings, Metrics()))
        yield core.recommender


async def ask(recommender: Recommender, *user_names: str, **fields: Any) -> GroupResponse:
    return await recommender.groups.recommend(GroupRequest(user_names=user_names, **fields))


def ids_of(response: GroupResponse) -> list[int]:
    return [reko.id for reko in response.rekos]


def seen_of(user_name: str) -> set[int]:
    entries = LISTS[user_name]
    return set(entries.anime_ids[entries.is_seen].tolist())


@pytest.mark.parametrize("rule", ["everyone", "average", "no_misery"])
async def test_a_group_is_recommended_what_nobody_has_seen(
    recommender: Recommender, rule: str
) -> None:
    names = ("Demo_Sports", "demo_dark", "member")
    response = await ask(recommender, *names, rule=rule)

    metadata = response.metadata
    assert [one.user_name for one in metadata.members] == list(names)
    assert [one.n_seen for one in metadata.members] == [len(seen_of(one.lower())) for one in names]
    assert len(response.rekos) == metadata.rekos.sent == 24 <= metadata.rekos.found
    assert not set(ids_of(response)) & set.union(*(seen_of(name.lower()) for name in names))
    matches = [reko.match for reko in response.rekos]
    assert matches == sorted(matches, reverse=True)
    for reko in response.rekos:
        chances = [one.enjoyment for one in reko.members]
        assert reko.everybody == pytest.approx(100 * np.prod(np.array(chances) / 100) ** 0.9, abs=3)
        assert chances[reko.least] == min(chances)
    assert GroupResponse.model_validate_json(response.model_dump_json()) == response


async def test_a_members_figures_are_those_of_their_own_recommendations(
    recommender: Recommender,
) -> None:
    group = await ask(recommender, "demo_sports", "demo_dark", limit=100)
    alone = await recommender.recommend(Request(user_name="demo_sports", limit=100))

    own = {reko.id: reko.expected.model_dump() for reko in alone.rekos}
    both = [reko for reko in group.rekos if reko.id in own]
    assert len(both) > 10
    for reko in both:
        assert reko.members[0].model_dump(include={"score", "enjoyment"}) == own[reko.id]


async def test_planned_in_common_is_what_both_plan_to_watch(recommender: Recommender) -> None:
    response = await ask(recommender, "planner", "planner_2", only_planned=True)

    assert response.rekos
    assert set(ids_of(response)) <= set(PLANNED[20:])
    assert all(one.planned for reko in response.rekos for one in reko.members)


async def test_planned_titles_are_shown_as_planned_or_left_out(recommender: Recommender) -> None:
    shown = await ask(recommender, "planner", "member", limit=100)
    without = await ask(recommender, "planner", "member", limit=100, include_planned=False)

    planned = [reko.id for reko in shown.rekos if reko.members[0].planned]
    assert planned
    assert set(planned) <= set(PLANNED)
    assert not set(ids_of(without)) & set(PLANNED)


async def test_what_one_has_seen_comes_when_asked_for(recommender: Recommender) -> None:
    response = await ask(recommender, "demo_sports", "demo_dark", max_seen=1, limit=100)

    n_seen = [sum(one.seen for one in reko.members) for reko in response.rekos]
    assert set(n_seen) == {0, 1}
    for reko in response.rekos:
        for name, one in zip(("demo_sports", "demo_dark"), reko.members, strict=True):
            assert one.seen == (reko.id in seen_of(name))


async def test_bans_filters_and_titles_seen_elsewhere_hold(recommender: Recommender) -> None:
    names = ("demo_sports", "demo_dark")
    first = ids_of(await ask(recommender, *names))
    request = GroupRequest(user_names=names, banned_ids=(first[0],), types=("tv",))
    response = await recommender.groups.recommend(
        request, banned_ids=[first[1]], seen_ids={"Demo_Dark": [first[2]]}
    )

    assert not set(ids_of(response)) & set(first[:3])
    assert {reko.info.media_type for reko in response.rekos} == {"tv"}
    assert response.metadata.rekos.banned == (first[0],)


async def test_pages_are_cut_from_one_ranking(recommender: Recommender) -> None:
    names = ("demo_sports", "demo_dark")
    whole = ids_of(await ask(recommender, *names, limit=20))
    pages = [ids_of(await ask(recommender, *names, limit=8, offset=k)) for k in (0, 8)]

    assert [*pages[0], *pages[1]] == whole[:16]


async def test_ten_lists_that_are_not_stored_are_fetched(recommender: Recommender) -> None:
    response = await ask(recommender, *(f"user_{k}" for k in range(10)))

    assert len(response.metadata.members) == 10
    assert response.rekos


@pytest.mark.parametrize(("name", "error"), [("private", ListPrivate), ("nobody", UserNotFound)])
async def test_the_user_whose_list_cannot_be_had_is_named(
    recommender: Recommender, name: str, error: type[ListPrivate | UserNotFound]
) -> None:
    with pytest.raises(error) as caught:
        await ask(recommender, "demo_sports", name.upper(), "demo_dark")

    assert caught.value.user_name == name.upper()
    assert caught.value.field == "user_names.1"


async def test_an_unknown_genre_is_refused_before_any_list_is_fetched(
    recommender: Recommender,
) -> None:
    with pytest.raises(UnknownGenre):
        await ask(recommender, "nobody", "demo_dark", genres=("Nonsense",))
