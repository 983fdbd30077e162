"""Measures of one model, case by case.

Every measure but the AUC is a ratio of sums over users, total / weight: the mean over users for
ranking and expected score, the mean over entries for all others.

All models are ranked by the same rule: no title of a franchise already begun, one title of each
franchise, the best. By title, a hit is a relevant title; by franchise, any title of a relevant
franchise. The ideal is the same for both: one hit for each relevant franchise.

title_seen      share of hits by franchise, among the first 10, whose title is on the hidden list
low_enjoyment   share of the first 10 that the model itself gives a chance of enjoying below .5
interval_90     share of hidden scores within expected +- half_width: .9 for a calibrated model
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

__all__ = ["N_FIRST", "N_SHOWN", "SUMMED", "Outcomes", "evaluate_model", "rank"]

N_SHOWN = 24
N_FIRST = 10
LOW_ENJOYMENT = 0.5
SUMMED = (
    "ndcg_10",
    "ndcg_10_franchise",
    "recall_24",
    "recall_24_franchise",
    "novelty",
    "title_seen",
    "low_enjoyment",
    "rmse",
    "mae",
    "brier",
    "interval_90",
)
"""The measures that are ratios of sums, in the order of the columns."""

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """The measures of one model; hidden entries are ordered by case.

    totals, weights: (n_cases, len(SUMMED)) float64, weight 0 where a measure is undefined.
    probabilities, enjoyed, users: (n,) predicted enjoyment of each hidden entry, its outcome, and
    its case; all empty for a model that predicts none.
    match: (m,) match / 100 of each relevant title; empty for a model that has none.
    shown: (n_cases, N_SHOWN) int64 items, best first; -1 = none left.
    seconds: (n_cases,) float64, to fold in and predict.
    """

    totals: F64
    weights: F64
    probabilities: F64
    enjoyed: NDArray[np.bool_]
    users: NDArray[np.int64]
    match: F64
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
    rows, probabilities, match, shown, seconds = [], [], [], [], []
    for number, case in enumerate(cases, start=1):
        started = time.perf_counter()
        prediction = evaluated.predict(case.fold_in(model, n_titles))
        seconds.append(time.perf_counter() - started)
        scores = np.where(case.is_candidate, prediction.title_scores, -np.inf)
        ranked = rank(scores, case.franchise, model.items.popularity)
        rows.append(
            _ranking(case, ranked, model)
            + _first_titles(case, ranked[:N_FIRST], prediction)
            + _prediction(case, prediction)
        )
        shown.append(np.pad(ranked, (0, N_SHOWN - len(ranked)), constant_values=-1))
        if prediction.enjoyment is not None:
            probabilities.append(prediction.enjoyment[case.hidden_items])
        if prediction.match is not None:
            match.append(prediction.match[case.relevant])
        report(number)
    predicted = cases if probabilities else []
    sums = np.array(rows)
    return Outcomes(
        totals=sums[:, :, 0],
        weights=sums[:, :, 1],
        probabilities=np.concatenate([np.zeros(0), *probabilities]),
        enjoyed=np.concatenate([np.zeros(0, bool), *(case.enjoyed for case in predicted)]),
        users=np.repeat(np.arange(len(predicted)), [len(case.hidden_items) for case in predicted]),
        match=np.concatenate([np.zeros(0), *match]),
        shown=np.array(shown),
        seconds=np.array(seconds),
    )


def rank(
    scores: F64, franchise: NDArray[np.integer], popularity: NDArray[np.integer]
) -> NDArray[np.int64]:
    """Return the N_SHOWN best titles, one a franchise; of equal ones the more popular first.

    scores: (n_items,), -inf for what is no candidate. franchise, popularity: (n_items,).
    """
    is_candidate = scores > -np.inf
    best = np.full(int(franchise.max(initial=-1)) + 1, -np.inf)
    np.maximum.at(best, franchise, scores)
    if len(best) > N_SHOWN:
        # Only what may be among the first is sorted.
        is_candidate &= scores >= np.partition(best, -N_SHOWN)[-N_SHOWN]
    candidates = np.flatnonzero(is_candidate)
    ranked = candidates[np.lexsort((-popularity[candidates], -scores[candidates]))]
    _, first = np.unique(franchise[ranked], return_index=True)
    shown: NDArray[np.int64] = ranked[np.sort(first)[:N_SHOWN]]
    return shown


def _ranking(case: Case, ranked: NDArray[np.int64], model: Model) -> list[tuple[float, float]]:
    """Return total and weight of nDCG and recall, each by title and by franchise, and novelty."""
    n_relevant = len(case.relevant_franchises)
    hits = np.isin(ranked, case.relevant), _of_relevant_franchise(case, ranked)
    weight = float(n_relevant > 0)
    found = [
        (metric(is_hit, n_relevant, k) if n_relevant else 0.0, weight)
        for metric, k in ((ndcg, N_FIRST), (recall, N_SHOWN))
        for is_hit in hits
    ]
    audience = model.items.popularity[ranked]
    bits = novelty(audience, model.rows.n_users) if len(ranked) else 0.0
    return [*found, (bits, float(len(ranked) > 0))]


def _first_titles(
    case: Case, first: NDArray[np.int64], prediction: Prediction
) -> list[tuple[float, float]]:
    """Return total and weight of title_seen and low_enjoyment, given the first titles."""
    right = first[_of_relevant_franchise(case, first)]
    is_seen = np.isin(right, case.hidden_items) | np.isin(right, case.unscored_items)
    n_low, n_first = 0.0, 0.0
    if prediction.enjoyment is not None:
        n_low = float(np.count_nonzero(prediction.enjoyment[first] < LOW_ENJOYMENT))
        n_first = float(len(first))
    return [(float(np.count_nonzero(is_seen)), float(len(right))), (n_low, n_first)]


def _of_relevant_franchise(case: Case, items: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.isin(case.franchise[items], case.relevant_franchises)


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
