import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.ranking.match import in_order, match_shares

SCORES = st.lists(st.floats(-5, 5), max_size=30)
NONE = np.zeros(0)


def shares(
    wanted: list[float], liked: list[float], catalogue: list[float], weights: list[float]
) -> list[float]:
    found = match_shares(
        *(np.array(values, float) for values in (wanted, liked, catalogue, weights))
    )
    return found.tolist()


@given(SCORES, SCORES, st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 1)), max_size=30))
@settings(deadline=None, derandomize=True)
def test_it_is_the_share_of_liked_titles_with_ten_likely_ones_added(
    wanted: list[float], liked: list[float], catalogue: list[tuple[float, float]]
) -> None:
    found = shares(wanted, liked, *([one[k] for one in catalogue] for k in (0, 1)))
    for score, share in zip(wanted, found, strict=True):
        n_own = sum(one <= score for one in liked)
        total = sum(weight for _, weight in catalogue)
        of_all = sum(weight for one, weight in catalogue if one <= score) / total if total else 0
        assert share == pytest.approx((n_own + 10 * of_all) / (len(liked) + 10))


def test_a_title_that_fits_better_than_all_that_is_liked_matches_by_100() -> None:
    assert shares([3.0, 1.5, 0.0], [1.0, 2.0], [1.0, 2.0], [1.0, 1.0]) == [1.0, 0.5, 0.0]


def test_whole_percentages_never_rise() -> None:
    assert in_order(np.array([0.994, 0.7, 0.85, 0.7, 0.2])).tolist() == [99, 70, 70, 70, 20]
    assert in_order(NONE).tolist() == []
