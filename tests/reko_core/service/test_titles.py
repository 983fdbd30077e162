from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from pydantic import SecretStr

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.errors import AnimeNotFound, SiteUnavailable, StoreError
from reko_core.lists.shared_fetches import SharedFetches
from reko_core.observability.metrics import Metrics
from reko_core.service.titles import TitleLookup
from reko_core.settings import MalSettings
from reko_core.store import Store, TitleRank
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

TITLES = {number: Anime(number, f"Title {number}", media_type="tv") for number in range(1, 31)}


def make_titles(store: Store, client: MalClient, max_details: int = 20) -> TitleLookup:
    metrics = Metrics()
    fetches = SharedFetches(MalSettings(), metrics)
    return TitleLookup(store, client, fetches, metrics, max_details)


@pytest.fixture
def mal() -> FakeMal:
    return FakeMal(MappingLists({}), TITLES)


@pytest.fixture
async def client(mal: FakeMal) -> AsyncIterator[MalClient]:
    async with AsyncExitStack() as stack:
        settings = MalSettings(
            base_url=await stack.enter_async_context(mal.serve()),
            client_id=SecretStr("a-client-id"),
            requests_per_second=1000,
            burst=1000,
            max_attempts=1,
        )
        yield await stack.enter_async_context(MalClient.open(settings, Metrics()))


@pytest.fixture
def make_lookup(store: Store, client: MalClient) -> Callable[[int], TitleLookup]:
    return lambda max_details: make_titles(store, client, max_details)


MakeLookup = Callable[[int], TitleLookup]


async def test_known_titles_are_not_requested(
    make_lookup: MakeLookup, store: Store, mal: FakeMal
) -> None:
    await store.catalogue.put_many([TITLES[1]], TitleRank.KAGGLE)
    assert await make_lookup(20).get([1]) == {1: TITLES[1]}
    assert mal.requests["anime"] == 0


async def test_unknown_titles_are_fetched_and_stored(
    make_lookup: MakeLookup, store: Store, mal: FakeMal
) -> None:
    found = await make_lookup(20).get([2, 3])
    assert [found[number].title for number in (2, 3)] == ["Title 2", "Title 3"]
    assert await store.catalogue.missing([2, 3]) == []
    await make_lookup(20).get([2, 3])
    assert mal.requests["anime"] == 2


async def test_titles_that_cannot_be_stored_are_still_returned(
    make_lookup: MakeLookup, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("database is locked")

    monkeypatch.setattr(store.catalogue, "put_many", fail)

    assert (await make_lookup(20).get([2]))[2].title == "Title 2"


async def test_no_more_titles_are_requested_than_the_limit(
    make_lookup: MakeLookup, mal: FakeMal
) -> None:
    found = await make_lookup(5).get(list(TITLES))
    assert mal.requests["anime"] == 5
    assert found.keys() == TITLES.keys()
    assert sum(anime.title.startswith("MyAnimeList #") for anime in found.values()) == 25


async def test_a_limit_of_0_requests_nothing(make_lookup: MakeLookup, mal: FakeMal) -> None:
    assert (await make_lookup(0).get([7]))[7] == Anime(7, "MyAnimeList #7")
    assert mal.requests["anime"] == 0


async def test_title_unknown_to_mal_is_named_by_its_id(
    make_lookup: MakeLookup, store: Store
) -> None:
    found = await make_lookup(20).get([1, 999])
    assert found[999] == Anime(999, "MyAnimeList #999")
    assert await store.catalogue.missing([1, 999]) == [999]


async def test_titles_are_named_by_id_while_mal_is_unreachable(store: Store) -> None:
    settings = MalSettings(base_url="http://127.0.0.1:1/v2", max_attempts=1)
    async with MalClient.open(settings, Metrics()) as client:
        found = await make_titles(store, client).get(np.array([4, 5]).tolist())
    assert [anime.title for anime in found.values()] == ["MyAnimeList #4", "MyAnimeList #5"]


async def test_one_title_is_found_in_the_catalogue_or_fetched_from_mal(
    make_lookup: MakeLookup, store: Store, mal: FakeMal
) -> None:
    await store.catalogue.put_many([Anime(1, "As known here")], TitleRank.KAGGLE)
    lookup = make_lookup(0)
    assert (await lookup.find(1)).title == "As known here"
    assert mal.requests["anime"] == 0
    assert (await lookup.find(2)).title == "Title 2"
    assert (await lookup.find(2)).title == "Title 2"
    assert mal.requests["anime"] == 1


async def test_one_title_that_mal_does_not_know_is_reported_and_remembered(
    make_lookup: MakeLookup, mal: FakeMal
) -> None:
    lookup = make_lookup(20)
    with pytest.raises(AnimeNotFound):
        await lookup.find(999)
    mal.requests.clear()
    with pytest.raises(AnimeNotFound) as refused:
        await lookup.find(999)
    assert refused.value.anime_id == 999
    assert (await lookup.get([999]))[999].title == "MyAnimeList #999"
    assert mal.requests.total() == 0


async def test_one_title_cannot_be_found_while_mal_is_unreachable(store: Store) -> None:
    settings = MalSettings(base_url="http://127.0.0.1:1/v2", max_attempts=1)
    async with MalClient.open(settings, Metrics()) as client:
        with pytest.raises(SiteUnavailable):
            await make_titles(store, client).find(4)


async def test_a_synopsis_is_fetched_once_and_kept(make_lookup: MakeLookup, mal: FakeMal) -> None:
    text = await make_lookup(20).synopsis(1)
    assert text is not None
    assert text.startswith("Everything in Title 1 begins")
    assert text.endswith("is not over yet.")
    assert "\n" not in text
    assert await make_lookup(20).synopsis(1) == text
    assert mal.requests["anime"] == 1


async def test_an_old_synopsis_is_fetched_again_and_shown_when_mal_fails(
    make_lookup: MakeLookup, store: Store, mal: FakeMal
) -> None:
    await store.synopses.put(1, "Old.", at=datetime.now(UTC) - timedelta(days=91))
    mal.title_faults[1] = Fault(503, "{}")
    assert await make_lookup(20).synopsis(1) == "Old."
    del mal.title_faults[1]
    assert await make_lookup(20).synopsis(1) != "Old."


async def test_a_synopsis_that_mal_does_not_send_is_left_out(
    make_lookup: MakeLookup, mal: FakeMal
) -> None:
    mal.title_faults[1] = Fault(503, "{}")
    assert await make_lookup(20).synopsis(1) is None


async def test_a_title_without_a_synopsis_is_asked_for_once(
    make_lookup: MakeLookup, mal: FakeMal
) -> None:
    lookup = make_lookup(20)
    assert await lookup.synopsis(999) is None
    n_asked = mal.requests["anime"]
    assert await lookup.synopsis(999) is None
    assert mal.requests["anime"] == n_asked
