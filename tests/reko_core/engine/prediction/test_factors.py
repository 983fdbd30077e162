import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import (
    N_FACTORS,
    NOISE,
    Factors,
    fold_in,
    title_variance,
)

Ask = Callable[..., Profile]
CERTAIN = np.float32(0)


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Make factors for the 80 titles, not fitted to anything."""
    rng = np.random.default_rng(13)
    base = rng.normal(7, 1, 80).astype(np.float32)
    found = Factors(base, rng.normal(0, 0.4, (N_FACTORS, 80)).astype(np.float32))
    found.freeze()
    return found


def posterior(factors: Factors, scores: dict[int, int]) -> tuple[Any, Any, float]:
    """Return mean, covariance and noise by the dense formula."""
    items = [item for item, score in scores.items() if score]
    v = factors.weights.T[items].astype(float)
    residuals = np.array([scores[item] for item in items]) - factors.base[items]
    covariance = np.linalg.inv(np.eye(N_FACTORS) + v.T @ v / NOISE)
    mean = covariance @ v.T @ residuals / NOISE
    squares = ((residuals - v @ mean) ** 2).sum()
    return mean, covariance, float((squares + 8 * NOISE) / (len(items) + 8))


@given(scores=st.dictionaries(st.integers(0, 79), st.integers(0, 10)))
@settings(deadline=None, derandomize=True)
def test_a_list_is_folded_in_as_the_dense_formula_does(
    model: Model, ask: Ask, factors: Factors, scores: dict[int, int]
) -> None:
    mean, covariance, noise = posterior(factors, scores)
    user = fold_in(factors, ask(model, scores))

    np.testing.assert_allclose(user.mean, mean, atol=1e-4)
    np.testing.assert_allclose(user.covariance, covariance, atol=1e-5)
    assert user.noise == pytest.approx(noise, rel=1e-4)


def test_predictions_and_deviations_are_those_of_all_titles(
    model: Model, ask: Ask, factors: Factors
) -> None:
    scores = {0: 9, 7: 3, 12: 0, 40: 8, 41: 10}
    mean, covariance, noise = posterior(factors, scores)
    user = fold_in(factors, ask(model, scores))
    v = factors.weights.T.astype(float)

    np.testing.assert_allclose(user.predict(factors), factors.base + v @ mean, atol=1e-4)
    deviation = np.sqrt(noise + np.einsum("ia,ab,ib->i", v, covariance, v))
    np.testing.assert_allclose(user.deviation(factors, CERTAIN), deviation, rtol=1e-4)


@pytest.mark.parametrize("scores", [{}, {5: 0, 6: 0}])
def test_a_user_without_scores_has_the_prior(
    model: Model, ask: Ask, factors: Factors, scores: dict[int, int]
) -> None:
    user = fold_in(factors, ask(model, scores))

    np.testing.assert_array_equal(user.predict(factors), factors.base)
    np.testing.assert_allclose(user.covariance, np.eye(N_FACTORS))
    assert user.noise == pytest.approx(NOISE)


def test_uncertainty_falls_with_every_score(model: Model, ask: Ask, factors: Factors) -> None:
    lists = [dict.fromkeys(range(n), 7) for n in (0, 3, 20, 80)]
    variances = [
        fold_in(factors, ask(model, one)).deviation(factors, CERTAIN) ** 2
        - fold_in(factors, ask(model, one)).noise
        for one in lists
    ]

    assert all((fewer > more).all() for fewer, more in itertools.pairwise(variances))


def test_an_erratic_user_is_less_certain(model: Model, ask: Ask, factors: Factors) -> None:
    steady = {item: round(float(factors.base[item])) for item in range(40)}
    erratic = {item: score + (3 if item % 2 else -3) for item, score in steady.items()}
    erratic = {item: min(max(score, 1), 10) for item, score in erratic.items()}

    deviations = [
        fold_in(factors, ask(model, one)).deviation(factors, CERTAIN) for one in (steady, erratic)
    ]
    assert (deviations[0] < deviations[1]).all()


def test_some_titles_are_predicted_as_among_all(model: Model, ask: Ask, factors: Factors) -> None:
    user = fold_in(factors, ask(model, {0: 9, 7: 3, 40: 8}))
    items = np.array([79, 3, 41])
    some = factors.of_items(items)

    np.testing.assert_array_equal(user.predict(some), user.predict(factors)[items])
    np.testing.assert_array_equal(
        user.deviation(some, CERTAIN), user.deviation(factors, CERTAIN)[items]
    )


def test_a_title_on_few_lists_is_less_certain(model: Model, ask: Ask, factors: Factors) -> None:
    n_lists = np.arange(80)
    user = fold_in(factors, ask(model, {0: 9, 7: 3}))
    certain, found = (
        user.deviation(factors, variance) for variance in (CERTAIN, title_variance(n_lists))
    )

    np.testing.assert_allclose(found**2 - certain**2, 0.85 / (1 + n_lists / 15), rtol=1e-3)
