"""What is thought of every title and franchise for one user, before anything is chosen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import enjoyment_features
from reko_core.engine.prediction.expected import neighbour_residuals
from reko_core.engine.prediction.factors import fold_in
from reko_core.engine.ranking.item_model import score_franchises
from reko_core.engine.ranking.ranking import best_of_franchise, rank_scores
from reko_core.engine.similarity.search import SimilarUsers

__all__ = ["Assessment", "assess"]


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """Titles and franchises as one user would find them.

    expected: (n_items,) float32, the score they would give, on 1-10.
    spread: (n_items,) float32; it lies within expected +- spread with a chance of 90 %.
    enjoyment: (n_items,) float64, the chance of 0..1 that it is at least their own mean.
    franchise_scores: (n_franchises,) float64 to rank by; they mean nothing by themselves.
    """

    expected: NDArray[np.float32]
    spread: NDArray[np.float32]
    enjoyment: NDArray[np.float64]
    franchise_scores: NDArray[np.float64]


def assess(model: Model, profile: Profile, similar: SimilarUsers) -> Assessment:
    """Assess all titles and franchises; `similar` as found for the same profile."""
    taste = fold_in(model.factors, profile)
    votes = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))
    expected = model.scores.predict(taste.predict(model.factors), votes)
    deviation = taste.deviation(model.factors)
    enjoyment = model.enjoyment.probability(enjoyment_features(profile, expected, deviation))
    fit = score_franchises(
        profile, model.ease, model.items.franchise_popularity, model.rows.n_users
    )
    scores = rank_scores(fit, best_of_franchise(model.items, enjoyment))
    return Assessment(expected, np.float32(model.scores.reach) * deviation, enjoyment, scores)
