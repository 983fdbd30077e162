"""New lists under models of before, against models that are fitted anew: time, and the answers.

Of REKO_DATA's lists some are left out; models are fitted to the others. Then all lists are put
under them (`refit`) and, in the same run, fitted anew. Those who ask are drawn from lists that
were in both. What is told of answers is how many of their first 24 titles are the same, how close
the scores are that both expect, and how many neighbours are the same. Two fits without and with
the same few lists differ, too: what is told of `refit` includes that.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from support.real_lists import DATA, Lists, read_lists

from reko_core.community.gather import Gathered, make_raw_community
from reko_core.engine.fit import RawCommunity, fit_model
from reko_core.engine.kernels import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.profile import make_profile
from reko_core.engine.recommend import Query, Result, recommend
from reko_core.engine.refit import refit
from reko_core.models import Status

T = TypeVar("T")

TODAY = date(2023, 1, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--new", type=float, default=0.05, help="share of lists that are new")
    parser.add_argument("--askers", type=int, default=300, help="people who ask")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    lists = read_lists(DATA)
    n_users = len(lists.gathered.owners)
    new = rng.choice(n_users, round(options.new * n_users), replace=False)
    askers = rng.choice(np.setdiff1d(np.arange(n_users), new), options.askers, replace=False)

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
    _compare(raw, kept, fitted, askers)


def _raw(lists: Lists, gathered: Gathered, also: NDArray[np.int32] | None = None) -> RawCommunity:
    return make_raw_community(gathered, lists.titles, TODAY, also)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _compare(raw: RawCommunity, kept: Model, fitted: Model, askers: NDArray[np.int64]) -> None:
    same_titles, same_neighbours, differences = [], [], []
    for user in askers:
        one, other = (_ask(model, raw, int(user)) for model in (kept, fitted))
        # Items are the same in both; franchises may be numbered otherwise.
        scores = [{pick.item: pick.expected for pick in result.picks} for result in (one, other)]
        shared = scores[0].keys() & scores[1].keys()
        same_titles.append(len(shared) / max(len(scores[1]), 1))
        differences += [scores[0][item] - scores[1][item] for item in shared]
        users = [{neighbour.user for neighbour in result.neighbours} for result in (one, other)]
        same_neighbours.append(len(users[0] & users[1]) / max(len(users[1]), 1))
    print(f"{len(askers)} people ask both:")
    print(f"  of the first 24 titles the same: {np.mean(same_titles):.3f}")
    print(f"  of the neighbours the same:      {np.mean(same_neighbours):.3f}")
    print(f"  expected scores apart:           {np.sqrt(np.mean(np.square(differences))):.3f}")


def _ask(model: Model, raw: RawCommunity, user: int) -> Result:
    span = slice(int(raw.indptr[user]), int(raw.indptr[user + 1]))
    marks = raw.marks[span]
    profile = make_profile(
        model.items,
        model.mu,
        raw.ids[raw.items[span]],
        (marks & SCORE_MASK).astype(np.int8),
        np.ones(len(marks), bool),
        marks >> STATUS_SHIFT == Status.DROPPED,
    )
    return recommend(model, profile, Query(without_users=np.array([user])))


if __name__ == "__main__":
    main()
