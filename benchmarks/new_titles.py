"""Accuracy of the expected score for titles that are new to the community: a season's titles.

Users are held out, and the season hidden, as `evaluation.holdout.season_split` says. They have at
least 10 earlier scores, which are their list, and 2 of the season, which are predicted.

Constants were tuned on the seasons of 2020-21 and users of even numbers; reported are those of odd
numbers, and the seasons of 2015-16. +- is one standard error, by bootstrap over users.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.real_lists import DATA, read_lists, say

from reko_core.domain.season import Season
from reko_core.engine.model import Model
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import find_similar
from reko_core.evaluation.holdout.season_split import SeasonSplit

TUNED = (Season(2020, "fall"), Season(2021, "winter"), Season(2021, "spring"))
TRANSFER = (Season(2015, "fall"), Season(2016, "winter"))
N_LISTS = (0, 20, 100)
MIN_EARLIER = 10
N_REPLICATES = 300


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Predictions for one user's n titles of the season; is_begun: own scores in the franchise."""

    user: int
    mean: float
    scores: NDArray[np.int8]
    expected: NDArray[np.float32]
    half_width: NDArray[np.float32]
    enjoyment: NDArray[np.float64]
    is_begun: NDArray[np.bool_]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=600, help="of a season, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    for name, starts in (("2020-21", TUNED), ("2015-16, transfer", TRANSFER)):
        trials: dict[int, list[Trial]] = {k: [] for k in N_LISTS}
        for season in starts:
            split = SeasonSplit.of(
                lists.gathered, lists.titles, season, min_scored=MIN_EARLIER, seed=options.seed
            )
            for k, found in _measure(split, split.tested[: options.users]).items():
                trials[k] += found
        print(f"\n{name}")
        for k, found in trials.items():
            if starts is TUNED:
                _print(f"{k} lists, tuning users", [one for one in found if one.user % 2 == 0])
            _print(f"{k} lists", [one for one in found if starts is TRANSFER or one.user % 2])


def _measure(split: SeasonSplit, tested: NDArray[np.int64]) -> dict[int, list[Trial]]:
    say(f"{split.season.name} {split.season.year}: {len(split.new)} titles, {len(tested)} users")
    return {
        k: [_try(split, model, user) for user in tested.tolist()]
        for k, model in zip(N_LISTS, split.models(N_LISTS), strict=True)
    }


def _try(split: SeasonSplit, model: Model, user: int) -> Trial:
    case = split.case(model, user)
    is_scored, profile = case.scores > 0, case.profile
    items, scores = model.items.index(split.new[is_scored]), case.scores[is_scored]
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=np.zeros(0, np.int64)
    )
    found = score_catalogue(model, profile, similar)
    begun = profile.franchises[profile.is_scored]
    return Trial(
        user,
        profile.mean,
        scores,
        found.expected[items],
        found.half_width[items],
        found.enjoyment[items],
        np.isin(model.items.franchise[items], begun),
    )


def _print(name: str, trials: list[Trial]) -> None:
    scores = np.concatenate([one.scores for one in trials]).astype(np.float64)
    expected = np.concatenate([one.expected for one in trials])
    means = np.repeat([one.mean for one in trials], [len(one.scores) for one in trials])
    chances = np.concatenate([one.enjoyment for one in trials])
    is_begun = np.concatenate([one.is_begun for one in trials])
    errors = np.abs(scores - expected)
    is_within = errors <= np.concatenate([one.half_width for one in trials])
    is_liked = scores >= means
    per_user = [((one.scores - one.expected.astype(np.float64)) ** 2).sum() for one in trials]
    deviation = _bootstrap(np.array(per_user), np.array([len(one.scores) for one in trials]))
    print(
        f"  {name:22} RMSE {_rmse(errors):.3f} +- {deviation:.3f} ({len(errors)} scores; "
        f"begun {_rmse(errors[is_begun]):.3f}, others {_rmse(errors[~is_begun]):.3f}), "
        f"own mean {_rmse(scores - means):.3f}\n"
        f"  {'':22} P(enjoy) {chances.mean():.3f}, came {is_liked.mean():.3f}, "
        f"Brier {np.mean((chances - is_liked) ** 2):.4f}, within 90 % {is_within.mean():.3f}"
    )


def _rmse(errors: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(errors.astype(np.float64) ** 2)))


def _bootstrap(squares: NDArray[np.float64], counts: NDArray[np.int64]) -> float:
    """Return the standard error of the RMSE, given each user's squared errors and scores."""
    drawn = np.random.default_rng(1).integers(len(counts), size=(N_REPLICATES, len(counts)))
    return float(np.std(np.sqrt(squares[drawn].sum(axis=1) / counts[drawn].sum(axis=1))))


if __name__ == "__main__":
    main()
