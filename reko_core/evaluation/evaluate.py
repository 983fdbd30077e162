"""Evaluate the engine on held-out users, next to simple baselines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.engine.model import Model
from reko_core.errors import BadInput
from reko_core.evaluation.evaluated_models import EvaluatedModel, make_models
from reko_core.evaluation.holdout.case_groups import group_cases
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import Split, choose_users, hold_out
from reko_core.evaluation.measures.bootstrap import Estimate, draw_weights, estimate
from reko_core.evaluation.measures.evaluation import (
    Calibration,
    ColdStart,
    Evaluation,
    Group,
    Latency,
    MatchCalibration,
)
from reko_core.evaluation.measures.outcomes import Outcomes, evaluate_model
from reko_core.evaluation.measures.ranking_metrics import calibration_bins, calibration_gap
from reko_core.evaluation.measures.wrong_titles import find_wrong_titles
from reko_core.runtime.step_progress import StepProgress
from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["COLD_START", "Options", "evaluate"]

COLD_START = (1, 3, 5, 10, 20, 40)
"""Visible titles at a cold start, at most."""


@dataclass(frozen=True, slots=True)
class Options:
    """n_users: held out at most. min_scored: scored titles that a held-out user must have."""

    n_users: int = 1500
    min_scored: int = 20
    seed: int = 1
    with_cold_start: bool = True


def evaluate(
    gathered: LoadedLists, titles: Mapping[int, Anime], options: Options, report: StepProgress
) -> Evaluation:
    """Evaluate on the lists of a store, which takes minutes. Raises BadInput if they are too few.

    Snapshots are neither read nor written. titles: by MAL id.
    """
    users = choose_users(gathered, options.n_users, options.min_scored, options.seed)
    split = hold_out(gathered, users, titles, datetime.now(UTC).date(), report)
    model, cases = split.model, make_cases(split, options.seed)
    n_franchises = len(np.unique(split.franchise))
    if not cases:
        raise BadInput("community", "no held-out list has scores in two franchises: import more")
    experiment = _Experiment(model, cases, make_models(model, titles), report)
    full = experiment.run(None)
    calibration = {name: _calibration(one) for name, one in full.items() if len(one.probabilities)}
    return Evaluation(
        seed=options.seed,
        min_scored=options.min_scored,
        n_community=model.rows.n_users,
        n_items=model.items.n_items,
        n_franchises=n_franchises,
        n_cases=len(cases),
        groups=tuple(_groups(experiment, full, options.seed)),
        cold_start=tuple(_cold_start(experiment, options)),
        calibration=calibration,
        match=_match_calibration(full["engine"]),
        coverage={name: _count_franchises(one, split) / n_franchises for name, one in full.items()},
        wrong_titles=find_wrong_titles(full["engine"], cases, model.items.ids, titles),
        latency_ms={name: _latency(one) for name, one in full.items()},
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Experiment:
    """All models and all cases."""

    model: Model
    cases: Sequence[Case]
    models: Sequence[EvaluatedModel]
    report: StepProgress

    def run(self, n_titles: int | None) -> dict[str, Outcomes]:
        """Evaluate every model on every case, with at most `n_titles` visible."""
        visible = "whole lists" if n_titles is None else f"lists of {n_titles}"
        return {
            evaluated.name: evaluate_model(
                evaluated,
                self.cases,
                self.model,
                partial(self._report, f"{evaluated.name}, {visible}"),
                n_titles,
            )
            for evaluated in self.models
        }

    def _report(self, step: str, n_done: int) -> None:
        self.report(step, n_done, len(self.cases))


def _groups(
    experiment: _Experiment, outcomes: Mapping[str, Outcomes], seed: int
) -> Iterator[Group]:
    groups = list(group_cases(experiment.cases))
    for number, (kind, name, is_member) in enumerate(groups):
        experiment.report("intervals", number, len(groups))
        found = _estimates(outcomes, is_member, seed)
        engine, *others = found
        yield Group(
            kind,
            name,
            int(np.count_nonzero(is_member)),
            {name: one.metrics() for name, one in found.items()},
            {other: found[engine].minus(found[other]).metrics() for other in others},
        )


def _cold_start(experiment: _Experiment, options: Options) -> Iterator[ColdStart]:
    everybody = np.ones(len(experiment.cases), bool)
    for n_titles in COLD_START if options.with_cold_start else ():
        found = _estimates(experiment.run(n_titles), everybody, options.seed)
        yield ColdStart(n_titles, {name: one.metrics() for name, one in found.items()})


def _estimates(
    outcomes: Mapping[str, Outcomes], is_member: NDArray[np.bool_], seed: int
) -> dict[str, Estimate]:
    """Estimate the measures of every model on the same replicates."""
    weights = draw_weights(is_member, np.random.default_rng(seed))
    return {name: estimate(one, weights) for name, one in outcomes.items()}


def _calibration(outcomes: Outcomes) -> Calibration:
    bins = calibration_bins(outcomes.probabilities, outcomes.enjoyed)
    return Calibration(calibration_gap(bins), bins)


def _match_calibration(outcomes: Outcomes) -> MatchCalibration:
    counts, edges = np.histogram(outcomes.match, bins=10, range=(0, 1))
    shares = counts / max(len(outcomes.match), 1)
    gap = np.abs(np.cumsum(shares) - edges[1:]).max()
    return MatchCalibration(float(gap), tuple(shares.tolist()))


def _count_franchises(outcomes: Outcomes, split: Split) -> int:
    return len(np.unique(split.franchise[outcomes.shown[outcomes.shown >= 0]]))


def _latency(outcomes: Outcomes) -> Latency:
    p50, p99 = np.percentile(1000 * outcomes.seconds, (50, 99))
    return Latency(float(p50), float(p99))
