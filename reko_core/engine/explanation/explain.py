"""Explain the prediction for one title: which own titles raise or lower it, and who rated it how.

    p_ui = 7 + w0 + w1 (f_ui - 7) + w2 n_ui + g_ui;   f_ui = mu + b_i + v_i . m
    effect of the own titles J = p_ui - p_ui without J

Without J, f_ui is less by v_i . (m - m_-J) (`influence`), and g_ui rests on the other titles of the
franchise; n_ui and the user's mean are held fixed.

The explained title must not be among the profile's own.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.influence import Evidence
from reko_core.engine.explanation.opinions import Opinions
from reko_core.engine.explanation.title_prediction import TitlePrediction, predict_unknown_title
from reko_core.engine.model import Model
from reko_core.engine.neighbourhood import find_neighbours
from reko_core.engine.prediction.expected_score import ScoreTerms
from reko_core.engine.prediction.factors import fold_in
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.ranking.neighbours import DEFAULT_RULES, NeighbourRules
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import SimilarUsers, find_similar
from reko_core.engine.similarity.user_shard import FoundUsers

__all__ = [
    "MIN_EFFECT",
    "N_NAMED",
    "Basis",
    "Explanation",
    "Group",
    "Influence",
    "explain",
    "explain_among",
    "explain_unknown",
]

N_NAMED = 5
MIN_EFFECT = 0.01


class Basis(StrEnum):
    """What a prediction is based on.

    TASTE: the user's scores and similar users. COMMUNITY: mu + b_i, as the user has scored nothing.
    MEAN: the title's mean on MAL, as it is not in the community.
    """

    TASTE = "similar_users_and_factors"
    COMMUNITY = "community"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Influence:
    """An own title, its score, and its effect on the expected score."""

    item: int
    score: int
    effect: float


@dataclass(frozen=True, slots=True)
class Group:
    """Own titles that all raise or all lower the prediction, strongest first.

    without: the expected score if none of them were scored; None if there are none.
    """

    influences: tuple[Influence, ...]
    without: float | None


_NO_INFLUENCES = Group((), None)


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """The prediction for a title, and what it is based on."""

    basis: Basis
    prediction: TitlePrediction
    raising: Group
    lowering: Group
    opinions: Opinions


def explain(
    model: Model,
    profile: Profile,
    item: int,
    *,
    excluded_users: NDArray[np.integer],
    accuracy: float = 100.0,
    rules: NeighbourRules = DEFAULT_RULES,
) -> Explanation:
    """Explain the prediction for an item that the profile has not seen.

    accuracy, rules, excluded_users: as in `Query`; with the same ones, `recommend` has the same
    predictions and the same neighbours.
    """
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=excluded_users
    )
    return _explain(model, profile, item, similar, accuracy, rules)


def explain_among(
    model: Model,
    profile: Profile,
    item: int,
    found: FoundUsers,
    *,
    accuracy: float = 100.0,
    rules: NeighbourRules = DEFAULT_RULES,
) -> Explanation:
    """Explain, given what the shards of the community have found for the profile."""
    model = replace(model, rows=found.rows)
    return _explain(model, profile, item, found.similar, accuracy, rules)


def _explain(
    model: Model,
    profile: Profile,
    item: int,
    similar: SimilarUsers,
    accuracy: float,
    rules: NeighbourRules,
) -> Explanation:
    assert profile.item_scores[item] < 0
    scores = score_catalogue(model, profile, similar)
    neighbours = find_neighbours(model, profile, similar, scores, accuracy, rules)
    raising, lowering = _find_influences(model, profile, item, scores.residuals[[item]])
    return Explanation(
        Basis.TASTE if profile.n_scored else Basis.COMMUNITY,
        TitlePrediction.of(
            float(scores.expected[item]),
            float(scores.half_width[item]),
            float(scores.enjoyment[item]),
        ),
        raising,
        lowering,
        Opinions.of(model, neighbours, item),
    )


def explain_unknown(model: Model, profile: Profile, mean: float | None) -> Explanation:
    """Explain the prediction for a title not in the community; mean: its score on MAL, if known."""
    prediction = predict_unknown_title(model, profile, mean)
    return Explanation(Basis.MEAN, prediction, _NO_INFLUENCES, _NO_INFLUENCES, Opinions.none())


def _find_influences(
    model: Model, profile: Profile, item: int, residual: NDArray[np.float32]
) -> tuple[Group, Group]:
    """Return the own titles that raise the expected score, and those that lower it.

    residual: (1,) n_ui of the item.
    """
    items, scores = model.items, model.scores
    user = fold_in(model.factors, profile)
    predicted = user.predict(model.factors.of_items(np.array([item])))
    own_scores = FranchiseScores.of(items, profile)
    terms = ScoreTerms.of(items, own_scores, predicted, residual, np.array([item]))
    evidence = Evidence.of(model.factors, profile, user)
    target = model.factors.weights[:, item].astype(np.float64)

    def terms_without(chosen: NDArray[np.int64], influence: float) -> ScoreTerms:
        own = FranchiseScores.of(items, profile, evidence.items[chosen])
        rest = terms.predicted - np.float32(influence)
        return ScoreTerms.of(items, own, rest, terms.residuals, np.array([item]))

    influences = evidence.influences(target)
    effects = scores.slope(terms) * influences
    for same in np.flatnonzero(items.franchise[evidence.items] == items.franchise[item]):
        rest = terms_without(np.array([same]), float(influences[same]))
        effects[same] = (scores.stack(terms) - scores.stack(rest))[0]

    def group(order: NDArray[np.int64], is_member: NDArray[np.bool_]) -> Group:
        chosen = order[is_member[order]][:N_NAMED]
        if len(chosen) == 0:
            return _NO_INFLUENCES
        rest = terms_without(chosen, evidence.joint_influence(target, chosen))
        named = zip(evidence.items[chosen], evidence.scores[chosen], effects[chosen], strict=True)
        return Group(
            tuple(Influence(int(own), int(score), float(effect)) for own, score, effect in named),
            float(scores.predict(rest)[0]),
        )

    raising = group(np.lexsort((evidence.items, -effects)), effects >= MIN_EFFECT)
    lowering = group(np.lexsort((evidence.items, effects)), effects <= -MIN_EFFECT)
    return raising, lowering
