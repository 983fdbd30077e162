"""What becomes of the cases with one contender, user by user.

Every measure but the AUC is a ratio of sums over users, total / weight: of the ranking and of the
expected score the mean over users, of the chances and intervals the mean over entries.
interval_90 is the share of the hidden scores within expected +- spread: .9 for an honest contender.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.model import Model
from reko_core.evaluation.baselines import Contender, Judgement
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.ranking_metrics import ndcg, novelty, recall

__all__ = ["N_SHOWN", "SUMMED", "Outcomes", "evaluate_model", "rank"]

N_SHOWN = 24
N_FIRST = 10
SUMMED = ("ndcg_10", "recall_24", "novelty", "rmse", "mae", "brier", "interval_90")
"""The measures that are ratios of sums, in the order of the columns."""

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """One contender's outcomes; hidden entries are those of one user after those of another.

    totals, weights: (n_cases, len(SUMMED)) float64, weight 0 where a measure says nothing.
    chances, enjoyed, users: (n,) what was said of a hidden entry, what came, whose it is (the
    case); all empty for a contender that names no chances.
    shown: (n_cases, N_SHOWN) int64 franchises, best first; -1 = there was none left.
    seconds: (n_cases,) float64, folding in and judging.
    """

    totals: F64
    weights: F64
    chances: F64
    enjoyed: NDArray[np.bool_]
    users: NDArray[np.int64]
    shown: NDArray[np.int64]
    seconds: F64

    def __post_init__(self) -> None:
        assert self.totals.shape == self.weights.shape == (len(self.shown), len(SUMMED))
        assert self.chances.shape == self.enjoyed.shape == self.users.shape


def evaluate_model(
    contender: Contender,
    cases: Sequence[Case],
    model: Model,
    report: Callable[[int], None],
    n_titles: int | None = None,
) -> Outcomes:
    """Ask a contender about every case; it is told `n_titles` at most. report: cases done."""
    rows, chances, shown, seconds = [], [], [], []
    for number, case in enumerate(cases, start=1):
        started = time.perf_counter()
        judgement = contender.judge(case.fold_in(model, n_titles))
        seconds.append(time.perf_counter() - started)
        ranked = rank(judgement.franchise_scores, case.seen_franchises)
        rows.append(_ranking(case, ranked, model) + _prediction(case, judgement))
        shown.append(np.pad(ranked, (0, N_SHOWN - len(ranked)), constant_values=-1))
        if judgement.enjoyment is not None:
            chances.append(judgement.enjoyment[case.hidden_items])
        report(number)
    told = cases if chances else []
    sums = np.array(rows)
    return Outcomes(
        totals=sums[:, :, 0],
        weights=sums[:, :, 1],
        chances=np.concatenate([np.zeros(0), *chances]),
        enjoyed=np.concatenate([np.zeros(0, bool), *(case.enjoyed for case in told)]),
        users=np.repeat(np.arange(len(told)), [len(case.hidden_items) for case in told]),
        shown=np.array(shown),
        seconds=np.array(seconds),
    )


def rank(scores: F64, seen: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the N_SHOWN best of (n_franchises,), without (k,) seen; the more popular first."""
    candidates = np.delete(np.arange(len(scores)), seen)
    values = scores[candidates]
    if len(values) > N_SHOWN:
        # All that could be among the first, so that ties are broken as a full sort would.
        top = np.flatnonzero(values >= np.partition(values, -N_SHOWN)[-N_SHOWN])
        candidates, values = candidates[top], values[top]
    return candidates[np.argsort(-values, kind="stable")[:N_SHOWN]]


def _ranking(case: Case, ranked: NDArray[np.int64], model: Model) -> list[tuple[float, float]]:
    """Return total and weight of nDCG, recall and novelty."""
    is_hit, n_relevant = np.isin(ranked, case.relevant), len(case.relevant)
    nothing = (0.0, 0.0)
    audience = model.items.franchise_popularity[ranked]
    return [
        (ndcg(is_hit, n_relevant, N_FIRST), 1.0) if n_relevant else nothing,
        (recall(is_hit, n_relevant, N_SHOWN), 1.0) if n_relevant else nothing,
        (novelty(audience, model.rows.n_users), 1.0) if len(ranked) else nothing,
    ]


def _prediction(case: Case, judgement: Judgement) -> list[tuple[float, float]]:
    """Return total and weight of RMSE, MAE, Brier score and interval_90."""
    found = [(0.0, 0.0)] * 4
    if judgement.expected is not None:
        errors = judgement.expected[case.hidden_items].astype(np.float64) - case.hidden_scores
        found[:2] = (float(np.sqrt((errors**2).mean())), 1.0), (float(np.abs(errors).mean()), 1.0)
        if judgement.spread is not None:
            is_within = np.abs(errors) <= judgement.spread[case.hidden_items]
            found[3] = (float(np.count_nonzero(is_within)), float(len(errors)))
    if judgement.enjoyment is not None:
        misses = judgement.enjoyment[case.hidden_items] - case.enjoyed
        found[2] = (float((misses**2).sum()), float(len(misses)))
    return found
