"""The client with the fake server over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import numpy as np
import pytest
from jikan_settings import fast_jikan_settings

from reko_core.clients.jikan import JikanClient
from reko_core.domain.models import Anime, Entries
from reko_core.errors import JikanError, JikanNotFound, JikanRateLimited, JikanUnavailable
from reko_core.observability.metrics import Metrics
from reko_demo.fake_jikan.faults import JIKAN_FAULTS
from reko_demo.fake_jikan.server import FakeJikan
from reko_demo.fake_server import Fault

TITLES = {1: Anime(1, "First"), 2: Anime(2, "Second")}
LISTS = {f"user_{number}": Entries.build(np.array([1])) for number in range(100)}


class Desk:
    """A fake Jikan, its client, and the client's metrics."""

    def __init__(self, jikan: FakeJikan, client: JikanClient, metrics: Metrics) -> None:
        self.jikan = jikan
        self.client = client
        self._metrics = metrics

    def tries(self, endpoint: str, outcome: str) -> float:
        labels = {"endpoint": endpoint, "outcome": outcome}
        registry = self._metrics.registry
        return registry.get_sample_value("reko_jikan_requests_total", labels) or 0


@asynccontextmanager
async def opened(**settings: Any) -> AsyncIterator[Desk]:
    jikan, metrics = FakeJikan(LISTS, TITLES, ["shy_one"]), Metrics()
    async with (
        jikan.serve() as base_url,
        JikanClient.open(fast_jikan_settings(base_url, **settings), metrics) as client,
    ):
        yield Desk(jikan, client, metrics)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with opened() as made:
        yield made


async def test_pages_of_updates_name_all_owners_of_a_title(desk: Desk) -> None:
    first = await desk.client.anime_user_updates(1)
    second = await desk.client.anime_user_updates(1, page=2)
    assert (len(first.names), first.has_more, second.has_more) == (75, True, False)
    assert set(first.names) | set(second.names) == set(LISTS)
    assert desk.tries("userupdates", "ok") == 2


async def test_friends_are_read(desk: Desk) -> None:
    friends = await desk.client.friends("USER_1")
    assert friends.names
    assert set(friends.names) <= {*LISTS, "shy_one"} - {"user_1"}


async def test_random_users_are_read(desk: Desk) -> None:
    assert await desk.client.random_user() in {*LISTS, "shy_one"}


async def test_unknown_user_or_title_is_not_found_and_not_retried(desk: Desk) -> None:
    with pytest.raises(JikanNotFound):
        await desk.client.friends("nobody")
    with pytest.raises(JikanNotFound):
        await desk.client.anime_user_updates(99)
    assert desk.jikan.requests == {"friends": 1, "userupdates": 1}
    assert desk.tries("friends", "not_found") == 1


async def test_invalid_name_is_never_sent(desk: Desk) -> None:
    with pytest.raises(JikanNotFound):
        await desk.client.friends("../random/users")
    assert not desk.jikan.requests


@pytest.mark.parametrize("name", ["gateway_hiccup", "slow_down_mute"])
async def test_temporary_failure_is_retried(desk: Desk, name: str) -> None:
    desk.jikan.fail(JIKAN_FAULTS[name])
    assert (await desk.client.friends("user_1")).names
    assert desk.jikan.requests["friends"] == 2


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (JIKAN_FAULTS["gateway_down"], JikanUnavailable),
        (JIKAN_FAULTS["garbled"], JikanUnavailable),
        (Fault(429, "{}"), JikanRateLimited),
        (Fault(404, "<html></html>", "text/html"), JikanUnavailable),
        (Fault(200, '{"data": 7}'), JikanUnavailable),
        (Fault(302, "{}"), JikanUnavailable),
        (Fault(200, '{"data": [' + " " * 2**20 + "]}"), JikanUnavailable),
    ],
)
async def test_lasting_failure_is_raised_after_the_last_attempt(
    desk: Desk, fault: Fault, error: type[JikanError]
) -> None:
    desk.jikan.fail(fault)
    with pytest.raises(error):
        await desk.client.anime_user_updates(1)
    assert desk.jikan.requests["userupdates"] == 2


async def test_timeout_is_unavailable() -> None:
    async with opened(timeout_s=0.05, max_attempts=1) as desk:
        desk.jikan.fail(JIKAN_FAULTS["sleepy"])
        with pytest.raises(JikanUnavailable):
            await desk.client.random_user()


async def test_too_long_a_pause_is_raised_and_delays_all_requests(desk: Desk) -> None:
    desk.jikan.fail(Fault(429, "{}", retry_after="600", times=1))
    with pytest.raises(JikanRateLimited) as raised:
        await desk.client.random_user()
    assert raised.value.retry_after_s == 600
    with pytest.raises(JikanRateLimited):
        await desk.client.friends("user_1")
    assert desk.jikan.requests == {"random": 1}


async def test_retry_after_is_respected() -> None:
    async with opened(max_wait_s=5.0) as desk:
        desk.jikan.fail(JIKAN_FAULTS["slow_down"])
        assert await desk.client.random_user() is not None
    assert desk.jikan.requests["random"] == 2
    assert desk.tries("random", "rate_limited") == 1
