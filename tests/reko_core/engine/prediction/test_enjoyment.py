from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import PRIOR_WEIGHTS, EnjoymentModel, enjoyment_features

Ask = Callable[..., Profile]


def test_features_are_the_surplus_in_deviations_and_the_habit_of_liking(
    model: Model, ask: Ask
) -> None:
    profile = ask(model, {0: 9, 3: 7, 8: 5, 9: 0, 12: 8})
    found = enjoyment_features(profile, np.array([7, 9], np.float32), np.array([2, 4], np.float32))

    share = (2 + 5.7) / (4 + 10)
    like = np.log(share / (1 - share))
    np.testing.assert_allclose(found, [[-0.5 / 2, -0.25 / 2, like], [1.5 / 4, 1.75 / 4, like]])


@pytest.mark.parametrize("scores", [{}, {0: 0}, {0: 10}, dict.fromkeys(range(80), 10)])
def test_features_of_degenerate_lists_are_finite(
    model: Model, ask: Ask, scores: dict[int, int]
) -> None:
    predicted = np.array([1, 5.5, 10], np.float32)
    found = enjoyment_features(ask(model, scores), predicted, np.ones(3, np.float32))

    assert found.shape == (3, 3)
    assert np.isfinite(found).all()
    assert (np.abs(found[:, 2]) < 4).all()


@pytest.mark.parametrize("steepness", [0, 1, 20])
def test_weights_are_those_of_a_reference_optimizer(steepness: float) -> None:
    rng = np.random.default_rng(7)
    features = rng.normal(size=(300, 3))
    chance = 1 / (1 + np.exp(-steepness * (features @ [1.5, -0.5, 0.2] + 0.3)))
    enjoyed = rng.random(300) < chance

    def loss(weights: Any) -> float:
        z = weights[0] + features @ weights[1:]
        apart = weights - PRIOR_WEIGHTS
        return float((np.logaddexp(0, z) - enjoyed * z).sum() + 5 * apart @ apart)

    best = minimize(loss, np.zeros(4), method="BFGS", options={"gtol": 1e-6})
    np.testing.assert_allclose(EnjoymentModel.fit(features, enjoyed).weights, best.x, atol=1e-3)


@pytest.mark.parametrize("enjoyed", [False, True])
def test_constant_outcomes_can_be_fitted(enjoyed: bool) -> None:  # noqa: FBT001
    t = np.linspace(-9, 9, 2000)
    features = np.column_stack([t, t, np.full(2000, 4.0)])
    chances = EnjoymentModel.fit(features, np.full(2000, enjoyed)).probability(features)

    assert np.isfinite(chances).all()
    assert chances.mean() == pytest.approx(float(enjoyed), abs=0.05)


def test_perfectly_separable_outcomes_can_be_fitted() -> None:
    t = np.linspace(-300, 300, 5000)
    features = np.column_stack([t, t, np.zeros(5000)])
    fitted = EnjoymentModel.fit(features, t > 0)

    assert np.isfinite(fitted.weights).all()
    np.testing.assert_array_equal(fitted.probability(features) > 0.5, t > 0)


@given(
    st.tuples(st.floats(-5, 5), st.floats(0, 5), st.floats(0, 5), st.floats(-5, 5)),
    st.lists(st.floats(-400, 400), min_size=1, max_size=20),
    st.floats(-4, 4),
)
@settings(deadline=None, derandomize=True)
def test_chances_lie_between_0_and_1_and_grow_with_the_surplus(
    weights: tuple[float, ...], surpluses: list[float], like: float
) -> None:
    t = np.sort(surpluses)
    chances = EnjoymentModel(weights).probability(
        np.column_stack([t + 0.5, t, np.full(len(t), like)])
    )

    assert ((chances >= 0) & (chances <= 1)).all()
    assert (np.diff(chances) >= 0).all()
