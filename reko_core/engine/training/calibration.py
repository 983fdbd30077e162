"""Calibrate the models that consist of a few numbers, on hidden entries of community users.

Users are sampled. A fifth of their franchises is hidden, and so is the last title of a fifth of the
others; the predictions for the hidden titles are compared with the scores given. Factors and item
biases must not be trained on the scores of those users: `choose_users` says who is held out. The
factors are kept; the item biases of the final model are fitted again to everybody. A user is never
their own neighbour. The affinity scale does not depend on hidden scores, so it uses further users.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.baseline import Baseline, fit_users
from reko_core.engine.data.community import FranchiseColumns, Items, UserRows
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.data.user_sample import gather_lists, sample_users
from reko_core.engine.kernels.user_rows import accumulate_residuals
from reko_core.engine.prediction.enjoyment import EnjoymentModel, enjoyment_features
from reko_core.engine.prediction.expected_score import (
    ScoreModel,
    ScoreTerms,
    damped_means,
    select_neighbours,
)
from reko_core.engine.prediction.factors import Factors, fold_in, title_variance
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.search import (
    Candidates,
    SimilarUsers,
    compare_scores,
    find_candidates,
    measure_taste,
    rank_candidates,
)
from reko_core.engine.training.arrays import columns_of_shard
from reko_core.engine.training.calibration_cases import Case, make_case

__all__ = [
    "Calibration",
    "CalibrationUsers",
    "IndexedShard",
    "calibrate",
    "choose_users",
    "index_shard",
]

N_SAMPLED = 1000
MIN_SCORED = 10
HELD_OUT_SHARE = 0.1
_SEED = 20221232

# For communities too small to fit one; typical of larger ones.
_PRIOR_SCALE = AffinityScale(midpoint=0.06, steepness=6.0)

_NOBODY = Candidates(
    np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, np.float32), np.zeros(0, bool)
)


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationUsers:
    """Users sampled for the calibration, ascending.

    sampled: (n,) all of them. lists: theirs. held_out: (k,) those on whose scores nothing may be
    trained.
    """

    sampled: NDArray[np.int64]
    lists: ListShard
    held_out: NDArray[np.int64]

    def case(self, position: int, items: Items, mu: float, n_users: int) -> Case | None:
        """Return the case of a sampled user, of n_users in the community; None as `make_case`."""
        span = slice(*self.lists.indptr[position : position + 2].tolist())
        entries = self.lists.items[span], self.lists.packed[span]
        return make_case(items, mu, n_users, int(self.sampled[position]), entries)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibrated models."""

    scale: AffinityScale
    scores: ScoreModel
    enjoyment: EnjoymentModel


@dataclass(frozen=True, slots=True, eq=False)
class IndexedShard:
    """The columns of a shard, and what was found in it for the sampled users.

    candidates: one of each case. random_sims: (n,) similarities of the case to its random users.
    """

    columns: FranchiseColumns
    candidates: list[Candidates]
    random_sims: list[NDArray[np.float32]]


@dataclass(frozen=True, slots=True, eq=False)
class _Predictions:
    """Terms of the expected score of n hidden titles, and (n,) deviations d_ui."""

    case: Case
    terms: ScoreTerms
    deviations: NDArray[np.float32]


def choose_users(lists: ShardedLists) -> CalibrationUsers:
    """Sample N_SAMPLED of the users with MIN_SCORED scores; hold out HELD_OUT_SHARE at most."""
    users, n_eligible = sample_users(lists, N_SAMPLED, min_scored=MIN_SCORED, seed=_SEED)
    held_out = np.sort(users[: int(HELD_OUT_SHARE * n_eligible)])
    sampled = np.sort(users)
    return CalibrationUsers(sampled, gather_lists(lists, sampled), held_out)


def index_shard(
    shard: ListShard,
    *,
    items: Items,
    mu: float,
    item_bias: NDArray[np.float64],
    users: CalibrationUsers,
    n_users: int,
    n_threads: int,
) -> IndexedShard:
    """Return the columns of a shard, and its users who are similar to the sampled ones.

    item_bias: of `Baseline`. n_users: in the community.
    """
    columns = columns_of_shard(shard, mu=mu, items=items, n_users=n_users)
    rows = _rows_of_shard(shard, mu, item_bias)
    columns.freeze()

    def search(position: int) -> tuple[Candidates, NDArray[np.float32]]:
        case = users.case(position, items, mu, n_users)
        if case is None:
            return _NOBODY, np.zeros(0, np.float32)
        query = SimilarityQuery.of(case.profile, items, mu, n_users)
        taste = measure_taste(query, columns)
        others = shard.indexes_of(case.others)
        agreement, _ = compare_scores(query, others, rows)
        random_sims = taste[others] * np.maximum(0, 1 + agreement)
        own = shard.indexes_of(np.array([case.user]))
        found = find_candidates(query, taste, rows, own)
        return replace(found, users=found.users + shard.first_user), random_sims

    with ThreadPoolExecutor(n_threads) as pool:
        found = list(pool.map(search, range(len(users.sampled))))
    return IndexedShard(columns, [each for each, _ in found], [sims for _, sims in found])


