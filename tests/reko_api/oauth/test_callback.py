import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
import structlog
from connected_accounts import ALICE, BOB, AccountWorld, account_world, allow
from structlog.testing import capture_logs

from bot.i18n.texts import LANGUAGES
from reko_api import running_api
from reko_api.oauth.answer_page import answer_page
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings
from reko_core.store import Store
from reko_demo.fake_server import Fault

SETTINGS = ApiSettings(port=0, requests_per_minute=6000, burst=1000, require_key=True)


class Browser:
    """A browser that comes back from the site to the API."""

    def __init__(self, world: AccountWorld, url: str, session: aiohttp.ClientSession) -> None:
        self.world = world
        self.url = f"{url}/oauth/mal/callback"
        self.session = session

    async def get(self, query: dict[str, str], **headers: str) -> tuple[int, str]:
        async with self.session.get(self.url, params=query, headers=headers) as answer:
            assert answer.content_type == "text/html"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src" not in policy
            assert "frame-ancestors 'none'" in policy
            page = await answer.text()
        assert "<script" not in page
        return answer.status, page

    async def post(self, fields: dict[str, str]) -> tuple[int, str]:
        async with self.session.post(self.url, data=fields) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def browser(store: Store, recommender: object) -> AsyncIterator[Browser]:
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(account_world(store))
        connecting = world.connections.connecting
        api = running_api(recommender, SETTINGS, Metrics(), connecting=connecting)  # type: ignore[arg-type]
        url = await stack.enter_async_context(api)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Browser(world, url, session)


def hidden_fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


async def test_an_account_is_connected_after_a_question_and_nothing_secret_is_logged(
    browser: Browser,
) -> None:
    merge = structlog.contextvars.merge_contextvars
    with capture_logs(processors=[merge]) as logs:
        query = await allow(await browser.world.start())
        # Looking at the question, as a preview may do, uses nothing up.
        for _ in range(2):
            status, page = await browser.get(query)
        assert status == 200
        assert '<html lang="de">' in page
        assert f"<b>user{ALICE}</b>" in page
        assert await browser.world.store.connections.get(ALICE) is None

        fields = hidden_fields(page)
        assert fields == query
        status, page = await browser.post(fields)
        assert status == 200
        assert "<b>Alice_on_MAL</b>" in page
        assert await browser.world.store.connections.get(ALICE) is not None
        for answer in (await browser.post(fields), await browser.get(query)):
            assert answer[0] == 400, "a replayed state"
        await browser.world.connections.writer.plan(ALICE, 5)
        browser.world.mal.authorization.expire()
        await browser.world.connections.writer.plan(ALICE, 5)

    authorization = browser.world.mal.authorization
    secrets = [*query.values(), *authorization._access, *authorization._refresh, "Alice_on_MAL"]
    assert len(secrets) == 5
    text = json.dumps(logs, default=str)
    assert "tokens refreshed" in text
    assert [one for one in secrets if one in text] == []


async def test_what_goes_wrong_is_said_in_words(browser: Browser) -> None:
    world = browser.world
    assert (await browser.get({}))[0] == 400
    status, page = await browser.get(
        {"state": "<script>", "code": "x"}, **{"Accept-Language": "de-AT,de;q=0.9"}
    )
    assert (status, "Dieser Link gilt nicht mehr." in page) == (400, True)
    status, page = await browser.get(await allow(await world.start(), ""))
    assert (status, "Nothing was connected." in page) == (200, True)

    await world.connect(ALICE)
    status, page = await browser.post(await allow(await world.start(BOB)))
    assert (status, "another Discord user" in page) == (409, True)
    world.mal.authorization.token_fault = Fault(500, "{}")
    status, page = await browser.post(await allow(await world.start(BOB)))
    assert (status, "MyAnimeList" in page) == (503, True)

    url = browser.url.replace("/mal/", "/nowhere/")
    async with browser.session.get(url) as answer:
        assert answer.status == 404


def test_values_are_escaped_and_unknown_languages_are_english() -> None:
    values = {"site": "MyAnimeList", "discord": "<img src=x>$site"}
    page = answer_page("ask", "xx", values, fields={"code": '"><b>'}).text
    assert page is not None
    assert "<img" not in page
    assert "&lt;img src=x&gt;$site" in page
    assert 'value="&quot;&gt;&lt;b&gt;"' in page
    assert '<html lang="en">' in page


def test_every_language_has_every_text_with_the_same_values() -> None:
    folder = Path(answer_page.__code__.co_filename).with_name("locales")
    texts = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    assert set(texts) == set(LANGUAGES)
    values = {
        language: {key: set(re.findall(r"\$\w+", text)) for key, text in of.items()}
        for language, of in texts.items()
    }
    assert all(found == values["en"] for found in values.values())


async def test_what_no_browser_sends_is_no_form(browser: Browser) -> None:
    query = await allow(await browser.world.start())
    form, multipart = "application/x-www-form-urlencoded", "multipart/form-data"
    bodies = {
        (f"{form}; charset=nowhere", b"state=a&code=b"),
        (f"{form}; charset=utf-7", b"state=+2AA-&code=+2AA-"),
        (form, b"state=\xff&code=%ed%a0%80"),
        (form, b"state=&" * 1000),
        (multipart, b""),
        (f"{multipart}; boundary=x", b"no part"),
        (f"{multipart}; boundary=x", b"--x\r\n\r\nwithout a name\r\n--x--\r\n"),
        ("application/json", json.dumps(query).encode()),
    }
    for media_type, body in bodies:
        headers = {"Content-Type": media_type}
        async with browser.session.post(browser.url, data=body, headers=headers) as answer:
            assert (answer.status, answer.content_type) == (400, "text/html"), (media_type, body)
    assert (await browser.post(query))[0] == 200, "nothing was used up"
