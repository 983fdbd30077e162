from typing import Any

import numpy as np
import pytest

from reko_core.evaluation.measures.bootstrap import (
    MEASURES,
    N_REPLICATES,
    Estimate,
    draw_weights,
    estimate,
)
from reko_core.evaluation.measures.outcomes import N_SHOWN, SUMMED, Outcomes

N_CASES = 60


def outcomes_of(totals: Any, weights: Any | None = None) -> Outcomes:
    """Outcomes without probabilities; totals, weights: (n_cases, len(SUMMED))."""
    n_cases = len(totals)
    return Outcomes(
        totals=totals,
        weights=np.ones(totals.shape) if weights is None else weights,
        probabilities=np.zeros(0),
        enjoyed=np.zeros(0, bool),
        users=np.zeros(0, np.int64),
        match=np.zeros(0),
        shown=np.full((n_cases, N_SHOWN), -1),
        seconds=np.zeros(n_cases),
    )


@pytest.fixture
def totals(rng: np.random.Generator) -> Any:
    return rng.normal(2, 1, (N_CASES, len(SUMMED)))


def test_every_replicate_draws_as_many_members_as_there_are(rng: np.random.Generator) -> None:
    is_member = np.arange(N_CASES) % 3 == 0
    weights = draw_weights(is_member, rng)

    assert weights.shape == (1 + N_REPLICATES, N_CASES)
    np.testing.assert_array_equal(weights[0], is_member)
    assert (weights.sum(axis=1) == np.count_nonzero(is_member)).all()
    assert not weights[:, ~is_member].any()
    assert weights.max() > 2


def test_the_same_seed_draws_the_same() -> None:
    everybody = np.ones(N_CASES, bool)
    one, other = (draw_weights(everybody, np.random.default_rng(1)) for _ in range(2))

    np.testing.assert_array_equal(one, other)


def test_measures_are_ratios_over_the_users_drawn(totals: Any, rng: np.random.Generator) -> None:
    sizes = rng.integers(0, 4, totals.shape).astype(float)
    weights = draw_weights(np.ones(N_CASES, bool), rng)
    found = estimate(outcomes_of(totals * sizes, sizes), weights)

    for row in (0, 1, N_REPLICATES):
        drawn = np.repeat(np.arange(N_CASES), weights[row].astype(int))
        expected = (totals * sizes)[drawn].sum(axis=0) / sizes[drawn].sum(axis=0)
        values = found.values if row == 0 else found.replicates[row - 1]
        np.testing.assert_allclose(values[: len(SUMMED)], expected)


def test_intervals_are_as_wide_as_the_theory_of_means_has_it(
    totals: Any, rng: np.random.Generator
) -> None:
    found = estimate(outcomes_of(totals), draw_weights(np.ones(N_CASES, bool), rng)).metrics()

    for k, name in enumerate(SUMMED):
        metric = found[name]
        assert metric.value == pytest.approx(totals[:, k].mean())
        assert metric.low < metric.value < metric.high
        theory = 2 * 1.96 * totals[:, k].std() / np.sqrt(N_CASES)
        assert metric.high - metric.low == pytest.approx(theory, rel=0.12)


def test_pairs_on_the_same_draws_differ_by_what_they_always_differ_by(
    totals: Any, rng: np.random.Generator
) -> None:
    weights = draw_weights(np.ones(N_CASES, bool), rng)
    better, worse = (estimate(outcomes_of(totals + gain), weights) for gain in (0.25, 0))

    for metric in better.minus(worse).metrics().values():
        assert (metric.value, metric.low, metric.high) == pytest.approx((0.25, 0.25, 0.25))


def test_an_undefined_measure_has_no_value(totals: Any, rng: np.random.Generator) -> None:
    sizes = np.ones(totals.shape)
    sizes[:, SUMMED.index("rmse")] = 0
    found = estimate(outcomes_of(totals, sizes), draw_weights(np.ones(N_CASES, bool), rng))

    assert set(MEASURES) - set(found.metrics()) == {"rmse", "auc"}
    assert set(found.minus(found).metrics()) == set(found.metrics())


def test_replicates_without_a_value_do_not_count() -> None:
    replicates = np.full((N_REPLICATES, len(MEASURES)), np.nan)
    replicates[:100] = 3
    found = Estimate(np.full(len(MEASURES), 3.0), replicates).metrics()

    assert {(metric.low, metric.high) for metric in found.values()} == {(3, 3)}
