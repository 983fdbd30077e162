import json
import re
from pathlib import Path

import pytest

import reko_api
from tests.reko_api.conftest import Api, StartApi

FOLDER = Path(reko_api.__file__).parent / "web"
LOCALES = {file.stem: json.loads(file.read_text()) for file in FOLDER.glob("locales/*.json")}


async def asset_paths(api: Api) -> list[str]:
    _, body = await api.send("GET", "/")
    return re.findall(r'(?:href|src)="(/assets/[^"]+)"', body.decode())


async def test_the_root_is_the_page_with_a_strict_policy(api: Api) -> None:
    response, body = await api.send("GET", "/")

    assert response.content_type == "text/html"
    for inline in (b"<script>", b"<style", b" style=", b" onload="):
        assert inline not in body
    policy = dict(
        one.strip().split(" ", 1) for one in response.headers["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' blob: data: https://cdn.myanimelist.net"
    assert policy["frame-ancestors"] == "'none'"


async def test_assets_are_typed_and_kept_for_good(api: Api) -> None:
    paths = await asset_paths(api)
    assert len(paths) > 20
    kinds = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    for path in paths:
        response, _ = await api.send("GET", path)
        assert response.status == 200, path
        assert response.content_type == kinds[Path(path).suffix]
        assert "immutable" in response.headers["Cache-Control"]


async def test_an_asset_that_the_browser_has_is_not_sent_again(api: Api) -> None:
    path = (await asset_paths(api))[-1]
    for address in ("/", path):
        response, _ = await api.send("GET", address)
        etag = response.headers["ETag"]
        response, body = await api.send("GET", address, headers={"If-None-Match": etag})
        assert (response.status, body) == (304, b"")
        assert response.headers["ETag"] == etag


async def test_the_address_of_another_version_is_served_but_not_kept(api: Api) -> None:
    response, _ = await api.send("GET", "/assets/000000000000/app.js")
    assert (response.status, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["nothing.js", "README.md", "../app.py", "%2e%2e/app.py", "core"])
async def test_nothing_but_assets_is_served(api: Api, name: str) -> None:
    response, _ = await api.send("GET", f"/assets/000000000000/{name}")
    assert response.status == 404


async def test_covers_come_from_the_setting_alone(start_api: StartApi) -> None:
    for url, origin in (("https://img.example/covers/", " https://img.example"), ("", "")):
        api = await start_api(covers_url=url)
        response, body = await api.send("GET", "/")
        policy = response.headers["Content-Security-Policy"]
        assert f"img-src 'self' blob: data:{origin};" in policy
        assert f'name="reko-covers" content="{url.rstrip("/")}"' in body.decode()


def test_every_language_has_the_same_words_with_the_same_values() -> None:
    english = LOCALES["en"]
    assert set(LOCALES) == {"en", "de", "es", "fr", "ja", "pt-BR"}
    for language, words in LOCALES.items():
        assert list(words) == list(english), language
        for key, text in words.items():
            assert values_of(text) == values_of(english[key]), (language, key)


def values_of(text: str | dict[str, str]) -> set[str]:
    """Return the names of the values in a text; a plural form may leave out the number."""
    texts = [text] if isinstance(text, str) else list(text.values())
    return {name for one in texts for name in re.findall(r"\{(\w+)\}", one)}


def test_every_word_of_the_modules_exists() -> None:
    modules = "\n".join(file.read_text() for file in FOLDER.rglob("*.js"))
    used = set(re.findall(r'\bt(?:Nodes)?\("([\w-]+)"', modules))
    assert len(used) > 80
    assert used - set(LOCALES["en"]) == set()
