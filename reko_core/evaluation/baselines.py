"""Who is held against each other: the engine, and the simple ways that it must beat.

    popularity      rank by how many have seen a franchise
    mean            p = the title's mean on MAL, of the community where MAL's is not known
    biases          p = mu + b_i + b_u, the damped biases of `baseline.py`

The last two rank a franchise by its best main title, and take a score for normal around p: it is
a whole number of at least the own mean m with the chance

    P = Phi((p - ceil(m) + .5) / sd);   sd^2 = (sum (s - m)^2 + 1.4 * 8) / (n + 8)

Nothing of them comes from the engine but the biases, so that they stay what they are when it
changes.
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
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.engine.ranking.ranking_score import best_of_franchise
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.selection import Query, select
from reko_core.engine.similarity.search import find_similar

__all__ = ["Contender", "Judgement", "make_contenders"]

_NOBODY = np.zeros(0, np.int64)
# At a cold start franchises fall out that the user has not told: there must be enough behind them.
_PRIOR_QUERY = Query(include_adult=True, n_spare=1000)
_PRIOR_VARIANCE, _PRIOR_COUNT = 1.4, 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """What a contender thinks, arrays as in `CatalogueScores`; None where it has nothing to say."""

    franchise_scores: NDArray[np.float64]
    expected: NDArray[np.float32] | None = None
    enjoyment: NDArray[np.float64] | None = None
    spread: NDArray[np.float32] | None = None


class Contender(Protocol):
    """One that recommends to users whom the community does not know."""

    @property
    def name(self) -> str:
        """What it is called in tables and pictures."""
        ...

    def judge(self, profile: Profile) -> Judgement:
        """Judge all titles and franchises for a user."""
        ...


def make_contenders(model: Model, titles: Mapping[int, Anime]) -> list[Contender]:
    """Return all contenders, the engine first."""
    base = model.items.bias + np.float32(model.mu)
    means = base.copy()
    for item, anime_id in enumerate(model.items.ids.tolist()):
        anime = titles.get(anime_id)
        if anime is not None and anime.mean is not None:
            means[item] = anime.mean
    return [
        Engine(model),
        Popularity(model),
        ItemScore.of("mean", model, means),
        ItemScore.of("biases", model, base, with_user_bias=True),
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """Reko itself."""

    model: Model
    name: str = "engine"

    def judge(self, profile: Profile) -> Judgement:
        """Answer as a request of nothing but a name is answered, with adult titles."""
        model = self.model
        similar = find_similar(
            profile, model.rows, model.columns, model.items, model.mu, exclude=_NOBODY
        )
        found = score_catalogue(model, profile, similar)
        choice = select(model, profile, similar, found, _PRIOR_QUERY)
        picked = model.items.franchise[choice.candidates[choice.picked]]
        places = np.full(model.items.n_franchises, -np.inf)
        places[picked] = -np.arange(len(picked))
        return Judgement(places, found.expected, found.enjoyment, found.half_width)


@dataclass(frozen=True, slots=True, eq=False)
class Popularity:
    """The same for everybody: what most have seen."""

    model: Model
    name: str = "popularity"

    def judge(self, profile: Profile) -> Judgement:  # noqa: ARG002 - it listens to nobody
        """Rank by audience."""
        return Judgement(self.model.items.franchise_popularity.astype(np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class ItemScore:
    """One score a title, moved by the user's own bias if asked for.

    scores: (n_items,) float32. best: (n_franchises,) float64, the highest of each franchise.
    """

    name: str
    model: Model
    scores: NDArray[np.float32]
    best: NDArray[np.float64]
    with_user_bias: bool

    @classmethod
    def of(
        cls, name: str, model: Model, scores: NDArray[np.float32], *, with_user_bias: bool = False
    ) -> "ItemScore":
        """Make one of (n_items,) scores."""
        best = best_of_franchise(model.items, scores.astype(np.float64))
        return cls(name, model, scores, best, with_user_bias)

    def judge(self, profile: Profile) -> Judgement:
        """Expect the title's score of everybody."""
        moved = self.scores + np.float32(profile.bias if self.with_user_bias else 0)
        expected = np.clip(moved, MIN_SCORE, MAX_SCORE)
        return Judgement(self.best, expected, _chance(profile, expected))


def _chance(profile: Profile, expected: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return (n_items,) P for (n_items,) p."""
    own = profile.scores[profile.scores > 0].astype(np.float64)
    squares = ((own - profile.mean) ** 2).sum() + _PRIOR_VARIANCE * _PRIOR_COUNT
    deviation = np.sqrt(squares / (len(own) + _PRIOR_COUNT))
    above = expected.astype(np.float64) - np.ceil(profile.mean) + 0.5
    return np.asarray(ndtr(above / deviation))
