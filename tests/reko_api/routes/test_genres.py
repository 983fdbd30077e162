import json
from pathlib import Path

from reko_api.openapi.examples import example_genre_names
from reko_core.errors import SnapshotMissing
from tests.reko_api.conftest import Api, FakeRecommender


async def test_the_genres_are_listed(api: Api) -> None:
    response, body = await api.send("GET", "/genres")

    assert response.status == 200
    assert json.loads(body) == list(example_genre_names().root)


async def test_genres_need_a_community(api: Api, recommender: FakeRecommender) -> None:
    recommender.error = SnapshotMissing(Path("snapshots"), "none yet")

    response, body = await api.send("GET", "/genres")

    assert (response.status, json.loads(body)["type"]) == (503, "/problems/no-snapshot")


async def test_nothing_else_is_taken(api: Api) -> None:
    response, _ = await api.send("GET", "/genres?limit=3")

    assert response.status == 400
