"""Titles like given ones, with a real store and snapshot, and a fake MAL over HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from community import ADULT_ID, MEMBER, TITLES, working_copy

from reko_core.app import open_core
from reko_core.contract.similar import SimilarRequest, SimilarResponse
from reko_core.domain.models import Anime
from reko_core.errors import AdultExcluded, AnimeNotFound, ListPrivate, UnknownGenre
from reko_core.observability.metrics import Metrics
from reko_core.service.recommender import Recommender
from reko_core.settings import Settings
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

GIVEN = next(one for one in TITLES.values() if one.media_type == "tv" and not one.is_adult)
NEW_ID = 99_001
NEW = Anime(NEW_ID, "New Title", genres=GIVEN.genres)
PRIVATE = Fault(403, '{"message": "", "error": "not_permitted"}')


@pytest.fixture
async def recommender(built: Settings, tmp_path: Path) -> AsyncIterator[Recommender]:
    async with AsyncExitStack() as stack:
        lists = MappingLists({"member": MEMBER})
        mal = FakeMal(lists, {**TITLES, NEW_ID: NEW}, {"private": PRIVATE})
        base_url = await stack.enter_async_context(mal.serve())
        settings = working_copy(built, tmp_path, base_url=base_url)
        core = await stack.enter_async_context(open_core(settings, Metrics()))
        yield core.recommender


async def ask(recommender: Recommender, **fields: Any) -> SimilarResponse:
    return await recommender.similar.find(SimilarRequest(**fields))


async def test_titles_like_one_are_the_same_for_everybody(recommender: Recommender) -> None:
    response = await ask(recommender, anime_id=GIVEN.id)

    assert [one.id for one in response.metadata.like] == [GIVEN.id]
    assert response.metadata.user_last_analyzed is None
    assert len(response.rekos) == response.metadata.rekos.sent == 24
    assert response.rekos[0].match == 100
    assert all(one.expected is None for one in response.rekos)
    assert {genre for one in response.rekos for genre in one.shared_genres} <= set(GIVEN.genres)
    assert response == await ask(recommender, anime_ids=[GIVEN.id])


async def test_for_a_user_what_is_on_the_list_is_left_out(recommender: Recommender) -> None:
    response = await ask(recommender, anime_id=GIVEN.id, user_name="member")

    assert response.rekos
    assert response.metadata.user_last_analyzed is not None
    assert not {one.id for one in response.rekos} & set(MEMBER.anime_ids.tolist())
    assert all(one.expected is not None for one in response.rekos)


async def test_bans_and_titles_seen_are_left_out(recommender: Recommender) -> None:
    request = SimilarRequest(anime_id=GIVEN.id, user_name="member", limit=5)
    first, second, *_ = (await recommender.similar.find(request)).rekos
    left = await recommender.similar.find(request, banned_ids=[first.id], seen_ids=[second.id])

    assert not {first.id, second.id} & {one.id for one in left.rekos}
    assert left.metadata.rekos.banned == ()


async def test_what_is_of_the_genres_of_an_unwanted_title_sinks(recommender: Recommender) -> None:
    unwanted = next(one for one in TITLES.values() if not set(one.genres) & set(GIVEN.genres))
    ids = [one.id for one in (await ask(recommender, anime_id=GIVEN.id, limit=100)).rekos]
    response = await ask(recommender, anime_id=GIVEN.id, unlike_ids=[unwanted.id], limit=100)
    after = [one.id for one in response.rekos]
    shares = [one for one in ids if set(TITLES[one].genres) & set(unwanted.genres)]

    assert [one.id for one in response.metadata.unlike] == [unwanted.id]
    assert sum(after.index(one) for one in shares if one in after) > sum(
        ids.index(one) for one in shares if one in after
    )


async def test_a_title_that_no_list_has_is_compared_by_genre(recommender: Recommender) -> None:
    response = await ask(recommender, anime_id=NEW_ID)

    assert response.metadata.like[0].title == NEW.title
    assert response.rekos[0].shared_genres


@pytest.mark.parametrize(
    ("fields", "error", "field"),
    [
        ({"anime_id": 98_000}, AnimeNotFound, None),
        ({"anime_id": ADULT_ID}, AdultExcluded, "anime_id"),
        ({"anime_ids": [GIVEN.id, ADULT_ID]}, AdultExcluded, "anime_ids.1"),
        ({"anime_id": GIVEN.id, "unlike_ids": [ADULT_ID]}, AdultExcluded, "unlike_ids.0"),
        ({"anime_id": GIVEN.id, "genres": ["Nonsense"]}, UnknownGenre, "genres.0"),
        ({"anime_id": GIVEN.id, "user_name": "private"}, ListPrivate, None),
    ],
)
async def test_what_cannot_be_answered_is_named(
    recommender: Recommender, fields: dict[str, Any], error: type[Exception], field: str | None
) -> None:
    with pytest.raises(error) as caught:
        await ask(recommender, **fields)

    assert field is None or getattr(caught.value, "field", None) == field
