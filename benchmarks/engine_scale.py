"""The engine on a community as large as MAL's public dumps: training time, memory, latency.

Lists are sampled from REKO_DATA's (`support/sampled_community.py`). Requests come from users with
about `--titles` titles. Steps are in processor time, on one thread. The lower bound is the bytes
that a request must read, at the memory bandwidth measured in the same run.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.machine import bytes_to_read, measure_streaming
from support.real_lists import DATA
from support.sampled_community import read_titles, sample_community
from support.step_clock import StepClock

from reko_core.domain.models import Status
from reko_core.domain.season import Season
from reko_core.engine.data.list_shards import ListShard, on_threads
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.data.season_viewers import SeasonViewers
from reko_core.engine.group.group_candidates import GroupFilters
from reko_core.engine.group.members import score_member
from reko_core.engine.group.recommend_to_group import GroupQuery, recommend_to_group
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.scoring import score_for
from reko_core.engine.season.rank_season import SeasonQuery, rank_season
from reko_core.engine.similar_titles.find import Asker, find_similar_titles
from reko_core.engine.similar_titles.title_closeness import GivenTitles
from reko_core.engine.training.fit import fit_model
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community
from reko_core.snapshots.builder.season_titles import season_days

TOLERANCE = 0.1
SEASON = Season(2020, "fall")
N_WARM_UP = 5
GROUP_SIZE = 5


@dataclass(frozen=True, slots=True)
class Requester:
    """A community user who asks for recommendations; their own list is excluded."""

    user: int
    ids: NDArray[np.int32]
    packed: NDArray[np.uint8]

    def fold_in(self, model: Model) -> Profile:
        """Make the profile."""
        return make_profile(
            model.items,
            model.mu,
            self.ids,
            (self.packed & SCORE_MASK).astype(np.int8),
            np.ones(len(self.ids), bool),
            self.packed >> STATUS_SHIFT == int(Status.DROPPED),
        )

    def as_asker(self, model: Model) -> Asker:
        """Return the list, with what it says of all titles."""
        profile = self.fold_in(model)
        return Asker(profile, score_for(model, profile, np.array([self.user])))

    def recommend(self, model: Model) -> None:
        """Compute the recommendations."""
        query = Query(excluded_users=np.array([self.user]))
        recommend(model, self.fold_in(model), query)


def main() -> None:
    """Measure and print."""
    options = _options()
    rng = np.random.default_rng(options.seed)
    gathered = sample_community(options.data, options.users, rng)
    print(f"{options.users:,} users, {len(gathered.packed):,} entries, peak {_peak_mb():,.0f} MB")
    model = _fit(gathered, options.data)
    _print_memory(model)
    requesters = _sample_requesters(gathered, options.titles, options.requests, rng)
    _time_responses(model, requesters)
    _time_groups(model, requesters)
    _time_seasons(model, requesters)
    _time_similar(model, requesters)
    _time_steps(model, requesters)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=300_000, help="in the community (300000)")
    parser.add_argument("--titles", type=int, default=150, help="on the requesting lists (150)")
    parser.add_argument("--requests", type=int, default=300, help="timed (300)")
    parser.add_argument("--seed", type=int, default=1, help="of everything sampled (1)")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the lists (REKO_DATA)")
    return parser.parse_args()


def _fit(gathered: LoadedLists, data: Path) -> Model:
    started = last = time.perf_counter()
    step = "arrays"

    def report(name: str) -> None:
        nonlocal last, step
        now = time.perf_counter()
        print(f"  {step:24} {now - last:7.1f} s")
        last, step = now, name

    model = fit_model(make_raw_community(gathered, read_titles(data), date(2023, 1, 1)), report)
    report("")
    print(f"fit: {time.perf_counter() - started:.1f} s, peak {_peak_mb():,.0f} MB")
    return model


def _print_memory(model: Model) -> None:
    parts = {
        "rows": model.rows,
        "columns": model.columns,
        "titles": model.items,
        "factors": model.factors,
        "item model": model.ease,
    }
    sizes = {
        name: sum(array.nbytes for array in part.as_dict().values()) for name, part in parts.items()
    }
    n_entries, total = len(model.rows.items), sum(sizes.values())
    each = ", ".join(f"{name} {size / n_entries:.2f}" for name, size in sizes.items())
    print(f"model: {total / 1e6:,.0f} MB, {total / n_entries:.2f} MB per million entries ({each})")


def _sample_requesters(
    gathered: LoadedLists, n_titles: int, n_requests: int, rng: np.random.Generator
) -> list[Requester]:
    lengths = np.diff(gathered.indptr)
    eligible = np.flatnonzero(np.abs(lengths - n_titles) <= TOLERANCE * n_titles)
    sampled = rng.choice(eligible, min(n_requests, len(eligible)), replace=False).tolist()
    return [Requester(user, *gathered.entries(user)) for user in sampled]


def _time_responses(model: Model, requesters: list[Requester]) -> None:
    _time(
        "requests",
        [partial(requester.recommend, model) for requester in requesters],
    )


def _time_groups(model: Model, requesters: list[Requester]) -> None:
    starts = range(0, len(requesters) - GROUP_SIZE + 1, GROUP_SIZE)
    groups = [requesters[start : start + GROUP_SIZE] for start in starts]
    _time(f"groups of {GROUP_SIZE}", [partial(_recommend_to_group, model, one) for one in groups])


def _recommend_to_group(model: Model, group: list[Requester]) -> None:
    members = [
        score_member(model, one.fold_in(model), excluded_users=np.array([one.user]))
        for one in group
    ]
    allowed = np.ones(model.items.n_items, bool)
    recommend_to_group(model, members, GroupQuery(GroupFilters(allowed)))


def _time_seasons(model: Model, requesters: list[Requester]) -> None:
    days, day = season_days(SEASON.first_day), model.items.day
    with on_threads(ListShard(0, model.rows.indptr, model.rows.items, model.rows.packed)) as lists:
        viewers = SeasonViewers.sample(lists, day, days)
    viewers.freeze()
    known = replace(model, viewers=viewers)
    titles = np.flatnonzero((day >= days[-2]) & (day < days[-1]))
    query = SeasonQuery(int(days[-2]), titles)

    def rank(requester: Requester) -> None:
        rank_season(known, requester.fold_in(known), query)

    _time(f"seasons of {len(titles)} titles", [partial(rank, one) for one in requesters])


def _time_similar(model: Model, requesters: list[Requester]) -> None:
    """Time titles like one of the hundred best known, which cost most."""
    items = model.items
    bits = np.ascontiguousarray(items.genres).view(np.uint8)
    has_genre = np.unpackbits(bits, axis=1, bitorder="little").T.astype(bool)
    known = np.argsort(-items.popularity)[:100]
    nothing = GivenTitles(np.zeros(0, np.int64), np.zeros((0, len(has_genre)), bool))

    def find(item: int, requester: Requester | None) -> None:
        like = GivenTitles(np.array([item]), has_genre[:, [item]].T)
        asker = None if requester is None else requester.as_asker(model)
        find_similar_titles(model, like, nothing, has_genre, Query(), asker)

    titles = [int(known[k % len(known)]) for k in range(len(requesters))]
    _time("similar titles for everybody", [partial(find, item, None) for item in titles])
    pairs = zip(titles, requesters, strict=True)
    _time("similar titles for a user", [partial(find, *pair) for pair in pairs])


def _time(name: str, runs: list[Callable[[], None]]) -> None:
    for run in runs[:N_WARM_UP]:
        run()
    wall, processor = [], []
    for run in runs:
        started, on_processor = time.perf_counter(), time.thread_time()
        run()
        processor.append(time.thread_time() - on_processor)
        wall.append(time.perf_counter() - started)
    print(f"{len(runs)} {name} on one thread, ms")
    for label, q in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
        elapsed, own = (1000 * float(np.quantile(seconds, q)) for seconds in (wall, processor))
        print(f"  {label:8} {elapsed:7.1f}   processor time {own:7.1f}")


def _time_steps(model: Model, requesters: list[Requester]) -> None:
    speed = {n: measure_streaming(n) for n in (1, os.cpu_count() or 1)}
    streams = ", ".join(f"{s / 1e9:.1f} GB/s on {n}" for n, s in speed.items())
    clock = StepClock()
    with clock.running():
        started = time.thread_time()
        for requester in requesters:
            requester.recommend(model)
        whole = 1000 * (time.thread_time() - started) / len(requesters)
    steps = {step: 1000 * seconds / len(requesters) for step, seconds in clock.seconds.items()}
    steps["the rest"] = whole - sum(steps.values())
    read = [bytes_to_read(model, requester.fold_in(model)) for requester in requesters]
    print(f"memory bandwidth: {streams} (threads)")
    print(f"  {'step':16} mean ms  share   MB read  limit ms  limit / ms")
    for step, ms in steps.items():
        _print_step(step, ms, whole, float(np.mean([one.get(step, 0) for one in read])), speed[1])
    everything = float(np.mean([sum(one.values()) for one in read]))
    _print_step("whole request", whole, whole, everything, speed[1])


def _print_step(step: str, ms: float, whole: float, n_bytes: float, bytes_per_s: float) -> None:
    line = f"  {step:16} {ms:7.2f} {ms / whole:6.2f}"
    if n_bytes:
        limit = 1000 * n_bytes / bytes_per_s
        line += f" {n_bytes / 1e6:9.1f} {limit:9.2f} {limit / ms:11.2f}"
    print(line)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
