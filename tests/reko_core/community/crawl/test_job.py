import asyncio
from collections.abc import Callable
from typing import Any

import numpy as np

from reko_core.community.crawl.job import CrawlJob
from reko_core.domain.models import Entries
from reko_core.observability.metrics import Metrics
from reko_demo.fake_server import Fault


async def test_a_run_takes_a_quarter_of_an_hour_and_keeps_to_its_budget(
    start_world: Callable[..., Any],
) -> None:
    world = await start_world({f"user_{n:03}": Entries.build(np.arange(1, 11)) for n in range(60)})
    metrics = Metrics()
    job = CrawlJob(world.make(), 40, metrics.jobs)
    started = world.clock.now()
    task = asyncio.create_task(job.run_once())
    await world.clock.run(task, at_least=3)
    assert await task == 0
    assert (world.clock.now() - started).total_seconds() == 900

    def count(outcome: str) -> float:
        labels = {"task": "crawl", "outcome": outcome}
        return metrics.registry.get_sample_value("reko_job_items_total", labels) or 0

    n_visits = sum(count(one) for one in ("ok", "small", "private", "missing", "failed"))
    assert 8 <= n_visits <= 11
    assert count("ok") == await world.store.lists.count() > 0


async def test_backoff_and_retry_after_outlast_a_run(start_world: Callable[..., Any]) -> None:
    names = [f"user_{n:03}" for n in range(60)]
    down = Fault(503, "<html></html>", "text/html", retry_after="3600")
    world = await start_world({}, (), dict.fromkeys(names, down), has_jikan=False)
    await world.add(*names)
    job = CrawlJob(world.make(), 40, Metrics().jobs)

    for _ in range(16):
        task = asyncio.create_task(job.run_once())
        await world.clock.run(task, at_least=3)

    # Once an hour for four hours; Jikan's backoff persists, too.
    assert world.mal.requests["animelist"] == 4
    assert sum(world.jikan.requests.values()) <= 11
