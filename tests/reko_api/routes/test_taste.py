"""`POST /taste` and `POST /affinity`, and the pictures of these, of groups and of seasons."""

import io
import json
from typing import Any

import pytest
from PIL import Image

from reko_api.openapi.features.taste import example_affinity_response, example_taste_response
from reko_core.contract.affinity import AffinityRequest
from reko_core.contract.taste import TasteRequest
from reko_core.errors import ListPrivate
from tests.reko_api.conftest import Api, FakeRecommender

TWO = {"user_names": ["Some_User", "Other_User"]}
ONE = {"user_name": "Some_User"}


async def test_a_taste_is_described(api: Api, recommender: FakeRecommender) -> None:
    response, body = await api.send("POST", "/taste", json=ONE | {"include_adult": True})

    assert response.status == 200
    assert json.loads(body) == example_taste_response().model_dump(mode="json")
    assert recommender.asked == [TasteRequest(user_name="Some_User", include_adult=True)]


async def test_two_users_are_compared(api: Api, recommender: FakeRecommender) -> None:
    response, body = await api.send("POST", "/affinity", json=TWO)

    assert response.status == 200
    assert json.loads(body) == example_affinity_response().model_dump(mode="json")
    assert recommender.asked == [AffinityRequest(user_names=("Some_User", "Other_User"))]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        *(("/taste", ONE), ("/affinity", TWO)),
        *(("/recommendations/group", TWO), ("/recommendations/season", ONE)),
    ],
)
async def test_responses_can_be_had_as_pictures(
    path: str, fields: dict[str, Any], api: Api
) -> None:
    response, body = await api.send("POST", f"{path}.png", json=fields)

    assert (response.status, response.content_type) == (200, "image/png")
    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.format, picture.width) == ("PNG", 780)
    assert len(body) < 300_000


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/taste", {}, "user_name"),
        ("/taste.png", {"user_name": "?"}, "user_name"),
        ("/affinity", {"user_names": ["Some_User"]}, "user_names"),
        ("/affinity", {"user_names": ["Some_User", " some_user "]}, "user_names"),
        ("/affinity.png", {"user_names": ["Some_User", "?"]}, "user_names.1"),
    ],
)
async def test_what_is_wrong_is_named(
    path: str, body: dict[str, Any], field: str, api: Api
) -> None:
    response, answer = await api.send("POST", path, json=body)

    assert response.status == 400
    assert json.loads(answer)["errors"][0]["field"] == field


async def test_errors_of_pictures_are_problems(api: Api, recommender: FakeRecommender) -> None:
    recommender.error = ListPrivate("Other_User", "user_names.1")

    response, body = await api.send("POST", "/affinity.png", json=TWO)

    assert (response.status, response.content_type) == (403, "application/problem+json")
    assert json.loads(body)["errors"][0]["field"] == "user_names.1"
