"""Fetches that are shared, limited for each client, and cancelled when nobody waits."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from reko_core.domain.sites import Site
from reko_core.errors import TooBusy, TooManyFetches
from reko_core.lists.shared_fetches import OnPage, SharedFetches
from reko_core.observability.metrics import Metrics
from reko_core.runtime.client_scope import client_scope, current_clients
from reko_core.settings import MalSettings


class Desk:
    """Shared fetches of keys that end when they are told to."""

    def __init__(self, **settings: Any) -> None:
        self._metrics = Metrics()
        values = MalSettings().model_copy(update=settings)
        self.fetches = SharedFetches(values, self._metrics, {Site.ANILIST: 0.5})
        self.may_end = asyncio.Event()
        self.started: list[str] = []
        self.cancelled: list[str] = []
        self.clients: dict[str, Sequence[str]] = {}

    async def ask(self, client: str, key: str, site: Site = Site.MAL) -> asyncio.Task[str]:
        """Start a request; return when it waits or has failed."""

        async def fetch(_: OnPage) -> str:
            self.started.append(key)
            self.clients[key] = current_clients()
            try:
                await self.may_end.wait()
            except asyncio.CancelledError:
                self.cancelled.append(key)
                raise
            return key

        with client_scope(client):
            request = asyncio.create_task(self.fetches.join(key, fetch, site=site))
        await settle()
        return request

    @property
    def n_running(self) -> float | None:
        return self._metrics.registry.get_sample_value("reko_lists_fetching")

    def n_refused(self, reason: str) -> float | None:
        labels = {"reason": reason}
        return self._metrics.registry.get_sample_value("reko_lists_refused_total", labels)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def cancel(request: asyncio.Task[str]) -> None:
    request.cancel()
    await asyncio.wait({request})
    await settle()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk(requests_per_second=2)
    yield made
    await made.fetches.close()


async def test_fetches_that_wait_at_one_site_keep_nobody_from_the_others(desk: Desk) -> None:
    waiting = [await desk.ask("greedy", key, Site.ANILIST) for key in "abc"]
    refused = await desk.ask("greedy", "d", Site.ANILIST)
    others = [await desk.ask("greedy", key) for key in "efg"]
    desk.may_end.set()

    assert await asyncio.gather(*waiting, *others) == [*"abcefg"]
    with pytest.raises(TooManyFetches) as raised:
        await refused
    assert raised.value.retry_after_s == 3 / 0.5


async def test_fourth_fetch_of_a_client_is_refused_while_others_are_served(desk: Desk) -> None:
    first = [await desk.ask("greedy", key) for key in "abc"]
    fourth = await desk.ask("greedy", "d")
    other = await desk.ask("modest", "e")
    desk.may_end.set()

    with pytest.raises(TooManyFetches) as refused:
        await fourth
    assert refused.value.retry_after_s == 1.5
    assert await asyncio.gather(*first, other) == ["a", "b", "c", "e"]
    assert desk.n_refused("client") == 1
    assert (await desk.ask("greedy", "d")).result() == "d"


async def test_joining_takes_no_place(desk: Desk) -> None:
    await desk.ask("somebody", "x")
    own = [await desk.ask("greedy", key) for key in "abc"]
    joined = await desk.ask("greedy", "x")
    desk.may_end.set()

    assert await asyncio.gather(*own, joined) == ["a", "b", "c", "x"]
    assert desk.started == ["x", "a", "b", "c"]


async def test_fetch_stays_with_the_client_who_started_it(desk: Desk) -> None:
    first = [await desk.ask("greedy", key) for key in "abc"]
    joined = [await desk.ask("modest", key) for key in "abc"]
    for request in first:
        await cancel(request)

    with pytest.raises(TooManyFetches):
        await (await desk.ask("greedy", "d"))
    desk.may_end.set()
    assert await asyncio.gather(*joined) == ["a", "b", "c"]


async def test_fetch_that_nobody_waits_for_gives_up_its_place(desk: Desk) -> None:
    for key in "abcdefgh":
        await cancel(await desk.ask("greedy", key))
        assert desk.cancelled[-1] == key
    assert desk.n_running == 0

    again = await desk.ask("greedy", "a")
    desk.may_end.set()
    assert await again == "a"


async def test_fetch_goes_on_while_anybody_waits(desk: Desk) -> None:
    requests = [await desk.ask(client, "a") for client in ("one", "two", "two")]
    await cancel(requests[0])
    await cancel(requests[1])
    assert desk.cancelled == []

    await cancel(requests[2])
    assert desk.cancelled == ["a"]


async def test_fetch_is_made_for_all_who_wait_for_it(desk: Desk) -> None:
    first = await desk.ask("greedy", "a")
    await desk.ask("modest", "a")
    assert list(desk.clients["a"]) == ["greedy", "modest"]

    await cancel(first)
    assert list(desk.clients["a"]) == ["modest"]


async def test_newcomer_takes_the_newest_place_of_the_client_with_most() -> None:
    desk = Desk(max_waiting=5)
    greedy = [await desk.ask("greedy", key) for key in "abc"]
    two = [await desk.ask("two", key) for key in "de"]
    newcomer = await desk.ask("new", "f")
    again = await desk.ask("two", "g")

    assert desk.cancelled == ["c"]
    for refused in (greedy[2], again):
        with pytest.raises(TooBusy):
            await refused
    assert (desk.n_refused("evicted"), desk.n_refused("total")) == (1, 1)
    desk.may_end.set()
    assert await asyncio.gather(*greedy[:2], *two, newcomer) == ["a", "b", "d", "e", "f"]


async def test_full_of_clients_with_one_fetch_each_nobody_loses_a_place() -> None:
    desk = Desk(max_waiting=2)
    running = [await desk.ask(f"client {key}", key) for key in "ab"]

    with pytest.raises(TooBusy):
        await (await desk.ask("new", "c"))
    desk.may_end.set()
    assert await asyncio.gather(*running) == ["a", "b"]


async def test_request_that_is_cancelled_as_its_fetch_is_evicted_counts_as_cancelled() -> None:
    desk = Desk(max_waiting=2)
    requests = [await desk.ask("greedy", key) for key in "ab"]
    newcomer = asyncio.create_task(desk.ask("new", "c"))
    requests[1].cancel()
    await newcomer

    with pytest.raises(asyncio.CancelledError):
        await requests[1]
    await desk.fetches.close()
