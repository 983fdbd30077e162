"""The models that are evaluated: the engine, and simple baselines.

    popularity      rank by how many users have seen the title
    mean            p = the title's mean on MAL, or in the community where MAL's is unknown
    biases          p = mu + b_i + b_u, the baseline predictor (`engine.data.baseline`)

Baselines rank main titles. The last two take scores as normally distributed around p and rounded,
so that a score is at least the user's mean m with probability

    P = Phi((p - ceil(m) + .5) / sd);   sd^2 = (sum (s - m)^2 + 1.4 * 8) / (n + 8)

They share nothing with the engine but the biases, so that they stay fixed points of comparison.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from reko_core.domain.models import Anime
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.neighbourhood import find_neighbours
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.selection import Query, find_match, select
from reko_core.engine.similarity.search import find_similar

__all__ = ["EvaluatedModel", "Prediction", "main_titles", "make_models"]

_NO_USERS = np.zeros(0, np.int64)
# The evaluation removes some: titles of franchises that the engine divides, and, at a cold start,
# those of the rest of the visible list.
_QUERY = Query(include_adult=True, n_spare=1000)
_PRIOR_VARIANCE, _PRIOR_COUNT = 1.4, 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """Predictions of a model; None where it makes none.

    title_scores: (n_items,), only for ranking; -inf for what the model does not recommend.
    expected, enjoyment, half_width: as in `CatalogueScores`. match: (n_items,) match / 100.
    """

    title_scores: NDArray[np.float64]
    expected: NDArray[np.float32] | None = None
    enjoyment: NDArray[np.float64] | None = None
    half_width: NDArray[np.float32] | None = None
    match: NDArray[np.float64] | None = None


class EvaluatedModel(Protocol):
    """A model that predicts for users outside its training data."""

    @property
    def name(self) -> str:
        """The name in tables and charts."""
        ...

    def predict(self, profile: Profile) -> Prediction:
        """Predict for all titles."""
        ...


def make_models(model: Model, titles: Mapping[int, Anime]) -> list[EvaluatedModel]:
    """Return all models, the engine first."""
    base = model.items.bias + np.float32(model.mu)
    means = base.copy()
    for item, anime_id in enumerate(model.items.ids.tolist()):
        anime = titles.get(anime_id)
        if anime is not None and anime.mean is not None:
            means[item] = anime.mean
    return [
        Engine(model),
        Popularity(model),
        ItemScore("mean", model, means),
        ItemScore("biases", model, base, with_user_bias=True),
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """Reko."""

    model: Model
    name: str = "engine"

    def predict(self, profile: Profile) -> Prediction:
        """Predict as for a request with default parameters, adult titles included."""
        model = self.model
        similar = find_similar(
            profile, model.rows, model.columns, model.items, model.mu, exclude=_NO_USERS
        )
        found = score_catalogue(model, profile, similar)
        neighbours = find_neighbours(model, profile, similar, found, _QUERY.accuracy, _QUERY.rules)
        choice = select(model, profile, found, neighbours, _QUERY)
        scores = np.full(model.items.n_items, -np.inf)
        scores[choice.candidates[choice.picked]] = -np.arange(len(choice.picked))
        match = find_match(model, profile, found, np.arange(model.items.n_items))
        return Prediction(scores, found.expected, found.enjoyment, found.half_width, match)


@dataclass(frozen=True, slots=True, eq=False)
class Popularity:
    """The same for everybody: the most popular titles."""

    model: Model
    name: str = "popularity"

    def predict(self, profile: Profile) -> Prediction:  # noqa: ARG002 - not personalised
        """Rank by popularity."""
        return Prediction(main_titles(self.model, self.model.items.popularity))


@dataclass(frozen=True, slots=True, eq=False)
class ItemScore:
    """One score a title, plus the user's bias if `with_user_bias`.

    scores: (n_items,) float32.
    """

    name: str
    model: Model
    scores: NDArray[np.float32]
    with_user_bias: bool = False

    def predict(self, profile: Profile) -> Prediction:
        """Predict the title's score."""
        shifted = self.scores + np.float32(profile.bias if self.with_user_bias else 0)
        expected = np.clip(shifted, MIN_SCORE, MAX_SCORE)
        ranking = main_titles(self.model, self.scores)
        return Prediction(ranking, expected, _enjoyment(profile, expected))


def main_titles(model: Model, scores: NDArray[np.number]) -> NDArray[np.float64]:
    """Return the (n_items,) scores of main titles, -inf for others.

    For models that rank by what was seen it makes no difference: the best title of a franchise is
    always a main one. Those that rank by expected scores are better by title with this rule.
    """
    return np.where(model.items.is_main, scores, -np.inf).astype(np.float64)


def _enjoyment(profile: Profile, expected: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return (n_items,) P for (n_items,) p."""
    own = profile.scores[profile.scores > 0].astype(np.float64)
    squares = ((own - profile.mean) ** 2).sum() + _PRIOR_VARIANCE * _PRIOR_COUNT
    deviation = np.sqrt(squares / (len(own) + _PRIOR_COUNT))
    above = expected.astype(np.float64) - np.ceil(profile.mean) + 0.5
    return np.asarray(ndtr(above / deviation))
