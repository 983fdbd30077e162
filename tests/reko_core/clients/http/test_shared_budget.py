"""One request budget for several processes; each has a store, and so a connection, of its own."""

import asyncio
from bisect import bisect_left
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from reko_core.clients.http import shared_budget
from reko_core.clients.http.throttle import Throttle
from reko_core.clients.mal import MalClient
from reko_core.errors import SiteRateLimited
from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings, MalSettings
from reko_core.store import Store
from reko_core.store.coordination.budgets import RequestBudget
from reko_demo.community.catalogue import load_titles
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

N_PROCESSES = 3


@pytest.fixture
async def budgets(postgres_database: DatabaseSettings) -> AsyncIterator[Sequence[RequestBudget]]:
    """Yield the budget of MAL of every process."""
    async with AsyncExitStack() as stack:
        found: list[RequestBudget] = []
        for _ in range(N_PROCESSES):
            store = await stack.enter_async_context(Store.open(postgres_database))
            budget_of = await stack.enter_async_context(store.request_budgets())
            budget = budget_of("mal")
            assert budget is not None
            found.append(budget)
        yield found


async def test_rate_holds_over_all_processes_at_the_site(
    budgets: Sequence[RequestBudget],
) -> None:
    rate, burst, window_s = 40, 3, 0.5
    mal = FakeMal(MappingLists({}), load_titles())
    async with mal.serve() as base_url, AsyncExitStack() as stack:
        settings = MalSettings(
            base_url=base_url,
            client_id=SecretStr("a-client-id"),
            requests_per_second=rate,
            burst=burst,
        )

        async def ask(budget: RequestBudget) -> None:
            client = await stack.enter_async_context(
                MalClient.open(settings, Metrics(), reservations=budget)
            )
            for _ in range(15):
                await client.fetch_anime(1)

        await asyncio.gather(*map(ask, budgets))
    times = list(mal.arrivals)
    assert len(times) == N_PROCESSES * 15
    most = max(bisect_left(times, start + window_s) - i for i, start in enumerate(times))
    # The machine may be slow: some that were sent in time arrive late, together with others.
    assert most <= burst + rate * window_s + 5
    assert times[-1] - times[0] >= (len(times) - burst) / rate - 0.1


async def test_no_request_is_reserved_twice(budgets: Sequence[RequestBudget]) -> None:
    async def reserve(budget: RequestBudget) -> float:
        wait_s, _ = await budget.reserve(
            interval_s=1000, burst=3, per_minute=None, max_wait_s=30, is_background=False
        )
        assert wait_s is not None
        return wait_s / 1000

    waits = await asyncio.gather(*(reserve(budget) for _ in range(10) for budget in budgets))
    assert [round(wait, 1) for wait in sorted(waits)] == [0, 0, *range(28)]


async def test_requests_of_a_minute_are_limited_over_all_processes(
    budgets: Sequence[RequestBudget],
) -> None:
    async def reserve(budget: RequestBudget) -> float:
        wait_s, _ = await budget.reserve(
            interval_s=0.001, burst=1, per_minute=5, max_wait_s=30, is_background=False
        )
        return wait_s or 0

    waits = sorted(await asyncio.gather(*(reserve(one) for _ in range(4) for one in budgets)))
    assert [round(wait / 60, 1) for wait in waits] == [0] * 5 + [1] * 5 + [2] * 2


async def test_pause_holds_in_all_processes_and_for_requests_that_wait_already(
    budgets: Sequence[RequestBudget],
) -> None:
    first, second, third = (Throttle(10, 1, 30, reservations=budget) for budget in budgets)
    await first.acquire()
    waiting = asyncio.create_task(second.acquire())
    await asyncio.sleep(0.05)
    await first.pause(600)
    for request in (waiting, third.acquire(), third.acquire(is_background=True)):
        with pytest.raises(SiteRateLimited):
            await request


async def test_background_work_yields_to_people_of_other_processes(
    budgets: Sequence[RequestBudget],
) -> None:
    person, other, job = (Throttle(20, 1, 30, reservations=budget) for budget in budgets)
    order: list[str] = []

    async def take(name: str, throttle: Throttle, *, is_background: bool = False) -> None:
        await throttle.acquire(is_background=is_background)
        order.append(name)

    await person.acquire()
    await asyncio.gather(
        take("job", job, is_background=True),
        *(take("person", throttle) for throttle in (person, other) for _ in range(3)),
    )
    assert order == ["person"] * 6 + ["job"]


async def test_without_the_database_every_process_has_its_part_of_the_rate(
    budgets: Sequence[RequestBudget],
    postgres_database: DatabaseSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared_budget, "_RETRY_S", 0.05)
    throttles = [Throttle(30, 3, 30, reservations=budget) for budget in budgets]
    await asyncio.gather(*(throttle.acquire() for throttle in throttles))
    for budget in budgets:
        await budget.processes.beat()
    engine = create_engine(postgres_database.url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE request_budgets RENAME TO away"))
    loop = asyncio.get_running_loop()
    started = loop.time()

    await asyncio.gather(*(throttle.acquire() for throttle in throttles for _ in range(2)))

    # The sum of their rates is the rate: six requests at 30 a second.
    assert loop.time() - started >= 6 / 30
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO request_budgets"))
    engine.dispose()
    started = loop.time()

    await asyncio.gather(*(throttle.acquire() for throttle in throttles))

    # Together again, they begin when none of them is alone any more.
    assert loop.time() - started >= N_PROCESSES / 30
    await throttles[0].pause(600)
    with pytest.raises(SiteRateLimited):
        await throttles[1].acquire()
