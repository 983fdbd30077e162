import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
import yaml
from fake_clock import FakeClock
from sqlalchemy import create_engine, text

from reko_core.errors import SiteUnavailable
from reko_core.jobs.runner import STANDBY_S, Leadership, run_jobs
from reko_core.observability.metrics import Metrics
from reko_core.runtime.backoff import FIRST_S, MAX_S
from reko_core.settings import DatabaseSettings
from reko_core.store import Store

# Their clock is a fake one, that of a server is not; the lock of PostgreSQL has its own tests.
pytestmark = pytest.mark.sqlite_only
ALERTS = Path(__file__).parents[3] / "docs/alerts.yml"


class Counting:
    """A job that counts its runs, and raises the given errors first."""

    def __init__(self, name: str, clock: FakeClock, fails: Callable[[], Exception | None]) -> None:
        self.name = name
        self.rounds: list[float] = []
        self._clock = clock
        self._start = clock.now()
        self._fails = fails

    async def run_once(self) -> float:
        self.rounds.append((self._clock.now() - self._start).total_seconds())
        if (error := self._fails()) is not None:
            raise error
        return 100.0


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def leadership(store: Store) -> Leadership:
    return partial(store.exclusive, "jobs", fails_over=True)


async def passes(clock: FakeClock, seconds: float, step_s: float = 10) -> None:
    for _ in range(round(seconds / step_s)):
        await asyncio.sleep(0.001)
        clock.advance(seconds=step_s)
    await asyncio.sleep(0.001)


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0


async def test_jobs_run_again_after_their_pause(clock: FakeClock, leadership: Leadership) -> None:
    metrics = Metrics()
    job = Counting("steady", clock, lambda: None)
    async with run_jobs([job], leadership, clock, metrics.jobs):
        await passes(clock, 350)
        assert value(metrics, "reko_jobs_leader") == 1
    assert job.rounds == [0, 100, 200, 300]
    assert value(metrics, "reko_job_runs_total", task="steady", outcome="ok") == 4
    assert value(metrics, "reko_jobs_leader") == 0
    last = value(metrics, "reko_job_last_success_timestamp_seconds", task="steady")
    assert last == clock.now().timestamp() - 50


@pytest.mark.parametrize("error", [SiteUnavailable("down"), ZeroDivisionError("a fault of ours")])
async def test_a_failing_job_backs_off_and_others_continue(
    clock: FakeClock, leadership: Leadership, error: Exception
) -> None:
    metrics = Metrics()
    failing = Counting("failing", clock, lambda: error)
    steady = Counting("steady", clock, lambda: None)
    async with run_jobs([failing, steady], leadership, clock, metrics.jobs):
        await passes(clock, 4 * MAX_S)
    pauses = [b - a for a, b in zip(failing.rounds[:-1], failing.rounds[1:], strict=True)]
    assert pauses[:3] == [FIRST_S, 2 * FIRST_S, 4 * FIRST_S]
    assert max(pauses) == MAX_S
    assert len(steady.rounds) == 4 * MAX_S / 100 + 1
    assert value(metrics, "reko_job_runs_total", task="failing", outcome="failed") == len(
        failing.rounds
    )


async def test_a_job_that_never_succeeds_is_reported_as_stuck_after_six_hours(
    clock: FakeClock, leadership: Leadership
) -> None:
    """The expression of the alert is also one of Python, for a single job."""
    rules = yaml.safe_load(ALERTS.read_text())["groups"][0]["rules"]
    (expression,) = [rule["expr"] for rule in rules if rule["alert"] == "RekoJobStuck"]
    metrics = Metrics()

    def is_stuck(task: str) -> bool:
        families = list(metrics.registry.collect())
        samples = {family.name: None for family in families} | {
            sample.name: sample.value
            for family in families
            for sample in family.samples
            if sample.labels.get("task") == task
        }
        return bool(eval(expression, {"time": lambda: clock.now().timestamp()}, samples))

    failing = Counting("failing", clock, lambda: SiteUnavailable("down"))
    steady = Counting("steady", clock, lambda: None)
    async with run_jobs([failing, steady], leadership, clock, metrics.jobs):
        await passes(clock, 5.9 * 3600)
        assert not is_stuck("failing")
        await passes(clock, 0.2 * 3600)
        assert is_stuck("failing")
        assert not is_stuck("steady")


async def test_after_a_success_pauses_are_short_again(
    clock: FakeClock, leadership: Leadership
) -> None:
    errors = iter([SiteUnavailable("down")] * 3 + [None, SiteUnavailable("down")])
    job = Counting("wavering", clock, lambda: next(errors, None))
    async with run_jobs([job], leadership, clock, Metrics().jobs):
        await passes(clock, 400)
    assert job.rounds[:6] == [0, 30, 90, 210, 310, 340]


async def test_one_process_works_and_another_takes_over(
    clock: FakeClock, leadership: Leadership
) -> None:
    first = Counting("first", clock, lambda: None)
    second = Counting("second", clock, lambda: None)
    async with run_jobs([first], leadership, clock, Metrics().jobs):
        await passes(clock, 10)
        async with run_jobs([second], leadership, clock, Metrics().jobs):
            await passes(clock, 500)
            assert second.rounds == []
    async with run_jobs([second], leadership, clock, Metrics().jobs):
        await passes(clock, 2 * STANDBY_S)
    assert second.rounds[0] >= 500


class Endless:
    """A job whose only run ends when it is cancelled, some steps of the event loop later."""

    name = "endless"

    def __init__(self, n_steps: int = 0) -> None:
        self.started, self.ended = asyncio.Event(), asyncio.Event()
        self._n_steps = n_steps

    async def run_once(self) -> float:
        self.started.set()
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(self._n_steps):
                await asyncio.sleep(0)
            self.ended.set()
        return 0.0


async def test_jobs_are_cancelled_in_the_middle_of_a_run(
    clock: FakeClock, leadership: Leadership
) -> None:
    job = Endless()
    async with run_jobs([job], leadership, clock, Metrics().jobs):
        await job.started.wait()
    assert job.ended.is_set()


async def test_the_lock_is_kept_until_all_jobs_have_ended(clock: FakeClock) -> None:
    slow, steady, ended_before_release = Endless(n_steps=50), Endless(), []

    @asynccontextmanager
    async def leadership() -> AsyncIterator[None]:
        try:
            yield
        finally:
            ended_before_release.append(slow.ended.is_set())

    async with run_jobs([steady, slow], leadership, clock, Metrics().jobs):
        await slow.started.wait()
    assert ended_before_release == [True]


async def test_jobs_are_cancelled_when_the_connection_of_the_leader_is_lost(
    clock: FakeClock, postgres_database: DatabaseSettings
) -> None:
    job, metrics = Endless(), Metrics()
    async with (
        asyncio.timeout(10),
        Store.open(postgres_database) as store,
        run_jobs([job], partial(store.exclusive, "jobs"), clock, metrics.jobs),
    ):
        await job.started.wait()
        job.started.clear()
        await asyncio.to_thread(end_other_sessions, postgres_database)
        await job.ended.wait()
        while not clock.n_sleepers:  # noqa: ASYNC110 - it does not signal
            await asyncio.sleep(0.001)
        assert value(metrics, "reko_jobs_leader") == 0
        clock.advance(seconds=STANDBY_S)
        await job.started.wait()
        assert value(metrics, "reko_jobs_leader") == 1


def end_other_sessions(settings: DatabaseSettings) -> None:
    engine = create_engine(settings.url)
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()
