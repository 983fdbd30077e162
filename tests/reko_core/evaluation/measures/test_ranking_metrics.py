from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.evaluation.measures.ranking_metrics import (
    N_BINS,
    calibration_bins,
    calibration_gap,
    ndcg,
    novelty,
    recall,
)

HITS = st.lists(st.booleans(), max_size=40)


def test_ndcg_of_an_example_is_as_computed_by_hand() -> None:
    hits = np.array([True, False, True])

    assert ndcg(hits, 2, 10) == pytest.approx((1 + 1 / 2) / (1 + 1 / log2(3)))
    assert ndcg(hits, 2, 2) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_recall_counts_no_more_than_could_be_shown() -> None:
    hits = np.array([True, False, True, True])

    assert recall(hits, 4, 24) == 3 / 4
    assert recall(hits, 30, 3) == 2 / 3


def test_novelty_is_counted_in_bits() -> None:
    assert novelty(np.array([50, 25]), 100) == pytest.approx((1 + 2) / 2)
    assert novelty(np.array([100]), 100) == 0


@given(hits=HITS, missed=st.integers(0, 30), k=st.integers(1, 24))
def test_metrics_of_a_ranking_are_those_of_the_reference_loops(
    hits: list[bool], missed: int, k: int
) -> None:
    n_relevant = sum(hits) + missed
    if n_relevant == 0:
        return
    gain = sum(1 / log2(p + 1) for p, hit in enumerate(hits[:k], start=1) if hit)
    ideal = sum(1 / log2(p + 1) for p in range(1, min(k, n_relevant) + 1))

    assert ndcg(np.array(hits, bool), n_relevant, k) == pytest.approx(gain / ideal)
    assert recall(np.array(hits, bool), n_relevant, k) == sum(hits[:k]) / min(k, n_relevant)


@given(hits=HITS.filter(any), k=st.integers(1, 24))
def test_hits_first_are_perfect(hits: list[bool], k: int) -> None:
    found = np.array(sorted(hits, reverse=True), bool)

    assert ndcg(found, sum(hits), k) == pytest.approx(1)
    assert recall(found, sum(hits), k) == 1


@given(entries=st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
@settings(deadline=None)
def test_bins_are_those_of_the_reference_loops(entries: list[tuple[float, bool]]) -> None:
    bins = calibration_bins(
        np.array([chance for chance, _ in entries]), np.array([came for _, came in entries])
    )
    expected = []
    for k in range(N_BINS):
        mine = [one for one in entries if min(int(one[0] * N_BINS), N_BINS - 1) == k]
        if mine:
            means = (sum(column) / len(mine) for column in zip(*mine, strict=True))
            expected.append((*means, len(mine)))

    found = [(one.predicted, one.observed, one.count) for one in bins]
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_gap_weighs_bins_by_their_entries() -> None:
    bins = calibration_bins(np.array([0.25, 0.25, 0.25, 1.0]), np.array([True, False, False, True]))

    assert [one.count for one in bins] == [3, 1]
    assert calibration_gap(bins) == pytest.approx((3 * (1 / 3 - 1 / 4)) / 4)
