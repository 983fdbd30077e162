import json

import pytest

from reko_api.openapi.examples import example_why_request, example_why_response
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.errors import AnimeNotFound
from tests.reko_api.conftest import Answer, Api, FakeRecommender, StartApi


async def ask_why(api: Api, **fields: object) -> Answer:
    question = {"user_name": "Some_User", "anime_id": 33337} | fields
    return await api.send("POST", "/recommendations/why", json=question)


async def test_an_explanation_has_exactly_the_fields_of_the_contract(api: Api) -> None:
    response, body = await ask_why(api)

    assert response.status == 200
    assert response.content_type == "application/json"
    assert WhyResponse.model_validate_json(body) == example_why_response()
    assert api.count("POST", "/recommendations/why", 200) == 1


async def test_the_recommender_receives_the_clients_request(
    api: Api, recommender: FakeRecommender
) -> None:
    asked = example_why_request().model_dump(mode="json")
    await api.send("POST", "/recommendations/why", json=asked)
    await ask_why(api, user_name=" Some_User ", anime_id=5.0)

    assert recommender.asked == [
        example_why_request(),
        WhyRequest(user_name="Some_User", anime_id=5),
    ]


@pytest.mark.parametrize(
    ("fields", "wrong", "reason"),
    [
        ({"user_name": "a"}, "user_name", "must be 2-16 letters, digits, - or _"),
        ({"anime_id": 0}, "anime_id", "must be at least 1"),
        ({"anime_id": 2**31}, "anime_id", "must be at most 2147483647"),
        ({"anime_id": 1.5}, "anime_id", "must be a whole number"),
        ({"anime_id": "1"}, "anime_id", "must be a whole number"),
        ({"anime_id": None}, "anime_id", "must be a whole number"),
        ({"force_list_update": 1}, "force_list_update", "must be true or false"),
        ({"banned_users": [1]}, "banned_users.0", "must be a string"),
        ({"popularity": 1}, "popularity", "is not a known field"),
    ],
)
async def test_a_wrong_field_is_named_with_its_reason(
    api: Api, recommender: FakeRecommender, fields: dict[str, object], wrong: str, reason: str
) -> None:
    response, body = await ask_why(api, **fields)

    assert response.status == 400
    assert json.loads(body)["errors"] == [{"field": wrong, "reason": reason}]
    assert recommender.asked == []


async def test_a_title_is_required(api: Api) -> None:
    _, body = await api.send("POST", "/recommendations/why", json={"user_name": "Some_User"})

    assert json.loads(body)["errors"] == [{"field": "anime_id", "reason": "is required"}]


async def test_a_title_that_mal_does_not_know_is_not_found(
    api: Api, recommender: FakeRecommender
) -> None:
    recommender.error = AnimeNotFound(33337)
    response, body = await ask_why(api)

    assert response.status == 404
    assert json.loads(body)["type"] == "/problems/anime-not-found"


async def test_both_endpoints_share_one_rate_limit(start_api: StartApi) -> None:
    api = await start_api(requests_per_minute=1, burst=2)

    assert (await ask_why(api))[0].status == 200
    assert (await api.ask())[0].status == 200
    response, _ = await ask_why(api)
    assert response.status == 429
    assert int(response.headers["Retry-After"]) > 0


async def test_a_wrong_method_gets_405_with_the_allowed_ones(api: Api) -> None:
    response, _ = await api.send("GET", "/recommendations/why")

    assert response.status == 405
    assert response.headers["Allow"] == "OPTIONS, POST"
