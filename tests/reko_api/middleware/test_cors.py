from collections.abc import Mapping

import pytest

from tests.reko_api.conftest import Api, StartApi

PAGE = "https://app.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-api-key"}


def shared(headers: Mapping[str, str]) -> list[str]:
    return [name for name in headers if name.lower().startswith("access-control-")]


async def test_cors_is_disabled_by_default(api: Api) -> None:
    response, _ = await api.send("OPTIONS", "/recommendations", headers={"Origin": PAGE})

    assert response.status == 204
    assert response.headers["Allow"] == "OPTIONS, POST"
    assert not shared(response.headers)
    assert "Vary" not in response.headers


@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/nothing", 404), ("/recommendations", 405)]
)
async def test_every_response_has_cors_headers_for_an_allowed_origin(
    start_api: StartApi, path: str, status: int
) -> None:
    api = await start_api(cors_origins=["https://other.example", PAGE])

    response, _ = await api.send("GET", path, headers={"Origin": PAGE})

    assert response.status == status
    assert response.headers["Access-Control-Allow-Origin"] == PAGE
    assert response.headers["Access-Control-Expose-Headers"] == "Retry-After, X-Request-ID"
    assert response.headers["Vary"] == "Origin"
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://app.example.evil.example",
        "http://app.example",
        "https://app.example:8443",
        "null",
        "https://app.example, https://evil.example",
        "",
        None,
    ],
)
async def test_other_origins_get_no_cors_headers(start_api: StartApi, origin: str | None) -> None:
    api = await start_api(cors_origins=[PAGE])
    headers = {} if origin is None else {"Origin": origin}

    response, _ = await api.send("GET", "/healthz", headers=headers)

    assert not shared(response.headers)
    assert response.headers["Vary"] == "Origin"


async def test_a_preflight_needs_no_key(start_api: StartApi) -> None:
    api = await start_api(cors_origins=[PAGE], require_key=True)

    response, body = await api.send(
        "OPTIONS", "/recommendations", headers={"Origin": PAGE} | PREFLIGHT
    )

    assert (response.status, body) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == PAGE
    assert response.headers["Access-Control-Allow-Methods"] == "OPTIONS, POST"
    assert response.headers["Access-Control-Allow-Headers"] == (
        "Authorization, Content-Type, X-API-Key, X-Request-ID"
    )
    assert response.headers["Access-Control-Max-Age"] == "600"


async def test_a_preflight_of_another_origin_allows_nothing(start_api: StartApi) -> None:
    api = await start_api(cors_origins=[PAGE])

    response, _ = await api.send(
        "OPTIONS", "/recommendations", headers={"Origin": "https://evil.example"} | PREFLIGHT
    )

    assert response.status == 204
    assert not shared(response.headers)


async def test_a_star_allows_all_origins_without_vary(start_api: StartApi) -> None:
    api = await start_api(cors_origins="*")

    response, _ = await api.send("GET", "/healthz", headers={"Origin": "null"})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in response.headers
