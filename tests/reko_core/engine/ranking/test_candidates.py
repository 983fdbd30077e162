"""One candidate per franchise, and only titles that can be watched next."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import Planned, find_candidates

Cards = Callable[..., list[int]]
FRANCHISES = [0, 0, 0, 1, 1, 2]


@pytest.fixture
def cards(make_model: Callable[..., Model], ask: Callable[..., Profile]) -> Cards:
    """Return the cards of a user for three franchises of items 0-2, 3-4 and 5, each in order."""

    def deal(
        *seen: int,
        planned: Sequence[int] = (),
        dropped: Sequence[int] = (),
        banned: Sequence[int] = (),
        include_adult: bool = False,
        continue_franchises: bool = False,
        mode: Planned = Planned.EXCLUDED,
        **titles: object,
    ) -> list[int]:
        described = {"franchise": FRANCHISES, "prequels": [[], [0], [1], [], [3], []]} | titles
        model = make_model([dict.fromkeys(range(6), 8)] * 3, n_items=6, **described)
        found = find_candidates(
            model.items,
            ask(model, dict.fromkeys(seen, 8), planned=planned, dropped=dropped),
            banned=np.isin(np.arange(6), banned),
            include_adult=include_adult,
            continue_franchises=continue_franchises,
            planned=mode,
        )
        return [int(card) for card in found]

    return deal


def one_of_six(item: int) -> list[bool]:
    return [other == item for other in range(6)]


def all_but(item: int) -> list[bool]:
    return [other != item for other in range(6)]


def test_a_new_user_begins_every_franchise_at_its_beginning(cards: Cards) -> None:
    assert cards() == [0, 3, 5]


def test_franchises_already_begun_are_left_out(cards: Cards) -> None:
    assert cards(0) == [3, 5]
    assert cards(2) == [3, 5]


def test_franchises_already_begun_go_on_when_asked_for(cards: Cards) -> None:
    assert cards(0, continue_franchises=True) == [1, 3, 5]
    assert cards(0, 1, continue_franchises=True) == [2, 3, 5]
    assert cards(0, 1, 2, continue_franchises=True) == [3, 5]


def test_a_skipped_first_title_is_recommended(cards: Cards) -> None:
    assert cards(1, continue_franchises=True) == [0, 3, 5]


def test_planned_titles_are_not_recommended_nor_what_follows_them(cards: Cards) -> None:
    assert cards(planned=[3]) == [0, 5]
    assert cards(planned=[3], continue_franchises=True) == [0, 5]


def test_nothing_whose_prequel_is_unseen_is_recommended(cards: Cards) -> None:
    assert cards(prequels=[[], [], [], [5], [3], []]) == [0, 5]


def test_a_seen_prequel_unlocks_its_sequel(cards: Cards) -> None:
    assert cards(5, prequels=[[], [], [], [5], [3], []]) == [0, 3]


def test_a_planned_prequel_is_not_a_seen_one(cards: Cards) -> None:
    assert cards(planned=[5], prequels=[[], [], [], [5], [3], []]) == [0]


def test_untyped_franchises_are_begun_at_their_beginning_too(cards: Cards) -> None:
    nothing = [False] * 6

    assert cards(is_typed=nothing) == [0, 3, 5]
    assert cards(0, is_typed=nothing, continue_franchises=True) == [1, 3, 5]


@pytest.mark.parametrize("continue_franchises", [False, True])
def test_dropped_franchises_are_left_out_whole(cards: Cards, continue_franchises: bool) -> None:  # noqa: FBT001
    found = cards(0, 3, dropped=[0], continue_franchises=continue_franchises)

    assert not {0, 1, 2} & set(found)


def test_a_banned_first_title_takes_its_franchise_with_it(cards: Cards) -> None:
    assert cards(banned=[0]) == [3, 5]
    assert cards(banned=[1]) == [0, 3, 5]


def test_banning_everything_leaves_nothing(cards: Cards) -> None:
    assert cards(banned=range(6)) == []


def test_adult_titles_come_only_when_asked_for(cards: Cards) -> None:
    assert cards(is_adult=one_of_six(3)) == [0, 5]
    assert cards(is_adult=one_of_six(3), include_adult=True) == [0, 3, 5]


def test_titles_not_yet_aired_are_left_out(cards: Cards) -> None:
    assert cards(is_aired=all_but(5)) == [0, 3]


def test_music_is_never_recommended(cards: Cards) -> None:
    assert cards(is_recommendable=all_but(5)) == [0, 3]


def test_music_before_the_first_title_does_not_block_it(cards: Cards) -> None:
    prequels: list[list[int]] = [[] for _ in range(6)]

    assert cards(is_recommendable=all_but(0), prequels=prequels) == [1, 3, 5]


def test_a_prequel_broadcast_later_is_the_first_to_watch(cards: Cards) -> None:
    assert cards(prequels=[[], [], [], [4], [], []]) == [0, 4, 5]


def test_a_user_who_has_seen_everything_has_no_candidates(cards: Cards) -> None:
    assert cards(*range(6), continue_franchises=True) == []


def test_a_side_story_is_no_substitute_for_a_banned_first_title(cards: Cards) -> None:
    unrelated: list[list[int]] = [[] for _ in range(6)]

    assert cards(banned=[0], prequels=unrelated) == [3, 5]


def test_planned_titles_come_when_they_are_included(cards: Cards) -> None:
    assert cards(planned=[3], mode=Planned.INCLUDED) == [0, 3, 5]
    assert cards(planned=[0, 1], mode=Planned.INCLUDED) == [0, 3, 5]


def test_planned_titles_alone_are_the_plan_to_watch_list_and_nothing_else(cards: Cards) -> None:
    assert cards(planned=[3, 5], mode=Planned.ONLY) == [3, 5]
    assert cards(mode=Planned.ONLY) == []


def test_planning_a_later_title_recommends_the_first(cards: Cards) -> None:
    assert cards(planned=[4], mode=Planned.INCLUDED) == [0, 3, 5]
    assert cards(planned=[4], mode=Planned.ONLY) == []


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_planned_next_title_goes_on_with_its_franchise(cards: Cards, mode: Planned) -> None:
    assert 1 in cards(0, planned=[1], mode=mode)
    assert 2 not in cards(0, planned=[2], mode=mode)
    assert cards(0, 3, 4, 5, planned=[1], mode=mode) == [1]


def test_what_is_planned_of_a_franchise_does_not_open_the_rest_of_it(cards: Cards) -> None:
    unrelated: list[list[int]] = [[] for _ in range(6)]
    planned = {"planned": [2], "mode": Planned.INCLUDED, "prequels": unrelated}

    assert cards(0, 3, 5, **planned) == [2]
    assert cards(0, 3, 5, continue_franchises=True, **planned) == [1, 4]


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_dropped_franchise_stays_closed_to_what_is_planned(cards: Cards, mode: Planned) -> None:
    found = cards(0, dropped=[0], planned=[1], mode=mode, continue_franchises=True)

    assert not {0, 1, 2} & set(found)


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_planned_titles_are_held_to_filters_age_and_date(cards: Cards, mode: Planned) -> None:
    planned = {"planned": [3], "mode": mode}

    assert 3 not in cards(banned=[3], **planned)
    assert 3 not in cards(is_adult=one_of_six(3), **planned)
    assert 3 in cards(is_adult=one_of_six(3), include_adult=True, **planned)
    assert 3 not in cards(is_aired=all_but(3), **planned)
    assert 3 not in cards(is_recommendable=all_but(3), **planned)


@pytest.mark.parametrize("mode", [Planned.INCLUDED, Planned.ONLY])
def test_a_planned_title_needs_no_banned_one_before_it(cards: Cards, mode: Planned) -> None:
    unrelated: list[list[int]] = [[] for _ in range(6)]

    assert 2 in cards(planned=[0, 2], banned=[0], prequels=unrelated, mode=mode)
    assert 1 not in cards(planned=[0, 2], banned=[0], prequels=unrelated, mode=mode)


def test_a_by_product_is_a_candidate_if_it_is_planned(
    make_model: Callable[..., Model], ask: Callable[..., Profile]
) -> None:
    # One user in twenty has seen the special of the series.
    lists = [{0: 8, 2: 8}] * 19 + [{0: 8, 1: 7, 2: 8}]
    model = make_model(lists, n_items=3, franchise=[0, 0, 1], prequels=[[], [0], []])
    dealt = {
        mode: find_candidates(
            model.items,
            ask(model, {0: 8}, planned=[1]),
            banned=np.zeros(3, bool),
            include_adult=False,
            continue_franchises=True,
            planned=mode,
        ).tolist()
        for mode in Planned
    }

    assert not model.items.is_main[1]
    assert dealt == {Planned.EXCLUDED: [2], Planned.INCLUDED: [1, 2], Planned.ONLY: [1]}


def oracle(
    items: Items,
    profile: Profile,
    banned: set[int],
    *,
    include_adult: bool,
    continue_franchises: bool,
    planned: Planned,
) -> list[int]:
    """Reference: loop over every franchise title by title."""

    def is_ready(title: int) -> bool:
        before = items.requires[items.requires_indptr[title] : items.requires_indptr[title + 1]]
        return all(profile.item_scores[other] >= 0 for other in before)

    def may_be_shown(title: int) -> bool:
        is_fit = include_adult or not items.is_adult[title]
        return bool(items.is_aired[title] and is_fit and title not in banned)

    dealt = []
    for start, stop in zip(items.order_indptr[:-1], items.order_indptr[1:], strict=True):
        titles = [int(title) for title in items.order[start:stop]]
        if any(profile.dropped[title] for title in titles):
            continue
        seen = {title for title in titles if profile.item_scores[title] >= 0}
        listed = {title for title in titles if profile.on_list[title]}
        done = listed if planned is Planned.EXCLUDED else seen
        candidates = set()
        if planned is not Planned.ONLY and (continue_franchises or not done):
            unseen = (title for title in titles if items.is_main[title] and title not in done)
            first = next(filter(is_ready, unseen), None)
            if first is not None and may_be_shown(first):
                candidates.add(first)
        if planned is not Planned.EXCLUDED:
            candidates |= {
                title
                for title in listed - seen
                if items.is_recommendable[title] and is_ready(title) and may_be_shown(title)
            }
        dealt += [title for title in titles if title in candidates][:1]
    return dealt


TITLES = st.sets(st.integers(0, 79), max_size=60)


@given(
    seen=TITLES,
    planned=TITLES,
    dropped=st.sets(st.integers(0, 79), max_size=8),
    banned=TITLES,
    include_adult=st.booleans(),
    continue_franchises=st.booleans(),
    mode=st.sampled_from(Planned),
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
) -> None:
    profile = ask(
        model,
        dict.fromkeys(seen, 7),
        planned=sorted(planned - seen),
        dropped=sorted(dropped & seen),
    )
    how = {
        "include_adult": include_adult,
        "continue_franchises": continue_franchises,
        "planned": mode,
    }
    is_banned = np.isin(np.arange(80), sorted(banned))
    found = find_candidates(model.items, profile, banned=is_banned, **how)

    assert found.tolist() == oracle(model.items, profile, banned, **how)
