from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from evaluation_settings import SEED

from reko_core.evaluation.holdout.cases import Case, make_case, make_cases
from reko_core.evaluation.holdout.hold_out import HeldOutUser, Split


def hidden_franchises(case: Case, split: Split) -> Any:
    return np.unique(split.franchise[case.hidden_items])


def list_of(items: Any, scores: Any) -> HeldOutUser:
    return HeldOutUser(
        "here", np.array(items), np.array(scores, np.int8), np.zeros(len(items), bool)
    )


def test_hidden_franchises_are_hidden_whole(cases: list[Case], split: Split) -> None:
    franchise = split.franchise
    assert len(cases) == len(split.users)
    for case, user in zip(cases, split.users, strict=True):
        hidden = hidden_franchises(case, split)
        is_hidden = np.isin(franchise[user.items], hidden)
        np.testing.assert_array_equal(case.items, user.items[~is_hidden])
        np.testing.assert_array_equal(case.scores, user.scores[~is_hidden])
        np.testing.assert_array_equal(case.is_dropped, user.is_dropped[~is_hidden])
        tested = is_hidden & (user.scores > 0)
        np.testing.assert_array_equal(case.hidden_items, user.items[tested])
        np.testing.assert_array_equal(case.hidden_scores, user.scores[tested])
        unscored = is_hidden & (user.scores == 0)
        np.testing.assert_array_equal(case.unscored_items, user.items[unscored])


def test_a_fifth_of_the_franchises_with_a_score_is_hidden(cases: list[Case], split: Split) -> None:
    for case, user in zip(cases, split.users, strict=True):
        scored = np.unique(split.franchise[user.items[user.scores > 0]])
        assert len(hidden_franchises(case, split)) == round(0.2 * len(scored))


def test_relevant_is_what_is_scored_at_least_the_mean_of_the_visible_part(
    cases: list[Case], split: Split
) -> None:
    for case in cases:
        mean = case.scores[case.scores > 0].mean()
        liked = {
            item
            for item, score in zip(case.hidden_items, case.hidden_scores, strict=True)
            if score >= mean
        }
        assert case.mean == pytest.approx(mean)
        assert case.relevant.tolist() == sorted(liked)
        franchises = {int(split.franchise[item]) for item in liked}
        assert case.relevant_franchises.tolist() == sorted(franchises)
        assert case.enjoyed.tolist() == (case.hidden_scores >= mean).tolist()


def test_what_is_relevant_may_be_recommended(cases: list[Case], split: Split) -> None:
    for case in cases:
        seen = set(split.franchise[case.items])
        candidates = {item for item, f in enumerate(split.franchise) if f not in seen}
        assert set(np.flatnonzero(case.is_candidate)) == candidates
        assert set(case.relevant) <= candidates


def test_cases_do_not_depend_on_the_franchises_of_the_engine(
    split: Split, cases: list[Case]
) -> None:
    every = np.arange(split.model.items.n_items, dtype=np.int32)
    divided = replace(split.model, items=replace(split.model.items, franchise=every))
    for one, again in zip(cases, make_cases(replace(split, model=divided), SEED), strict=True):
        np.testing.assert_array_equal(one.items, again.items)
        np.testing.assert_array_equal(one.is_candidate, again.is_candidate)
        np.testing.assert_array_equal(one.relevant_franchises, again.relevant_franchises)


def test_the_profile_holds_the_visible_part_and_nothing_else(
    cases: list[Case], split: Split
) -> None:
    for case in cases:
        profile = case.fold_in(split.model)
        np.testing.assert_array_equal(profile.seen, case.items)
        np.testing.assert_array_equal(profile.scores, case.scores)
        np.testing.assert_array_equal(np.flatnonzero(profile.dropped), case.items[case.is_dropped])
        assert profile.mean == case.mean
        assert not profile.on_list[case.hidden_items].any()


def test_a_cold_start_reveals_more_and_more_of_the_visible_part(
    cases: list[Case], split: Split
) -> None:
    for case in cases:
        known = [set(case.fold_in(split.model, n).seen.tolist()) for n in (1, 3, 10, 10_000)]
        assert [len(some) for some in known[:3]] == [1, 3, 10]
        assert known[0] < known[1] < known[2] <= known[3] == set(case.items.tolist())


def test_cold_starts_do_not_begin_with_the_same_titles(cases: list[Case], split: Split) -> None:
    first = {int(case.fold_in(split.model, 1).seen[0]) for case in cases}

    assert len(first) > len(cases) / 3


def test_no_case_depends_on_the_others(split: Split, cases: list[Case]) -> None:
    users = [*split.users]
    users[0] = list_of([0, 1, 2, 3], [8, 8, 8, 8])
    other = make_cases(replace(split, users=users), SEED)

    for one, again in zip(cases[1:], other[1:], strict=True):
        np.testing.assert_array_equal(one.order, again.order)
        np.testing.assert_array_equal(one.hidden_items, again.hidden_items)


def test_seeds_hide_different_parts(split: Split, cases: list[Case]) -> None:
    other = make_cases(split, SEED + 1)

    assert any(
        not np.array_equal(one.hidden_items, again.hidden_items)
        for one, again in zip(cases, other, strict=True)
    )


@pytest.mark.parametrize("scores", [[0, 0, 0], [8, 0, 0]])
def test_lists_without_scores_on_either_side_make_no_case(
    split: Split, rng: np.random.Generator, scores: list[int]
) -> None:
    apart = [int(np.flatnonzero(split.franchise == f)[0]) for f in range(3)]

    assert make_case(list_of(apart, scores), split.franchise, rng) is None
