import base64
import hashlib
import re
from html.parser import HTMLParser

from reko_api.openapi.document import openapi_document
from reko_api.openapi.page import render_page
from reko_api.problem_types import ProblemType
from reko_core.contract.explain import WhyRequest
from reko_core.contract.recommend import Request
from tests.reko_api.conftest import Api

VOID = {"meta", "link", "input", "br", "img"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert name != "style"
            assert not name.startswith("on")
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src", "action"}:
                self.targets.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def rendered() -> tuple[str, str]:
    page, policy = render_page(openapi_document())
    return page.decode(), policy


def test_the_page_has_every_route() -> None:
    paths = openapi_document()["paths"]
    text, _ = rendered()

    assert len(paths) > 5
    for path in paths:
        assert path in text


async def test_the_docs_are_served(api: Api) -> None:
    response, body = await api.send("GET", "/docs")
    assert response.content_type == "text/html"
    assert body.decode() == rendered()[0]


def test_the_page_is_complete_and_loads_no_external_resources() -> None:
    text, _ = rendered()
    page = Page(text)

    assert len(page.ids) == len(set(page.ids)) > 20
    assert len(page.targets) > 5
    for target in page.targets:
        assert target.startswith(("#", "/openapi.json", "data:"))
        if target.startswith("#"):
            assert target[1:] in page.ids


def test_the_content_security_policy_allows_exactly_the_pages_style_and_script() -> None:
    text, policy = rendered()

    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy
    assert "unsafe" not in policy


def test_the_page_explains_every_field_and_every_problem() -> None:
    text, _ = rendered()
    page = Page(text)

    for name in (*Request.model_fields, *WhyRequest.model_fields):
        assert f"<code>{name}</code>" in text
    for problem in ProblemType:
        assert f"problem-{problem.slug}" in page.ids


def test_the_page_links_terms_and_privacy_policy_where_they_are_published() -> None:
    body, _ = render_page(openapi_document("https://reko.example/docs/"))
    targets = Page(body.decode()).targets
    assert "https://reko.example/docs/privacy.md" in targets
    assert "https://reko.example/docs/terms.md" in targets
    assert not any(".md" in target for target in Page(rendered()[0]).targets)
