"""Schemathesis sends the running API valid and invalid requests by its own document."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.pytest.lazy import get_all_tests
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from reko_api import running_api
from reko_api.openapi.document import openapi_document
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings
from tests.reko_api.conftest import FakeRecommender

SETTINGS = settings(
    max_examples=50,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
START_TIMEOUT_S = 30
# Large enough for the maximum number of bans.
MAX_BODY_BYTES = 1_048_576
# What a JSON Schema does not say: fields that do not go together.
BETWEEN_FIELDS = {
    "has a title that is both like and unlike",
    "must be given together with year",
    "must not be before year_from",
    "must not be more than the users",
    "must not name a user twice",
    "needs either anime_id or anime_ids",
    "needs either user_name or entries",
}
MULTIPART_MEDIA_TYPE = "multipart/form-data"

DOCUMENT = openapi_document()
OPERATIONS = [
    (method, path)
    for path, described in DOCUMENT["paths"].items()
    for method in ("get", "post", "put", "patch", "delete")
    if method in described
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Serve from a separate thread: Schemathesis blocks."""
    started: Future[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def serve() -> None:
        stop = asyncio.Event()
        limits = ApiSettings(
            port=0, requests_per_minute=1_000_000, burst=100_000, max_body_bytes=MAX_BODY_BYTES
        )
        async with running_api(FakeRecommender(), limits, Metrics()) as url:
            started.set_result((url, asyncio.get_running_loop(), stop))
            await stop.wait()

    with ThreadPoolExecutor(1) as pool:
        serving = pool.submit(asyncio.run, serve())
        url, loop, stop = started.result(START_TIMEOUT_S)
        yield url
        loop.call_soon_threadsafe(stop.set)
        serving.result()


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


# Schemathesis's own `parametrize` makes all cases, in seconds, in each process that collects tests.
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_api_conforms_to_its_openapi_document(
    method: str, path: str, url: str, session: requests.Session
) -> None:
    schema = schemathesis.openapi.from_dict(DOCUMENT).include(method=method, path=path)
    # Their requests are those of the route without it, and are read by the same code.
    schema.config.phases.coverage.enabled = not path.endswith(".png")
    (made,) = get_all_tests(
        schema=schema, test_func=check_case, settings=SETTINGS, given_kwargs=None
    )
    operation, check_all = made.ok()
    assert operation.path == path

    check_all(url=url, session=session)


def check_case(case: schemathesis.Case[Any], url: str, session: requests.Session) -> None:
    response = case.call(base_url=url, session=session)
    excluded = []
    if is_between_fields(response) or is_bad_list(case):
        excluded.append(positive_data_acceptance)
    if response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        # A list with one entry too many is refused for its size before it is read.
        excluded.append(negative_data_rejection)
    case.validate_response(
        response,
        excluded_checks=excluded,
        transport_kwargs={"session": session},
    )

    assert response.status_code < 500


def is_bad_list(case: schemathesis.Case[Any]) -> bool:
    """Return whether a request has a file, of which a schema cannot say what stands in it."""
    return case.media_type == MULTIPART_MEDIA_TYPE


def is_between_fields(response: schemathesis.Response) -> bool:
    """Return whether a request is refused only for fields that do not go together."""
    if response.status_code != 400:
        return False
    reasons = {one["reason"] for one in response.json().get("errors", ())}
    return bool(reasons) and reasons <= BETWEEN_FIELDS
