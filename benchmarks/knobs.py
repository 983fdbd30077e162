"""Effect of the request parameters accuracy and popularity, and of the diversity weight.

Users are held out of REKO_DATA's community and a fifth of their scored franchises is hidden (the
protocol "discovery"). Each gets 24 recommendations as from the API, for each value of a parameter,
the others at their defaults. Measured: neighbours, titles in common with the default, nDCG@10 and
Recall@24 by title, novelty, the share of the first ten titles that more than 5 % of the community
have seen, and the similarity of genres (Jaccard) among the first ten, of adjacent and of all pairs.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from support.held_out_users import hold_out_reported
from support.real_lists import DATA, read_lists

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking import diversity
from reko_core.engine.recommend import Query, Result, recommend
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.measures.outcomes import N_FIRST, N_SHOWN, rank
from reko_core.evaluation.measures.ranking_metrics import ndcg, novelty, recall

ACCURACIES = (0, 25, 50, 75, 90, 100)
POPULARITIES = (-1, -0.5, 0, 0.5, 1)
WEIGHTS = (0, 0.05, 0.1, 0.2, 0.4)
POPULAR_SHARE = 0.05
HEAD = "asked  affinity  behind  same    nDCG@10 Recall@24 novelty  popular  beside  pairs"


@dataclass(frozen=True, slots=True, eq=False)
class Requester:
    """A held-out user, and the titles recommended to them by default."""

    case: Case
    profile: Profile
    default: frozenset[int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=1000, help="held out (default: 1000)")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--min-scored", type=int, default=20)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    draw = hold_out_reported(lists, options.users, options.min_scored, options.seed)
    model = draw.model
    requesters = [_make_requester(model, case) for case in draw.cases if len(case.relevant)]
    print(f"{len(requesters)} users, {model.rows.n_users:,} in the community, seed {options.seed}")
    _print("accuracy", ACCURACIES, model, requesters, lambda value: Query(accuracy=value))
    _print("popularity", POPULARITIES, model, requesters, lambda value: Query(popularity=value))
    print(f"\n{'diversity':10} {HEAD}")
    for weight in WEIGHTS:
        with patch.object(diversity, "WEIGHT", weight):
            print(f"{weight:10} {_measure(model, requesters, Query())}", flush=True)


def _make_requester(model: Model, case: Case) -> Requester:
    profile = case.fold_in(model)
    default = recommend(model, profile, Query()).picks
    return Requester(case, profile, frozenset(pick.item for pick in default))


def _print(
    name: str,
    values: Sequence[float],
    model: Model,
    requesters: Sequence[Requester],
    query: Callable[[float], Query],
) -> None:
    print(f"\n{name:10} {HEAD}")
    for value in values:
        print(f"{value:10} {_measure(model, requesters, query(value))}", flush=True)


def _measure(model: Model, requesters: Sequence[Requester], query: Query) -> str:
    rows = []
    for requester in requesters:
        # Spare ones replace, in nDCG and Recall only, those of a franchise that counts as begun.
        asked_for = replace(query, n_wanted=N_SHOWN, n_spare=N_SHOWN)
        result = recommend(model, requester.profile, asked_for)
        rows.append(_measure_one(model, requester, result))
    mean = np.mean(rows, axis=0)
    asked = np.median([row[0] for row in rows])
    return (
        f"{asked:5.0f} {mean[1]:9.1f} {mean[2]:7.1f} {mean[3]:5.0%} {mean[4]:10.4f} {mean[5]:9.4f}"
        f" {mean[6]:7.3f} {mean[7]:8.1%} {mean[8]:7.3f} {mean[9]:6.3f}"
    )


def _measure_one(model: Model, requester: Requester, result: Result) -> tuple[float, ...]:
    case, picked = requester.case, np.array([pick.item for pick in result.picks])
    scores = np.full(model.items.n_items, -np.inf)
    scores[picked] = -np.arange(len(picked))
    scores[~case.is_candidate] = -np.inf
    counted = rank(scores, case.franchise, model.items.popularity)
    is_hit, n_relevant = np.isin(counted, case.relevant), len(case.relevant_franchises)
    shown, first = picked[:N_SHOWN], picked[:N_FIRST]
    audience = model.items.popularity[shown]
    is_popular = audience[:N_FIRST] > POPULAR_SHARE * model.rows.n_users
    alike = _alike(model.items.genres[first])
    return (
        len(result.neighbours),
        float(np.mean([one.affinity for one in result.neighbours] or [0])),
        float(np.mean([len(pick.neighbours) for pick in result.picks[:N_SHOWN]])),
        len(requester.default & set(shown.tolist())) / N_SHOWN,
        ndcg(is_hit, n_relevant, N_FIRST),
        recall(is_hit, n_relevant, N_SHOWN),
        novelty(audience, model.rows.n_users),
        float(is_popular.mean()),
        float(np.diagonal(alike, 1).mean()),
        float(alike[np.triu_indices(len(alike), 1)].mean()),
    )


def _alike(genres: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Return (n, n) Jaccard of the genres of n titles."""
    shared = np.bitwise_count(genres[:, None] & genres[None]).sum(axis=2)
    either = np.bitwise_count(genres[:, None] | genres[None]).sum(axis=2)
    return np.asarray(shared / np.maximum(either, 1))


if __name__ == "__main__":
    main()
