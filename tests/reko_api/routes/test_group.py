"""`POST /recommendations/group`."""

import json
from typing import Any

import pytest

from reko_api.openapi.features.group import example_group_response
from reko_core.contract.group import GroupRequest
from reko_core.errors import ListPrivate, UserNotFound
from tests.reko_api.conftest import Answer, Api, FakeRecommender

TWO = {"user_names": ["Some_User", "Other_User"]}


async def ask(api: Api, **fields: Any) -> Answer:
    return await api.send("POST", "/recommendations/group", json=TWO | fields)


async def test_a_group_gets_recommendations(api: Api, recommender: FakeRecommender) -> None:
    response, body = await ask(api, rule="average", limit=5)

    assert response.status == 200
    assert json.loads(body) == example_group_response().model_dump(mode="json", exclude_none=False)
    assert recommender.asked == [
        GroupRequest(user_names=("Some_User", "Other_User"), rule="average", limit=5)
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"user_names": ["Some_User"]}, "user_names"),
        ({"user_names": [f"user_{k}" for k in range(11)]}, "user_names"),
        ({"user_names": ["Some_User", " some_user "]}, "user_names"),
        ({"user_names": ["Some_User", "?"]}, "user_names.1"),
        ({"rule": "anybody"}, "rule"),
        ({"min_planned": 3}, "min_planned"),
        ({"year_from": 2020, "year_to": 2010}, "year_to"),
        ({"popularity": 1}, "popularity"),
    ],
)
async def test_what_is_wrong_is_named(api: Api, fields: dict[str, Any], field: str) -> None:
    response, body = await ask(api, **fields)

    assert response.status == 400
    assert json.loads(body)["errors"][0]["field"] == field


async def test_a_wrong_name_does_not_make_the_group_too_small(api: Api) -> None:
    _, body = await ask(api, user_names=["Some_User", "no name"])

    (wrong,) = json.loads(body)["errors"]
    assert wrong["field"] == "user_names.1"


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (ListPrivate("Other_User", "user_names.1"), 403, "has a private list"),
        (UserNotFound("Other_User", "user_names.1"), 404, "is no user of MAL"),
    ],
)
async def test_the_user_whose_list_cannot_be_had_is_named_by_field(
    api: Api, recommender: FakeRecommender, error: Exception, status: int, reason: str
) -> None:
    recommender.error = error

    response, body = await ask(api)

    assert response.status == status
    assert json.loads(body)["errors"] == [{"field": "user_names.1", "reason": reason}]
