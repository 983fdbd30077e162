"""The client of AniList against a local server that speaks its protocol."""

from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
import structlog

from reko_core.clients.anilist import AniListClient
from reko_core.clients.http import rate_window
from reko_core.domain.models import Entries, Status
from reko_core.domain.sites import Site
from reko_core.errors import (
    ListError,
    ListPrivate,
    RekoError,
    SiteError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.settings import AniListSettings
from reko_demo.fake_anilist.media_lists import N_WITHOUT_MAL, media_id_of
from reko_demo.fake_anilist.server import FakeAniList
from reko_demo.fake_server import Fault

IDS = np.arange(1, 61)
LIST = Entries.build(IDS, IDS % 11, np.array([1, 2, 3, 4, 6])[IDS % 5], IDS % 30)
LONG_LIST = Entries.build(np.arange(1, 11_101), np.full(11_100, 7), np.full(11_100, 2))
EMPTY = Entries.build(np.array([], np.int32))


@dataclass
class KnownIds:
    """MAL's ids that are known offline, by AniList's."""

    known: dict[int, int] = field(default_factory=dict)

    async def mal_ids(self, site: Site, ids: Collection[int]) -> Mapping[int, int]:
        assert site is Site.ANILIST
        return {one: self.known[one] for one in ids if one in self.known}

    async def learn(self, site: Site, ids: Mapping[int, int]) -> None:
        assert site is Site.ANILIST
        self.known.update(ids)


@dataclass
class AniList:
    server: FakeAniList
    client: AniListClient
    ids: KnownIds
    metrics: Metrics

    def tries(self, outcome: str) -> float:
        labels = {"site": "anilist", "endpoint": "animelist", "outcome": outcome}
        return self.metrics.registry.get_sample_value("reko_site_requests_total", labels) or 0


Start = Callable[..., Coroutine[Any, Any, AniList]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def start(fault: Fault | None = None, **limits: Any) -> AniList:
            server = FakeAniList(
                {"Some_One": LIST, "long": LONG_LIST, "empty": EMPTY},
                {} if fault is None else {"faulty": fault},
                **limits,
            )
            base_url = await stack.enter_async_context(server.serve())
            pacing = {"requests_per_minute": 10_000, "requests_per_second": 1000}
            waits = {"max_attempts": 2, "max_wait_s": 0.3}
            values = AniListSettings.model_validate({"base_url": base_url, **pacing, **waits})
            ids, metrics = KnownIds(), Metrics()
            client = await stack.enter_async_context(AniListClient.open(values, metrics, ids))
            return AniList(server, client, ids, metrics)

        yield start


def columns(entries: Entries) -> list[list[int]]:
    return [column.tolist() for column in entries.columns()]


async def test_a_list_is_read_with_the_ids_of_mal(start: Start) -> None:
    anilist = await start()
    n_read: list[int] = []

    fetched = await anilist.client.fetch_list("anilist:SOME_one", on_page=n_read.append)

    user_list = fetched.user_list
    assert (user_list.user_name, user_list.source) == ("anilist:Some_One", Site.ANILIST)
    assert columns(user_list.entries) == columns(LIST)
    assert n_read == [60]
    assert (fetched.n_skipped, user_list.n_unmapped, fetched.titles) == (0, 0, ())


async def test_ids_that_are_known_offline_count_first_and_others_are_learnt(start: Start) -> None:
    anilist = await start()
    anilist.ids.known = {media_id_of(1): 5000}

    fetched = await anilist.client.fetch_list("anilist:some_one")

    assert fetched.user_list.entries.anime_ids.tolist() == [*range(2, 61), 5000]
    assert anilist.ids.known[media_id_of(2)] == 2
    assert len(anilist.ids.known) == 60


async def test_titles_that_mal_does_not_have_are_counted(start: Start) -> None:
    anilist = await start()

    fetched = await anilist.client.fetch_list("anilist:not_on_mal")

    assert columns(fetched.user_list.entries) == columns(LIST)
    assert fetched.user_list.n_unmapped == N_WITHOUT_MAL


async def test_entries_in_several_lists_count_once(start: Start) -> None:
    anilist = await start()
    n_read: list[int] = []

    fetched = await anilist.client.fetch_list("anilist:custom_lists", on_page=n_read.append)

    assert columns(fetched.user_list.entries) == columns(LIST)
    assert n_read == [60]


async def test_halves_are_rounded_up_and_rewatched_titles_are_completed(start: Start) -> None:
    anilist = await start()

    halves = (await anilist.client.fetch_list("anilist:half_points")).user_list.entries
    again = (await anilist.client.fetch_list("anilist:rewatching")).user_list.entries

    assert halves.scores.tolist() == LIST.scores.tolist()
    assert again.statuses.tolist() == LIST.statuses.tolist()
    assert set(again.episodes[again.statuses == Status.COMPLETED].tolist()) == {1}


async def test_of_a_very_long_list_the_latest_11_000_entries_are_read(start: Start) -> None:
    anilist = await start()
    n_read: list[int] = []

    fetched = await anilist.client.fetch_list("anilist:long", on_page=n_read.append)

    assert n_read == [*range(500, 11_001, 500)]
    assert len(fetched.user_list.entries) == 11_000
    assert anilist.server.requests == {"MediaListCollection": 22}


async def test_an_empty_list_has_no_entries_and_no_change(start: Start) -> None:
    anilist = await start()

    assert len((await anilist.client.fetch_list("anilist:empty")).user_list.entries) == 0
    assert await anilist.client.last_update("anilist:empty") is None


async def test_last_update_is_one_small_request(start: Start) -> None:
    anilist = await start()

    assert await anilist.client.last_update("anilist:long") == datetime(2024, 1, 1, tzinfo=UTC)
    assert anilist.server.requests.total() == 1


@pytest.mark.parametrize(
    ("name", "error", "n_tries"),
    [
        ("private_user", ListPrivate, 1),
        ("no_such_user", UserNotFound, 1),
        ("way-too-long-for-a-name", UserNotFound, 0),
        ("switched_off", SiteUnavailable, 2),
        ("challenged", SiteUnavailable, 2),
        ("gateway_down", SiteUnavailable, 2),
        ("server_error", SiteUnavailable, 2),
        ("errors_with_200", SiteUnavailable, 2),
        ("garbled", SiteUnavailable, 2),
        ("stopped_user", SiteRefused, 1),
        ("slow_down", SiteRateLimited, 1),
        ("slow_down_mute", None, 2),
        ("slow_down_200", None, 2),
        ("gateway_hiccup", None, 2),
    ],
)
async def test_each_fault_has_its_error(
    start: Start, name: str, error: type[RekoError] | None, n_tries: int
) -> None:
    anilist = await start()
    if error is None:
        assert len((await anilist.client.fetch_list(f"anilist:{name}")).user_list.entries) == 60
    else:
        with structlog.testing.capture_logs() as logs, pytest.raises(error) as raised:
            await anilist.client.fetch_list(f"anilist:{name}")
        assert type(raised.value) is error
        if isinstance(raised.value, ListError):
            assert raised.value.user_name == f"anilist:{name}"
        if isinstance(raised.value, SiteError):
            assert raised.value.site == Site.ANILIST
        assert name not in str(logs)
    assert anilist.server.requests.total() == n_tries


async def test_requests_wait_once_the_minute_has_none_left(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_window, "PERIOD_S", 0.25)
    anilist = await start(n_per_minute=2, window_s=0.25)

    for _ in range(5):
        await anilist.client.last_update("anilist:empty")

    labels = {"site": "anilist", "endpoint": "last_update", "outcome": "ok"}
    name = "reko_site_requests_total"
    assert anilist.metrics.registry.get_sample_value(name, labels) == 5, "none was refused"
    assert anilist.server.requests.total() == 5


async def test_a_request_too_many_is_repeated_after_the_time_that_anilist_names(
    start: Start,
) -> None:
    anilist = await start(Fault(429, "{}", retry_after="0.2", times=1))

    assert len((await anilist.client.fetch_list("anilist:faulty")).user_list.entries) == 60
    assert anilist.tries("rate_limited") == anilist.tries("ok") == 1


async def test_a_list_is_read_on_behalf_of_its_owner(start: Start) -> None:
    anilist = await start()
    tokens: list[str | None] = []
    resolve = anilist.server.resolvers["MediaListCollection"]

    def collection(arguments: Mapping[str, Any], token: str | None) -> Any:
        tokens.append(token)
        return resolve(arguments, token)

    anilist.server.resolvers["MediaListCollection"] = collection
    await anilist.client.on_behalf_of("a-token").fetch_list("anilist:some_one")
    await anilist.client.fetch_list("anilist:some_one")

    assert tokens == ["a-token", None]
