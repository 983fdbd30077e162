"""The page on phones, by keyboard alone, for screen readers, and with a key."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from reko_api import running_api
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings
from tests.reko_api.conftest import FakeRecommender
from tests.reko_api.web.conftest import PHONE, OpenPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

WALL = "#/recommendations?user=demo_sports"
# Few titles, as the rules take long on many; they are the same for each.
FEW = f"{WALL}&genres=Sports"


async def violations(page: Any, *, dark: bool = False) -> list[str]:
    """Return what axe finds; in dark colours, only what depends on colours."""
    axe = pytest.importorskip("axe_playwright_python.async_playwright", reason="there is no axe")
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if dark:
        options["runOnly"] = ["color-contrast"]
    results = await axe.Axe().run(page, options=options)
    return [
        f"{one['id']}: {node['html']} {node['failureSummary']}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


async def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(open_page: OpenPage) -> None:
    page = await open_page(viewport=PHONE)
    states = {
        "#/": "#name",
        FEW: ".wall[aria-busy=false] reko-card >> nth=0",
        f"{FEW}&title=16498": "dialog .drawing svg >> nth=0",
    }
    for address, shown in states.items():
        await page.evaluate("address => { location.hash = address }", address)
        await page.locator(shown).wait_for()
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert await violations(page, dark=scheme == "dark") == [], (address, scheme)
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await page.keyboard.press("Escape")
    await page.locator(".filters-opener").click()
    assert await violations(page) == []


async def test_everything_works_by_keyboard(open_page: OpenPage) -> None:
    page = await open_page()
    keyboard = page.keyboard
    await page.locator("#name:focus").wait_for()
    await keyboard.type("demo_sports")
    await keyboard.press("Enter")
    await page.locator("reko-card").nth(23).wait_for()
    assert await page.evaluate("document.activeElement.id") == "main"

    await page.reload()
    await page.locator("a.skip").wait_for(state="attached")
    await keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    await page.locator("reko-card").nth(23).wait_for()
    for _ in range(80):
        await keyboard.press("Tab")
        if await page.evaluate("document.activeElement.matches('.card-link')"):
            break
    await keyboard.press("ArrowDown")
    await keyboard.press("ArrowRight")
    index = "[...document.querySelectorAll('.card-link')].indexOf(document.activeElement)"
    assert await page.evaluate(index) == 2
    await keyboard.press("Enter")
    await page.get_by_role("dialog").locator(".drawing svg").first.wait_for()
    await keyboard.press("Escape")
    await page.get_by_role("dialog").wait_for(state="detached")
    # The focus is back where it was.
    assert await page.evaluate(index) == 2


@pytest_asyncio.fixture(loop_scope="session")
async def locked_url() -> AsyncIterator[str]:
    settings = ApiSettings(port=0, require_key=True, burst=1000)
    async with running_api(FakeRecommender(), settings, Metrics()) as url:
        yield url


async def test_a_server_that_requires_a_key_is_asked_with_one(
    open_page: OpenPage, locked_url: str
) -> None:
    page = await open_page(expected_statuses=(401,))
    await page.goto(f"{locked_url}/#/recommendations?user=Some_User")
    await page.get_by_role("button", name="Enter an API key").click()
    await page.get_by_label("API key", exact=True).fill("a-key-that-is-wrong")
    await page.get_by_role("button", name="Use this key").click()
    await page.get_by_role("heading", name="That key is not valid").wait_for()
