"""What is watched before a title follows from what its viewers have seen."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.franchises import MIN_VIEWERS
from reko_core.engine.data.list_shards import on_threads
from reko_core.engine.data.prerequisites import (
    SEQUEL_SHARE,
    SIDE_RETURN,
    SIDE_SHARE,
    Prerequisites,
    find_main_titles,
    find_prerequisites,
)
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.training.arrays import RawCommunity

Require = Callable[..., list[list[int]]]


def prerequisites_of(raw: RawCommunity) -> list[list[int]]:
    """Return the prerequisites of each title, given franchises that need no cut."""
    relations, franchise = raw.relations, raw.relations.franchise
    popularity = np.bincount(raw.items, minlength=len(raw.ids))
    is_main = find_main_titles(franchise, popularity, raw.is_recommendable, raw.is_extra)
    with on_threads(raw.lists) as lists:
        shared = SharedViewers.count(lists, relations.group)
    found = find_prerequisites(relations, shared, franchise, raw.day, is_main, raw.is_recommendable)
    parts = np.split(found.requires, found.requires_indptr[1:-1]) if len(raw.ids) else []
    return [sorted(part.tolist()) for part in parts]


@pytest.fixture
def require(make_raw: Callable[..., RawCommunity]) -> Require:
    """Return the prerequisites of titles of one franchise, broadcast in order of the items.

    viewers: how many users have seen exactly which items.
    """

    def find(n_items: int, *viewers: tuple[int, set[int]], **titles: object) -> list[list[int]]:
        lists = [dict.fromkeys(sorted(items), 8) for n, items in viewers for _ in range(n)]
        together = {"franchise": [0] * n_items, "group": [0] * n_items}
        return prerequisites_of(make_raw(lists, n_items, **together | titles))

    return find


def main_titles(
    popularity: list[int],
    *,
    franchise: list[int] | None = None,
    music: tuple[int, ...] = (),
    extras: tuple[int, ...] = (),
) -> list[bool]:
    items = np.arange(len(popularity))
    found = find_main_titles(
        np.array(franchise or [0] * len(popularity), np.int32),
        np.array(popularity, np.int64),
        ~np.isin(items, music),
        np.isin(items, extras),
    )
    return [bool(one) for one in found]


def test_titles_seen_by_few_of_the_audience_are_no_main_titles() -> None:
    assert main_titles([1000, 100, 99]) == [True, True, False]


def test_music_is_no_main_title_however_popular() -> None:
    assert main_titles([100, 5000], music=(1,)) == [True, False]


def test_extras_are_no_main_titles_however_popular() -> None:
    assert main_titles([100, 5000], extras=(1,)) == [True, False]


def test_extras_are_the_main_titles_of_franchises_that_have_nothing_else() -> None:
    assert main_titles([100, 50, 100], franchise=[0, 0, 1], extras=(0, 1)) == [True] * 3
    assert main_titles([100, 50], extras=(0,), music=(1,)) == [True, False]


def test_all_titles_of_an_unseen_franchise_are_main() -> None:
    assert main_titles([0, 0]) == [True, True]
    assert main_titles([]) == []


def test_season_3_requires_season_2_which_implies_season_1(require: Require) -> None:
    seasons = (100, {0}), (80, {0, 1}), (60, {0, 1, 2})

    assert require(3, *seasons) == [[], [0], [1]]


def test_a_sequel_that_many_start_with_requires_nothing(require: Require) -> None:
    assert require(2, (50, {0}), (70, {0, 1}), (30, {1})) == [[], []]


def test_a_pilot_broadcast_before_the_series_requires_the_series(require: Require) -> None:
    assert require(2, (170, {1}), (27, {0, 1}), (3, {0})) == [[1], []]


def test_an_old_version_seen_by_few_of_the_new_one_waits_for_it(require: Require) -> None:
    few, many = (60, {0, 1}), (250, {0, 1})

    assert require(2, (500, {1}), few, (20, {0})) == [[1], []]
    assert require(2, (500, {1}), many, (80, {0})) == [[], []]


def test_a_film_of_a_long_series_waits_for_the_series(require: Require) -> None:
    assert require(2, (300, {0}), (60, {0, 1}), (35, {1})) == [[], [0]]
    assert require(2, (300, {0}), (54, {0, 1}), (41, {1})) == [[], []]


def test_a_crossover_requires_the_related_titles_of_other_franchises(require: Require) -> None:
    viewers = (200, {0}), (150, {1}), (100, {2}), (25, {0, 1, 2, 3})
    separate = {"franchise": [0, 1, 2, 0], "related": [[], [], [], [0, 1]]}

    assert require(4, *viewers, **separate) == [[], [], [], [0, 1]]


def test_a_related_title_of_another_franchise_is_no_series_to_a_side_title(
    require: Require,
) -> None:
    viewers = (300, {0}), (60, {0, 1}), (35, {1})

    assert require(2, *viewers, franchise=[0, 1], related=[[1], [0]]) == [[], []]


def test_titles_of_the_same_first_word_are_treated_as_one_franchise(require: Require) -> None:
    viewers = (300, {0}), (60, {0, 1}), (35, {1})

    assert require(2, *viewers, franchise=[0, 1], first_word=[4, 4]) == [[], [0]]
    assert require(2, *viewers, franchise=[0, 1], first_word=[-1, -1]) == [[], []]


def test_music_is_no_prerequisite(require: Require) -> None:
    seen = (100, {0}), (50, {0, 1})

    assert require(2, *seen) == [[], [0]]
    assert require(2, *seen, is_recommendable=[False, True]) == [[], []]


def test_titles_of_the_same_day_do_not_require_each_other(require: Require) -> None:
    assert require(2, (100, {0, 1}), day=[5, 5]) == [[], []]


def test_viewers_count_more_than_the_types_of_relations(require: Require) -> None:
    assert require(2, (50, {0}), (30, {1}), prequels=[[], [0]]) == [[], []]


def test_with_few_viewers_types_decide_and_only_on_earlier_titles(require: Require) -> None:
    few = (100, {1}), (MIN_VIEWERS - 1, {0, 2})

    assert require(3, *few, prequels=[[1], [], [1]]) == [[], [], [1]]


def test_with_few_viewers_an_untyped_title_requires_the_main_title_before(
    require: Require,
) -> None:
    viewers = (100, {0}), (100, {1}), (2, {2}), (15, {3})
    untyped = {"is_typed": [False] * 4}

    assert require(4, *viewers, **untyped) == [[], [], [1], [1]]
    assert require(4, *viewers, day=[3, 1, 2, 4], **untyped) == [[], [], [1], [0]]
    assert require(4, *viewers, franchise=[0, 1, 0, 1], **untyped) == [[], [], [0], [1]]


def test_prerequisites_that_another_one_requires_are_left_out(require: Require) -> None:
    few = [(10, {0, 1, 2, 3})]

    assert require(4, *few, prequels=[[], [0], [0], [0, 1, 2]]) == [[], [0], [0], [1, 2]]


def test_prerequisites_are_flattened_by_item() -> None:
    found = Prerequisites.of([[], [4, 2], [], [1]])

    assert found.requires.tolist() == [4, 2, 1]
    assert found.requires_indptr.tolist() == [0, 0, 2, 2, 3]
    assert Prerequisites.of([]).requires_indptr.tolist() == [0]


def reference(raw: RawCommunity) -> list[list[int]]:
    """Loop over all pairs of titles, counting sets of viewers."""
    relations, n_items = raw.relations, len(raw.ids)
    user = np.repeat(np.arange(len(raw.indptr) - 1), np.diff(raw.indptr))
    viewers = [set(user[raw.items == item].tolist()) for item in range(n_items)]
    top = {
        franchise: max(
            (
                len(viewers[o])
                for o in range(n_items)
                if relations.franchise[o] == franchise and raw.is_recommendable[o]
            ),
            default=0,
        )
        for franchise in relations.franchise.tolist()
    }

    def share(x: int, y: int) -> float:
        typed = 5 if y in relations.before[x] else 0
        return (len(viewers[x] & viewers[y]) + typed) / (len(viewers[x]) + 5)

    def is_same(x: int, y: int) -> bool:
        words = relations.first_word
        return bool(relations.franchise[x] == relations.franchise[y] or words[x] == words[y] != -1)

    def comes_before(x: int, y: int) -> bool:
        is_near = is_same(x, y) or y in relations.related[x]
        is_sequel = share(x, y) >= SEQUEL_SHARE and raw.day[y] < raw.day[x]
        is_side = share(x, y) >= SIDE_SHARE and share(y, x) < SIDE_RETURN
        return bool(
            relations.group[x] == relations.group[y]
            and raw.is_recommendable[y]
            and ((is_sequel and is_near) or (is_side and is_same(x, y)))
        )

    def is_main(item: int) -> bool:
        is_seen = 10 * len(viewers[item]) >= top[int(relations.franchise[item])]
        return bool(raw.is_recommendable[item] and is_seen)

    required: list[list[int]] = []
    for x in range(n_items):
        earlier = [y for y in range(n_items) if raw.day[y] < raw.day[x]]
        if len(viewers[x]) >= MIN_VIEWERS:
            required.append([y for y in range(n_items) if y != x and comes_before(x, y)])
        elif relations.is_typed[x]:
            required.append(
                [y for y in relations.before[x] if y in earlier and raw.is_recommendable[y]]
            )
        else:
            main = [
                y
                for y in earlier
                if is_same(x, y) and is_main(y) and relations.group[x] == relations.group[y]
            ]
            required.append(sorted(main, key=lambda y: raw.day[y])[-1:])
    return [
        sorted(y for y in before if not any(y in required[z] for z in before))
        for before in required
    ]


@given(st.integers(0, 10_000))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_prerequisites_are_those_of_a_loop_over_all_pairs(
    make_raw: Callable[..., RawCommunity], relate: Callable[..., dict[str, Any]], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    n_users, n_items = 80, 12
    seen = rng.random((n_users, n_items)) < rng.uniform(0.1, 0.9, n_items)
    for sequel in range(1, n_items):
        if rng.random() < 0.6:
            seen[:, sequel] &= seen[:, rng.integers(sequel)] | (rng.random(n_users) < 0.1)
    relations = relate(rng, n_items, n_groups=2, share=0.4)
    raw = make_raw(
        [dict.fromkeys(np.flatnonzero(row).tolist(), 0) for row in seen],
        n_items,
        **relations,
        day=rng.permutation(n_items),
        prequels=[[o for o in each if rng.random() < 0.5] for each in relations["related"]],
        first_word=rng.integers(-1, 4, n_items),
        is_recommendable=rng.random(n_items) < 0.9,
        is_typed=rng.random(n_items) < 0.5,
    )

    assert prerequisites_of(raw) == reference(raw)
