"""At most one candidate a franchise: of the titles that can be watched next, the best."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import Planned, find_candidates

Find = Callable[..., list[int]]
FRANCHISES = [0, 0, 0, 1, 1, 2]
UNRELATED: list[list[int]] = [[] for _ in range(6)]
# Item 3 is the sequel of item 5, which is another franchise and broadcast before it.
ACROSS = {"prequels": [[], [], [], [5], [3], []], "day": [0, 1, 2, 4, 5, 3]}


@pytest.fixture
def candidates(make_model: Callable[..., Model], ask: Callable[..., Profile]) -> Find:
    """Return the candidates for a user who has seen some of six titles.

    By default three users have seen all titles, so relations decide: there are three franchises of
    the items 0-2, 3-4 and 5, each in order of broadcast, and each title is the prequel of the next.
    Titles without a score have the score 0; of equal scores the first item is the best.
    """

    def find(
        *seen: int,
        scores: Mapping[int, float] | None = None,
        planned: Sequence[int] = (),
        dropped: Sequence[int] = (),
        banned: Sequence[int] = (),
        include_adult: bool = False,
        continue_franchises: bool = False,
        mode: Planned = Planned.EXCLUDED,
        lists: Sequence[Mapping[int, int]] | None = None,
        **titles: object,
    ) -> list[int]:
        described = {"franchise": FRANCHISES, "prequels": [[], [0], [1], [], [3], []]} | titles
        model = make_model(lists or [dict.fromkeys(range(6), 8)] * 3, n_items=6, **described)
        found = find_candidates(
            model.items,
            ask(model, dict.fromkeys(seen, 8), planned=planned, dropped=dropped),
            np.array([(scores or {}).get(item, 0.0) for item in range(6)]),
            banned=np.isin(np.arange(6), banned),
            include_adult=include_adult,
            continue_franchises=continue_franchises,
            planned=mode,
        )
        return [int(item) for item in found]

    return find


def one_of_six(item: int) -> list[bool]:
    return [other == item for other in range(6)]


def all_but(item: int) -> list[bool]:
    return [other != item for other in range(6)]


def test_a_new_user_begins_every_franchise_at_its_beginning(candidates: Find) -> None:
    assert candidates() == [0, 3, 5]


def test_franchises_already_begun_are_left_out(candidates: Find) -> None:
    assert candidates(0) == [3, 5]
    assert candidates(2) == [3, 5]


def test_franchises_already_begun_go_on_when_asked_for(candidates: Find) -> None:
    assert candidates(0, continue_franchises=True) == [1, 3, 5]
    assert candidates(0, 1, continue_franchises=True) == [2, 3, 5]
    assert candidates(0, 1, 2, continue_franchises=True) == [3, 5]


def test_a_skipped_first_title_is_recommended(candidates: Find) -> None:
    assert candidates(1, continue_franchises=True) == [0, 3, 5]
    assert candidates(2, continue_franchises=True) == [0, 3, 5]


def test_the_candidate_of_a_franchise_is_its_best_title(candidates: Find) -> None:
    assert candidates(prequels=UNRELATED, scores={1: 0.5, 2: 0.9, 4: 0.1}) == [2, 4, 5]
    assert candidates(prequels=UNRELATED, scores={1: -0.5, 2: -0.9, 0: -0.6}) == [1, 3, 5]


def test_a_title_that_cannot_be_watched_yet_is_no_candidate_however_good(
    candidates: Find,
) -> None:
    assert candidates(scores={1: 0.5, 2: 0.9, 4: 0.1}) == [0, 3, 5]
    assert candidates(1, scores={2: 0.9}, continue_franchises=True) == [2, 3, 5]


def test_a_started_franchise_does_not_go_on_with_an_older_version(candidates: Find) -> None:
    going_on = {"continue_franchises": True, "prequels": UNRELATED, "scores": {0: 0.9}}

    assert candidates(**going_on) == [0, 3, 5]
    assert candidates(1, **going_on) == [2, 3, 5]
    assert candidates(2, **going_on) == [3, 5]


def test_a_started_franchise_goes_on_with_what_comes_before_a_seen_title(
    candidates: Find,
) -> None:
    # Item 0 is broadcast before item 1, and both are before item 2.
    found = candidates(2, 1, continue_franchises=True, prequels=[[], [], [0, 1], [], [], []])

    assert found == [0, 3, 5]


def test_titles_of_the_same_day_go_on_with_each_other(candidates: Find) -> None:
    same_day = {"day": [7] * 6, "prequels": UNRELATED, "continue_franchises": True}

    assert candidates(1, **same_day) == [0, 3, 5]


def test_an_extra_never_opens_a_franchise_that_has_more(candidates: Find) -> None:
    best = {"prequels": UNRELATED, "scores": {0: 0.9, 5: 0.9}}

    assert candidates(is_extra=one_of_six(0), **best) == [1, 3, 5]
    assert candidates(1, is_extra=one_of_six(2), continue_franchises=True, **best) == [3, 5]
    assert candidates(is_extra=one_of_six(5), **best) == [0, 3, 5]


def test_a_side_title_waits_for_the_series(candidates: Find) -> None:
    series_and_film = [{0: 8}] * 80 + [{0: 8, 1: 8}] * 25
    best = {"lists": series_and_film, "prequels": UNRELATED, "scores": {1: 0.9}}

    assert candidates(**best)[0] == 0
    assert candidates(0, continue_franchises=True, **best)[0] == 1


def test_a_pilot_broadcast_before_the_series_does_not_come_first(candidates: Find) -> None:
    series_and_pilot = [{1: 8}] * 80 + [{0: 8, 1: 8}] * 25
    best = {"lists": series_and_pilot, "prequels": [[], [0], *UNRELATED[2:]], "scores": {0: 0.9}}

    assert candidates(**best)[0] == 1
    assert 0 not in candidates(1, continue_franchises=True, **best)


def test_planned_titles_are_not_recommended_nor_what_follows_them(candidates: Find) -> None:
    assert candidates(planned=[3]) == [0, 5]
    assert candidates(planned=[3], continue_franchises=True) == [0, 5]


def test_nothing_whose_prequel_is_unseen_is_recommended(candidates: Find) -> None:
    assert candidates(**ACROSS) == [0, 5]


def test_a_seen_prequel_unlocks_its_sequel(candidates: Find) -> None:
    assert candidates(5, **ACROSS) == [0, 3]


def test_a_planned_prequel_is_not_a_seen_one(candidates: Find) -> None:
    assert candidates(planned=[5], **ACROSS) == [0]


def test_untyped_franchises_are_begun_at_their_beginning_too(candidates: Find) -> None:
    nothing = [False] * 6

    assert candidates(is_typed=nothing) == [0, 3, 5]
    assert candidates(0, is_typed=nothing, continue_franchises=True) == [1, 3, 5]


@pytest.mark.parametrize("continue_franchises", [False, True])
def test_dropped_franchises_are_left_out_whole(candidates: Find, continue_franchises: bool) -> None:  # noqa: FBT001
    found = candidates(0, 3, dropped=[0], continue_franchises=continue_franchises)

    assert not {0, 1, 2} & set(found)


def test_a_banned_first_title_blocks_what_requires_it(candidates: Find) -> None:
    assert candidates(banned=[0]) == [3, 5]
    assert candidates(banned=[1]) == [0, 3, 5]


def test_another_ready_title_stands_in_for_a_banned_one(candidates: Find) -> None:
    # Item 2 is the sequel of the banned first title, item 1 is not.
    prequels = [[], [], [0], [], [3], []]

    assert candidates(banned=[0], prequels=prequels, scores={2: 0.9}) == [1, 3, 5]


def test_banning_everything_leaves_nothing(candidates: Find) -> None:
    assert candidates(banned=range(6)) == []


def test_adult_titles_come_only_when_asked_for(candidates: Find) -> None:
    assert candidates(is_adult=one_of_six(3)) == [0, 5]
    assert candidates(is_adult=one_of_six(3), include_adult=True) == [0, 3, 5]


def test_titles_not_yet_aired_are_left_out(candidates: Find) -> None:
    assert candidates(is_aired=all_but(5)) == [0, 3]


def test_music_is_never_recommended(candidates: Find) -> None:
    assert candidates(is_recommendable=all_but(5)) == [0, 3]


def test_music_before_the_first_title_does_not_block_it(candidates: Find) -> None:
    assert candidates(is_recommendable=all_but(0), prequels=UNRELATED) == [1, 3, 5]


def test_a_prequel_film_broadcast_later_does_not_come_first(candidates: Find) -> None:
    assert candidates(prequels=[[], [], [], [4], [], []]) == [0, 3, 5]
    series_and_film = [{3: 8}] * 80 + [{3: 8, 4: 8}] * 25
    lists = {"lists": series_and_film, "prequels": [[], [], [], [4], [], []], "scores": {4: 0.9}}
    found = candidates(**lists)

    assert 3 in found
    assert 4 not in found


def test_a_user_who_has_seen_everything_has_no_candidates(candidates: Find) -> None:
    assert candidates(*range(6), continue_franchises=True) == []


def test_planned_titles_come_when_they_are_included(candidates: Find) -> None:
    assert candidates(planned=[3], mode=Planned.INCLUDED) == [0, 3, 5]
    assert candidates(planned=[0, 1], mode=Planned.INCLUDED) == [0, 3, 5]


def test_planned_titles_alone_are_the_plan_to_watch_list_and_nothing_else(candidates: Find) -> None:
    assert candidates(planned=[3, 5], mode=Planned.ONLY) == [3, 5]
    assert candidates(mode=Planned.ONLY) == []


def test_planning_a_later_title_recommends_the_first(candidates: Find) -> None:
    assert candidates(planned=[4], mode=Planned.INCLUDED) == [0, 3, 5]
    assert candidates(planned=[4], mode=Planned.ONLY) == []


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_planned_next_title_goes_on_with_its_franchise(candidates: Find, mode: Planned) -> None:
    assert 1 in candidates(0, planned=[1], mode=mode)
    assert 2 not in candidates(0, planned=[2], mode=mode)
    assert candidates(0, 3, 4, 5, planned=[1], mode=mode) == [1]


def test_what_is_planned_of_a_franchise_does_not_open_the_rest_of_it(candidates: Find) -> None:
    planned = {"planned": [2], "mode": Planned.INCLUDED, "prequels": UNRELATED}

    assert candidates(0, 3, 5, **planned) == [2]
    assert candidates(0, 3, 5, continue_franchises=True, **planned) == [1, 4]


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_dropped_franchise_is_closed_to_what_is_planned(candidates: Find, mode: Planned) -> None:
    found = candidates(0, dropped=[0], planned=[1], mode=mode, continue_franchises=True)

    assert not {0, 1, 2} & set(found)


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_planned_titles_are_held_to_filters_age_and_date(candidates: Find, mode: Planned) -> None:
    planned = {"planned": [3], "mode": mode}

    assert 3 not in candidates(banned=[3], **planned)
    assert 3 not in candidates(is_adult=one_of_six(3), **planned)
    assert 3 in candidates(is_adult=one_of_six(3), include_adult=True, **planned)
    assert 3 not in candidates(is_aired=all_but(3), **planned)
    assert 3 not in candidates(is_recommendable=all_but(3), **planned)


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_planned_title_needs_no_banned_one_before_it(candidates: Find, mode: Planned) -> None:
    planned = {"planned": [0, 2], "banned": [0], "prequels": UNRELATED, "mode": mode}

    assert candidates(scores={2: 0.9}, **planned)[0] == 2


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_planned_older_version_is_a_candidate(candidates: Find, mode: Planned) -> None:
    assert candidates(1, planned=[0], prequels=UNRELATED, mode=mode)[0] == 0


def test_a_title_seen_by_few_is_a_candidate_if_it_is_planned(
    make_model: Callable[..., Model], ask: Callable[..., Profile]
) -> None:
    # One user in twenty has seen the special of the series.
    lists = [{0: 8, 2: 8}] * 19 + [{0: 8, 1: 7, 2: 8}]
    model = make_model(lists, n_items=3, franchise=[0, 0, 1], prequels=[[], [0], []])
    found = {
        mode: find_candidates(
            model.items,
            ask(model, {0: 8}, planned=[1]),
            np.zeros(3),
            banned=np.zeros(3, bool),
            include_adult=False,
            continue_franchises=True,
            planned=mode,
        ).tolist()
        for mode in Planned
    }

    assert not model.items.is_main[1]
    assert found == {Planned.EXCLUDED: [2], Planned.INCLUDED: [1, 2], Planned.ONLY: [1]}


def reference(
    items: Items,
    profile: Profile,
    scores: NDArray[np.float64],
    banned: set[int],
    *,
    include_adult: bool,
    continue_franchises: bool,
    planned: Planned,
) -> list[int]:
    """Loop over every franchise title by title."""
    seen = set(profile.seen.tolist())

    def before(title: int) -> list[int]:
        span = slice(*items.requires_indptr[title : title + 2])
        return [int(other) for other in items.requires[span]]

    def all_before(title: int) -> set[int]:
        return {title}.union(*(all_before(other) for other in before(title)))

    required = {other for title in seen for other in all_before(title)}

    def is_allowed(title: int) -> bool:
        is_fit = include_adult or not items.is_adult[title]
        is_ready = all(other in seen for other in before(title))
        return bool(items.is_aired[title] and is_fit and is_ready and title not in banned)

    found = []
    for franchise in range(items.n_franchises):
        titles = np.flatnonzero(items.franchise == franchise).tolist()
        listed = {title for title in titles if profile.on_list[title]}
        done = listed if planned is Planned.EXCLUDED else listed & seen
        start = min((items.day[title] for title in titles if title in seen), default=None)
        possible = set()
        if planned is not Planned.ONLY and (continue_franchises or not done):
            possible |= {
                title
                for title in titles
                if items.is_main[title]
                and title not in done
                and (start is None or items.day[title] >= start or title in required)
            }
        if planned is not Planned.EXCLUDED:
            possible |= {title for title in listed - seen if items.is_recommendable[title]}
        allowed = sorted(filter(is_allowed, possible))
        if allowed and not any(profile.dropped[title] for title in titles):
            found.append(max(allowed, key=lambda title: scores[title]))
    return found


TITLES = st.sets(st.integers(0, 79), max_size=60)


@given(
    seen=TITLES,
    planned=TITLES,
    dropped=st.sets(st.integers(0, 79), max_size=8),
    banned=TITLES,
    include_adult=st.booleans(),
    continue_franchises=st.booleans(),
    mode=st.sampled_from(Planned),
    seed=st.integers(0, 1000),
)
@settings(deadline=None, derandomize=True, max_examples=300)
def test_candidates_are_those_of_a_loop_over_every_franchise(
    model: Model,
    ask: Callable[..., Profile],
    *,
    seen: set[int],
    planned: set[int],
    dropped: set[int],
    banned: set[int],
    include_adult: bool,
    continue_franchises: bool,
    mode: Planned,
    seed: int,
) -> None:
    profile = ask(
        model,
        dict.fromkeys(seen, 7),
        planned=sorted(planned - seen),
        dropped=sorted(dropped & seen),
    )
    how: dict[str, Any] = {
        "include_adult": include_adult,
        "continue_franchises": continue_franchises,
        "planned": mode,
    }
    is_banned = np.isin(np.arange(80), sorted(banned))
    # Few values, so that some titles have equal scores.
    scores = np.random.default_rng(seed).integers(4, size=80) / 4
    found = find_candidates(model.items, profile, scores, banned=is_banned, **how)

    assert found.tolist() == reference(model.items, profile, scores, banned, **how)
