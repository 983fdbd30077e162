"""docs/http-api.md and the OpenAPI document against the application: nothing is left out."""

import re
from pathlib import Path

from reko_api.app import make_app
from reko_api.openapi.document import openapi_document
from reko_api.problem_types import ProblemType
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings
from tests.reko_api.conftest import FakeRecommender

PAGE = (Path(__file__).parents[2] / "docs" / "http-api.md").read_text()
# The page for people, and its files.
UNDOCUMENTED = ("/", "/assets/{version}/{name}")


def routes() -> set[tuple[str, str]]:
    app = make_app(FakeRecommender(), ApiSettings(), Metrics())
    found = {
        (route.resource.canonical, route.method.lower())
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    return {(path, method) for path, method in found if path not in UNDOCUMENTED}


def test_the_openapi_document_has_exactly_the_routes() -> None:
    paths = openapi_document()["paths"]

    assert {(path, method) for path, methods in paths.items() for method in methods} == routes()


def test_every_request_and_response_in_json_has_an_example() -> None:
    for path, methods in openapi_document()["paths"].items():
        for operation in methods.values():
            parts = [operation.get("requestBody", {}), *operation["responses"].values()]
            for part in parts:
                for media_type, content in part.get("content", {}).items():
                    has_example = "examples" in content or "json" not in media_type
                    assert has_example or path == "/openapi.json", (path, media_type)


def test_the_page_has_every_route() -> None:
    assert [path for path, _ in routes() if not re.search(rf"`(\w+ )?{path}`", PAGE)] == []


def test_the_page_has_every_field_of_a_request() -> None:
    for name, schema in openapi_document()["components"]["schemas"].items():
        if name.endswith("Request"):
            assert [field for field in schema["properties"] if f"`{field}`" not in PAGE] == []


def test_the_page_has_every_type_of_problem() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (\d{3})( \(`Retry-After`\))? \| (.+) \|$", PAGE, re.MULTILINE
    )

    assert [(slug, int(status), bool(retry), title) for slug, status, retry, title in rows] == [
        (one.slug, one.status, one.retry_after_s is not None, one.title) for one in ProblemType
    ]
