"""Seasons, as the client reads them from a scripted server."""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from reko_core.clients.mal.pages import read_season
from reko_core.domain.season import Season
from reko_core.errors import SiteRefused, SiteUnavailable

StartMal = Callable[..., Awaitable[Any]]

FALL = Season(2020, "fall")


def title(anime_id: int, year: object = 2020, season: object = "fall") -> dict[str, Any]:
    started = {"year": year, "season": season}
    return {"node": {"id": anime_id, "title": f"Title {anime_id}", "start_season": started}}


async def test_new_titles_are_told_from_continuing_ones(start_mal: StartMal) -> None:
    mal = await start_mal((200, {"data": [title(21, 1999), title(7), title(9, 2020, "summer")]}))
    found = await mal.client.fetch_season(FALL)
    assert [anime.id for anime in found.titles] == [21, 7, 9]
    assert found.new_ids == {7}
    request = mal.requests[0]
    assert request.path == "/v2/anime/season/2020/fall"
    assert (request.query["limit"], request.query["nsfw"]) == ("500", "true")
    assert "start_season" in request.query["fields"]
    assert mal.tries("season", "ok") == 1


def test_invalid_titles_are_skipped() -> None:
    data = [title(7), title(8, "soon", 4), {"node": {"id": 9}}, {"node": None}, None, 5]
    found = read_season(json.dumps({"data": data}).encode(), FALL)
    assert [anime.id for anime in found.titles] == [7, 8]
    assert found.new_ids == {7}


@pytest.mark.parametrize("body", ["[]", '{"data": 7}', '{"titles": []}', '{"data": [{"no'])
async def test_what_is_no_season_is_an_outage(start_mal: StartMal, body: str) -> None:
    mal = await start_mal((200, body.encode()), max_attempts=1)
    with pytest.raises(SiteUnavailable):
        await mal.client.fetch_season(FALL)


async def test_a_season_that_mal_refuses_is_reported(start_mal: StartMal) -> None:
    mal = await start_mal((404, {"message": "", "error": "not_found"}))
    with pytest.raises(SiteRefused):
        await mal.client.fetch_season(FALL)


def test_a_response_of_mal_is_understood(real_data: Path) -> None:
    sample = real_data.parent / "mal_api" / "v2_samples" / "animeSeasonal.json"
    if not sample.is_file():
        pytest.skip("no sample of MAL's API")
    found = read_season(sample.read_bytes(), FALL)
    assert [anime.title for anime in found.titles] == [
        "One Piece",
        "Black Clover",
        "Jujutsu Kaisen (TV)",
    ]
