"""The engine on a community as large as MAL's public dumps: time to fit, memory, time to answer.

Lists are drawn from REKO_DATA's (`support/drawn_community.py`). Answers are asked for by lists of
about `--titles` titles, in turn on one thread and with the work split among `--threads`; both must
say the same. Steps are in processor time, on one thread. The limit is what must be read for an
answer at the speed at which memory streams in the same run: no program can be faster.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.drawn_community import draw_community, read_titles
from support.machine import bytes_to_read, measure_streaming
from support.real_lists import DATA
from support.step_clock import StepClock

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.similarity.shards import SERIAL, Split
from reko_core.engine.training.fit import fit_model
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community

TOLERANCE = 0.1
N_WARMING = 5


@dataclass(frozen=True, slots=True)
class Asker:
    """A community user who asks, and is left out of the answer."""

    user: int
    ids: NDArray[np.int32]
    marks: NDArray[np.uint8]

    def fold_in(self, model: Model) -> Profile:
        """Make the profile."""
        return make_profile(
            model.items,
            model.mu,
            self.ids,
            (self.marks & SCORE_MASK).astype(np.int8),
            np.ones(len(self.ids), bool),
            self.marks >> STATUS_SHIFT == int(Status.DROPPED),
        )

    def ask(self, model: Model, split: Split = SERIAL) -> object:
        """Get an answer."""
        query = Query(without_users=np.array([self.user]))
        return recommend(model, self.fold_in(model), query, split)


def main() -> None:
    """Measure and print."""
    options = _options()
    rng = np.random.default_rng(options.seed)
    gathered = draw_community(options.data, options.users, rng)
    print(
        f"{options.users:,} users, {len(gathered.anime_ids):,} entries, peak {_peak_mb():,.0f} MB"
    )
    model = _fit(gathered, options.data)
    _print_memory(model)
    askers = _draw_askers(gathered, options.titles, options.answers, rng)
    _time_answers(model, askers, options.threads)
    _time_steps(model, askers)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=300_000, help="in the community (300000)")
    parser.add_argument("--titles", type=int, default=150, help="on the asking lists (150)")
    parser.add_argument("--answers", type=int, default=300, help="asked for (300)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="(all cores)")
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn (1)")
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
    }
    sizes = {
        name: sum(array.nbytes for array in part.as_dict().values()) for name, part in parts.items()
    } | {"item model": model.ease.nbytes}
    n_entries, total = len(model.rows.items), sum(sizes.values())
    each = ", ".join(f"{name} {size / n_entries:.2f}" for name, size in sizes.items())
    print(f"model: {total / 1e6:,.0f} MB, {total / n_entries:.2f} MB per million entries ({each})")


def _draw_askers(
    gathered: LoadedLists, n_titles: int, n_answers: int, rng: np.random.Generator
) -> list[Asker]:
    lengths = np.diff(gathered.indptr)
    able = np.flatnonzero(np.abs(lengths - n_titles) <= TOLERANCE * n_titles)
    drawn = rng.choice(able, min(n_answers, len(able)), replace=False).tolist()
    return [Asker(user, *gathered.entries(user)) for user in drawn]


def _time_answers(model: Model, askers: list[Asker], n_threads: int) -> None:
    with ThreadPoolExecutor(n_threads) as pool:
        split = Split(n_threads, pool)
        for asker in askers[:N_WARMING]:
            asker.ask(model, split)
        alone, shared, processor = [], [], []
        for asker in askers:
            on_processor = time.thread_time()
            seconds, one = _timed(lambda asker=asker: asker.ask(model))
            processor.append(time.thread_time() - on_processor)
            alone.append(seconds)
            seconds, other = _timed(lambda asker=asker: asker.ask(model, split))
            shared.append(seconds)
            assert one == other, "threads changed an answer"
    print(f"{len(askers)} answers, the same on one thread and on {n_threads}")
    print(f"  {'ms':12} one thread  {n_threads} threads  ratio  processor time of one thread")
    for name, q in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
        one, other, own = (1000 * float(np.quantile(s, q)) for s in (alone, shared, processor))
        print(f"  {name:12} {one:10.1f} {other:10.1f} {other / one:6.2f} {own:10.1f}")


def _time_steps(model: Model, askers: list[Asker]) -> None:
    speed = {n: measure_streaming(n) for n in (1, os.cpu_count() or 1)}
    streams = ", ".join(f"{s / 1e9:.1f} GB/s on {n}" for n, s in speed.items())
    clock = StepClock()
    with clock.running():
        started = time.thread_time()
        for asker in askers:
            asker.ask(model)
        whole = 1000 * (time.thread_time() - started) / len(askers)
    steps = {step: 1000 * seconds / len(askers) for step, seconds in clock.seconds.items()}
    steps["the rest"] = whole - sum(steps.values())
    read = [bytes_to_read(model, asker.fold_in(model)) for asker in askers]
    print(f"memory streams at {streams} (threads)")
    print(f"  {'step':16} mean ms  share   MB read  limit ms  limit / ms")
    for step, ms in steps.items():
        _print_step(step, ms, whole, float(np.mean([one.get(step, 0) for one in read])), speed[1])
    everything = float(np.mean([sum(one.values()) for one in read]))
    _print_step("whole answer", whole, whole, everything, speed[1])


def _print_step(step: str, ms: float, whole: float, n_bytes: float, bytes_per_s: float) -> None:
    line = f"  {step:16} {ms:7.2f} {ms / whole:6.2f}"
    if n_bytes:
        limit = 1000 * n_bytes / bytes_per_s
        line += f" {n_bytes / 1e6:9.1f} {limit:9.2f} {limit / ms:11.2f}"
    print(line)


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
