from dataclasses import replace
from typing import Any

import numpy as np

from reko_core.domain.models import Anime
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.outcomes import N_SHOWN, SUMMED, Outcomes
from reko_core.evaluation.measures.wrong_titles import WrongTitle, find_wrong_titles

IDS = np.array([10, 11, 12, 13, 14])
FRANCHISE = np.array([0, 0, 0, 1, 1], np.int32)
TITLES = {10: Anime(10, "Pilot"), 11: Anime(11, "Series")}


def case_of(hidden: list[int], unscored: list[int]) -> Case:
    """A list that is hidden, all of it liked."""
    return Case(
        source="here",
        items=np.zeros(0, np.int64),
        scores=np.zeros(0, np.int8),
        is_dropped=np.zeros(0, bool),
        mean=7.0,
        order=np.zeros(0, np.int64),
        franchise=FRANCHISE,
        hidden_items=np.array(hidden, np.int64),
        hidden_scores=np.full(len(hidden), 8, np.int8),
        unscored_items=np.array(unscored, np.int64),
    )


def outcomes_of(*shown: Any) -> Outcomes:
    rows = [np.pad(np.array(one), (0, N_SHOWN - len(one)), constant_values=-1) for one in shown]
    nothing = np.zeros((len(rows), len(SUMMED)))
    return Outcomes(
        totals=nothing,
        weights=nothing,
        probabilities=np.zeros(0),
        enjoyed=np.zeros(0, bool),
        users=np.zeros(0, np.int64),
        match=np.zeros(0),
        shown=np.array(rows),
        seconds=np.zeros(len(rows)),
    )


def test_wrong_titles_are_named_with_what_was_seen_instead() -> None:
    cases = [case_of([1], []), case_of([2], [1]), case_of([3], []), case_of([0], [])]
    outcomes = outcomes_of([0, 4], [3, 0], [4, 0], [0])

    # Item 3 of the second and 0 of the third user are of franchises that are not right.
    assert find_wrong_titles(outcomes, cases, IDS, TITLES) == (
        WrongTitle(10, "Pilot", 2, 11, "Series", 2),
        WrongTitle(14, "", 1, 13, "", 1),
    )


def test_a_title_seen_without_a_score_is_not_wrong() -> None:
    assert not find_wrong_titles(outcomes_of([0]), [case_of([1], [0])], IDS, TITLES)


def test_only_the_first_ten_count() -> None:
    apart = np.arange(12, dtype=np.int32)
    apart[11] = apart[10]
    case = replace(case_of([11], []), franchise=apart)

    assert not find_wrong_titles(outcomes_of([*range(11)]), [case], np.arange(12), {})
    assert find_wrong_titles(outcomes_of([10]), [case], np.arange(12), {})
