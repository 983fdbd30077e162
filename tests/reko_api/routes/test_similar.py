"""`POST /recommendations/similar`."""

import json
from typing import Any

import pytest

from reko_api.openapi.features.similar import example_similar_response
from reko_core.contract.similar import SimilarRequest
from reko_core.errors import AnimeNotFound
from tests.reko_api.conftest import Answer, Api, FakeRecommender


async def ask(api: Api, **fields: Any) -> Answer:
    return await api.send("POST", "/recommendations/similar", json=fields)


async def test_titles_like_others_are_found(api: Api, recommender: FakeRecommender) -> None:
    response, body = await ask(api, anime_ids=[1, 5, 1], unlike_ids=[7], user_name=" Some_User ")

    assert response.status == 200
    assert json.loads(body) == example_similar_response().model_dump(mode="json")
    (asked,) = recommender.asked
    assert isinstance(asked, SimilarRequest)
    assert (asked.like_ids, asked.unlike_ids, asked.user_name) == ((1, 5), (7,), "Some_User")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "body"),
        ({"anime_id": 1, "anime_ids": [2]}, "body"),
        ({"anime_id": 1, "unlike_ids": [1]}, "body"),
        ({"anime_ids": list(range(1, 12))}, "anime_ids"),
        ({"anime_ids": [1, 0]}, "anime_ids.1"),
        ({"anime_id": 1, "user_name": "?"}, "user_name"),
        ({"anime_id": 1, "accuracy": 50}, "accuracy"),
    ],
)
async def test_what_is_wrong_is_named(api: Api, fields: dict[str, Any], field: str) -> None:
    response, body = await ask(api, **fields)

    assert response.status == 400
    assert json.loads(body)["errors"][0]["field"] == field


async def test_a_title_that_does_not_exist_is_not_found(
    api: Api, recommender: FakeRecommender
) -> None:
    recommender.error = AnimeNotFound(9, "anime_ids.1")

    response, body = await ask(api, anime_ids=[1, 9])

    assert response.status == 404
    assert json.loads(body)["errors"] == [{"field": "anime_ids.1", "reason": "is no anime of MAL"}]
