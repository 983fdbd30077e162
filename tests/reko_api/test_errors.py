import asyncio
import json
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from reko_api.openapi.examples import example_response
from reko_core.contract.recommend import Request, Response
from reko_core.errors import (
    AdultExcluded,
    AnimeNotFound,
    BadInput,
    CatalogueEmpty,
    ListPrivate,
    ShuttingDown,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    SnapshotDamaged,
    SnapshotMissing,
    StoreError,
    TooBusy,
    TooManyFetches,
    UserNotFound,
)
from tests.reko_api.conftest import Api, FakeRecommender, StartApi

SECRET = "a-secret-that-stays-inside"
NAME = "Hidden_Name"


@pytest.mark.parametrize(
    ("error", "status", "slug", "retry_after"),
    [
        (ListPrivate(NAME), 403, "list-private", None),
        (UserNotFound(NAME), 404, "user-not-found", None),
        (AnimeNotFound(5), 404, "anime-not-found", None),
        (BadInput("accuracy", "must be lower"), 400, "bad-input", None),
        (AdultExcluded("anime_id", "is an adult title"), 400, "bad-input", None),
        (SiteRateLimited(12.2), 429, "mal-rate-limited", "13"),
        (SiteRateLimited(), 429, "mal-rate-limited", "30"),
        (SiteUnavailable("down", 7), 503, "mal-unavailable", "7"),
        (SiteUnavailable("down"), 503, "mal-unavailable", "60"),
        (SiteUnavailable("down", 0), 503, "mal-unavailable", "1"),
        (SiteUnavailable("down", float("inf")), 503, "mal-unavailable", "86400"),
        (SiteUnavailable("down", float("nan")), 503, "mal-unavailable", "1"),
        (SiteRefused(403, SECRET), 502, "mal-refused", None),
        (TooBusy(59.5), 503, "too-busy", "60"),
        (TooManyFetches(3.5), 429, "too-many-fetches", "4"),
        (CatalogueEmpty(), 503, "no-catalogue", "60"),
        (SnapshotMissing(Path("snapshots"), "none"), 503, "no-snapshot", "60"),
        (SnapshotDamaged(Path("snapshots"), "short"), 503, "no-snapshot", "60"),
        (StoreError(SECRET), 503, "store-failed", "30"),
        (ShuttingDown(), 503, "shutting-down", "5"),
        (TimeoutError(), 503, "timed-out", "10"),
        (RuntimeError(SECRET), 500, "internal-error", None),
    ],
)
async def test_an_error_of_the_core_becomes_a_problem(  # noqa: PLR0917 - a table of cases
    api: Api,
    recommender: FakeRecommender,
    error: Exception,
    status: int,
    slug: str,
    retry_after: str | None,
) -> None:
    recommender.error = error

    with capture_logs() as logs:
        response, body = await api.ask()

    problem = json.loads(body)
    assert response.status == problem["status"] == status
    assert response.content_type == "application/problem+json"
    assert problem["type"] == f"/problems/{slug}"
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"] == response.headers["X-Request-ID"]
    assert response.headers.get("Retry-After") == retry_after
    assert SECRET not in body.decode()
    assert NAME not in body.decode() + json.dumps(logs, default=str)


async def test_an_unexpected_error_is_logged_with_its_id_without_its_message(
    api: Api, recommender: FakeRecommender
) -> None:
    async def fail(request: Request) -> Response:
        raise KeyError(request.user_name) from ValueError(request.user_name)

    recommender.answer = fail
    with capture_logs() as logs:
        _, body = await api.ask(user_name=NAME)

    (failure,) = [log for log in logs if log["event"] == "request failed"]
    assert failure["log_level"] == "error"
    assert failure["error"] == "KeyError from ValueError"
    assert any("test_errors.py" in frame and "fail" in frame for frame in failure["frames"])
    assert NAME not in body.decode() + json.dumps(logs)


async def test_a_recommendation_that_takes_too_long_is_cancelled(
    start_api: StartApi, recommender: FakeRecommender
) -> None:
    is_cancelled = asyncio.Event()

    async def dawdle(_: Request) -> Response:
        try:
            await asyncio.Event().wait()
        finally:
            is_cancelled.set()
        return example_response()

    recommender.answer = dawdle
    api = await start_api(request_timeout_s=0.05)

    response, body = await api.ask()

    assert response.status == 503
    assert response.headers["Retry-After"] == "10"
    assert json.loads(body)["type"] == "/problems/timed-out"
    assert is_cancelled.is_set()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
async def test_an_unknown_route_is_a_problem(api: Api, method: str) -> None:
    response, body = await api.send(method, "/nothing/here")

    assert response.status == 404
    assert json.loads(body)["type"] == "/problems/route-not-found"


async def test_head_of_an_unknown_route_has_no_body(api: Api) -> None:
    response, body = await api.send("HEAD", "/nothing/here")

    assert response.status == 404
    assert body == b""


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "PROPFIND"])
async def test_a_wrong_method_gets_405_with_the_allowed_ones(api: Api, method: str) -> None:
    response, _ = await api.send(method, "/recommendations")

    assert response.status == 405
    assert response.headers["Allow"] == "OPTIONS, POST"
    assert response.content_type == "application/problem+json"


async def test_options_lists_the_methods(api: Api) -> None:
    response, body = await api.send("OPTIONS", "/healthz")

    assert response.status == 204
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert body == b""


async def test_the_type_of_a_problem_links_to_its_documentation(api: Api) -> None:
    response, _ = await api.send("GET", "/problems/list-private")
    assert response.status == 302
    assert response.headers["Location"] == "/docs#problem-list-private"

    response, _ = await api.send("GET", "/problems/invented")
    assert response.status == 404
