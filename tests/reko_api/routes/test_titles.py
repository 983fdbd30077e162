import json

import pytest

from reko_api.openapi.examples import example_title_matches
from reko_core.contract.title_query import TitleMatches, TitleQuery
from reko_core.errors import CatalogueEmpty, StoreError
from tests.reko_api.conftest import Api, FakeRecommender, StartApi


async def test_titles_that_were_found_are_a_json_array(api: Api) -> None:
    response, body = await api.send("GET", "/titles?q=acca")

    assert response.status == 200
    assert response.content_type == "application/json"
    assert TitleMatches.model_validate_json(body) == example_title_matches()
    assert isinstance(json.loads(body), list)
    assert api.count("GET", "/titles", 200) == 1


async def test_the_query_is_what_was_sent(api: Api, recommender: FakeRecommender) -> None:
    await api.send("GET", "/titles?q=%E3%83%8F+x&limit=25&include_adult=true")
    await api.send("GET", "/titles?q=5")

    assert recommender.asked == [
        TitleQuery(q="ハ x", limit=25, include_adult=True),
        TitleQuery(q="5"),
    ]


@pytest.mark.parametrize(
    ("query", "wrong", "reason"),
    [
        ("", "q", "is required"),
        ("q=", "q", "must not be empty"),
        (f"q={'a' * 101}", "q", "must have at most 100 characters"),
        ("q=a&limit=0", "limit", "must be at least 1"),
        ("q=a&limit=26", "limit", "must be at most 25"),
        ("q=a&limit=two", "limit", "must be a whole number"),
        ("q=a&include_adult=perhaps", "include_adult", "must be true or false"),
        ("q=a&q=b", "q", "is given twice"),
        ("q=a&page=2", "page", "is not a known field"),
        ("q=a&page=2&page=3", "query", "is given twice"),
    ],
)
async def test_a_wrong_parameter_is_named_with_its_reason(
    api: Api, recommender: FakeRecommender, query: str, wrong: str, reason: str
) -> None:
    response, body = await api.send("GET", f"/titles?{query}")

    assert response.status == 400
    assert json.loads(body)["errors"] == [{"field": wrong, "reason": reason}]
    assert recommender.asked == []


@pytest.mark.parametrize(
    ("error", "slug"), [(CatalogueEmpty(), "no-catalogue"), (StoreError("disk"), "store-failed")]
)
async def test_without_a_catalogue_or_database_it_is_503(
    api: Api, recommender: FakeRecommender, error: Exception, slug: str
) -> None:
    recommender.error = error
    response, body = await api.send("GET", "/titles?q=acca")

    assert response.status == 503
    assert response.headers["Retry-After"]
    assert json.loads(body)["type"].endswith(f"/problems/{slug}")


async def test_searches_count_towards_the_rate_limit(start_api: StartApi) -> None:
    api = await start_api(requests_per_minute=1, burst=1)
    assert (await api.send("GET", "/titles?q=a"))[0].status == 200
    assert (await api.send("GET", "/titles?q=a"))[0].status == 429
