"""Set the scales that belong to a community.

Users are cut from it, a part of their list is hidden, and what was predicted is held against
what they really scored.

The item biases and the item model have seen the hidden entries; one user among thousands moves
them by less than the noise. Voters and neighbours never include the user.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.affinity import AffinityScale, Similar, compare, find_similar, measure_taste
from reko_core.engine.community import Items
from reko_core.engine.enjoyment import EnjoymentModel, enjoyment_features
from reko_core.engine.expected import predict_scores
from reko_core.engine.kernels import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.profile import Profile, make_profile

__all__ = ["HIDDEN_SHARE", "calibrate", "hide_franchises"]

HIDDEN_SHARE = 0.2
N_SAMPLED = 1000
MIN_SCORED = 10
N_RANDOM_PAIRS = 20
_SEED = 20221231

# A community too small to measure anything on gets what larger ones have in common.
_USUAL_SCALE = AffinityScale(midpoint=0.06, steepness=6.0)
_USUAL_ENJOYMENT = EnjoymentModel((0.0, 1.5, 0.9))


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """A user without a part of their list, and that part."""

    profile: Profile
    similar: Similar
    random_sims: NDArray[np.float32]
    hidden_items: NDArray[np.uint16]
    hidden_scores: NDArray[np.int8]


def calibrate(model: Model) -> tuple[AffinityScale, EnjoymentModel]:
    """Fit the affinity scale and the enjoyment model; those that `model` holds are not read."""
    trials = list(_trials(model))
    if not trials:
        return _USUAL_SCALE, _USUAL_ENJOYMENT
    scale = AffinityScale.fit(
        np.concatenate([trial.random_sims for trial in trials]),
        np.array([trial.similar.similarity[0] for trial in trials]),
    )
    features, enjoyed = [], []
    for trial in trials:
        expected = predict_scores(trial.profile, trial.similar, model.rows, model.items, model.mu)
        features.append(enjoyment_features(trial.profile, expected[trial.hidden_items]))
        enjoyed.append(trial.hidden_scores >= trial.profile.mean)
    return scale, EnjoymentModel.fit(np.concatenate(features), np.concatenate(enjoyed))


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


def _trials(model: Model) -> Iterator[_Trial]:
    rng = np.random.default_rng(_SEED)
    rows, items = model.rows, model.items
    running = np.r_[0, np.cumsum(rows.marks & SCORE_MASK > 0)]
    able = np.flatnonzero(running[rows.indptr[1:]] - running[rows.indptr[:-1]] >= MIN_SCORED)
    for user in np.sort(rng.choice(able, min(N_SAMPLED, len(able)), replace=False)):
        seen, marks = rows.row(int(user))
        scores = (marks & SCORE_MASK).astype(np.int8)
        hidden = hide_franchises(items, seen, scores, rng)
        if not (scores[~hidden] > 0).any():
            continue
        everything = np.ones(np.count_nonzero(~hidden), bool)
        profile = make_profile(
            items, model.mu, items.ids[seen[~hidden]], scores[~hidden], everything, ~everything
        )
        without = np.array([user])
        similar = find_similar(profile, rows, model.columns, items, model.mu, without=without)
        if len(similar.users) == 0:
            continue
        strangers = rng.integers(rows.n_users, size=N_RANDOM_PAIRS)
        strangers = strangers[strangers != user]
        taste = measure_taste(profile, model.columns, items)[strangers]
        pairs, _ = compare(profile, strangers, taste, rows, items.bias + np.float32(model.mu))
        tested = hidden & (scores > 0)
        yield _Trial(profile, similar, pairs.similarity, seen[tested], scores[tested])
