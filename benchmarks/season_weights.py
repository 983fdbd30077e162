"""Fit the weights that rank a season (`engine.season.ranking_weights`), and measure those in use.

A softmax over the titles of a user's season: the loss of a user is the mean of -log p over the
titles they came to like; L2 = 3. Fitted to the users of even numbers of three seasons of 2020-21,
with 0 (members known or not), 20 and 100 lists that reach into the season; members only where they
were counted after the season. Reported are the users of odd numbers, and the seasons of 2015-16.
"""

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp
from support.real_lists import DATA, Lists, read_lists, say

from reko_core.domain.season import Season
from reko_core.engine.season.features import FEATURES
from reko_core.engine.season.rank_season import SeasonQuery, describe_season
from reko_core.evaluation.holdout.season_split import SeasonSplit
from reko_core.evaluation.tasks.season_task import N_LISTS, measure_season
from reko_core.evaluation.tasks.task_report import mean_of

TUNED = (Season(2020, "fall"), Season(2021, "winter"), Season(2021, "spring"))
COUNTED_AHEAD = TUNED[2:]
TRANSFER = (Season(2015, "fall"), Season(2016, "winter"))
MIN_EARLIER = 10
L2 = 3.0

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A user's season: (n, len(FEATURES)) features, and (n,) what they came to like."""

    features: F64
    is_liked: NDArray[np.bool_]


def main() -> None:
    """Measure, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=600, help="of a season, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fit", action="store_true", help="fit the weights, too")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    for name, seasons in (("2020-21", TUNED), ("2015-16, transfer", TRANSFER)):
        found = defaultdict(list)
        for season in seasons:
            split = _split(lists, season, options.seed)
            tested = split.tested[: options.users]
            tested = tested[tested % 2 == 1] if seasons is TUNED else tested
            for row, values in measure_season(split, tested).items():
                found[row] += values
        print(f"\n{name}: AUC, nDCG@5, +- one standard error")
        for row, values in found.items():
            area, gain = (mean_of([one[k] for one in values]) for k in range(2))
            print(f"  {row:26} {area.value:.3f} +- {area.error:.3f}", end="")
            print(f"  {gain.value:.3f} +- {gain.error:.3f}")
    if options.fit:
        _fit_all(lists, options.users, options.seed)


def _split(lists: Lists, season: Season, seed: int) -> SeasonSplit:
    say(f"{season.name} {season.year}")
    return SeasonSplit.of(lists.gathered, lists.titles, season, min_scored=MIN_EARLIER, seed=seed)


def _fit_all(lists: Lists, n_users: int, seed: int) -> None:
    trials: defaultdict[str, list[Trial]] = defaultdict(list)
    for season in TUNED:
        split = _split(lists, season, seed)
        tested = split.tested[:n_users]
        tested = tested[tested % 2 == 0].tolist()
        for k, model in zip(N_LISTS, split.models(N_LISTS), strict=True):
            items = model.items.index(split.new)
            query = SeasonQuery(split.first_day, items, split.members)
            for user in tested:
                case = split.case(model, user)
                if case.is_liked.any() and not case.is_liked.all():
                    features = describe_season(model, case.profile, query).features
                    one = Trial(features, case.is_liked)
                    trials[f"{k} lists" if k else "members unknown"].append(one)
                    if k == 0 and season not in COUNTED_AHEAD:
                        trials["members known"].append(one)
    unused = {"members unknown": ("members", "nk"), "members known": ("nk",)}
    for name, some in trials.items():
        without = unused.get(name, ("members",))
        weights = _fit(some, np.array([not one.startswith(without) for one in FEATURES]))
        liked = np.concatenate([(one.features @ weights)[one.is_liked] for one in some])
        print(f"\n{name}, {len(some)} users: {tuple(weights.round(2).tolist())}")
        print(f"  location {liked.mean():.2f}, scale {liked.std():.2f}")


def _fit(trials: Sequence[Trial], is_used: NDArray[np.bool_]) -> F64:
    """Return (len(FEATURES),) weights, 0 where not used."""

    def loss(weights: F64) -> tuple[float, F64]:
        total, gradient = L2 / 2 * float(weights @ weights), L2 * weights
        for one in trials:
            features, share = one.features[:, is_used], one.is_liked / one.is_liked.sum()
            values = features @ weights
            log_chance = values - logsumexp(values)
            total -= float(share @ log_chance)
            gradient = gradient - features.T @ (share - np.exp(log_chance))
        return total, gradient

    found = np.zeros(len(FEATURES))
    found[is_used] = minimize(loss, found[is_used], jac=True, method="L-BFGS-B").x
    return found


if __name__ == "__main__":
    main()
