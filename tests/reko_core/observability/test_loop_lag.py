import asyncio
import time

from prometheus_client import CollectorRegistry

from reko_core.observability.loop_lag import monitored_loop
from reko_core.observability.metrics import Metrics
from reko_core.observability.metrics.loop import MAX_WINDOW_S, LoopMetrics


def max_lag_s(metrics: Metrics) -> float:
    return metrics.registry.get_sample_value("reko_loop_lag_max_seconds") or 0


async def test_a_blocked_loop_lags() -> None:
    metrics = Metrics()
    async with monitored_loop(metrics.loop, interval_s=0.01):
        await asyncio.sleep(0.02)
        time.sleep(0.2)  # noqa: ASYNC251 - what must not happen
        await asyncio.sleep(0.02)

    assert max_lag_s(metrics) > 0.15
    assert metrics.registry.get_sample_value("reko_loop_lag_seconds_sum") > 0.15


def test_the_largest_lag_of_the_last_minute_is_reported_to_every_scraper() -> None:
    now_s = 1000.0
    registry = CollectorRegistry()
    metrics = LoopMetrics(registry, lambda: now_s)

    def max_s() -> float | None:
        return registry.get_sample_value("reko_loop_lag_max_seconds")

    assert max_s() == 0
    metrics.observe(0.5)
    now_s += MAX_WINDOW_S / 2
    metrics.observe(0.25)
    metrics.observe(0.125)
    assert [max_s(), max_s()] == [0.5, 0.5]
    now_s += MAX_WINDOW_S / 2 + 1
    assert [max_s(), max_s()] == [0.25, 0.25]
    now_s += MAX_WINDOW_S
    assert max_s() == 0
    assert registry.get_sample_value("reko_loop_lag_seconds_sum") == 0.875


async def test_the_watch_ends_with_its_context() -> None:
    before = asyncio.all_tasks()
    async with monitored_loop(Metrics().loop):
        assert len(asyncio.all_tasks() - before) == 1

    assert asyncio.all_tasks() == before
