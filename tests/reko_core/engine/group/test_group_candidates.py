"""Candidates of a group: what all of its members can watch next."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.group.group_candidates import GroupFilters, find_group_candidates
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import Planned, find_candidates

Find = Callable[..., list[int]]


@pytest.fixture(scope="module")
def series(make_model: Callable[..., Model]) -> Model:
    """Franchises of the items 0-2, 3-4 and 5; each title is the prequel of the next."""
    return make_model(
        [dict.fromkeys(range(6), 8)] * 3,
        n_items=6,
        franchise=[0, 0, 0, 1, 1, 2],
        prequels=[[], [0], [1], [], [3], []],
    )


@pytest.fixture
def candidates(series: Model, ask: Callable[..., Profile]) -> Find:
    """Return the candidates of members given as seen items, or as arguments of `ask`."""

    def find(*members: Any, banned: Sequence[int] = (), **filters: Any) -> list[int]:
        profiles = [
            ask(series, dict.fromkeys(one.get("seen", ()), 8), **without_seen(one))
            if isinstance(one, dict)
            else ask(series, dict.fromkeys(one, 8))
            for one in members
        ]
        allowed = ~np.isin(np.arange(6), banned)
        query = GroupFilters(allowed=allowed, **filters)
        return find_group_candidates(series.items, profiles, np.zeros(6), query).tolist()

    return find


def without_seen(member: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in member.items() if name != "seen"}


def test_nobody_has_seen_any_of_the_franchise(candidates: Find) -> None:
    assert candidates([], []) == [0, 3, 5]
    assert candidates([0], []) == [3, 5]
    assert candidates([0], [4]) == [5]
    assert candidates([0], [4], [5]) == []


def test_what_one_would_watch_again_comes_when_asked_for(candidates: Find) -> None:
    assert candidates([0], [], max_seen=1) == [0, 3, 5]
    assert candidates([0, 1], [0], max_seen=1) == [3, 5]
    assert candidates([0, 1], [0], max_seen=2) == [0, 3, 5]


def test_a_started_franchise_goes_on_when_all_have_seen_what_comes_before(
    candidates: Find,
) -> None:
    assert candidates([0], [0], continue_franchises=True) == [1, 3, 5]
    assert candidates([0], [], continue_franchises=True) == [3, 5]


def test_a_planned_title_goes_on_with_its_franchise_for_those_who_plan_it(
    candidates: Find,
) -> None:
    both = {"seen": [0], "planned": [1]}

    assert candidates(both, both) == [1, 3, 5]
    assert candidates(both, [0]) == [3, 5]
    assert candidates(both, []) == [3, 5]


def test_planned_titles_are_left_out_unless_included(candidates: Find) -> None:
    assert candidates({"planned": [3]}, []) == [0, 3, 5]
    assert candidates({"planned": [3]}, [], include_planned=False) == [0, 5]


def test_planned_in_common_is_the_intersection_of_the_lists(candidates: Find) -> None:
    members = {"planned": [0, 3]}, {"planned": [3, 5]}, {"planned": [5, 3]}

    assert candidates(*members, min_planned=2) == [3, 5]
    assert candidates(*members, min_planned=3) == [3]
    assert candidates([], [], min_planned=2) == []


def test_what_one_of_them_dropped_is_closed_to_all(candidates: Find) -> None:
    assert candidates({"seen": [0], "dropped": [0]}, [], max_seen=1) == [3, 5]


def test_bans_and_filters_hold(candidates: Find) -> None:
    assert candidates([], [], banned=[5]) == [0, 3]


@pytest.mark.parametrize("include_planned", [True, False])
@pytest.mark.parametrize("continue_franchises", [True, False])
def test_a_group_of_twins_has_the_candidates_of_one(
    model: Model,
    ask: Callable[..., Profile],
    include_planned: bool,  # noqa: FBT001
    continue_franchises: bool,  # noqa: FBT001
) -> None:
    rng = np.random.default_rng(5)
    n_items = model.items.n_items
    for _ in range(20):
        on_list = rng.permutation(n_items)[:25].tolist()
        profile = ask(
            model,
            {item: int(rng.integers(0, 11)) for item in on_list[:15]},
            planned=on_list[15:],
            dropped=on_list[:2],
        )
        scores, allowed = rng.normal(size=n_items), rng.random(n_items) > 0.1
        common = {"include_adult": False, "continue_franchises": continue_franchises}
        alone = find_candidates(
            model.items,
            profile,
            scores,
            banned=~allowed,
            planned=Planned.INCLUDED if include_planned else Planned.EXCLUDED,
            **common,
        )
        filters = GroupFilters(allowed, include_planned=include_planned, **common)
        together = find_group_candidates(model.items, [profile, profile], scores, filters)

        assert together.tolist() == alone.tolist()
