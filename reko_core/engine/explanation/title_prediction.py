"""The prediction for one title, with its interval.

For titles of the community it is that of `scoring`; where one title is predicted for many people,
without similar users (n_ui = 0). A title that is not in the community has no factors and no scores
of similar users. Its prediction rests on its mean score on MAL, a_i, and on the user's bias:

    p_ui = a_i + b_u;   a_i = mu if the mean is unknown

Its factors may be those of any title k of the community. By the law of total variance, scores
deviate from p by

    d^2 = noise_u + E_k[v_k' C v_k + (v_k . m - b_u)^2] (+ Var_k[mu + b_k] if the mean is unknown)

90 % of scores lie within p +- half_width * d, as in `prediction.expected_score`.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import enjoyment_features
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE, ScoreTerms
from reko_core.engine.prediction.factors import fold_in, title_variance
from reko_core.engine.prediction.own_franchise import FranchiseScores

__all__ = ["TitlePrediction", "predict_title", "predict_unknown_title"]


@dataclass(frozen=True, slots=True)
class TitlePrediction:
    """score: 1-10, low, high: its 90 % interval. enjoyment: probability of 0..1."""

    score: float
    low: float
    high: float
    enjoyment: float

    @classmethod
    def of(cls, score: float, half_width: float, enjoyment: float) -> Self:
        """Return the prediction, its interval clipped to the scale."""
        low, high = max(MIN_SCORE, score - half_width), min(MAX_SCORE, score + half_width)
        return cls(score, low, high, enjoyment)


def predict_title(model: Model, profile: Profile, item: int) -> TitlePrediction:
    """Predict an item of the community without similar users."""
    chosen = np.array([item])
    user, factors = fold_in(model.factors, profile), model.factors.of_items(chosen)
    terms = ScoreTerms.of(
        model.items,
        FranchiseScores.of(model.items, profile),
        user.predict(factors),
        np.zeros(1, np.float32),
        chosen,
    )
    score = model.scores.predict(terms)
    deviation = user.deviation(factors, title_variance(model.items.popularity[chosen]))
    return _prediction(model, profile, score, deviation)


def predict_unknown_title(model: Model, profile: Profile, mean: float | None) -> TitlePrediction:
    """Predict a title that is not in the community; mean: its score on MAL, if known."""
    user, factors = fold_in(model.factors, profile), model.factors
    variance = user.noise
    if len(factors.base):
        unlike = user.predict(factors) - factors.base - np.float32(profile.bias)
        variance = float(
            np.mean(user.deviation(factors, np.float32(0)).astype(np.float64) ** 2 + unlike**2)
        )
        if mean is None:
            variance += float(np.var(factors.base, dtype=np.float64))
    expected = (model.mu if mean is None else mean) + profile.bias
    score = np.array([np.clip(expected, MIN_SCORE, MAX_SCORE)], np.float32)
    deviation = np.array([np.sqrt(variance)], np.float32)
    return _prediction(model, profile, score, deviation)


def _prediction(
    model: Model, profile: Profile, score: NDArray[np.float32], deviation: NDArray[np.float32]
) -> TitlePrediction:
    """Return the prediction of one title, of (1,) scores and deviations."""
    enjoyment = model.enjoyment.probability(enjoyment_features(profile, score, deviation))
    return TitlePrediction.of(
        float(score[0]), model.scores.half_width * float(deviation[0]), float(enjoyment[0])
    )
