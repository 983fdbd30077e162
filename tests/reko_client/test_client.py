import asyncio
import gzip
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from reko_api.openapi.document import openapi_document
from reko_api.openapi.examples import (
    example_genre_names,
    example_response,
    example_title_matches,
    example_why_response,
)
from reko_api.openapi.features.group import example_group_response
from reko_api.openapi.features.season import example_season_response
from reko_api.openapi.features.similar import example_similar_response
from reko_api.openapi.features.taste import example_affinity_response, example_taste_response
from reko_api.openapi.features.titles_to_rate import example_titles_to_rate
from reko_client import RekoClient, RekoProblem, RekoUnreachable
from reko_core.contract.recommend import Request
from reko_core.contract.title_query import TitleQuery
from reko_core.errors import SiteUnavailable, UserNotFound
from tests.reko_api.conftest import Api, FakeRecommender, StartApi

ROOT = Path(__file__).parents[2]
PNG = b"\x89PNG"


@pytest.fixture
async def reko(api: Api) -> AsyncIterator[RekoClient]:
    async with RekoClient(f"{api.url}/") as client:
        yield client


async def test_every_method_returns_what_the_route_sends(
    reko: RekoClient, recommender: FakeRecommender
) -> None:
    pair = ["A_B", "C_D"]
    for answer, example in (
        (await reko.recommend(user_name="A_B", limit=3), example_response()),
        (await reko.why(user_name="A_B", anime_id=5), example_why_response()),
        (await reko.group(user_names=pair), example_group_response()),
        (await reko.season(user_name="A_B"), example_season_response()),
        (await reko.similar(anime_ids=[5, 6]), example_similar_response()),
        (await reko.taste(user_name="A_B"), example_taste_response()),
        (await reko.affinity(user_names=pair), example_affinity_response()),
        (await reko.find_titles_to_rate(entries=[{"anime_id": 5}]), example_titles_to_rate()),
        (await reko.find_genres(), example_genre_names()),
        (await reko.find_genres(), example_genre_names()),
        (await reko.find_titles("haikyu", limit=5, include_adult=True), example_title_matches()),
    ):
        assert answer == example.model_dump(mode="json")
    assert recommender.asked[0] == Request(user_name="A_B", limit=3)
    assert recommender.asked[-1] == TitleQuery(q="haikyu", limit=5, include_adult=True)

    assert (await reko.group_picture(user_names=pair)).startswith(PNG)
    assert (await reko.season_picture(user_name="A_B")).startswith(PNG)
    assert (await reko.taste_picture(user_name="A_B")).startswith(PNG)
    assert (await reko.affinity_picture(user_names=pair)).startswith(PNG)


async def test_a_list_is_sent_as_a_file(reko: RekoClient, recommender: FakeRecommender) -> None:
    export = b"<myanimelist><anime><series_animedb_id>5</series_animedb_id></anime></myanimelist>"

    await reko.recommend(file=gzip.compress(export), limit=3)
    assert (await reko.taste_picture(file=export)).startswith(PNG)
    with pytest.raises(RekoProblem, match="file"):
        await reko.season(file=b"<anime>")

    asked, _ = recommender.asked
    assert isinstance(asked, Request)
    assert asked.limit == 3
    assert asked.inline_list is not None
    assert asked.inline_list.entries.anime_ids.tolist() == [5]


def test_every_route_for_programs_has_a_method() -> None:
    text = (ROOT / "reko_client" / "client.py").read_text()
    paths = [
        path
        for path, methods in openapi_document()["paths"].items()
        for operation in methods.values()
        if "security" in operation
    ]

    assert len(paths) > 10
    assert [path for path in paths if f'"{path}"' not in text] == []


async def test_a_problem_is_raised_with_all_that_it_says(
    reko: RekoClient, recommender: FakeRecommender
) -> None:
    with pytest.raises(RekoProblem) as refused:
        await reko.recommend(user_name="A_B", accuracy=101, limit=0)
    assert (refused.value.type, refused.value.status) == ("bad-input", 400)
    assert {one["field"] for one in refused.value.fields} == {"accuracy", "limit"}
    assert "accuracy must be at most 100" in str(refused.value)
    assert refused.value.retry_after_s is None

    recommender.error = UserNotFound("A_B")
    with pytest.raises(RekoProblem, match="No such user") as unknown:
        await reko.recommend(user_name="A_B")
    assert unknown.value.type == "user-not-found"
    assert "spelling" in unknown.value.detail
    assert re.fullmatch(r"[0-9a-f]{32}", unknown.value.request_id)

    recommender.error = SiteUnavailable("down", 7)
    with pytest.raises(RekoProblem) as down:
        await reko.recommend(user_name="A_B")
    assert (down.value.status, down.value.retry_after_s) == (503, 7)


async def test_the_key_is_sent(start_api: StartApi) -> None:
    api = await start_api(require_key=True)

    for key, expected in ((None, "key-required"), ("reko_unknown", "unknown-key")):
        async with RekoClient(api.url, key=key) as reko:
            with pytest.raises(RekoProblem) as refused:
                await reko.taste(user_name="A_B")
        assert refused.value.type == expected


async def test_what_is_not_the_api_is_told_apart() -> None:
    async def respond(request: web.Request) -> web.Response:
        if request.path == "/proxy/taste":
            return web.Response(status=502, text="<html>", headers={"Retry-After": "soon"})
        return web.Response(text="<html>")

    app = web.Application()
    app.router.add_post("/{path:.*}", respond)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    async with RekoClient(f"http://{host}:{port}/proxy") as reko:
        with pytest.raises(RekoProblem, match="Bad Gateway: HTTP 502") as refused:
            await reko.taste(user_name="A_B")
    assert (refused.value.type, refused.value.retry_after_s) == ("", None)
    async with RekoClient(f"http://{host}:{port}") as reko:
        with pytest.raises(RekoUnreachable):
            await reko.taste(user_name="A_B")
        await runner.cleanup()
        with pytest.raises(RekoUnreachable, match=f"http://{host}:{port}"):
            await reko.taste(user_name="A_B")


async def test_a_request_that_takes_too_long_is_given_up(
    api: Api, recommender: FakeRecommender
) -> None:
    async def answer(_: Request) -> None:
        await asyncio.Event().wait()

    recommender.answer = answer
    async with RekoClient(api.url, timeout_s=0.05) as reko:
        with pytest.raises(RekoUnreachable, match="timed out"):
            await reko.recommend(user_name="A_B")
