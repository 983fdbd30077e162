"""One server with a community and drawn covers, and one browser, for all tests of the page."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pytest
import pytest_asyncio
from aiohttp import web
from community import TITLES, working_copy

from reko_api import running_api
from reko_core.app import open_core
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings, Settings
from reko_demo.community.demo_users import demo_lists
from reko_demo.covers.drawing import draw_cover
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault, serve

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

CHROMIUM_OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 800}
TIMEOUT_MS = 20_000

CONTEXTS: WeakKeyDictionary["BrowserContext", dict[str, Any]] = WeakKeyDictionary()

OpenPage = Callable[..., Awaitable["Page"]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def page_url(built: Settings, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Serve the API; MAL has the users of the demo, and sends five entries at a time."""
    settings = working_copy(built, tmp_path_factory.mktemp("web"), page_size=5)
    slow = {"slow_user": Fault(delay_s=0.4)}
    fake = FakeMal(MappingLists(demo_lists(TITLES)), TITLES, slow, fallback_user="demo_sports")
    async with AsyncExitStack() as stack:
        mal_url = await stack.enter_async_context(fake.serve())
        covers_url = await stack.enter_async_context(serve_one_cover())
        mal = settings.mal.model_copy(update={"base_url": mal_url})
        core = await stack.enter_async_context(
            open_core(settings.model_copy(update={"mal": mal}), Metrics())
        )
        api = ApiSettings(port=0, burst=10_000, covers_url=covers_url)
        yield await stack.enter_async_context(running_api(core.recommender, api, Metrics()))


@asynccontextmanager
async def serve_one_cover() -> AsyncIterator[str]:
    """Serve the same cover for every title: to draw each takes a while."""
    cover = draw_cover(TITLES[1])

    async def respond(_: web.Request) -> web.Response:
        return web.Response(body=cover, content_type="image/png")

    app = web.Application()
    app.router.add_get("/{path:.*}", respond)
    async with serve(app, "127.0.0.1", port=0) as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator["Browser"]:
    """Start the Chromium of the system; without it, or Playwright, tests are skipped."""
    playwright = pytest.importorskip("playwright.async_api", reason="there is no Playwright")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    async with playwright.async_playwright() as running:
        launched = await running.chromium.launch(
            executable_path=chromium, args=list(CHROMIUM_OPTIONS)
        )
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: "Browser", page_url: str) -> AsyncIterator[OpenPage]:
    """Return a function that opens an address in a browser that remembers nothing.

    Errors in the console fail the test, but for answers with one of `expected_statuses`.
    """
    errors: list[str] = []
    pages: list[Page] = []

    async def open_(
        address: str = "#/", expected_statuses: tuple[int, ...] = (), **options: Any
    ) -> "Page":
        options = {"viewport": SCREEN, "locale": "en-US", "reduced_motion": "reduce"} | options
        context = await _context(browser, options)
        page = await context.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))

        def note(message: Any) -> None:
            is_expected = any(f"status of {one}" in message.text for one in expected_statuses)
            if message.type in {"error", "warning"} and not is_expected:
                errors.append(message.text)

        page.on("console", note)
        await page.goto(f"{page_url}/{address}")
        return page

    yield open_
    for page in pages:
        await page.evaluate("localStorage.clear()")
        await page.close()
    assert errors == []


async def _context(browser: "Browser", options: dict[str, Any]) -> "BrowserContext":
    """Return the context with these options: one for all tests, as it caches the page's files."""
    found = next((one for one in browser.contexts if CONTEXTS.get(one) == options), None)
    if found is None:
        found = await browser.new_context(**options)
        found.set_default_timeout(TIMEOUT_MS)
        CONTEXTS[found] = options
    return found
