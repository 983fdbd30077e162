import json
import re

import pytest
import structlog
from structlog.testing import capture_logs

from reko_api.openapi.examples import example_response
from reko_core.contract.recommend import Request, Response
from tests.reko_api.conftest import Api, FakeRecommender, StartApi

EVERY_PATH = ["/", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics", "/nothing"]


@pytest.mark.parametrize("path", EVERY_PATH)
async def test_every_response_has_security_headers(api: Api, path: str) -> None:
    response, _ = await api.send("GET", path)

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    is_document = path in {"/", "/docs", "/openapi.json"}
    assert response.headers["Cache-Control"] == ("no-cache" if is_document else "no-store")
    assert response.headers["Server"] == "reko"
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])


async def test_a_valid_request_id_is_used(api: Api) -> None:
    response, _ = await api.send("GET", "/healthz", headers={"X-Request-ID": "trace-0123-ABC"})

    assert response.headers["X-Request-ID"] == "trace-0123-ABC"


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "has spaces in it", "under_score", "émigré-émigré"]
)
async def test_an_invalid_request_id_is_replaced(api: Api, given: str) -> None:
    response, _ = await api.send("GET", "/healthz", headers={"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])


async def test_the_core_logs_the_request_id(api: Api, recommender: FakeRecommender) -> None:
    seen = []

    async def note(_: Request) -> Response:
        seen.append(structlog.contextvars.get_contextvars()["request_id"])
        return example_response()

    recommender.answer = note
    response, _ = await api.ask()

    assert seen == [response.headers["X-Request-ID"]]


async def test_the_log_has_the_route_and_no_user_data(api: Api) -> None:
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        response, _ = await api.send(
            "POST", "/recommendations?user=Hidden_Name", json={"user_name": "Hidden_Name"}
        )
        await api.send("GET", "/Hidden_Name")

    asked, lost = logs
    assert asked.pop("duration_ms") >= 0
    assert asked == {
        "event": "request",
        "log_level": "info",
        "method": "POST",
        "route": "/recommendations",
        "status": 200,
        "request_id": response.headers["X-Request-ID"],
    }
    assert lost["route"] == "unmatched"
    assert "Hidden_Name" not in json.dumps(logs)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_health_checks_are_logged_at_debug(api: Api, path: str) -> None:
    with capture_logs() as logs:
        await api.send("GET", path)

    assert [log["log_level"] for log in logs] == ["debug"]


async def test_responses_are_counted_by_route_pattern_and_known_method(api: Api) -> None:
    await api.ask()
    await api.ask(accuracy=101)
    await api.send("GET", "/problems/list-private")
    await api.send("GET", "/some/path")
    await api.send("PROPFIND", "/other/path")

    assert api.count("POST", "/recommendations", 200) == 1
    assert api.count("POST", "/recommendations", 400) == 1
    assert api.count("GET", "/problems/{slug}", 302) == 1
    assert api.count("GET", "unmatched", 404) == 1
    assert api.count("OTHER", "unmatched", 404) == 1
    _, exposed = await api.send("GET", "/metrics")
    assert b"reko_http_requests_running 1.0" in exposed
    assert b"/some/path" not in exposed
    assert b"PROPFIND" not in exposed


async def test_a_client_over_its_limit_gets_429(
    start_api: StartApi, recommender: FakeRecommender
) -> None:
    api = await start_api(requests_per_minute=1, burst=2)

    statuses = [(await api.ask())[0].status for _ in range(2)]
    response, body = await api.ask()

    assert statuses == [200, 200]
    assert response.status == 429
    assert json.loads(body)["type"] == "/problems/too-many-requests"
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert len(recommender.asked) == 2
    assert (await api.send("GET", "/healthz"))[0].status == 200


async def test_clients_behind_a_trusted_proxy_have_separate_limits(start_api: StartApi) -> None:
    api = await start_api(requests_per_minute=1, burst=1, trusted_proxies=1)

    async def ask_as(forwarded: str) -> int:
        headers = {"X-Forwarded-For": forwarded}
        question = {"user_name": "Some_User"}
        response, _ = await api.send("POST", "/recommendations", json=question, headers=headers)
        return response.status

    assert await ask_as("192.0.2.1") == 200
    assert await ask_as("192.0.2.2") == 200
    assert await ask_as("192.0.2.1") == 429
    assert await ask_as("203.0.113.9, 192.0.2.2") == 429


async def test_forwarded_addresses_are_ignored_without_a_trusted_proxy(start_api: StartApi) -> None:
    api = await start_api(requests_per_minute=1, burst=1)

    statuses = []
    for host in range(2):
        headers = {"X-Forwarded-For": f"192.0.2.{host}"}
        question = {"user_name": "Some_User"}
        response, _ = await api.send("POST", "/recommendations", json=question, headers=headers)
        statuses.append(response.status)

    assert statuses == [200, 429]
