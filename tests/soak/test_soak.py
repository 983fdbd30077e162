"""The whole program under scheduled faults, while users send requests.

REKO_SOAK_S: duration in seconds; REKO_SOAK_SEED: seed of the schedule.
"""

import asyncio
import os
import random
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from community import copy_installation
from soak.checks import check_growth, check_log
from soak.fault_kind import draw_kinds, inject
from soak.faults import LANES
from soak.program import ResourceUsage, handles_of, usage_of
from soak.report_table import table
from soak.schedule import ALL_KINDS, kill
from soak.world import SECRETS, Samples, World, open_world

from reko_core.settings import Settings

DURATION_S = float(os.environ.get("REKO_SOAK_S", "24"))
SEED = int(os.environ.get("REKO_SOAK_SEED", "1"))
# Shares of the time: with kills, then without; the rest is without faults.
KILLING, LIVING = 0.4, 0.45
WARM_UP = 0.2
CALM_S = 90.0
JOBS = ("lists", "snapshots", "titles")

pytestmark = pytest.mark.usefixtures("silence")


async def test_reko_survives_all_faults(
    built: Settings, tmp_path: Path, environ: Mapping[str, str], report: list[str]
) -> None:
    copy_installation(built, tmp_path)
    began = time.monotonic()
    rng = random.Random(SEED)
    async with open_world(tmp_path, environ, SEED) as world:
        world.oracle.look()
        await world.start()
        async with world.users():
            await _inject_faults(world, KILLING * DURATION_S, rng, kills=True)
            await asyncio.sleep(WARM_UP * LIVING * DURATION_S)
            before = usage_of(world.program.pid)
            await _inject_faults(world, (1 - WARM_UP) * LIVING * DURATION_S, rng, kills=False)
            samples = await _recovered(world)
        after = await _idle(world)
        check_growth(world.journal, before, after, handles_of(world.program.pid))
        code = await world.program.stop()
        if code != 0:
            world.journal.violation(f"SIGTERM: it ended with {code}")
        await world.check_database()
        check_log(world.journal, tmp_path / "log.jsonl", SECRETS, world.program.starts_refused)
        report += _report(world, samples, before, after, time.monotonic() - began)

    if world.journal.violations:
        pytest.fail("\n".join(world.journal.violations), pytrace=False)
    assert set(world.journal.counted()) == set(ALL_KINDS)


async def _inject_faults(
    world: World, duration_s: float, rng: random.Random, *, kills: bool
) -> None:
    """Inject the faults of all lanes for the given time; optionally kill the program, too."""
    async with asyncio.TaskGroup() as tasks:
        if kills:
            tasks.create_task(kill(world, duration_s, random.Random(rng.random())))
        for lane in LANES.values():
            drawn = draw_kinds(lane, duration_s, rng)
            tasks.create_task(inject(world, drawn, duration_s, random.Random(rng.random())))


async def _recovered(world: World) -> Samples:
    """Wait until each job has succeeded after the last fault; return the metrics."""
    ended = time.time()
    samples = await world.samples()
    late = list(JOBS)
    try:
        async with asyncio.timeout(CALM_S):
            while late:
                await asyncio.sleep(0.5)
                samples = await world.samples()
                late = [
                    job
                    for job in JOBS
                    if samples.get(("reko_job_last_success_timestamp_seconds", job), 0) < ended
                ]
    except TimeoutError:
        world.journal.violation(f"jobs: {late} had no success in {CALM_S} s after the last fault")
    return samples


async def _idle(world: World) -> ResourceUsage:
    """Wait until no request is running; return the program's resource usage."""
    gauges = (
        ("reko_lists_fetching",),
        ("reko_engine_waiting",),
        ("reko_engine_running",),
    )
    busy = list(gauges)
    try:
        async with asyncio.timeout(CALM_S):
            while busy:
                await asyncio.sleep(0.5)
                samples = await world.samples()
                busy = [gauge for gauge in gauges if samples[gauge]]
                if samples[("reko_http_requests_running",)] > 1:
                    busy.append(("reko_http_requests_running",))
    except TimeoutError:
        world.journal.violation(f"busy without anybody: {busy}")
    return usage_of(world.program.pid)


def _report(
    world: World, samples: Samples, before: ResourceUsage, after: ResourceUsage, duration_s: float
) -> list[str]:
    journal = world.journal
    rounds = {
        f"{job}: {outcome}": int(samples.get(("reko_job_runs_total", job, outcome), 0))
        for job in JOBS
        for outcome in ("ok", "failed")
    }
    queues = {f"{job}: waiting": int(samples.get(("reko_job_waiting", job), 0)) for job in JOBS}
    return table(
        {
            "faults": journal.counted(),
            "users": journal.outcomes,
            "bans": {**world.ledger.counted, "in force": len(world.ledger.banned)},
            "jobs (last process)": rounds | queues,
            "program": {
                "starts": world.program.n_starts,
                "starts refused": len(world.program.starts_refused),
                "snapshots seen": world.oracle.n_snapshots,
                "usage at the start of the last process": before,
                "usage at its end": after,
                "worst lag of the event loop": f"{world.worst_lag_s:.3f} s",
                "violations": journal.n_violations,
            },
            "run": {"duration": f"{duration_s:.0f} s", "seed": SEED},
        }
    ).splitlines()
