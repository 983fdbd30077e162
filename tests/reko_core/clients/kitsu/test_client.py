"""The client of Kitsu against a local server that speaks its protocol."""

from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from reko_core.clients.kitsu import KitsuClient, client
from reko_core.domain.models import Anime, Entries
from reko_core.domain.sites import Site
from reko_core.errors import (
    SiteError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    UserNotFound,
)
from reko_core.observability.metrics import Metrics
from reko_core.settings import KitsuSettings
from reko_demo.fake_kitsu.server import N_WITHOUT_MAL, FakeKitsu, site_id_of
from reko_demo.fake_server import Fault

IDS = np.arange(1, 61)
LIST = Entries.build(IDS, IDS % 11, np.array([1, 2, 3, 4, 6])[IDS % 5], IDS % 30)
LONG_LIST = Entries.build(np.arange(1, 1101), np.full(1100, 7))
ADULT_ID = 60


@dataclass
class KnownIds:
    """MAL's ids that are known offline."""

    known: dict[int, int] = field(default_factory=dict)

    async def mal_ids(self, site: Site, ids: Collection[int]) -> Mapping[int, int]:
        assert site is Site.KITSU
        return {one: self.known[one] for one in ids if one in self.known}

    async def learn(self, site: Site, ids: Mapping[int, int]) -> None:
        assert site is Site.KITSU
        self.known.update(ids)


@dataclass
class Kitsu:
    server: FakeKitsu
    client: KitsuClient
    ids: KnownIds
    metrics: Metrics


