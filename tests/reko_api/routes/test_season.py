import json

from reko_api.openapi.features.season import example_season_request, example_season_response
from tests.reko_api.conftest import FakeRecommender, StartApi


async def test_a_season_is_ranked(start_api: StartApi, recommender: FakeRecommender) -> None:
    api = await start_api()
    fields = example_season_request().model_dump(mode="json", exclude_unset=True)
    response, body = await api.send("POST", "/recommendations/season", json=fields)
    assert response.status == 200
    assert json.loads(body) == example_season_response().model_dump(mode="json")
    assert recommender.seasons.asked == [example_season_request()]


async def test_half_a_season_is_refused_by_field(start_api: StartApi) -> None:
    api = await start_api()
    fields = {"user_name": "Some_User", "season": "fall"}
    response, body = await api.send("POST", "/recommendations/season", json=fields)
    assert response.status == 400
    assert "must be given together with year" in body.decode()
