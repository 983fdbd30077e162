"""Accuracy of the expected score and its interval on real lists, against the parts of the model.

Users are held out of REKO_DATA's community, which nothing is fitted or tuned on, and a fifth of
their scored franchises is hidden (the protocol "discovery"). The parts: the factor model alone, the
biases corrected by neighbour residuals, the biases alone.

RMSE and MAE are means over users; +- is one standard error, of paired differences where differences
are shown.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.real_lists import DATA, Lists, read_lists

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE, neighbour_residuals
from reko_core.engine.prediction.factors import fold_in
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import find_similar
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import choose_users, hold_out
from reko_core.evaluation.measures.auc import weighted_auc
from reko_core.evaluation.measures.ranking_metrics import calibration_bins, calibration_gap

MIN_SCORED = 20
SIZES = (0, 50, 100, 200, 10**6)


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Predictions for one user's hidden titles, (n,) each; predicted: by each method."""

    n_scored: int
    scores: NDArray[np.int8]
    enjoyed: NDArray[np.bool_]
    predicted: Mapping[str, NDArray[np.float32]]
    spread: NDArray[np.float32]
    enjoyment: NDArray[np.float64]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=1500)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    for seed in options.seeds:
        _measure(lists, options.users, seed)


def _measure(lists: Lists, n_users: int, seed: int) -> None:
    steps: list[tuple[str, float]] = []
    users = choose_users(lists.gathered, n_users, MIN_SCORED, seed)
    split = hold_out(
        lists.gathered,
        users,
        lists.titles,
        datetime.now(UTC).date(),
        lambda step, _done, _total: steps.append((step, time.perf_counter())),
    )
    steps.append(("", time.perf_counter()))
    model, cases = split.model, make_cases(split, seed)
    print(f"\nseed {seed}: {len(cases)} users, {model.rows.n_users:,} in the community")
    took = (f"{name} {steps[k + 1][1] - start:.1f} s" for k, (name, start) in enumerate(steps[:-1]))
    print("  fit: " + ", ".join(took))
    print(f"  {model.scores}\n  {model.enjoyment}")
    trials = [_try(model, case) for case in cases]
    _print_errors(trials)
    _print_intervals(trials)
    _print_enjoyment(trials)
    _print_times(model, [case.fold_in(model) for case in cases[:200]])


def _try(model: Model, case: Case) -> Trial:
    profile, hidden = case.fold_in(model), case.hidden_items
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=np.zeros(0, np.int64)
    )
    found = score_catalogue(model, profile, similar)
    item_base = model.items.bias + np.float32(model.mu)
    biases = item_base + np.float32(profile.bias)
    ways = {
        "engine": found.expected,
        "factors": fold_in(model.factors, profile).predict(model.factors),
        "biases and neighbours": biases + neighbour_residuals(similar, model.rows, item_base),
        "biases": biases,
    }
    return Trial(
        profile.n_scored,
        case.hidden_scores,
        case.enjoyed,
        {name: np.clip(way[hidden], MIN_SCORE, MAX_SCORE) for name, way in ways.items()},
        found.half_width[hidden],
        found.enjoyment[hidden],
    )


def _print_errors(trials: list[Trial]) -> None:
    rmse: dict[str, NDArray[np.float64]] = {}
    mae: dict[str, NDArray[np.float64]] = {}
    for name in trials[0].predicted:
        errors = [trial.predicted[name] - trial.scores.astype(np.float64) for trial in trials]
        rmse[name] = np.array([np.sqrt((error**2).mean()) for error in errors])
        mae[name] = np.array([np.abs(error).mean() for error in errors])
        above = f"; the engine {_mean(rmse['engine'] - rmse[name])}" if name != "engine" else ""
        print(f"  {name:16} RMSE {_mean(rmse[name])}, MAE {_mean(mae[name])}{above}")


def _print_intervals(trials: list[Trial]) -> None:
    found = defaultdict(list)
    for trial in trials:
        errors = np.abs(trial.predicted["engine"] - trial.scores)
        size = next(top for top in SIZES[1:] if trial.n_scored <= top)
        found[size].append(errors <= trial.spread)
    widths = np.concatenate([trial.spread for trial in trials])
    covered = np.concatenate([hits for size in found.values() for hits in size])
    parts = [f"up to {size}: {np.concatenate(found[size]).mean():.3f}" for size in sorted(found)]
    print(f"  intervals: +-{widths.mean():.2f} on average, {covered.mean():.3f} within them")
    print(f"    by scored titles: {', '.join(parts)}")


def _print_enjoyment(trials: list[Trial]) -> None:
    chances = np.concatenate([trial.enjoyment for trial in trials])
    enjoyed = np.concatenate([trial.enjoyed for trial in trials])
    nobody = np.zeros(len(chances), np.int64)
    auc = float(weighted_auc(chances, enjoyed, nobody, np.ones((1, 1)))[0])
    bins = calibration_bins(chances, enjoyed)
    brier = ((chances - enjoyed) ** 2).mean()
    print(f"  enjoyment: Brier {brier:.4f}, AUC {auc:.4f}, gap {calibration_gap(bins):.4f}")
    for one in bins:
        apart = one.predicted - one.observed
        print(f"    {one.predicted:.3f} {one.observed:.3f} {apart:+.3f} n={one.count}")


def _print_times(model: Model, profiles: list[Profile]) -> None:
    tastes = [fold_in(model.factors, profile) for profile in profiles]
    predict = _time_ms(lambda k: tastes[k].predict(model.factors), len(tastes))
    deviation = _time_ms(lambda k: tastes[k].deviation(model.factors), len(tastes))
    fold = _time_ms(lambda k: fold_in(model.factors, profiles[k]), len(profiles))
    print(f"  fold in {fold:.3f} ms, predict {predict:.3f} ms, deviations {deviation:.3f} ms")


def _time_ms(work: Callable[[int], object], n: int) -> float:
    started = time.perf_counter()
    for k in range(n):
        work(k)
    return 1000 * (time.perf_counter() - started) / n


def _mean(values: NDArray[np.float64]) -> str:
    return f"{values.mean():.4f} +- {values.std() / np.sqrt(len(values)):.4f}"


if __name__ == "__main__":
    main()
