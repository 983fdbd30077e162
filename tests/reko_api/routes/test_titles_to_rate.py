"""`POST /titles/to-rate`."""

import json
from pathlib import Path
from typing import Any

import pytest

from reko_api.openapi.features.titles_to_rate import example_titles_to_rate
from reko_core.contract.titles_to_rate import TitlesToRateRequest
from reko_core.errors import SnapshotMissing
from tests.reko_api.conftest import Api, FakeRecommender

PATH = "/titles/to-rate"


async def test_titles_to_rate_are_sent(api: Api, recommender: FakeRecommender) -> None:
    fields = {"entries": [{"anime_id": 1, "score": 8}], "not_seen_ids": [5], "limit": 3}
    response, body = await api.send("POST", PATH, json=fields)

    assert response.status == 200
    assert json.loads(body) == example_titles_to_rate().model_dump(mode="json")
    assert recommender.asked == [TitlesToRateRequest.model_validate(fields)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"entries": [{"anime_id": 1, "score": 11}]}, "entries.0.score"),
        ({"not_seen_ids": [0]}, "not_seen_ids.0"),
        ({"not_seen_ids": [1] * 1001}, "not_seen_ids"),
        ({"limit": 26}, "limit"),
        ({"user_name": "somebody"}, "user_name"),
    ],
)
async def test_what_is_wrong_is_named(api: Api, fields: dict[str, Any], field: str) -> None:
    response, body = await api.send("POST", PATH, json=fields)

    assert response.status == 400
    assert json.loads(body)["errors"][0]["field"] == field


async def test_without_a_snapshot_it_is_503(api: Api, recommender: FakeRecommender) -> None:
    recommender.error = SnapshotMissing(Path("snapshots"), "no snapshot was built yet")

    response, body = await api.send("POST", PATH, json={})

    assert response.status == 503
    assert json.loads(body)["type"].endswith("/no-snapshot")
