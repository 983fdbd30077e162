"""Measures of one model, case by case.

Every measure but the AUC is a ratio of sums over users, total / weight: the mean over users for
ranking and expected score, the mean over entries for probabilities and intervals. interval_90 is
the share of hidden scores within expected +- half_width: .9 for a calibrated model.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.model import Model
from reko_core.evaluation.evaluated_models import EvaluatedModel, Prediction
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
    """The measures of one model; hidden entries are ordered by case.

    totals, weights: (n_cases, len(SUMMED)) float64, weight 0 where a measure is undefined.
    probabilities, enjoyed, users: (n,) predicted enjoyment of each hidden entry, its outcome, and
    its case; all empty for a model that predicts none.
    shown: (n_cases, N_SHOWN) int64 franchises, best first; -1 = none left.
    seconds: (n_cases,) float64, to fold in and predict.
    """

    totals: F64
    weights: F64
    probabilities: F64
    enjoyed: NDArray[np.bool_]
    users: NDArray[np.int64]
    shown: NDArray[np.int64]
    seconds: F64

    def __post_init__(self) -> None:
        assert self.totals.shape == self.weights.shape == (len(self.shown), len(SUMMED))
        assert self.probabilities.shape == self.enjoyed.shape == self.users.shape


def evaluate_model(
    evaluated: EvaluatedModel,
    cases: Sequence[Case],
    model: Model,
    report: Callable[[int], None],
    n_titles: int | None = None,
) -> Outcomes:
    """Evaluate on all cases, with `n_titles` visible at most. report: called with cases done.

    model: that of the engine, fitted to the community.
    """
    rows, probabilities, shown, seconds = [], [], [], []
    for number, case in enumerate(cases, start=1):
        started = time.perf_counter()
        prediction = evaluated.predict(case.fold_in(model, n_titles))
        seconds.append(time.perf_counter() - started)
        ranked = rank(prediction.franchise_scores, case.seen_franchises)
        rows.append(_ranking(case, ranked, model) + _prediction(case, prediction))
        shown.append(np.pad(ranked, (0, N_SHOWN - len(ranked)), constant_values=-1))
        if prediction.enjoyment is not None:
            probabilities.append(prediction.enjoyment[case.hidden_items])
        report(number)
    predicted = cases if probabilities else []
    sums = np.array(rows)
    return Outcomes(
        totals=sums[:, :, 0],
        weights=sums[:, :, 1],
        probabilities=np.concatenate([np.zeros(0), *probabilities]),
        enjoyed=np.concatenate([np.zeros(0, bool), *(case.enjoyed for case in predicted)]),
        users=np.repeat(np.arange(len(predicted)), [len(case.hidden_items) for case in predicted]),
        shown=np.array(shown),
        seconds=np.array(seconds),
    )


def rank(scores: F64, seen: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the N_SHOWN best of (n_franchises,), without (k,) seen; of equal ones the popular."""
    candidates = np.delete(np.arange(len(scores)), seen)
    values = scores[candidates]
    if len(values) > N_SHOWN:
        # All that may be among the first, so that ties are broken as in a full sort.
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


def _prediction(case: Case, prediction: Prediction) -> list[tuple[float, float]]:
    """Return total and weight of RMSE, MAE, Brier score and interval_90."""
    found = [(0.0, 0.0)] * 4
    if prediction.expected is not None:
        errors = prediction.expected[case.hidden_items].astype(np.float64) - case.hidden_scores
        found[:2] = (float(np.sqrt((errors**2).mean())), 1.0), (float(np.abs(errors).mean()), 1.0)
        if prediction.half_width is not None:
            is_within = np.abs(errors) <= prediction.half_width[case.hidden_items]
            found[3] = (float(np.count_nonzero(is_within)), float(len(errors)))
    if prediction.enjoyment is not None:
        misses = prediction.enjoyment[case.hidden_items] - case.enjoyed
        found[2] = (float((misses**2).sum()), float(len(misses)))
    return found
