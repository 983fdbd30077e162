"""Runs of jobs over all processes: which of them overlapped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from pathlib import Path

__all__ = ["JobRun", "leader_in", "longest_pause_s", "overlap_s", "overlaps", "read_runs"]


@dataclass(frozen=True, slots=True)
class JobRun:
    """A run, in seconds of the monotonic clock; infinite if it goes on."""

    name: str
    pid: int
    began: float
    ended: float = float("inf")


def read_runs(path: Path, ended_at: Mapping[int, float]) -> list[JobRun]:
    """Read the runs that `reko_fast_jobs.py` has recorded.

    ended_at: when processes ended, which ended their runs.
    """
    began: dict[tuple[int, str], float] = {}
    runs = []
    for line in path.read_text().splitlines() if path.exists() else ():
        at, pid, name, what = line.split()
        key = (int(pid), name)
        if what == "begin":
            began[key] = float(at)
        else:
            runs.append(JobRun(name, int(pid), began.pop(key), float(at)))
    for (pid, name), at in began.items():
        runs.append(JobRun(name, pid, at, ended_at.get(pid, float("inf"))))
    return sorted(runs, key=attrgetter("began"))


def leader_in(runs: Sequence[JobRun]) -> int | None:
    """Return the process that leads now."""
    leading = [run for run in runs if run.name == "leader" and run.ended == float("inf")]
    return leading[-1].pid if leading else None


def overlaps(runs: Sequence[JobRun]) -> list[tuple[JobRun, JobRun]]:
    """Return pairs of runs of one job in two processes at the same time."""
    found = []
    for name in Counter(run.name for run in runs):
        # A process runs each job once at a time, so comparing with the latest end is enough.
        latest: JobRun | None = None
        for run in (one for one in runs if one.name == name):
            if latest is not None and run.pid != latest.pid and run.began < latest.ended:
                found.append((latest, run))
            if latest is None or run.ended > latest.ended:
                latest = run
    return found


def overlap_s(first: JobRun, second: JobRun) -> float:
    """Return for how long both ran."""
    return min(first.ended, second.ended) - second.began


def longest_pause_s(runs: Sequence[JobRun]) -> float:
    """Return the longest time without a leader."""
    leading = [run for run in runs if run.name == "leader"]
    return max((after.began - before.ended for before, after in pairwise(leading)), default=0.0)
