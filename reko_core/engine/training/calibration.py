"""Calibrate the models that consist of a few numbers, on hidden entries of community users.

Users are sampled. A fifth of their franchises is hidden, and so is the last title of a fifth of the
others; the predictions for the hidden titles are compared with the scores given. Factors and item
biases must not be trained on the scores of those users: `choose_users` says who is held out. The
factors are kept; the item biases of the final model are fitted again to everybody. A user is never
their own neighbour. The affinity scale does not depend on hidden scores, so it uses further users.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.data.user_sample import sample_users
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel, enjoyment_features
from reko_core.engine.prediction.expected_score import ScoreModel, ScoreTerms, neighbour_residuals
from reko_core.engine.prediction.factors import fold_in, title_variance
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import (
    SimilarUsers,
    compare_scores,
    find_similar,
    measure_taste,
)

__all__ = [
    "HIDDEN_SHARE",
    "Calibration",
    "CalibrationUsers",
    "calibrate",
    "choose_users",
    "hide_franchises",
]

HIDDEN_SHARE = 0.2
N_SAMPLED = 1000
MIN_SCORED = 10
HELD_OUT_SHARE = 0.1
N_RANDOM_PAIRS = 20
_SEED = 20221232

# For communities too small to fit one; typical of larger ones.
_PRIOR_SCALE = AffinityScale(midpoint=0.06, steepness=6.0)


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationUsers:
    """Users sampled for the calibration, ascending.

    sampled: (n,) all of them. held_out: (k,) those on whose scores nothing may be trained.
    """

    sampled: NDArray[np.int64]
    held_out: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibrated models."""

    scale: AffinityScale
    scores: ScoreModel
    enjoyment: EnjoymentModel


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A user's profile without the hidden part of their list, and that part.

    random_sims: (N_RANDOM_PAIRS,) similarities to random users, at most.
    hidden_items: (n,) int64, hidden_scores: (n,) int8.
    """

    user: int
    profile: Profile
    similar: SimilarUsers
    random_sims: NDArray[np.float32]
    hidden_items: NDArray[np.int64]
    hidden_scores: NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class _Predictions:
    """Terms of the expected score of n hidden titles, and (n,) deviations d_ui and scores."""

    profile: Profile
    terms: ScoreTerms
    deviations: NDArray[np.float32]
    scores: NDArray[np.int8]


def choose_users(lists: ShardedLists) -> CalibrationUsers:
    """Sample N_SAMPLED of the users with MIN_SCORED scores; hold out HELD_OUT_SHARE at most."""
    sampled, n_eligible = sample_users(lists, N_SAMPLED, min_scored=MIN_SCORED, seed=_SEED)
    held_out = sampled[: int(HELD_OUT_SHARE * n_eligible)]
    return CalibrationUsers(np.sort(sampled), np.sort(held_out))


def calibrate(model: Model, users: CalibrationUsers, item_base: NDArray[np.float32]) -> Calibration:
    """Fit the calibrated models; those of `model` are ignored.

    The factors of `model` and item_base, (n_items,) mu + b_i, must be trained without
    `users.held_out`.
    """
    held_out = set(users.held_out.tolist())

    def measure(user: int) -> tuple[_Case | None, _Predictions | None]:
        case = _make_case(model, user)
        if case is None or user not in held_out:
            return case, None
        return case, _predict(model, case, item_base)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        measured = list(pool.map(measure, users.sampled.tolist()))
    cases = [case for case, _ in measured if case is not None]
    predictions = [one for _, one in measured if one is not None]
    return Calibration(_fit_scale(cases), *_fit_scores(predictions))


def hide_franchises(
    franchise: NDArray[np.int32], is_scored: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Sample a fifth of the franchises with a score; return (n,) which entries are hidden.

    franchise, is_scored: (n,) of the entries of one list, some of them scored.
    """
    scored = np.unique(franchise[is_scored])
    n_hidden = max(1, round(HIDDEN_SHARE * len(scored)))
    return np.isin(franchise, rng.choice(scored, n_hidden, replace=False))


