"""One card a franchise, and only such as may be watched next."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from reko_core.engine.cards import eligible_cards
from reko_core.engine.model import Model
from reko_core.engine.profile import Profile

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
        **titles: object,
    ) -> list[int]:
        described = {"franchise": FRANCHISES, "prequels": [[], [0], [1], [], [3], []]} | titles
        model = make_model([dict.fromkeys(range(6), 8)] * 3, n_items=6, **described)
        found = eligible_cards(
            model.items,
            ask(model, dict.fromkeys(seen, 8), planned=planned, dropped=dropped),
            banned=np.isin(np.arange(6), banned),
            include_adult=include_adult,
            continue_franchises=continue_franchises,
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


def test_who_skipped_the_first_title_is_offered_it(cards: Cards) -> None:
    assert cards(1, continue_franchises=True) == [0, 3, 5]


def test_planned_titles_are_not_recommended_nor_what_follows_them(cards: Cards) -> None:
    assert cards(planned=[3]) == [0, 5]
    assert cards(planned=[3], continue_franchises=True) == [0, 5]


def test_nothing_whose_prequel_is_unseen_is_recommended(cards: Cards) -> None:
    assert cards(prequels=[[], [], [], [5], [3], []]) == [0, 5]


def test_a_prequel_seen_frees_what_follows(cards: Cards) -> None:
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


def test_music_before_the_first_title_does_not_stand_in_its_way(cards: Cards) -> None:
    prequels: list[list[int]] = [[] for _ in range(6)]

    assert cards(is_recommendable=all_but(0), prequels=prequels) == [1, 3, 5]


def test_a_prequel_broadcast_later_is_the_first_to_watch(cards: Cards) -> None:
    assert cards(prequels=[[], [], [], [4], [], []]) == [0, 4, 5]


def test_who_has_seen_everything_is_dealt_nothing(cards: Cards) -> None:
    assert cards(*range(6), continue_franchises=True) == []


def test_a_side_story_is_no_substitute_for_a_banned_first_title(cards: Cards) -> None:
    unrelated: list[list[int]] = [[] for _ in range(6)]

    assert cards(banned=[0], prequels=unrelated) == [3, 5]
