import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import structlog

from reko_core.observability.metrics import Metrics
from reko_core.observability.request_id import current_request_id, request_scope
from reko_core.service.engine_pool import EnginePool


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def pool(metrics: Metrics) -> Iterator[EnginePool]:
    with ThreadPoolExecutor(1) as executor:
        yield EnginePool(executor, metrics.engine)


def queue_of(metrics: Metrics) -> tuple[float | None, float | None]:
    value = metrics.registry.get_sample_value
    return value("reko_engine_waiting"), value("reko_engine_running")


async def test_waiting_and_running_requests_are_counted(pool: EnginePool, metrics: Metrics) -> None:
    started, go_on = threading.Event(), threading.Event()

    def work() -> str:
        started.set()
        go_on.wait()
        return "done"

    first = asyncio.create_task(pool.run(work))
    await asyncio.to_thread(started.wait)
    second = asyncio.create_task(pool.run(work))
    given_up = asyncio.create_task(pool.run(work))
    await asyncio.sleep(0)
    assert queue_of(metrics) == (2, 1)

    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    assert queue_of(metrics) == (1, 1)
    go_on.set()
    assert [(await task).value for task in (first, second)] == ["done", "done"]
    assert queue_of(metrics) == (0, 0)


async def test_the_queue_time_is_not_part_of_the_computing_time(
    pool: EnginePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now_s, both_submitted = 0.0, threading.Event()

    def work() -> None:
        nonlocal now_s
        assert both_submitted.wait(10)
        now_s += 2

    monkeypatch.setattr("time.perf_counter", lambda: now_s)
    running = asyncio.gather(pool.run(work), pool.run(lambda: None))
    asyncio.get_running_loop().call_soon(both_submitted.set)
    first, second = await running

    assert (first.queue_s, first.engine_s) == (0, 2)
    assert (second.queue_s, second.engine_s) == (2, 0)


async def test_an_error_is_raised_to_the_caller_and_resets_the_counts(
    pool: EnginePool, metrics: Metrics
) -> None:
    with pytest.raises(ZeroDivisionError):
        await pool.run(lambda: 1 / 0)

    assert queue_of(metrics) == (0, 0)


async def test_a_thread_logs_the_request_id_of_its_caller(pool: EnginePool) -> None:
    async def ask(request_id: str) -> str | None:
        with request_scope(request_id):
            return (await pool.run(current_request_id)).value

    assert await asyncio.gather(ask("first"), ask("second")) == ["first", "second"]
    assert current_request_id() is None
    assert "request_id" not in structlog.contextvars.get_contextvars()
