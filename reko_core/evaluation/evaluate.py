"""Measure the recommendations on held-out users, beside simple contenders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.engine.model import Model
from reko_core.errors import BadInput
from reko_core.evaluation.baselines import Contender, make_contenders
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.groups import group_cases
from reko_core.evaluation.holdout.hold_out import choose_users, hold_out
from reko_core.evaluation.measures.bootstrap import Estimate, draw_weights, estimate
from reko_core.evaluation.measures.outcomes import Outcomes, evaluate_model
from reko_core.evaluation.measures.ranking_metrics import calibration_bins, calibration_gap
from reko_core.evaluation.measures.results import Calibration, ColdStart, Evaluation, Group, Latency
from reko_core.snapshots.builder.load_lists import BuildProgress, LoadedLists

__all__ = ["COLD_START", "Options", "evaluate"]

COLD_START = (1, 3, 5, 10, 20, 40)
"""How many titles are told at most at a cold start."""


@dataclass(frozen=True, slots=True)
class Options:
    """n_users: held out at most. min_scored: scored titles that a held-out user must have."""

    n_users: int = 1500
    min_scored: int = 20
    seed: int = 1
    with_cold_start: bool = True


def evaluate(
    gathered: LoadedLists, titles: Mapping[int, Anime], options: Options, report: BuildProgress
) -> Evaluation:
    """Evaluate on the lists of a store, which takes minutes. Raises BadInput if they are too few.

    Snapshots are neither read nor written. titles: by MAL id.
    """
    users = choose_users(gathered, options.n_users, options.min_scored, options.seed)
    split = hold_out(gathered, users, titles, datetime.now(UTC).date(), report)
    model, cases = split.model, make_cases(split, options.seed)
    if not cases:
        raise BadInput("community", "no held-out list has scores in two franchises: import more")
    trial = _Trial(model, cases, make_contenders(model, titles), report)
    full = trial.run(None)
    calibration = {name: _calibration(one) for name, one in full.items() if len(one.chances)}
    return Evaluation(
        seed=options.seed,
        min_scored=options.min_scored,
        n_community=model.rows.n_users,
        n_items=model.items.n_items,
        n_franchises=model.items.n_franchises,
        n_cases=len(cases),
        groups=tuple(_groups(trial, full, options.seed)),
        cold_start=tuple(_cold_start(trial, options)),
        calibration=calibration,
        coverage={name: _coverage(one, model) for name, one in full.items()},
        latency_ms={name: _latency(one) for name, one in full.items()},
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """Every contender and every case."""

    model: Model
    cases: Sequence[Case]
    contenders: Sequence[Contender]
    report: BuildProgress

    def run(self, n_titles: int | None) -> dict[str, Outcomes]:
        """Let every contender try every case, told `n_titles` at most."""
        told = "whole lists" if n_titles is None else f"lists of {n_titles}"
        return {
            contender.name: evaluate_model(
                contender,
                self.cases,
                self.model,
                partial(self._report, f"{contender.name}, {told}"),
                n_titles,
            )
            for contender in self.contenders
        }

    def _report(self, step: str, n_done: int) -> None:
        self.report(step, n_done, len(self.cases))


def _groups(trial: _Trial, outcomes: Mapping[str, Outcomes], seed: int) -> Iterator[Group]:
    groups = list(group_cases(trial.cases))
    for number, (kind, name, is_member) in enumerate(groups):
        trial.report("intervals", number, len(groups))
        found = _estimates(outcomes, is_member, seed)
        engine, *others = found
        yield Group(
            kind,
            name,
            int(np.count_nonzero(is_member)),
            {contender: one.figures() for contender, one in found.items()},
            {other: found[engine].minus(found[other]).figures() for other in others},
        )


def _cold_start(trial: _Trial, options: Options) -> Iterator[ColdStart]:
    everybody = np.ones(len(trial.cases), bool)
    for n_titles in COLD_START if options.with_cold_start else ():
        found = _estimates(trial.run(n_titles), everybody, options.seed)
        yield ColdStart(n_titles, {name: one.figures() for name, one in found.items()})


def _estimates(
    outcomes: Mapping[str, Outcomes], is_member: NDArray[np.bool_], seed: int
) -> dict[str, Estimate]:
    """Estimate every contender on the same draws."""
    weights = draw_weights(is_member, np.random.default_rng(seed))
    return {name: estimate(one, weights) for name, one in outcomes.items()}


def _calibration(outcomes: Outcomes) -> Calibration:
    bins = calibration_bins(outcomes.chances, outcomes.enjoyed)
    return Calibration(calibration_gap(bins), bins)


def _coverage(outcomes: Outcomes, model: Model) -> float:
    return len(np.unique(outcomes.shown[outcomes.shown >= 0])) / model.items.n_franchises


def _latency(outcomes: Outcomes) -> Latency:
    p50, p99 = np.percentile(1000 * outcomes.seconds, (50, 99))
    return Latency(float(p50), float(p99))
