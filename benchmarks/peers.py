"""Reko against other recommenders: the same held-out users, one run, each tuned.

Users are held out of REKO_DATA's community and a fifth of their scored franchises is hidden (the
protocol "discovery"). Models rank main titles, and the best of each franchise counts; measures are
those of `reko_core.evaluation`: by title, unless they say "by franchise". Models that predict
scores are measured on these, too, and rank by them. Each has the settings that were best by title
on other users (`--tune` finds them, `support/peer_list.py` holds them). Everything runs on one
thread.

+- is the half-width of the 95 % bootstrap interval over users; differences are paired.
Needs the extra `peers`: pip install -e '.[peers]'
"""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from support.held_out_users import N_TUNING, HeldOut, hold_out_reported, hold_out_tuning
from support.peer_list import PEERS, Peer
from support.peer_tables import Row, as_json, estimate_all, ratios_to_best, tables
from support.peer_training import Training, make_training
from support.peer_tuning import name_settings, tune
from support.real_lists import DATA, Lists, read_lists, say

from reko_core.evaluation.evaluated_models import EvaluatedModel, make_models
from reko_core.evaluation.measures.outcomes import Outcomes, evaluate_model

SIMPLE = {
    "engine": "Reko's engine",
    "popularity": "popularity",
    "mean": "item mean",
    "biases": "damped biases",
}
DISTRIBUTIONS = {
    "surprise": "scikit-surprise",
    "lenskit": "lenskit",
    "implicit": "implicit",
    "threadpoolctl": "threadpoolctl",
}
"""Packages of the extra: as imported, as installed."""


def main() -> None:
    """Measure and print."""
    options = _options()
    chosen = [peer for peer in PEERS if peer.name in options.only]
    _check_installed({"threadpoolctl", *(peer.package for peer in chosen if peer.package)})
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        lists = read_lists(options.data)
        if options.tune:
            _tune(lists, chosen, options)
        else:
            _compare(lists, chosen, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [*list(SIMPLE)[1:], *(peer.name for peer in PEERS)]
    parser.add_argument("--users", type=int, default=1500, help="held out (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-scored", type=int, default=20, help="titles that they have scored")
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, metavar="NAME", help=", ".join(names)
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all results to FILE")
    parser.add_argument(
        "--tune",
        action="store_true",
        help=f"try the grids on {N_TUNING} users that the other options do not report on",
    )
    parser.add_argument("--data", type=Path, default=DATA)
    return parser.parse_args()


def _check_installed(packages: set[str]) -> None:
    missing = sorted(name for name in packages if not importlib.util.find_spec(name))
    if missing:
        names = ", ".join(DISTRIBUTIONS[name] for name in missing)
        sys.exit(f"not installed: {names}; get them with  pip install -e '.[peers]'")


def _compare(lists: Lists, peers: Sequence[Peer], options: argparse.Namespace) -> None:
    draw = hold_out_reported(lists, options.users, options.min_scored, options.seed)
    rows = [*_simple_rows(draw, lists, options.only), *_peer_rows(draw, peers)]
    found = estimate_all(rows, options.seed)
    n_users = draw.model.rows.n_users
    print(
        f"{len(draw.cases):,} held-out users, seed {options.seed}, {n_users:,} in the community\n"
    )
    for line in tables(rows, found):
        print(line)
    print()
    for peer in peers:
        print(f"{peer.title}: {name_settings(peer.settings)}")
    print(", ".join(f"{name} {number}" for name, number in _versions(peers).items()))
    if options.json:
        result = {
            "users": len(draw.cases),
            "seed": options.seed,
            "min_scored": options.min_scored,
            "n_community": n_users,
            "versions": _versions(peers),
            "models": as_json(rows, found),
            "ratios_to_best": {
                measure: {"best": best.name, **asdict(ratio)}
                for measure, (best, ratio) in ratios_to_best(rows, found).items()
            },
        }
        options.json.write_text(f"{json.dumps(result, indent=1)}\n")


def _tune(lists: Lists, peers: Sequence[Peer], options: argparse.Namespace) -> None:
    draw = hold_out_tuning(lists, options.users, options.min_scored, options.seed)
    training = _training(draw)
    print(f"{len(draw.cases):,} users, none of those who are reported on")
    for peer in peers:
        started = time.perf_counter()
        print(f"\n{peer.title}\nby title  franchise  R@24     RMSE     MAE      settings")
        for line in tune(peer, training, draw.cases):
            print(line, flush=True)
        say(f"{peer.title}: {time.perf_counter() - started:.0f} s")


def _simple_rows(draw: HeldOut, lists: Lists, only: Sequence[str]) -> Iterator[Row]:
    """Yield the engine, and those that are no more than a number for each title."""
    for evaluated in make_models(draw.model, lists.titles):
        name = evaluated.name
        if name in SIMPLE and name in ("engine", *only):
            fit_s = draw.fit_s if name == "engine" else None
            yield Row(name, SIMPLE[name], _try(evaluated, SIMPLE[name], draw), fit_s)


def _peer_rows(draw: HeldOut, peers: Sequence[Peer]) -> Iterator[Row]:
    training = _training(draw)
    for peer in peers:
        say(f"{peer.title}: fitting")
        started = time.perf_counter()
        evaluated = peer.fit(training, **peer.settings)
        fit_s = time.perf_counter() - started
        outcomes = _try(evaluated, peer.title, draw)
        yield Row(peer.name, peer.title, outcomes, fit_s, peer.note, peer.settings)


def _training(draw: HeldOut) -> Training:
    return make_training(draw.model, [case.fold_in(draw.model) for case in draw.cases])


def _try(evaluated: EvaluatedModel, title: str, draw: HeldOut) -> Outcomes:
    say(f"{title}: asking for {len(draw.cases):,} users")
    return evaluate_model(evaluated, draw.cases, draw.model, lambda _: None)


def _versions(peers: Sequence[Peer]) -> dict[str, str]:
    used = dict.fromkeys(DISTRIBUTIONS[peer.package] for peer in peers if peer.package)
    return {name: version(name) for name in (*used, "numpy", "scipy")}


if __name__ == "__main__":
    main()
