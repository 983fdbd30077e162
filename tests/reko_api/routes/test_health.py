import asyncio
import json

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from reko_api.routes import health
from reko_core.errors import StoreError
from tests.reko_api.conftest import Api, FakeRecommender, Readiness


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


async def test_many_readiness_checks_are_one(
    api: Api, recommender: FakeRecommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_checks = 0
    entered, gate = asyncio.Event(), asyncio.Event()

    async def readiness() -> Readiness:
        nonlocal n_checks
        n_checks += 1
        entered.set()
        await gate.wait()
        return recommender.state

    monkeypatch.setattr(recommender, "readiness", readiness)
    leaving = asyncio.create_task(api.send("GET", "/readyz"))
    asked = [asyncio.create_task(api.send("GET", "/readyz")) for _ in range(20)]
    await entered.wait()
    leaving.cancel()
    gate.set()

    assert {response.status for response, _ in await asyncio.gather(*asked)} == {200}
    assert n_checks == 1


@pytest.mark.parametrize(("max_age_s", "n_expected"), [(60.0, 1), (0.0, 3)])
async def test_metrics_are_rendered_at_most_once_a_second(
    api: Api, monkeypatch: pytest.MonkeyPatch, max_age_s: float, n_expected: int
) -> None:
    rendered = []

    def render(registry: CollectorRegistry) -> bytes:
        rendered.append(registry)
        return b"x 1\n"

    monkeypatch.setattr(health, "generate_latest", render)
    monkeypatch.setattr(health, "MAX_AGE_S", max_age_s)

    for _ in range(3):
        assert (await api.send("GET", "/metrics"))[1] == b"x 1\n"

    assert len(rendered) == n_expected


async def test_a_failed_check_is_repeated_later(
    api: Api, recommender: FakeRecommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "MAX_AGE_S", 0.0)
    recommender.error = StoreError("locked")
    assert (await api.send("GET", "/readyz"))[0].status == 503

    recommender.error = None
    assert (await api.send("GET", "/readyz"))[0].status == 200
