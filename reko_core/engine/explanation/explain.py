"""Why so much is expected of one title: which own titles push it up or down, and who is for it.

    p_ui = 7 + w0 + w1 (f_ui - 7) + w2 n_ui;   f_ui = mu + b_i + v_i . m
    effect of J = w1 v_i . (m - m_-J)      (`influence`; the votes n_ui are held)

The title explained must not be among what was told: nothing speaks for itself.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.forecast import Forecast, forecast, forecast_unknown
from reko_core.engine.explanation.influence import Told
from reko_core.engine.explanation.opinions import Opinions
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import Taste, fold_in
from reko_core.engine.similarity.search import SimilarUsers, find_similar

__all__ = [
    "LEAST_EFFECT",
    "N_NAMED",
    "Basis",
    "Explanation",
    "Group",
    "Influence",
    "explain",
    "explain_unknown",
]

N_NAMED = 5
LEAST_EFFECT = 0.01


class Basis(StrEnum):
    """What an expected score rests on.

    TASTE: the user's scores and similar users. COMMUNITY: mu + b_i, as the user has scored nothing.
    MEAN: the title's mean among strangers, as the community does not know it.
    """

    TASTE = "similar_users_and_factors"
    COMMUNITY = "community"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Influence:
    """An own title, the score it was given, and what it adds to the expected score."""

    item: int
    score: int
    effect: float


@dataclass(frozen=True, slots=True)
class Group:
    """Own titles that push one way, strongest first.

    without: what would be expected if none of them were scored; None where there are none.
    """

    influences: tuple[Influence, ...]
    without: float | None


_NOTHING = Group((), None)


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """What is expected of a title, and what that rests on."""

    basis: Basis
    forecast: Forecast
    raising: Group
    lowering: Group
    opinions: Opinions


def explain(
    model: Model,
    profile: Profile,
    item: int,
    *,
    excluded_users: NDArray[np.integer],
) -> Explanation:
    """Explain what is expected of an item that the profile has not seen."""
    assert profile.item_scores[item] < 0
    similar = find_similar(
        profile,
        model.rows,
        model.columns,
        model.items,
        model.mu,
        exclude=excluded_users,
    )
    return _explain(model, profile, similar, item)


def explain_unknown(model: Model, profile: Profile, mean: float | None) -> Explanation:
    """Explain what is expected of a title of which at most the mean among strangers is known."""
    found = forecast_unknown(model, profile, mean)
    return Explanation(Basis.MEAN, found, _NOTHING, _NOTHING, Opinions.of_nobody())


def _explain(model: Model, profile: Profile, similar: SimilarUsers, item: int) -> Explanation:
    taste = fold_in(model.factors, profile)
    opinions = Opinions.of(model, similar, item)
    alone = model.factors.of_items(np.array([item]))
    predicted, deviation = taste.predict(alone), taste.deviation(alone)
    expected = model.scores.predict(predicted, opinions.vote)
    raising, lowering = _name(model, profile, taste, predicted, opinions.vote, item)
    basis = Basis.TASTE if profile.n_scored else Basis.COMMUNITY
    return Explanation(
        basis, forecast(model, profile, expected, deviation), raising, lowering, opinions
    )


def _name(
    model: Model,
    profile: Profile,
    taste: Taste,
    predicted: NDArray[np.float32],
    vote: NDArray[np.float32],
    item: int,
) -> tuple[Group, Group]:
    """Name the own titles that push (1,) predicted f_ui up, and those that push it down."""
    told = Told.of(model.factors, profile, taste)
    target = model.factors.weights[:, item].astype(np.float64)
    effects = model.scores.weights[1] * told.influences(target)

    def group(order: NDArray[np.int64], is_named: NDArray[np.bool_]) -> Group:
        chosen = order[is_named[order]][:N_NAMED]
        if len(chosen) == 0:
            return _NOTHING
        left = predicted - np.float32(told.joint_influence(target, chosen))
        named = zip(told.items[chosen], told.scores[chosen], effects[chosen], strict=True)
        return Group(
            tuple(Influence(int(own), int(score), float(effect)) for own, score, effect in named),
            float(model.scores.predict(left, vote)[0]),
        )

    up = group(np.lexsort((told.items, -effects)), effects >= LEAST_EFFECT)
    down = group(np.lexsort((told.items, effects)), effects <= -LEAST_EFFECT)
    return up, down
