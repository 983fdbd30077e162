"""Franchises follow who has seen both titles; relations decide where there are few viewers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reko_core.engine.data.franchises import (
    JOIN_SHARE,
    MIN_VIEWERS,
    TitleRelations,
    cut_franchises,
    group_franchises,
)
from reko_core.engine.data.list_shards import on_threads
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.training.arrays import RawCommunity

Cut = Callable[..., list[int]]


@pytest.fixture
def cut(make_raw: Callable[..., RawCommunity]) -> Cut:
    """Return the labels of titles that the catalogue puts in one franchise, without relations.

    viewers: how many users have seen exactly which items.
    """

    def label(
        n_items: int,
        *viewers: tuple[int, set[int]],
        known: list[int] | None = None,
        **titles: object,
    ) -> list[int]:
        lists = [dict.fromkeys(sorted(items), 8) for n, items in viewers for _ in range(n)]
        raw = make_raw(lists, n_items, **{"franchise": [0] * n_items} | titles)
        with on_threads(raw.lists) as divided:
            shared = SharedViewers.count(divided, raw.relations.group)
        fixed = None if known is None else np.array(known, np.int32)
        return [int(one) for one in cut_franchises(raw.relations, shared, fixed)]

    return label


def test_related_titles_are_one_group() -> None:
    labels = group_franchises(6, np.array([0, 4, 2]), np.array([4, 2, 0]))

    assert labels[0] == labels[2] == labels[4]
    assert len({int(labels[item]) for item in (0, 1, 3, 5)}) == 4


def test_unrelated_titles_are_groups_of_their_own() -> None:
    nothing = np.zeros(0, np.int64)

    assert sorted(group_franchises(3, nothing, nothing)) == [0, 1, 2]
    assert len(group_franchises(0, nothing, nothing)) == 0


def test_a_relation_may_be_stated_any_number_of_times() -> None:
    labels = group_franchises(2, np.zeros(256, np.int64), np.ones(256, np.int64))

    assert labels[0] == labels[1]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=20))
@settings(deadline=None, derandomize=True)
def test_groups_are_connected_components(pairs: list[tuple[int, int]]) -> None:
    first, second = np.array(pairs, np.int64).reshape(-1, 2).T
    reachable = np.eye(12, dtype=int)
    reachable[first, second] = reachable[second, first] = 1
    for _ in range(4):
        reachable = (reachable @ reachable > 0).astype(int)
    labels = group_franchises(12, first, second)

    np.testing.assert_array_equal(np.equal.outer(labels, labels), reachable)


def test_a_sequel_joins_the_series_that_its_viewers_have_seen(cut: Cut) -> None:
    assert cut(2, (50, {0}), (30, {0, 1})) == [0, 0]


def test_nine_in_ten_viewers_must_have_seen_the_more_popular_title(cut: Cut) -> None:
    assert cut(2, (50, {0}), (27, {0, 1}), (3, {1})) == [0, 0]
    assert cut(2, (50, {0}), (26, {0, 1}), (4, {1})) == [0, 1]


def test_seasons_join_through_the_season_before(cut: Cut) -> None:
    # Of the viewers of the third, 30 of 33 have seen the second and only 20 the first.
    assert cut(3, (60, {0}), (30, {0, 1}), (20, {0, 1, 2}), (10, {1, 2}), (3, {2})) == [0, 1, 1]
    # Of the viewers of the second, 100 of 108 have seen the first.
    assert cut(3, (60, {0}), (80, {0, 1}), (20, {0, 1, 2}), (8, {1, 2}), (2, {2})) == [0, 0, 0]


def test_a_crossover_joins_one_world_and_does_not_join_them_with_each_other(cut: Cut) -> None:
    worlds = [(200, {0}), (150, {1}), (100, {2})]

    assert cut(4, *worlds, (24, {0, 1, 2, 3}), (1, {1, 3})) == [0, 1, 2, 1]
    related: list[list[int]] = [[3], [3], [3], [0, 1, 2]]
    assert cut(4, *worlds, (25, {0, 1, 2, 3}), related=related) == [0, 1, 2, 0]


def test_titles_of_another_franchise_of_the_catalogue_never_join(cut: Cut) -> None:
    assert cut(2, (50, {0}), (30, {0, 1}), franchise=[0, 1], group=[0, 0]) == [0, 1]


def test_other_works_that_few_go_on_with_are_cut_off_though_related(cut: Cut) -> None:
    assert cut(2, (50, {0}), (20, {0, 1}), (10, {1}), related=[[1], [0]]) == [0, 1]


def test_the_same_story_stays_together_whoever_has_seen_it(cut: Cut) -> None:
    assert cut(2, (50, {0}), (30, {1}), same_story=[[], [0]]) == [0, 0]


def test_versions_that_start_with_the_same_word_stay_together(cut: Cut) -> None:
    assert cut(3, (50, {0}), (40, {1}), (30, {2}), first_word=[5, 6, 5]) == [0, 1, 0]


def test_titles_without_a_first_word_have_none_in_common(cut: Cut) -> None:
    assert cut(2, (50, {0}), (30, {1}), first_word=[-1, -1]) == [0, 1]


def test_with_few_viewers_related_titles_stay_together(cut: Cut) -> None:
    few, enough = MIN_VIEWERS - 1, MIN_VIEWERS
    related: list[list[int]] = [[], [], [1]]

    assert cut(3, (50, {0}), (40, {1}), (few, {2}), related=related) == [0, 1, 1]
    assert cut(3, (50, {0}), (40, {1}), (enough, {2}), related=related) == [0, 1, 2]


def test_with_few_viewers_and_no_direct_relation_the_most_shared_title_is_joined(cut: Cut) -> None:
    assert cut(3, (50, {0}), (40, {1}), (5, {1, 2}), (4, {0, 2})) == [0, 1, 1]


def test_with_few_viewers_the_same_story_comes_before_other_relations(cut: Cut) -> None:
    related, same_story = [[], [], [0, 1]], [[], [], [1]]

    found = cut(3, (50, {0}), (40, {1}), (9, {0, 2}), related=related, same_story=same_story)
    assert found == [0, 1, 1]


def test_known_labels_stay_and_new_titles_join_them(cut: Cut) -> None:
    viewers = (50, {0}), (40, {0, 1}), (30, {0, 2}), (25, {3})

    assert cut(4, *viewers, known=[7, 3, -1, -1]) == [7, 3, 7, 11]


def test_a_title_that_becomes_the_most_popular_keeps_its_known_label(cut: Cut) -> None:
    assert cut(2, (30, {0, 1}), (50, {1}), known=[4, 2]) == [4, 2]


def test_a_community_without_titles_has_no_franchises(cut: Cut) -> None:
    assert cut(0) == []


def reference(
    seen: NDArray[np.bool_], relations: TitleRelations, known: NDArray[np.int32]
) -> list[int]:
    """Label title by title, the most popular first."""
    n_viewers = seen.sum(axis=0)
    labels = [
        int(label) if label >= 0 else int(known.max()) + 1 + item
        for item, label in enumerate(known)
    ]
    ranked = sorted(range(len(known)), key=lambda item: (-n_viewers[item], item))
    for rank, item in enumerate(ranked):
        others = [
            o
            for place, o in enumerate(ranked)
            if (place < rank or known[o] >= 0)
            and o != item
            and relations.franchise[o] == relations.franchise[item]
        ]
        if known[item] >= 0 or not others:
            continue
        both = {other: int((seen[:, item] & seen[:, other]).sum()) for other in others}
        word = relations.first_word[item]
        goes_on = [o for o in others if both[o] >= JOIN_SHARE * n_viewers[item]]
        same_story = [
            o
            for o in others
            if o in relations.same_story[item] or word == relations.first_word[o] != -1
        ]
        pools = [goes_on if n_viewers[item] >= MIN_VIEWERS else [], same_story]
        if n_viewers[item] < MIN_VIEWERS:
            pools += [[o for o in others if o in relations.related[item]], others]
        pool = next(filter(None, pools), None)
        if pool is not None:
            labels[item] = labels[max(pool, key=both.__getitem__)]
    return labels


@given(st.integers(0, 10_000))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_franchises_are_those_of_a_loop_over_the_dense_matrix(
    make_raw: Callable[..., RawCommunity], relate: Callable[..., dict[str, Any]], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    n_users, n_items = 70, 12
    seen = rng.random((n_users, n_items)) < rng.uniform(0.1, 0.9, n_items)
    for sequel in range(1, n_items, 2):
        seen[:, sequel] &= seen[:, sequel - 1] | (rng.random(n_users) < 0.1)
    relations = relate(rng, n_items, n_groups=3, share=0.3)
    raw = make_raw(
        [dict.fromkeys(np.flatnonzero(row).tolist(), 0) for row in seen],
        n_items,
        **relations,
        same_story=[[o for o in each if rng.random() < 0.3] for each in relations["related"]],
        first_word=rng.integers(-1, 5, n_items),
    )
    known = np.where(rng.random(n_items) < 0.2, rng.integers(9, size=n_items), -1).astype(np.int32)
    with on_threads(raw.lists) as lists:
        shared = SharedViewers.count(lists, raw.relations.group)
    found = cut_franchises(raw.relations, shared, known)

    assert found.tolist() == reference(seen, raw.relations, known)
