"""Throttling of requests."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack
from itertools import pairwise
from typing import Any, Protocol

import pytest
from time_warp_loop import TimeWarpLoop

from reko_core.clients.http.throttle import Throttle
from reko_core.errors import SiteRateLimited, TooBusy
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.coordination.budgets import RequestBudget


class Throttles(Protocol):
    """Makes a throttle: the only one, or one of a process that shares the budget."""

    def __call__(self, requests_per_second: float, burst: int, **options: Any) -> Throttle: ...


@pytest.fixture(params=["local", "shared"])
async def throttles(request: pytest.FixtureRequest) -> AsyncIterator[Throttles]:
    reservations: RequestBudget | None = None

    def make(requests_per_second: float, burst: int, **options: Any) -> Throttle:
        return Throttle(requests_per_second, burst, 30, reservations=reservations, **options)

    async with AsyncExitStack() as stack:
        if request.param == "shared":
            settings: DatabaseSettings = request.getfixturevalue("postgres_database")
            store = await stack.enter_async_context(Store.open(settings))
            budget_of = await stack.enter_async_context(store.request_budgets())
            reservations = budget_of("mal")
        yield make


async def settle(turns: Iterable[asyncio.Future[None]], n_done: int) -> None:
    """Wait until so many are done, and let more be done if they can."""
    while sum(turn.done() for turn in turns) < n_done:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.02)


class TestThrottle:
    """What a throttle promises, in a process of its own or with others."""

    async def test_a_burst_is_sent_at_once_and_the_rest_waits(self, throttles: Throttles) -> None:
        throttle = throttles(0.001, 3)
        turns = [asyncio.ensure_future(throttle.acquire()) for _ in range(5)]

        await settle(turns, 3)

        assert [turn.done() for turn in turns] == [True, True, True, False, False]
        for turn in turns:
            turn.cancel()

    async def test_pause_delays_all_requests(self, throttles: Throttles) -> None:
        throttle = throttles(1000, 10)
        await throttle.pause(0.1)
        turns = [asyncio.ensure_future(throttle.acquire()) for _ in range(3)]

        await settle(turns, 0)

        assert not any(turn.done() for turn in turns)
        await asyncio.gather(*turns)

    async def test_requests_that_waited_for_a_pause_keep_to_the_rate(
        self, throttles: Throttles
    ) -> None:
        throttle = throttles(0.001, 2)
        await throttle.pause(0.01)
        turns = [asyncio.ensure_future(throttle.acquire()) for _ in range(4)]

        await settle(turns, 2)

        assert sum(turn.done() for turn in turns) == 2
        for turn in turns:
            turn.cancel()

    async def test_pause_that_is_too_long_is_not_waited_for(self, throttles: Throttles) -> None:
        throttle = throttles(1000, 10)
        await throttle.pause(600)

        for is_background in (False, True):
            with pytest.raises(SiteRateLimited) as raised:
                await throttle.acquire(is_background=is_background)
            assert raised.value.retry_after_s == pytest.approx(600, abs=60)

    async def test_too_long_a_pause_raises_the_given_error(self, throttles: Throttles) -> None:
        throttle = throttles(1000, 1, too_long=TooBusy)
        await throttle.pause(600)

        with pytest.raises(TooBusy):
            await throttle.acquire()

    async def test_background_requests_leave_the_burst_to_interactive_ones(
        self, throttles: Throttles
    ) -> None:
        throttle = throttles(2, 3)
        await throttle.acquire(is_background=True)
        second = asyncio.ensure_future(throttle.acquire(is_background=True))
        people = [asyncio.ensure_future(throttle.acquire()) for _ in range(2)]

        await settle(people, 2)

        assert not second.done()
        second.cancel()

    async def test_background_requests_have_lower_priority(self, throttles: Throttles) -> None:
        throttle = throttles(20, 1)
        order: list[str] = []

        async def take(name: str, *, is_background: bool) -> None:
            await throttle.acquire(is_background=is_background)
            order.append(name)

        await throttle.acquire()
        await asyncio.gather(
            take("job", is_background=True),
            *(take(f"person {n}", is_background=False) for n in range(3)),
        )

        assert order == ["person 0", "person 1", "person 2", "job"]


async def test_pause_is_capped_at_an_hour() -> None:
    throttle = Throttle(requests_per_second=1000, burst=10, max_wait_s=30)
    await throttle.pause(10**9)

    with pytest.raises(SiteRateLimited) as raised:
        await throttle.acquire()

    assert raised.value.retry_after_s is not None
    assert raised.value.retry_after_s <= 3600


async def test_shorter_pause_does_not_end_a_longer_one() -> None:
    throttle = Throttle(requests_per_second=1000, burst=10, max_wait_s=30)
    await throttle.pause(600)
    await throttle.pause(0)
    await throttle.pause(None)

    with pytest.raises(SiteRateLimited):
        await throttle.acquire()


async def test_pause_without_a_length_is_never_longer_than_the_longest_wait() -> None:
    throttle = Throttle(requests_per_second=1000, burst=10, max_wait_s=0.01)
    async with asyncio.timeout(10):
        for _ in range(20):
            await throttle.pause(None)
            await throttle.acquire()

        throttle.reset()
        await throttle.pause(None)
        await throttle.acquire()


def moments(n_requests: int, throttle: Callable[[], Throttle]) -> list[float]:
    """Return the loop time at which each request may be sent."""

    async def ask(one: Throttle) -> float:
        await one.acquire()
        return asyncio.get_running_loop().time()

    async def ask_all() -> list[float]:
        one = throttle()
        return sorted(await asyncio.gather(*(ask(one) for _ in range(n_requests))))

    with asyncio.Runner(loop_factory=TimeWarpLoop) as runner:
        return runner.run(ask_all())


@pytest.mark.parametrize(("per_second", "per_minute"), [(1.0, 60), (3.0, 60), (2.5, 20), (0.5, 60)])
def test_both_limits_hold_in_any_second_and_in_any_minute(
    per_second: float, per_minute: int
) -> None:
    at = moments(200, lambda: Throttle(per_second, 1, 30, requests_per_minute=per_minute))

    assert all(later - earlier > 1 / per_second - 1e-3 for earlier, later in pairwise(at))
    assert all(
        later - earlier > 60 - 1e-3 for earlier, later in zip(at, at[per_minute:], strict=False)
    )
    # It takes no longer than the limits require.
    assert at[-1] < max(200 / per_second, 60 * 200 / per_minute) + 1


def test_a_limit_a_second_alone_lets_more_go_in_a_minute() -> None:
    at = moments(180, lambda: Throttle(3.0, 1, 30))

    assert at[-1] < 60
