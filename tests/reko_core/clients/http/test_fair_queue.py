"""Turns in round robin, under any order of arrivals and cancellations."""

import asyncio
import random
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest
from time_warp_loop import TimeWarpLoop

from reko_core.clients.http.fair_queue import FairQueue
from reko_core.clients.http.throttle import Throttle
from reko_core.runtime.client_scope import client_scope

TURN_S = 1.0


def run_at_once(work: Coroutine[Any, Any, None]) -> None:
    """Run it on a loop whose sleeps take no time."""
    with asyncio.Runner(loop_factory=TimeWarpLoop) as runner:
        runner.run(work)


class Desk:
    """A queue whose turns take `TURN_S` each, and who had them, in order."""

    def __init__(self) -> None:
        self.queue = FairQueue()
        self.turns: list[str] = []
        self.n_others: list[int] = []

    def ask(self, client: str) -> asyncio.Task[None]:
        return asyncio.create_task(self._ask(client))

    async def _ask(self, client: str) -> None:
        n_before = len(self.turns)
        async with self.queue.turn([client]):
            before = Counter(self.turns[n_before:])
            # The client's own earlier requests give each other client one more turn.
            most = max((before[other] for other in before if other != client), default=0)
            self.n_others.append(most - before[client])
            self.turns.append(client)
            await asyncio.sleep(TURN_S)


def test_clients_take_turns_however_many_requests_each_has() -> None:
    async def run() -> None:
        desk = Desk()
        requests = [desk.ask(client) for client in "aaaabbc"]
        await asyncio.sleep(TURN_S / 2)
        await asyncio.gather(*requests, desk.ask("d"))

        assert "".join(desk.turns) == "abcdabaa"
        assert len(desk.queue) == 0

    run_at_once(run())


def test_newcomer_waits_for_no_turn_but_the_running_one() -> None:
    """Ten attackers with 90 pages each; the rate is that of MAL's client by default."""

    async def acquire(throttle: Throttle, client: str) -> float:
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        with client_scope(client):
            await throttle.acquire()
        return loop.time() - asked_at

    async def run() -> None:
        throttle = Throttle(requests_per_second=1, burst=3, max_wait_s=30)
        attacks = [
            asyncio.create_task(acquire(throttle, str(client)))
            for client in range(10)
            for _ in range(90)
        ]
        # The attackers were new ones, too.
        await asyncio.sleep(10)
        for newcomer in range(10):
            await asyncio.sleep(7.3)
            assert await acquire(throttle, f"newcomer {newcomer}") < 2 + 0.01
        for attack in attacks:
            attack.cancel()
        await asyncio.wait(attacks)
        # The queue is empty: nobody is ahead of the next one.
        assert await acquire(throttle, "next") < 1 + 0.01

    run_at_once(run())


def test_request_takes_the_turn_of_whoever_of_its_clients_is_next() -> None:
    async def run() -> None:
        desk = Desk()
        shared = ["greedy"]
        requests = [desk.ask("greedy") for _ in range(4)]
        await asyncio.sleep(TURN_S / 2)

        async def ask_shared() -> None:
            async with desk.queue.turn(shared):
                desk.turns.append("shared")

        requests += [desk.ask("other"), asyncio.create_task(ask_shared())]
        await asyncio.sleep(0)
        shared.append("new")
        await asyncio.gather(*requests)
        assert desk.turns == ["greedy", "other", "shared", "greedy", "greedy", "greedy"]

    run_at_once(run())


@pytest.mark.parametrize("seed", range(20))
def test_no_other_client_gets_two_turns_while_one_waits_for_its_own(seed: int) -> None:
    rng = random.Random(seed)

    async def run() -> None:
        desk = Desk()
        requests = []
        for _ in range(200):
            # Client 0 asks all the time.
            client = rng.choice([0, 0, 0, rng.randrange(1, 10)])
            requests.append(desk.ask(str(client)))
            if rng.random() < 0.3:
                rng.choice(requests).cancel()
                await asyncio.sleep(TURN_S / 1000)
            if rng.random() < 0.5:
                await asyncio.sleep(rng.random() * 2 * TURN_S)
        await asyncio.wait(requests)

        assert max(desk.n_others) <= 1
        assert len(desk.queue) == 0
        await asyncio.wait_for(desk.ask("last"), 2 * TURN_S)

    run_at_once(run())