def _hide_last(
    items: Items, seen: NDArray[np.integer], scores: NDArray[np.integer], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Sample a fifth of the franchises with several scores; hide the last scored title of each.

    Returns (n,) which entries are hidden, so that others of their franchise remain.
    """
    scored = np.flatnonzero(scores > 0)
    order = scored[np.lexsort((items.day[seen[scored]], items.franchise[seen[scored]]))]
    franchise = items.franchise[seen[order]]
    is_next = np.r_[False, franchise[1:] == franchise[:-1]]
    is_last = np.r_[franchise[1:] != franchise[:-1], True][: len(order)]
    candidates = order[(is_next & is_last)[: len(order)]]
    hidden = np.zeros(len(seen), bool)
    hidden[candidates[rng.random(len(candidates)) < HIDDEN_SHARE]] = True
    return hidden


def _fit_scale(cases: list[_Case]) -> AffinityScale:
    if not cases:
        return _PRIOR_SCALE
    return AffinityScale.fit(
        np.concatenate([case.random_sims for case in cases]),
        np.array([case.similar.similarity[0] for case in cases]),
    )


def _fit_scores(predictions: list[_Predictions]) -> tuple[ScoreModel, EnjoymentModel]:
    if not predictions:
        return ScoreModel(), EnjoymentModel()
    scores = ScoreModel.fit(
        [one.terms for one in predictions],
        np.concatenate([one.deviations for one in predictions]),
        np.concatenate([one.scores for one in predictions]),
    )
    features = [
        enjoyment_features(one.profile, scores.predict(one.terms), one.deviations)
        for one in predictions
    ]
    enjoyed = [one.scores >= one.profile.mean for one in predictions]
    return scores, EnjoymentModel.fit(np.concatenate(features), np.concatenate(enjoyed))


def _predict(model: Model, case: _Case, item_base: NDArray[np.float32]) -> _Predictions:
    user = fold_in(model.factors, case.profile)
    hidden, items = case.hidden_items, model.items
    residuals = neighbour_residuals(case.similar, model.rows, item_base)[hidden]
    factors = model.factors.of_items(hidden)
    own = FranchiseScores.of(items, case.profile)
    return _Predictions(
        case.profile,
        ScoreTerms.of(items, own, user.predict(factors), residuals, hidden),
        user.deviation(factors, title_variance(items.popularity[hidden])),
        case.hidden_scores,
    )


def _make_case(model: Model, user: int) -> _Case | None:
    """Return the case of a user, None where no score is left or nobody is similar.

    Its random numbers depend on the user, not on who else is sampled.
    """
    rng = np.random.default_rng([_SEED, user])
    rows, items = model.rows, model.items
    seen, packed = rows.row(user)
    scores = (packed & SCORE_MASK).astype(np.int8)
    is_hidden = hide_franchises(items.franchise[seen], scores > 0, rng)
    is_hidden |= _hide_last(items, seen, np.where(is_hidden, 0, scores), rng)
    if not (scores[~is_hidden] > 0).any():
        return None
    visible = seen[~is_hidden]
    profile = make_profile(
        items,
        model.mu,
        items.ids[visible],
        scores[~is_hidden],
        is_seen=np.ones(len(visible), bool),
        is_dropped=np.zeros(len(visible), bool),
    )
    own = np.array([user])
    similar = find_similar(profile, rows, model.columns, items, model.mu, exclude=own)
    if len(similar.users) == 0:
        return None
    others = rng.integers(rows.n_users, size=N_RANDOM_PAIRS)
    others = others[others != user]
    query = SimilarityQuery.of(profile, items, model.mu, rows.n_users)
    taste = measure_taste(query, model.columns)[others]
    agreement, _ = compare_scores(query, others, rows)
    is_tested = is_hidden & (scores > 0)
    return _Case(
        user,
        profile,
        similar,
        taste * np.maximum(0, 1 + agreement),
        seen[is_tested].astype(np.int64),
        scores[is_tested],
    )