Start = Callable[..., Coroutine[Any, Any, Kitsu]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def start(fault: Fault | None = None, **settings: Any) -> Kitsu:
            adult = Anime(ADULT_ID, "Adult", age_rating="rx")
            server = FakeKitsu(
                {"Some_One": LIST, "long": LONG_LIST, "empty": LIST_OF_NOTHING},
                {ADULT_ID: adult},
                {} if fault is None else {"faulty": fault},
            )
            base_url = await stack.enter_async_context(server.serve())
            pacing = {"requests_per_second": 1000, "max_attempts": 2, "max_wait_s": 0.05}
            values = KitsuSettings.model_validate({"base_url": base_url, **pacing, **settings})
            ids, metrics = KnownIds(), Metrics()
            client = await stack.enter_async_context(KitsuClient.open(values, metrics, ids))
            return Kitsu(server, client, ids, metrics)

        yield start


LIST_OF_NOTHING = Entries.build(np.array([], np.int32))


async def test_a_list_is_read_with_the_ids_of_mal(start: Start) -> None:
    kitsu = await start()
    n_read: list[int] = []

    fetched = await kitsu.client.fetch_list("kitsu:SOME_one", on_page=n_read.append)

    user_list, visible = fetched.user_list, IDS != ADULT_ID
    assert user_list.user_name == "kitsu:some_one", "as Kitsu spells it in URLs"
    assert user_list.source == Site.KITSU
    assert [*map(np.ndarray.tolist, user_list.entries.columns())] == [
        column[visible].tolist() for column in LIST.columns()
    ]
    assert n_read == [59]
    assert (fetched.n_skipped, user_list.n_unmapped, fetched.titles) == (0, 0, ())


async def test_kitsu_is_asked_only_for_ids_that_are_not_known(start: Start) -> None:
    kitsu = await start()
    kitsu.ids.known = {site_id_of(one): one for one in IDS.tolist()[:18]}
    kitsu.ids.known[site_id_of(1)] = 5000

    first = await kitsu.client.fetch_list("kitsu:some_one")
    assert kitsu.server.requests["anime"] == 3, "41 unknown titles, 20 at once"
    await kitsu.client.fetch_list("kitsu:some_one")

    assert kitsu.server.requests["anime"] == 3
    assert 5000 in first.user_list.entries.anime_ids


async def test_titles_that_mal_does_not_have_are_counted(start: Start) -> None:
    kitsu = await start()

    fetched = await kitsu.client.fetch_list("kitsu:not_on_mal")

    assert len(fetched.user_list.entries) == 59
    assert fetched.user_list.n_unmapped == N_WITHOUT_MAL


async def test_a_list_is_read_as_far_as_ids_are_known_if_kitsu_tells_no_others(
    start: Start,
) -> None:
    kitsu = await start()
    kitsu.server.refuses_mappings = True
    kitsu.ids.known = {site_id_of(one): one for one in range(1, 31)}

    fetched = await kitsu.client.fetch_list("kitsu:some_one")

    assert fetched.user_list.entries.anime_ids.tolist() == [*range(1, 31)]
    assert fetched.user_list.n_unmapped == 29


async def test_long_lists_are_read_in_pages_and_cut_at_the_oldest_changes(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    kitsu, n_read = await start(), list[int]()
    kitsu.ids.known = {site_id_of(one): one for one in range(1, 1101)}

    fetched = await kitsu.client.fetch_list("kitsu:long", on_page=n_read.append)
    monkeypatch.setattr(client, "MAX_ENTRIES", 1000)
    cut = await kitsu.client.fetch_list("kitsu:long")

    # One title is for adults.
    assert len(fetched.user_list.entries) == 1099
    assert n_read == [500, 1000, 1099]
    assert cut.user_list.entries.anime_ids.tolist() == [*range(101, 1101)]


async def test_empty_lists_and_unknown_users_differ(start: Start) -> None:
    kitsu = await start()

    assert len((await kitsu.client.fetch_list("kitsu:empty")).user_list.entries) == 0
    assert await kitsu.client.last_update("kitsu:empty") is None
    for read in (kitsu.client.fetch_list, kitsu.client.last_update):
        with pytest.raises(UserNotFound) as caught:
            await read("kitsu:nobody")
        assert caught.value.user_name == "kitsu:nobody"


async def test_the_last_change_needs_no_list(start: Start) -> None:
    kitsu = await start()
    kitsu.server.last_change = datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)

    assert await kitsu.client.last_update("kitsu:long") == kitsu.server.last_change
    assert kitsu.server.requests["library-entries"] == 1


# Retry-After is waited for: what comes after it fails, too.
FAULTS: Mapping[str, type[SiteError] | None] = {
    "gateway_down": SiteUnavailable,
    "gateway_hiccup": None,
    "server_error": SiteUnavailable,
    "challenged": SiteUnavailable,
    "stopped_user": SiteRefused,
    "errors_with_200": SiteUnavailable,
    "garbled": SiteUnavailable,
    "sleepy_user": SiteUnavailable,
    "stray_next": None,
    "slow_down_mute": None,
    "slow_down": SiteRateLimited,
}


async def test_faults_are_told_apart_and_short_ones_are_survived(start: Start) -> None:
    kitsu = await start(timeout_s=0.2)

    for name, kind in FAULTS.items():
        if kind is None:
            fetched = await kitsu.client.fetch_list(f"kitsu:{name}")
            assert len(fetched.user_list.entries) == 59, name
            continue
        with pytest.raises(kind) as caught:
            await kitsu.client.fetch_list(f"kitsu:{name}")
        assert caught.value.site == Site.KITSU, name
        assert name not in str(caught.value), "errors are logged, names are not"


async def test_paging_that_does_not_end_is_given_up(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    kitsu = await start()
    monkeypatch.setattr(client, "MAX_PAGES", 5)
    # One entry a page, and always a next one.
    body = (
        '{"data": [{"relationships": {"anime": {"data": {"id": "1000001"}}}}],'
        '"links": {"next": "/"}}'
    )
    kitsu.server._faults["some_one"] = Fault(200, body)

    with pytest.raises(SiteUnavailable, match="does not end"):
        await kitsu.client.fetch_list("kitsu:some_one")