def calibrate(
    lists: ShardedLists,
    shards: Sequence[IndexedShard],
    users: CalibrationUsers,
    *,
    items: Items,
    baseline: Baseline,
    factors: Factors,
    item_base: NDArray[np.float32],
) -> Calibration:
    """Fit the calibrated models.

    factors and item_base, (n_items,) mu + b_i, must be trained without `users.held_out`.
    """
    held_out = set(users.held_out.tolist())
    random_sims, best_sims, cases, similar = [], [], [], []
    for position, user in enumerate(users.sampled.tolist()):
        known = rank_candidates([shard.candidates[position] for shard in shards])
        if len(known.users) == 0:
            continue
        random_sims += [shard.random_sims[position] for shard in shards]
        best_sims.append(known.similarity[0])
        case = users.case(position, items, baseline.mu, lists.n_users) if user in held_out else None
        if case is not None:
            cases.append(case)
            similar.append(known)
    scale = _PRIOR_SCALE
    if best_sims:
        scale = AffinityScale.fit(np.concatenate(random_sims), np.array(best_sims))
    residuals = _neighbour_residuals(lists, cases, similar, baseline, item_base)
    predictions = [
        _predict(items, factors, case, own) for case, own in zip(cases, residuals, strict=True)
    ]
    return Calibration(scale, *_fit_scores(predictions))


def _neighbour_residuals(
    lists: ShardedLists,
    cases: Sequence[Case],
    similar: Sequence[SimilarUsers],
    baseline: Baseline,
    item_base: NDArray[np.float32],
) -> list[NDArray[np.float32]]:
    """Return (k,) n_ui of the hidden titles of each case."""
    if not cases:
        return []
    chosen = [select_neighbours(each) for each in similar]
    step = partial(
        _sum_residuals,
        mu=baseline.mu,
        item_bias=baseline.item_bias,
        item_base=item_base,
        neighbours=[each.users[own] for each, (own, _) in zip(similar, chosen, strict=True)],
        weights=[weights for _, weights in chosen],
        hidden=[case.hidden_items for case in cases],
    )
    ends = np.cumsum([len(case.hidden_items) for case in cases])
    return np.split(damped_means(lists.sum(step)), ends[:-1])


def _sum_residuals(
    shard: ListShard,
    *,
    mu: float,
    item_bias: NDArray[np.float64],
    item_base: NDArray[np.float32],
    neighbours: list[NDArray[np.int64]],
    weights: list[NDArray[np.float32]],
    hidden: list[NDArray[np.int64]],
) -> NDArray[np.int64]:
    """Return the sums of `accumulate_residuals` over a shard, of the hidden items of all cases."""
    rows = _rows_of_shard(shard, mu, item_bias)
    sums = []
    for users, factors, items in zip(neighbours, weights, hidden, strict=True):
        is_here = (users >= shard.first_user) & (users < shard.first_user + shard.n_users)
        entries = rows.indptr, rows.items, rows.packed, rows.bias, item_base
        found = accumulate_residuals(users[is_here] - shard.first_user, factors[is_here], *entries)
        sums.append(found[items])
    return np.concatenate(sums)


def _rows_of_shard(shard: ListShard, mu: float, item_bias: NDArray[np.float64]) -> UserRows:
    bias, mean = fit_users(shard, mu=mu, item_bias=item_bias)
    rows = UserRows(shard.indptr, shard.items, shard.packed, mean, bias)
    rows.freeze()
    return rows


def _predict(
    items: Items, factors: Factors, case: Case, residuals: NDArray[np.float32]
) -> _Predictions:
    """residuals: (k,) n_ui of the hidden titles."""
    hidden = case.hidden_items
    user, of_hidden = fold_in(factors, case.profile), factors.of_items(hidden)
    own = FranchiseScores.of(items, case.profile)
    return _Predictions(
        case,
        ScoreTerms.of(items, own, user.predict(of_hidden), residuals, hidden),
        user.deviation(of_hidden, title_variance(items.popularity[hidden])),
    )


def _fit_scores(predictions: list[_Predictions]) -> tuple[ScoreModel, EnjoymentModel]:
    if not predictions:
        return ScoreModel(), EnjoymentModel()
    scores = ScoreModel.fit(
        [one.terms for one in predictions],
        np.concatenate([one.deviations for one in predictions]),
        np.concatenate([one.case.hidden_scores for one in predictions]),
    )
    features = [
        enjoyment_features(one.case.profile, scores.predict(one.terms), one.deviations)
        for one in predictions
    ]
    enjoyed = [one.case.hidden_scores >= one.case.profile.mean for one in predictions]
    return scores, EnjoymentModel.fit(np.concatenate(features), np.concatenate(enjoyed))
