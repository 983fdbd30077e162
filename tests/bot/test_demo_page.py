"""The demo page in a browser."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from community import working_copy

from bot import Services
from reko_core.app import Core, open_core
from reko_core.contract.recommend import Request
from reko_core.observability.metrics import Metrics
from reko_core.runtime.shutdown import GracefulShutdown
from reko_core.settings import Settings
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from reko_demo.covers.drawing import draw_covers
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.simulated_discord import SimulatedServer, simulated_server

TITLES = load_titles()
OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
TIMEOUT_MS = 8000


@pytest.fixture
async def core(built: Settings, tmp_path: Path) -> AsyncIterator[Core]:
    async with FakeMal(MappingLists(demo_lists(TITLES)), TITLES).serve() as base_url:
        settings = working_copy(built, tmp_path, base_url=base_url)
        async with open_core(settings, Metrics()) as core:
            yield core


@pytest.fixture
async def server(core: Core, built: Settings) -> AsyncIterator[SimulatedServer]:
    services = Services(core.recommender, core.store, built.discord, GracefulShutdown())
    async with simulated_server(services) as server:
        yield server


async def test_the_bot_answers_beside_an_api_that_shares_its_recommender(
    core: Core, server: SimulatedServer
) -> None:
    """The rate limit must not see the simulation's time after the world's."""
    await core.recommender.recommend(Request(user_name="demo_cosy", force_list_update=True))
    assert await server.recommend("demo_sports") == 4
    await core.recommender.recommend(Request(user_name="demo_dark", force_list_update=True))
    assert await server.recommend("demo_mecha") == 4
    assert abs((server.env.now() - datetime.now(UTC)).total_seconds()) < 60


async def test_a_person_turns_pages_and_types_a_command_in_the_page(
    server: SimulatedServer,
) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    api = pytest.importorskip("playwright.async_api", reason="needs playwright")
    await server.recommend("demo_sports")
    covers = draw_covers(TITLES.values())
    async with server.page(covers, ()) as url, api.async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        page = await browser.new_page(viewport={"width": 1000, "height": 1200})
        page.set_default_timeout(TIMEOUT_MS)
        await page.goto(url)
        messages = page.locator("#channel-message-list > article")
        await messages.get_by_text("Recommendations for demo_sports").wait_for()
        cover = messages.last.locator("img.embed-thumbnail").first
        await api.expect(cover).to_have_js_property("naturalWidth", 225)

        await messages.last.locator("button", has_text="▶").click()
        await messages.get_by_text("2/6").wait_for()

        await page.locator("#channel-composer-input").click()
        await page.keyboard.type("/reko")
        await page.locator("[role=option]", has_text="/reko").first.click()
        await page.locator("[role=option]", has_text="user").first.click()
        await page.keyboard.type("demo_mecha")
        await page.locator("#send-message").click()
        await messages.get_by_text("Recommendations for demo_mecha").wait_for()
        assert await messages.count() == 2
        await browser.close()
