from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.evaluation.measures.auc import weighted_auc

ENTRIES = st.lists(st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 3)), max_size=30)


def auc_of(entries: list[tuple[float, bool, int]], weights: Any) -> float:
    """Compare each enjoyed entry with each other entry."""
    wins = pairs = 0.0
    for chance, enjoyed, user in entries:
        for other, other_enjoyed, other_user in entries:
            if enjoyed and not other_enjoyed:
                weight = weights[user] * weights[other_user]
                wins += weight * ((chance > other) + (chance == other) / 2)
                pairs += weight
    return wins / pairs if pairs else np.nan


def found_for(entries: list[tuple[Any, bool, int]], weights: Any) -> Any:
    probabilities, enjoyed, users = (
        ([*column] for column in zip(*entries, strict=True)) if entries else (([], [], []))
    )
    return weighted_auc(
        np.array(probabilities, float), np.array(enjoyed, bool), np.array(users, np.int64), weights
    )


def test_the_area_of_an_example_is_as_computed_by_hand() -> None:
    entries = [(0.9, True, 0), (0.4, False, 0), (0.4, True, 0), (0.1, False, 0)]

    # Four pairs: three are right, and one is a tie.
    assert found_for(entries, np.ones((1, 1))) == pytest.approx([3.5 / 4])


@given(entries=ENTRIES, draws=st.lists(st.tuples(*[st.integers(0, 3)] * 4), min_size=1, max_size=5))
@settings(deadline=None)
def test_the_area_is_the_share_of_pairs_that_are_right(
    entries: list[tuple[int, bool, int]], draws: list[tuple[int, ...]]
) -> None:
    weights = np.array(draws, float)

    expected = [auc_of([*entries], row) for row in weights]
    np.testing.assert_allclose(found_for(entries, weights), expected, atol=1e-12)


def test_a_weight_of_two_is_the_user_twice(rng: np.random.Generator) -> None:
    entries = [(float(rng.random()), bool(rng.random() < 0.5), k % 3) for k in range(30)]
    twice = entries + [entry for entry in entries if entry[2] == 1]

    weighted = found_for(entries, np.array([[1.0, 2, 1]]))
    np.testing.assert_allclose(weighted, found_for(twice, np.ones((1, 3))))


def test_one_kind_alone_has_no_area() -> None:
    entries = [(0.5, True, 0), (0.6, False, 1)]

    assert np.isnan(found_for(entries, np.array([[1.0, 0], [0, 1], [0, 0]]))).all()
