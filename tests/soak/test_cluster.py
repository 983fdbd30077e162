"""APIs, bots and a builder that share a PostgreSQL database, under faults, while people ask.

REKO_CLUSTER_SOAK_S: duration in seconds, without it the test is skipped; REKO_SOAK_SEED: seed.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Mapping
from itertools import starmap
from pathlib import Path

import pytest
from soak.checks import check_growth, check_log
from soak.cluster.cluster_faults import DATABASE, PROCESSES
from soak.cluster.cluster_world import BURST, RATE, ClusterWorld, open_cluster
from soak.cluster.job_runs import JobRun, longest_pause_s, overlap_s, overlaps
from soak.cluster.request_rate import excess_of
from soak.fault_kind import draw_kinds, inject
from soak.program import ResourceUsage, handles_of, usage_of
from soak.report_table import table
from soak.world import SECRETS

DURATION_S = float(os.environ.get("REKO_CLUSTER_SOAK_S", "0"))
SEED = int(os.environ.get("REKO_SOAK_SEED", "1"))
# Shares of the time: with kills of processes, then without; the rest is without faults.
KILLING, LIVING = 0.5, 0.35
SLOTS_S = {"server": 20.0, "network": 25.0}
PROCESS_SLOT_S = 20.0
CALM_S = 120.0
# Titles rest for minutes once all are known.
JOBS = ("lists", "snapshots")
# How late a request may arrive at the site, beside other work on this machine.
JITTER_S = 1.0

pytestmark = [
    pytest.mark.skipif(not DURATION_S, reason="takes minutes: set REKO_CLUSTER_SOAK_S"),
    pytest.mark.usefixtures("silence"),
]


async def test_processes_that_share_a_database_survive_all_faults(
    tmp_path: Path, environ: Mapping[str, str], report: list[str]
) -> None:
    began = time.monotonic()
    rng = random.Random(SEED)
    async with open_cluster(tmp_path, environ, SEED) as world:
        async with world.users():
            await _inject_faults(world, KILLING * DURATION_S, rng, kills=True)
            await asyncio.sleep(0.2 * LIVING * DURATION_S)
            before = {one.name: usage_of(one.program.pid) for one in world.members}
            await _inject_faults(world, 0.8 * LIVING * DURATION_S, rng, kills=False)
            await _recovered(world)
        usage = {one.name: (before[one.name], usage_of(one.program.pid)) for one in world.members}
        for one in world.members:
            held = handles_of(one.program.pid)
            check_growth(world.journal, *usage[one.name], held)
        await asyncio.gather(*(world.stop(one) for one in world.members))
        world.check_bans()
        await world.check_lists()
        for one in world.members:
            check_log(world.journal, one.log_path, SECRETS, one.program.starts_refused)
        runs, excess = world.runs, excess_of(world.arrivals, RATE, BURST)
        for first, second in overlaps(runs):
            world.journal.violation(f"jobs: two at once: {_described(first, second)}")
        if excess > JITTER_S * RATE:
            world.journal.violation(f"mal: {excess:.1f} requests too many in some window")
        report += _report(world, runs, excess, usage, time.monotonic() - began)

    if world.journal.violations:
        pytest.fail("\n".join(world.journal.violations), pytrace=False)


async def _inject_faults(
    world: ClusterWorld, duration_s: float, rng: random.Random, *, kills: bool
) -> None:
    """Inject the faults of all lanes for the given time; optionally kill processes, too."""
    lanes = [(DATABASE[name], slot_s) for name, slot_s in SLOTS_S.items()]
    if kills:
        lanes.append((PROCESSES, PROCESS_SLOT_S))
    async with asyncio.TaskGroup() as tasks:
        for kinds, slot_s in lanes:
            drawn = draw_kinds(kinds, duration_s, rng, slot_s)
            tasks.create_task(inject(world, drawn, duration_s, random.Random(rng.random())))


async def _recovered(world: ClusterWorld) -> None:
    """Wait until each job has run after the last fault."""
    ended, late = time.monotonic(), list(JOBS)
    try:
        async with asyncio.timeout(CALM_S):
            while late:
                await asyncio.sleep(1)
                done = {run.name for run in world.runs if ended < run.ended < float("inf")}
                late = [job for job in JOBS if job not in done]
    except TimeoutError:
        world.journal.violation(f"jobs: {late} did not run in {CALM_S} s after the last fault")


def _described(first: JobRun, second: JobRun) -> str:
    seconds = overlap_s(first, second)
    return (
        f"{first.name} in {first.pid} and {second.pid} for {seconds:.3f} s from {second.began:.1f}"
    )


def _report(
    world: ClusterWorld,
    runs: list[JobRun],
    excess: float,
    usage: Mapping[str, tuple[ResourceUsage, ResourceUsage]],
    duration_s: float,
) -> list[str]:
    members = {
        one.name: f"{one.program.n_starts} starts, {len(one.program.starts_refused)} refused, "
        f"{' then '.join(map(str, usage[one.name]))}"
        for one in world.members
    }
    return table(
        {
            "faults": world.journal.counted(),
            "users": world.journal.outcomes,
            "balancer": world.balancer.counted,
            "bans": {**world.ledger.counted, "in force": len(world.ledger.banned)},
            "processes": members,
            "runs of jobs": Counter(run.name for run in runs),
            "reko build": world.builds,
            "checks": {
                "violations": world.journal.n_violations,
                "longest time without an answer": f"{world.balancer.longest_gap_s:.1f} s",
                "longest time without a leader": f"{longest_pause_s(runs):.1f} s",
                "longest exit after SIGTERM": f"{world.longest_stop_s:.1f} s",
                "two runs at once": len(overlaps(runs)),
                "longest of them": f"{max(starmap(overlap_s, overlaps(runs)), default=0):.1f} s",
                "requests to MAL": len(world.arrivals),
                "of them too many in the worst window": f"{excess:.1f}",
                "snapshots seen": world.oracle.n_snapshots,
            },
            "run": {"duration": f"{duration_s:.0f} s", "seed": SEED},
        }
    ).splitlines()
