"""Rank the titles of a season for a profile.

The expected score is that of `prediction.expected_score` without neighbours, which no search is
worth here: few of them have seen what is new.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import enjoyment_features
from reko_core.engine.prediction.expected_score import ScoreTerms
from reko_core.engine.prediction.factors import fold_in, title_variance
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.ranking.match import in_order
from reko_core.engine.season.features import season_features
from reko_core.engine.season.own_titles import OwnTitles
from reko_core.engine.season.ranking_weights import season_weights
from reko_core.engine.season.reasons import Reason, find_reasons

__all__ = ["SeasonPick", "SeasonQuery", "SeasonTitles", "describe_season", "rank_season"]

FEW_LISTS = 20
"""From this many lists on a title is no longer little known."""


@dataclass(frozen=True, slots=True, eq=False)
class SeasonQuery:
    """A season, and what of it is ranked.

    first_day: of the season, in days since 1970-01-01. items: (n,) int64, each once. members: (n,)
    float64 on MAL, NaN where unknown; None before the season: numbers of what has not begun tell
    less than the content.
    """

    first_day: int
    items: NDArray[np.int64]
    members: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class SeasonPick:
    """A title of the season.

    match: 0-100, never higher than that of the pick before. expected: score 1-10; 90 % of scores
    lie within expected +- half_width. enjoyment: probability 0..1. n_lists: lists of the community
    that have the title. is_little_known: on fewer than FEW_LISTS. misses_earlier: the latest of the
    earlier main titles of its franchise is unseen, or a prerequisite is.
    """

    item: int
    match: int
    expected: float
    half_width: float
    enjoyment: float
    n_lists: int
    is_little_known: bool
    misses_earlier: bool
    reason: Reason | None


@dataclass(frozen=True, slots=True, eq=False)
class SeasonTitles:
    """What is known of n titles of a season. features: (n, len(FEATURES)); others: (n,).

    by_trait: (n_traits,) what each trait adds to the interest in a title.
    """

    expected: NDArray[np.float32]
    half_width: NDArray[np.float32]
    enjoyment: NDArray[np.float64]
    own: OwnTitles
    by_trait: NDArray[np.float32]
    features: NDArray[np.float64]


def describe_season(model: Model, profile: Profile, query: SeasonQuery) -> SeasonTitles:
    """Predict the scores of all titles of a query, and describe what they are ranked by."""
    titles = query.items
    user, factors = fold_in(model.factors, profile), model.factors.of_items(titles)
    scores = FranchiseScores.of(model.items, profile)
    no_neighbours = np.zeros(len(titles), np.float32)
    terms = ScoreTerms.of(model.items, scores, user.predict(factors), no_neighbours, titles)
    expected = model.scores.predict(terms)
    deviation = user.deviation(factors, title_variance(model.items.popularity[titles]))
    own = OwnTitles.of(model.items, profile, titles)
    viewers = model.viewers.of_season(query.first_day)
    by_trait = model.interest.by_trait(model.interest.taste(profile))[1:]
    return SeasonTitles(
        expected,
        np.float32(model.scores.half_width) * deviation,
        model.enjoyment.probability(enjoyment_features(profile, expected, deviation)),
        own,
        by_trait,
        season_features(
            model, profile, titles, own, scores, expected, by_trait, query.members, viewers
        ),
    )


def rank_season(model: Model, profile: Profile, query: SeasonQuery) -> list[SeasonPick]:
    """Rank all titles of a query, best first; of equal ones, the first in the query.

    What is on the list, banned or filtered must not be among them.
    """
    found, titles = describe_season(model, profile, query), query.items
    n_lists = model.viewers.of_season(query.first_day).n_users
    weights = season_weights(n_lists, has_members=query.members is not None)
    parts = found.features * weights.weights
    total = parts.sum(axis=1)
    order = np.argsort(-total, kind="stable")
    reasons = find_reasons(model.interest, profile, titles, found.own, found.by_trait, parts)
    popularity = model.items.popularity[titles]
    columns = (
        titles[order],
        in_order(ndtr((total[order] - weights.location) / weights.scale)),
        found.expected[order],
        found.half_width[order],
        found.enjoyment[order],
        popularity[order],
        (popularity < FEW_LISTS)[order],
        (found.own.has_earlier & ~found.own.has_latest)[order],
    )
    shown = [reasons[place] for place in order.tolist()]
    rows = zip(*(column.tolist() for column in columns), shown, strict=True)
    return [SeasonPick(*values) for values in rows]
