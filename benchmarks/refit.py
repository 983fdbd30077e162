"""Refit against a full fit: time, and agreement of the recommendations.

Models are fitted to a part of REKO_DATA's lists. Then all lists are loaded, the models are kept
(`refit`) and, in the same run, fitted again. Requests come from users in both. Compared with
the full fit: the share of equal titles among the first 24, the RMS difference of their expected
scores, and the share of equal neighbours; the same for the old snapshot.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from support.real_lists import DATA, Lists, read_lists

from reko_core.domain.models import Status
from reko_core.engine.data.profile import make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The expected scores by MAL id, and who is similar, by name."""

    scores: dict[int, float]
    neighbours: set[str]


TODAY = date(2023, 1, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--new", type=float, default=0.05, help="share of lists that are new")
    parser.add_argument("--requests", type=int, default=300, help="requesting users")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    lists = read_lists(DATA)
    n_users = len(lists.gathered.owners)
    new = rng.choice(n_users, round(options.new * n_users), replace=False)
    requesting = rng.choice(np.setdiff1d(np.arange(n_users), new), options.requests, replace=False)

    before = fit_model(_raw(lists, lists.gathered.without(new)))
    raw = _raw(lists, lists.gathered, before.items.ids)
    fit_model(raw)
    kept_s, kept = _timed(lambda: refit(raw, before))
    fitted_s, fitted = _timed(lambda: fit_model(raw))
    if kept is None:
        print("the models of before do not apply: franchises have changed")
        return
    print(f"{n_users:,} lists, {len(new):,} of them new; {len(raw.items):,} entries")
    print(f"refit {kept_s:.1f} s, fit {fitted_s:.1f} s: {kept_s / fitted_s:.2f} of the time")
    everybody = np.array([name for _, name in lists.gathered.owners])
    others = np.delete(everybody, new)
    print(f"{len(requesting)} users; against the full fit:")
    now = _recommend_all(raw, fitted, requesting, everybody)
    _print_agreement("refit", _recommend_all(raw, kept, requesting, everybody), now)
    _print_agreement("before", _recommend_all(raw, before, requesting, others), now)


def _raw(
    lists: Lists, gathered: LoadedLists, also: NDArray[np.int32] | None = None
) -> RawCommunity:
    return make_raw_community(gathered, lists.titles, TODAY, also)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _recommend_all(
    raw: RawCommunity, model: Model, requesting: NDArray[np.int64], owners: NDArray[np.str_]
) -> list[Recommendation]:
    return [_recommend(raw, model, int(user), owners) for user in requesting]


def _recommend(
    raw: RawCommunity, model: Model, user: int, owners: NDArray[np.str_]
) -> Recommendation:
    """Recommend to a user of the raw community; owners: names of the users of the model."""
    span = slice(int(raw.indptr[user]), int(raw.indptr[user + 1]))
    packed = raw.packed[span]
    profile = make_profile(
        model.items,
        model.mu,
        raw.ids[raw.items[span]],
        (packed & SCORE_MASK).astype(np.int8),
        np.ones(len(packed), bool),
        packed >> STATUS_SHIFT == Status.DROPPED,
    )
    result = recommend(model, profile, Query())
    return Recommendation(
        {int(model.items.ids[pick.item]): pick.expected for pick in result.picks},
        {str(owners[neighbour.user]) for neighbour in result.neighbours},
    )


def _print_agreement(name: str, some: list[Recommendation], now: list[Recommendation]) -> None:
    titles = np.mean(
        [
            len(a.scores.keys() & b.scores.keys()) / len(b.scores)
            for a, b in zip(some, now, strict=True)
        ]
    )
    neighbours = np.mean(
        [
            len(a.neighbours & b.neighbours) / max(len(b.neighbours), 1)
            for a, b in zip(some, now, strict=True)
        ]
    )
    apart = [
        a.scores[i] - b.scores[i]
        for a, b in zip(some, now, strict=True)
        for i in a.scores.keys() & b.scores.keys()
    ]
    print(
        f"{name:>7}: the same titles {titles:.3f}, the same neighbours {neighbours:.3f}, "
        f"RMS difference of expected scores {np.sqrt(np.mean(np.square(apart))):.3f}"
    )


if __name__ == "__main__":
    main()
