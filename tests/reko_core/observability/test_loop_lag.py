import asyncio
import time

from reko_core.observability.loop_lag import monitored_loop
from reko_core.observability.metrics import Metrics


def max_lag_s(metrics: Metrics) -> float:
    return metrics.registry.get_sample_value("reko_loop_lag_max_seconds") or 0


async def test_a_loop_that_stands_still_is_late() -> None:
    metrics = Metrics()
    async with monitored_loop(metrics.loop, interval_s=0.01):
        await asyncio.sleep(0.02)
        time.sleep(0.2)  # noqa: ASYNC251 - what must not happen
        await asyncio.sleep(0.02)

    assert max_lag_s(metrics) > 0.15
    assert metrics.registry.get_sample_value("reko_loop_lag_seconds_sum") > 0.15


async def test_the_longest_lag_is_told_once() -> None:
    metrics = Metrics()
    metrics.loop.observe(0.5)
    metrics.loop.observe(0.25)

    assert max_lag_s(metrics) == 0.5
    assert max_lag_s(metrics) == 0
    assert metrics.registry.get_sample_value("reko_loop_lag_seconds_sum") == 0.75


async def test_the_watch_ends_with_its_context() -> None:
    before = asyncio.all_tasks()
    async with monitored_loop(Metrics().loop):
        assert len(asyncio.all_tasks() - before) == 1

    assert asyncio.all_tasks() == before
