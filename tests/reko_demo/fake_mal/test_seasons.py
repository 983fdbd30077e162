"""The seasons of the fake MAL, as the client sees them."""

import aiohttp
import pytest
from pydantic import SecretStr

from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.errors import SiteUnavailable
from reko_core.observability.metrics import Metrics
from reko_core.settings import MalSettings
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

FALL = Season(2026, "fall")
TITLES = [
    Anime(1, "New", media_type="tv", start_date="2026-10-04", members=10),
    Anime(2, "New and adult", media_type="tv", start_date="2026-11", age_rating="rx"),
    Anime(3, "Runs on", "tv", media_type="tv", start_date="2026-07-04", end_date="2026-12-20"),
    Anime(4, "Never ends", media_type="tv", start_date="1999-10-20", airing="currently_airing"),
    Anime(5, "Over", media_type="tv", start_date="2026-07-04", end_date="2026-09-20"),
    Anime(6, "Some day", media_type="tv", start_date="2027", airing="not_yet_aired"),
    Anime(7, "Next", media_type="tv", start_date="2027-01-04", airing="not_yet_aired"),
]


async def test_seasons_have_new_and_continuing_titles_and_faults() -> None:
    mal = FakeMal(MappingLists({}), {anime.id: anime for anime in TITLES})
    async with mal.serve() as base_url:
        settings = MalSettings(
            base_url=base_url, client_id=SecretStr("an-id"), max_attempts=1, burst=100
        )
        async with MalClient.open(settings, Metrics()) as client:
            found = await client.fetch_season(FALL)
            assert [anime.id for anime in found.titles] == [1, 2, 3, 4]
            assert found.new_ids == {1, 2}
            mal.season_faults[FALL] = Fault(502, "{}")
            with pytest.raises(SiteUnavailable):
                await client.fetch_season(FALL)
        async with aiohttp.ClientSession(headers={"X-MAL-CLIENT-ID": "an-id"}) as session:
            url = f"{base_url}/anime/season/2026/winter"
            async with session.get(url, params={"limit": "501"}) as response:
                assert response.status == 400
            async with session.get(f"{base_url}/anime/season/2026/autumn") as response:
                assert response.status == 404
    assert mal.requests["season"] == 3
