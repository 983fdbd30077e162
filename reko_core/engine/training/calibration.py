"""Set the scales that belong to a community.

Users are cut from it, a part of their list is hidden, and what was predicted is held against
what they really scored.

Factors and item biases must not have seen the scores of those on whom the expected score and the
enjoyment are calibrated: `draw_users` says who is left out. The factors stay as they are then, the
biases that answers are given with are fitted to everybody. Voters and neighbours never include
the user. The affinity scale looks at no score that is hidden: it uses others, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items, UserRows
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.data.scored import count_scored
from reko_core.engine.kernels.rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel, enjoyment_features
from reko_core.engine.prediction.expected import ScoreModel, neighbour_residuals
from reko_core.engine.prediction.factors import fold_in
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import (
    SimilarUsers,
    compare_scores,
    find_similar,
    measure_taste,
)

__all__ = ["HIDDEN_SHARE", "Calibration", "Drawn", "calibrate", "draw_users", "hide_franchises"]

HIDDEN_SHARE = 0.2
N_SAMPLED = 1000
MIN_SCORED = 10
LEFT_OUT_SHARE = 0.1
N_RANDOM_PAIRS = 20

# A community too small to measure anything on gets what larger ones have in common.
_USUAL_SCALE = AffinityScale(midpoint=0.06, steepness=6.0)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Users drawn for the calibration, ascending.

    tried: (n,) all of them. left_out: (k,) those whose scores nobody may have seen.
    """

    tried: NDArray[np.int64]
    left_out: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was fitted to single numbers."""

    scale: AffinityScale
    scores: ScoreModel
    enjoyment: EnjoymentModel


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """A user without a part of their list, and that part."""

    user: int
    profile: Profile
    similar: SimilarUsers
    random_sims: NDArray[np.float32]
    hidden_items: NDArray[np.int64]
    hidden_scores: NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class _Hidden:
    """Hidden entries, (n,) each: the parts of the expected score, and what came."""

    profile: Profile
    predicted: NDArray[np.float32]
    votes: NDArray[np.float32]
    deviations: NDArray[np.float32]
    scores: NDArray[np.int8]


def draw_users(rows: UserRows, rng: np.random.Generator) -> Drawn:
    """Draw N_SAMPLED of the users with MIN_SCORED scores; at most LEFT_OUT_SHARE are left out."""
    able = np.flatnonzero(count_scored(rows) >= MIN_SCORED)
    tried = rng.choice(able, min(N_SAMPLED, len(able)), replace=False)
    return Drawn(np.sort(tried), np.sort(tried[: int(LEFT_OUT_SHARE * len(able))]))


def calibrate(
    model: Model, drawn: Drawn, item_base: NDArray[np.float32], rng: np.random.Generator
) -> Calibration:
    """Fit what is calibrated; what `model` holds of it is not read.

    The factors of `model` and item_base, (n_items,) mu + b_i, must be fitted without
    `drawn.left_out`.
    """
    trials = list(_trials(model, drawn.tried, rng))
    left_out = set(drawn.left_out.tolist())
    hidden = [_predict(model, trial, item_base) for trial in trials if trial.user in left_out]
    return Calibration(_fit_scale(trials), *_fit_scores(hidden))


def hide_franchises(
    items: Items, seen: NDArray[np.integer], scores: NDArray[np.integer], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Choose a fifth of the franchises with a score; return (n,) which entries are hidden.

    seen, scores: (n,) items and scores of one list.
    """
    franchise = items.franchise[seen]
    scored = np.unique(franchise[scores > 0])
    n_hidden = max(1, round(HIDDEN_SHARE * len(scored)))
    return np.isin(franchise, rng.choice(scored, n_hidden, replace=False))


def _fit_scale(trials: list[_Trial]) -> AffinityScale:
    if not trials:
        return _USUAL_SCALE
    return AffinityScale.fit(
        np.concatenate([trial.random_sims for trial in trials]),
        np.array([trial.similar.similarity[0] for trial in trials]),
    )


def _fit_scores(hidden: list[_Hidden]) -> tuple[ScoreModel, EnjoymentModel]:
    if not hidden:
        return ScoreModel(), EnjoymentModel()
    scores = ScoreModel.fit(
        np.concatenate([one.predicted for one in hidden]),
        np.concatenate([one.votes for one in hidden]),
        np.concatenate([one.deviations for one in hidden]),
        np.concatenate([one.scores for one in hidden]),
    )
    features = [
        enjoyment_features(one.profile, scores.predict(one.predicted, one.votes), one.deviations)
        for one in hidden
    ]
    enjoyed = [one.scores >= one.profile.mean for one in hidden]
    return scores, EnjoymentModel.fit(np.concatenate(features), np.concatenate(enjoyed))


def _predict(model: Model, trial: _Trial, item_base: NDArray[np.float32]) -> _Hidden:
    taste = fold_in(model.factors, trial.profile)
    votes = neighbour_residuals(trial.similar, model.rows, item_base)
    return _Hidden(
        trial.profile,
        taste.predict(model.factors)[trial.hidden_items],
        votes[trial.hidden_items],
        taste.deviation(model.factors)[trial.hidden_items],
        trial.hidden_scores,
    )


def _trials(model: Model, users: NDArray[np.int64], rng: np.random.Generator) -> Iterator[_Trial]:
    rows, items = model.rows, model.items
    for user in users.tolist():
        seen, marks = rows.row(user)
        scores = (marks & SCORE_MASK).astype(np.int8)
        hidden = hide_franchises(items, seen, scores, rng)
        if not (scores[~hidden] > 0).any():
            continue
        everything = np.ones(np.count_nonzero(~hidden), bool)
        profile = make_profile(
            items, model.mu, items.ids[seen[~hidden]], scores[~hidden], everything, ~everything
        )
        own = np.array([user])
        similar = find_similar(profile, rows, model.columns, items, model.mu, exclude=own)
        if len(similar.users) == 0:
            continue
        strangers = rng.integers(rows.n_users, size=N_RANDOM_PAIRS)
        strangers = strangers[strangers != user]
        query = SimilarityQuery.of(profile, items, model.mu, rows.n_users)
        taste = measure_taste(query, model.columns)[strangers]
        agreement, _ = compare_scores(query, strangers, rows)
        tested = hidden & (scores > 0)
        yield _Trial(
            user,
            profile,
            similar,
            taste * np.maximum(0, 1 + agreement),
            seen[tested].astype(np.int64),
            scores[tested],
        )
