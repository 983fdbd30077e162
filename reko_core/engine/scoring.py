"""Score every title for one user, before any are selected."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.ease import predict_ease
from reko_core.engine.prediction.enjoyment import enjoyment_features
from reko_core.engine.prediction.expected_score import ScoreTerms, neighbour_residuals
from reko_core.engine.prediction.factors import fold_in, title_variance
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.ranking.ranking_score import score_titles
from reko_core.engine.similarity.search import SimilarUsers, find_similar
from reko_core.engine.similarity.user_shard import FoundUsers

__all__ = ["CatalogueScores", "score_catalogue", "score_for"]


@dataclass(frozen=True, slots=True, eq=False)
class CatalogueScores:
    """Predictions and ranking scores of all titles.

    expected: (n_items,) float32, the score that the user would give, 1-10.
    half_width: (n_items,) float32; 90 % of scores lie within expected +- half_width.
    enjoyment: (n_items,) float64, probability of 0..1 of a score of at least the user's mean.
    residuals: (n_items,) float32, n_ui of `prediction.expected_score`.
    fit: (n_items,) float32, log E of `prediction.ease`.
    title_scores: (n_items,) float64, only for ranking; the scale has no meaning.
    """

    expected: NDArray[np.float32]
    half_width: NDArray[np.float32]
    enjoyment: NDArray[np.float64]
    residuals: NDArray[np.float32]
    fit: NDArray[np.float32]
    title_scores: NDArray[np.float64]


def score_catalogue(model: Model, profile: Profile, similar: SimilarUsers) -> CatalogueScores:
    """Score all titles; similar: the users similar to the profile."""
    user = fold_in(model.factors, profile)
    residuals = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))
    own = FranchiseScores.of(model.items, profile)
    terms = ScoreTerms.of(model.items, own, user.predict(model.factors), residuals)
    expected = model.scores.predict(terms)
    deviation = user.deviation(model.factors, title_variance(model.items.popularity))
    enjoyment = model.enjoyment.probability(enjoyment_features(profile, expected, deviation))
    fit = predict_ease(profile, model.ease, model.items, model.n_users)
    return CatalogueScores(
        expected=expected,
        half_width=np.float32(model.scores.half_width) * deviation,
        enjoyment=enjoyment,
        residuals=residuals,
        fit=fit,
        title_scores=score_titles(fit, enjoyment),
    )


def score_for(
    model: Model,
    profile: Profile,
    excluded_users: NDArray[np.integer],
    found: FoundUsers | None = None,
) -> CatalogueScores:
    """Score all titles for a profile; (k,) excluded users do not count as similar.

    found: the similar users, where they are not searched for here.
    """
    if found is not None:
        return score_catalogue(replace(model, rows=found.rows), profile, found.similar)
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=excluded_users
    )
    return score_catalogue(model, profile, similar)
