"""Sources of names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import numpy as np
import pytest
from fake_clock import FakeClock
from hypothesis import given
from hypothesis import strategies as st
from jikan_settings import fast_jikan_settings

from reko_core.clients.jikan import JikanClient
from reko_core.community.crawl.sources import (
    FIRST_TITLES,
    FriendsSource,
    UpdatesSource,
    _position,
)
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Anime, Entries
from reko_core.errors import JikanUnavailable
from reko_core.observability.metrics import Metrics
from reko_core.store import Store, TitleRank
from reko_demo.fake_jikan.faults import JIKAN_FAULTS
from reko_demo.fake_jikan.server import FakeJikan

TITLES = {100 + n: Anime(100 + n, f"Title {n}", members=100 - n) for n in range(20)}
# One owner per title.
LISTS = {f"owner_{n}": Entries.build(np.array([100 + n])) for n in range(20)}
N_TURNS = len(TITLES) + len(FIRST_TITLES)


@asynccontextmanager
async def jikan_client(jikan: FakeJikan) -> AsyncIterator[JikanClient]:
    async with (
        jikan.serve() as base_url,
        JikanClient.open(fast_jikan_settings(base_url, max_attempts=1), Metrics()) as client,
    ):
        yield client


async def test_every_title_has_its_turn_once_despite_restarts(store: Store) -> None:
    await store.catalogue.put_many(TITLES.values(), TitleRank.MAL)
    async with jikan_client(FakeJikan(LISTS, TITLES)) as client:
        found = [await UpdatesSource(store, client).find() for _ in range(N_TURNS)]

    assert sorted(name for names in found for name in names) == sorted(LISTS)


async def test_a_failed_page_is_not_requested_again_at_once(store: Store) -> None:
    await store.catalogue.put_many(TITLES.values(), TitleRank.MAL)
    jikan = FakeJikan(LISTS, TITLES)
    async with jikan_client(jikan) as client:
        source = UpdatesSource(store, client)
        first = await source.find()
        await store.state.put("crawl.updates", "0")
        jikan.fail(JIKAN_FAULTS["gateway_down"])
        with pytest.raises(JikanUnavailable):
            await source.find()
        jikan.recover()
        assert await source.find() != first


async def test_an_invalid_cursor_is_reset(store: Store) -> None:
    await store.state.put("crawl.updates", "-7 or so")
    async with jikan_client(FakeJikan(LISTS, TITLES)) as client:
        await UpdatesSource(store, client).find()
    assert await store.state.get("crawl.updates") == "1"


async def test_friends_of_each_user_are_read_once(store: Store) -> None:
    clock, jikan = FakeClock(), FakeJikan(LISTS, TITLES)
    for name in ("owner_1", "owner_2", "vanished"):
        await store.mal_users.record_visit(name, ListStatus.LISTED, clock.now())
    async with jikan_client(jikan) as client:
        source = FriendsSource(store, client, clock)
        found = [await source.find() for _ in range(5)]

    assert jikan.requests["friends"] == 3
    assert sum(bool(names) for names in found) == 2
    assert {name for names in found for name in names} <= set(LISTS)


def test_consecutive_positions_are_far_apart() -> None:
    places = [_position(turn, 1000) for turn in range(1000)]
    assert min(abs(a - b) for a, b in pairwise(places)) > 300


@given(st.integers(1, 3000), st.integers(0, 10_000))
def test_every_position_occurs_once(n: int, start: int) -> None:
    first = start * n
    assert {_position(turn, n) for turn in range(first, first + n)} == set(range(n))
