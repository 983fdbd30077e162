from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.ranking.neighbours import (
    NeighbourRules,
    NeighbourSelection,
    choose_neighbours,
)

RULES = NeighbourRules(
    max_neighbours=8, min_neighbours=3, min_candidates=0, max_passes=10, accuracy_step=2
)


def choose(
    affinities: list[float], accuracy: float = 100, n_wanted: int = 0
) -> tuple[list[int], int, float]:
    """Choose when each user recommends five titles that nobody else does."""
    chosen = choose_neighbours(
        np.array(affinities, np.float32),
        accuracy,
        lambda positions: 5 * len(positions),
        replace(RULES, min_candidates=n_wanted),
    )
    return chosen.positions.tolist(), chosen.n_passes, chosen.accuracy


@pytest.mark.parametrize(("accuracy", "admitted"), [(100, 3), (50, 4), (0, 6)])
def test_accuracy_sets_the_minimum_affinity(accuracy: float, admitted: int) -> None:
    found = choose([99, 90, 85, 63, 60, 40, 39], accuracy)

    assert found == ([*range(admitted)], 1, accuracy)


def test_accuracy_is_lowered_until_enough_users_are_admitted() -> None:
    assert choose([99, 90, 82.7, 82.1]) == ([0, 1, 2], 4, 94)


def test_accuracy_is_lowered_until_they_recommend_enough_titles() -> None:
    assert choose([99, 90, 85, 84.5, 83], n_wanted=20) == ([0, 1, 2, 3], 2, 98)


def test_after_the_last_pass_the_closest_are_taken_as_they_are() -> None:
    assert choose([99, 50, 40, 30, 20]) == ([0, 1, 2, 3, 4], 10, 82)
    assert choose([99.0] * 20, n_wanted=100) == ([*range(8)], 10, 82)


def test_accuracy_0_is_not_lowered() -> None:
    assert choose([39, 30], accuracy=0) == ([0, 1], 1, 0)
    assert choose([39, 30], accuracy=3) == ([0, 1], 3, 0)


def test_of_too_many_evenly_spaced_users_are_taken() -> None:
    assert choose([99.0] * 16) == ([0, 2, 4, 6, 8, 10, 12, 14], 1, 100)
    assert choose([99.0] * 20 + [70.0] * 20) == ([0, 2, 5, 7, 10, 12, 15, 17], 1, 100)
    assert choose([99.0] * 20 + [70.0] * 20, 50) == ([0, 5, 10, 15, 20, 25, 30, 35], 1, 50)


def test_no_candidates_give_no_neighbours() -> None:
    assert choose([]) == ([], 10, 82)
    assert choose([], accuracy=0, n_wanted=24) == ([], 1, 0)


@given(
    st.lists(st.floats(0, 100, width=32), max_size=30),
    st.floats(0, 100),
    st.builds(
        NeighbourRules,
        max_neighbours=st.integers(1, 20),
        min_neighbours=st.integers(1, 10),
        min_candidates=st.integers(1, 60),
        max_passes=st.integers(1, 12),
        accuracy_step=st.floats(0.5, 50),
    ),
)
@settings(deadline=None, derandomize=True)
def test_passes_stay_within_the_rules(
    affinities: list[float], accuracy: float, rules: NeighbourRules
) -> None:
    closest_first = np.sort(np.array(affinities, np.float32))[::-1]
    chosen: NeighbourSelection = choose_neighbours(
        closest_first, accuracy, lambda positions: 2 * len(positions), rules
    )

    assert 1 <= chosen.n_passes <= rules.max_passes
    assert len(chosen.positions) <= min(len(affinities), rules.max_neighbours)
    assert (np.diff(chosen.positions) > 0).all()
    assert chosen.positions[:1].tolist() == [0][: len(affinities)]
    assert 0 <= chosen.accuracy <= accuracy
    lowered = rules.accuracy_step * (chosen.n_passes - 1)
    assert chosen.accuracy == max(0, accuracy - lowered)
