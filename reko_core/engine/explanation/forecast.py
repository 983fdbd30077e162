"""What is expected of one title, and how sure that is.

A title that the community does not know has no factors, and nobody similar has scored it. What is
expected of it rests on its mean score among strangers, a_i, and on how high the user scores:

    p_ui = a_i + b_u;   a_i = mu where no mean is known

Its factors are then as likely to be those of any known title k, whose scores lie around p by

    d^2 = noise_u + E_k[v_k' C v_k + (v_k . m - b_u)^2] (+ Var_k[mu + b_k] where no mean is known)

(the law of total variance): the noise, what is not known of the user, what is not known of the
title. 90 % of scores lie within p +- reach d, as in `expected`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import enjoyment_features
from reko_core.engine.prediction.expected import MAX_SCORE, MIN_SCORE
from reko_core.engine.prediction.factors import fold_in

__all__ = ["Forecast", "forecast", "forecast_unknown"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The score that a user would give, 1-10, and the chance of 0..1 of at least their own mean.

    low, high: it lies between them with a chance of 90 %.
    """

    score: float
    low: float
    high: float
    enjoyment: float


def forecast(
    model: Model, profile: Profile, expected: NDArray[np.float32], deviation: NDArray[np.float32]
) -> Forecast:
    """Say how sure the (1,) expected score of a title is, given its (1,) deviation."""
    chance = model.enjoyment.probability(enjoyment_features(profile, expected, deviation))
    score, spread = float(expected[0]), model.scores.reach * float(deviation[0])
    low, high = max(MIN_SCORE, score - spread), min(MAX_SCORE, score + spread)
    return Forecast(score, low, high, float(chance[0]))


def forecast_unknown(model: Model, profile: Profile, mean: float | None) -> Forecast:
    """Forecast a title of which at most the mean score among strangers is known."""
    taste, factors = fold_in(model.factors, profile), model.factors
    variance = taste.noise
    if len(factors.base):
        unlike = taste.predict(factors) - factors.base - np.float32(profile.bias)
        variance = float(np.mean(taste.deviation(factors).astype(np.float64) ** 2 + unlike**2))
        if mean is None:
            variance += float(np.var(factors.base, dtype=np.float64))
    score = np.clip((model.mu if mean is None else mean) + profile.bias, MIN_SCORE, MAX_SCORE)
    return forecast(
        model, profile, np.array([score], np.float32), np.array([np.sqrt(variance)], np.float32)
    )
