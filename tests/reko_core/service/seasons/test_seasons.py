"""Seasons ranked on a synthetic community, with a fake MAL."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from community import TITLES, entries_of, working_copy

from reko_core.app import open_core
from reko_core.contract.parsing import parse_as
from reko_core.contract.season import RankedSeason, SeasonRequest
from reko_core.domain.models import Anime, Status
from reko_core.domain.season import Season
from reko_core.errors import BadInput
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

FALL = Season(2013, "fall")
NEW_IDS = {anime.id for anime in TITLES.values() if FALL.has_start(anime.start_date)}
LISTS = {**demo_lists(TITLES), "planner": entries_of(sorted(NEW_IDS), 0, Status.PLAN_TO_WATCH)}


KILL_LA_KILL, KUROKO, KUROKO_2, ONE_PIECE = 18679, 11771, 16894, 21
LISTS["fan"] = entries_of([KUROKO, 1, 5], 9)
UNLISTED = 900_001


@pytest.fixture
async def recommender(built: Settings, tmp_path: Path) -> AsyncIterator[Recommender]:
    unlisted = Anime(UNLISTED, "New", media_type="tv", start_date="2013-10-05")
    async with FakeMal(MappingLists(LISTS), {**TITLES, UNLISTED: unlisted}).serve() as base_url:
        settings = working_copy(built, tmp_path, base_url=base_url)
        async with open_core(settings, Metrics()) as core:
            yield core.recommender


async def ask(recommender: Recommender, user_name: str = "planner", **fields: Any) -> RankedSeason:
    request = parse_as(
        SeasonRequest, {"user_name": user_name, "year": 2013, "season": "fall", **fields}
    )
    (season,) = (await recommender.seasons.recommend(request)).seasons
    return season


async def test_new_and_continuing_titles_are_ranked(recommender: Recommender) -> None:
    season = await ask(recommender)
    found = {reko.id: reko for reko in season.rekos}
    assert season.found == len(found)
    assert found[KILL_LA_KILL].is_new
    assert found[KILL_LA_KILL].is_planned
    assert not found[ONE_PIECE].is_new
    assert [reko.match for reko in season.rekos] == sorted(
        (reko.match for reko in season.rekos), reverse=True
    )
    assert all(
        1 <= reko.expected.low <= reko.expected.score <= reko.expected.high <= 10
        for reko in season.rekos
    )
    # It is on no list, and came up after the snapshot was built.
    assert UNLISTED not in found
    pages = [await ask(recommender, limit=4, offset=offset) for offset in range(0, 12, 4)]
    assert [reko for page in pages for reko in page.rekos] == [*season.rekos]


async def test_a_sequel_names_what_it_follows(recommender: Recommender) -> None:
    found = {reko.id: reko for reko in (await ask(recommender, "fan")).rekos}
    reason = found[KUROKO_2].reason
    assert reason is not None
    assert (reason.kind, reason.own and reason.own.score) == ("sequel", 9)
    assert reason.own is not None
    assert (reason.own.id, reason.own.title) == (KUROKO, TITLES[KUROKO].title)
    assert not found[KUROKO_2].misses_earlier


async def test_what_is_seen_banned_filtered_or_adult_is_left_out(recommender: Recommender) -> None:
    ids = {reko.id for reko in (await ask(recommender, only_new=True)).rekos}
    assert ids <= NEW_IDS
    assert KILL_LA_KILL in ids
    assert not (await ask(recommender, only_new=True, include_planned=False)).rekos
    banned = await ask(recommender, banned_ids=[KILL_LA_KILL], genres=["action"])
    assert banned.rekos
    assert all("Action" in reko.info.genres for reko in banned.rekos)
    assert KILL_LA_KILL not in {reko.id for reko in banned.rekos}
    request = SeasonRequest(user_name="planner", year=2013, season="fall")
    seen = await recommender.seasons.recommend(request, seen_ids=[KUROKO_2])
    assert KUROKO_2 not in {reko.id for reko in seen.seasons[0].rekos}


async def test_without_a_season_the_current_one_and_the_next_are_ranked(
    recommender: Recommender,
) -> None:
    response = await recommender.seasons.recommend(SeasonRequest(user_name="fan"))
    current = recommender.seasons.current
    assert [(one.year, one.season) for one in response.seasons] == [
        (season.year, season.name) for season in (current, current.next)
    ]
    assert ONE_PIECE in {reko.id for reko in response.seasons[0].rekos}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"season": None}, "season"),
        ({"year": None}, "season"),
        ({"season": "autumn"}, "season"),
        ({"year": 1800}, "year"),
        ({"genres": ["Nonsense"]}, "genres.0"),
    ],
)
async def test_bad_requests_are_refused_by_field(
    recommender: Recommender, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        await ask(recommender, **fields)
    assert caught.value.field == field
