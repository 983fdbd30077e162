import json

import pytest
from prometheus_client.parser import text_string_to_metric_families

from reko_core.errors import StoreError
from tests.reko_api.conftest import Api, FakeRecommender


async def test_the_process_is_alive(api: Api) -> None:
    response, body = await api.send("GET", "/healthz")

    assert response.status == 200
    assert json.loads(body) == {"status": "ok"}


async def test_a_ready_service_lists_its_checks(api: Api) -> None:
    response, body = await api.send("GET", "/readyz")

    assert response.status == 200
    assert json.loads(body) == {"status": "ok", "checks": {"database": "ok", "snapshot": "ok"}}


async def test_an_unready_service_lists_what_is_missing(
    api: Api, recommender: FakeRecommender
) -> None:
    checks = {"database": "ok", "snapshot": "missing"}
    recommender.state = type(recommender.state)(is_ready=False, checks=checks)

    response, body = await api.send("GET", "/readyz")

    assert response.status == 503
    assert response.content_type == "application/problem+json"
    assert json.loads(body)["checks"] == checks


async def test_a_readiness_check_may_fail(api: Api, recommender: FakeRecommender) -> None:
    recommender.error = StoreError("locked")

    response, body = await api.send("GET", "/readyz")

    assert response.status == 503
    assert json.loads(body)["type"] == "/problems/store-failed"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/docs", "/openapi.json"])
async def test_head_is_get_without_a_body(api: Api, path: str) -> None:
    response, body = await api.send("HEAD", path)

    assert response.status == 200
    assert body == b""


async def test_metrics_are_in_prometheus_format(api: Api) -> None:
    await api.ask()

    response, body = await api.send("GET", "/metrics")

    names = {family.name for family in text_string_to_metric_families(body.decode())}
    assert response.content_type == "text/plain"
    assert {"reko_http_requests", "reko_http_request_seconds"} <= names
