"""What people do on the page, in a browser, against the real API."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from tests.reko_api.web.conftest import PHONE, OpenPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

WALL = "#/recommendations?user=demo_sports"
CARDS = "reko-card"
LIST = """<?xml version="1.0" encoding="UTF-8" ?><myanimelist>
<anime><series_animedb_id>20583</series_animedb_id><my_score>10</my_score>
<my_status>Completed</my_status></anime>
<anime><series_animedb_id>1535</series_animedb_id><my_score>4</my_score>
<my_status>On-Hold</my_status></anime></myanimelist>"""


async def names(page: Any) -> list[str]:
    found: list[str] = await page.locator(f"{CARDS} .card-name").all_inner_texts()
    return found


async def test_a_name_becomes_a_wall_and_the_address_holds_the_question(
    open_page: OpenPage, page_url: str
) -> None:
    page = await open_page()
    await page.get_by_label("User name").fill(" https://myanimelist.net/profile/demo_sports ")
    await page.keyboard.press("Enter")

    await page.locator(CARDS).nth(23).wait_for()
    assert page.url == f"{page_url}/{WALL}"
    assert await page.title() == "For demo_sports · Reko"
    card = page.locator(CARDS).nth(1)
    assert re.fullmatch(
        r"Match \d+ of 100", await card.get_by_role("img").get_attribute("aria-label") or ""
    )
    assert await card.locator(".figures li").count() == 3
    # The same address shows the same wall elsewhere.
    other = await open_page(WALL, locale="de-DE", viewport=PHONE)
    await other.locator(CARDS).nth(23).wait_for()
    assert await names(other) == await names(page)
    assert await other.evaluate("document.documentElement.lang") == "de"
    # The first page remembers who was asked about.
    await page.get_by_role("link", name="Reko, first page").click()
    await page.get_by_role("link", name="demo_sports").wait_for()


async def test_filters_act_at_once_and_stand_in_the_address(open_page: OpenPage) -> None:
    page = await open_page(WALL)
    await page.locator(CARDS).nth(23).wait_for()
    before = await names(page)

    await page.get_by_role("button", name="Movie", exact=True).click()
    await page.get_by_role("button", name="Sports", exact=True).click()
    await page.get_by_role("button", name="Sports: only with it").click()
    await page.get_by_role("button", name="Sports: excluded").wait_for()
    await page.locator(".wall[aria-busy=false]").wait_for()
    assert page.url.endswith("&types=movie&without=Sports")
    facts = await page.locator(f"{CARDS} .card-facts").all_inner_texts()
    assert facts
    assert all(one.startswith("Movie") for one in facts)

    await page.get_by_role("button", name="Remove filter: without Sports").click()
    await page.get_by_role("button", name="Clear filters").first.click()
    await page.locator(".active-filters:empty").wait_for(state="attached")
    await page.locator(CARDS, has_text=before[0]).wait_for()
    await page.locator(f".wall[aria-busy=false] {CARDS}").nth(23).wait_for()
    assert await names(page) == before
    assert page.url.endswith(WALL)


async def test_a_title_opens_with_why_it_is_recommended(open_page: OpenPage) -> None:
    page = await open_page(WALL)
    await page.locator(CARDS).nth(2).get_by_role("link").click()

    dialog = page.get_by_role("dialog")
    drawings = dialog.locator(".drawing svg")
    await drawings.nth(2).wait_for()
    words = [await drawings.nth(one).get_attribute("aria-label") for one in range(3)]
    assert "certainty" in str(words[0])
    assert "raise it" in str(words[1])
    assert "gave" in str(words[2])
    address = page.url
    assert "&title=" in address
    await page.keyboard.press("Escape")
    await dialog.wait_for(state="detached")
    assert page.url.endswith(WALL)
    # Those who follow the link see the title and, behind it, the wall.
    other = await open_page(address.split("/", 3)[3])
    await other.get_by_role("dialog").locator(".drawing svg").first.wait_for()


async def test_a_title_that_is_hidden_stays_hidden_until_it_is_wanted_again(
    open_page: OpenPage,
) -> None:
    page = await open_page(WALL)
    await page.locator(CARDS).nth(23).wait_for()
    first, second, *_ = await names(page)

    await page.get_by_role("button", name=f"Not for me: {second}").click()
    await page.get_by_text(f"{second} is hidden").wait_for()
    await page.locator(f".wall[aria-busy=false] {CARDS}").nth(23).wait_for()
    assert second not in await names(page)
    await page.locator(f"{CARDS}.first").get_by_role("button", name="Seen it").click()
    await page.reload()
    await page.locator(CARDS).nth(23).wait_for()
    assert not {first, second} & set(await names(page))

    await page.get_by_role("button", name="Settings").click()
    await page.get_by_text("2 hidden titles").click()
    await page.get_by_role("button", name=f"Show it again: {second}").click()
    await page.keyboard.press("Escape")
    await page.locator(f"{CARDS} .card-name").get_by_text(second, exact=True).wait_for()


async def test_who_waits_for_a_list_sees_how_far_it_is_read(open_page: OpenPage) -> None:
    page = await open_page("#/recommendations?user=slow_user")
    await page.locator(".skeleton").nth(23).wait_for()
    await page.get_by_text(
        re.compile(r"Reading the list of slow_user: \d+ titles so far")
    ).wait_for()
    await page.locator(CARDS).nth(23).wait_for()
    assert await page.locator(".waiting").count() == 0


async def test_errors_say_what_to_do(open_page: OpenPage) -> None:
    page = await open_page("#/recommendations?user=private_user", expected_statuses=(403, 404))
    alert = page.get_by_role("alert")
    await alert.get_by_role("heading", name="The list of private_user is private").wait_for()
    settings = alert.get_by_role("link", name="Open the settings of MyAnimeList")
    assert "listpreferences" in (await settings.get_attribute("href") or "")

    await page.goto(page.url.replace("private_user", "nobody_here"))
    await alert.get_by_role("heading", name="MyAnimeList knows no user nobody_here").wait_for()
    await alert.get_by_role("button", name="Enter another name").click()
    await page.get_by_label("User name").fill("a name that no site has")
    await page.keyboard.press("Enter")
    await page.get_by_text("A MyAnimeList name has 2 to 16 letters").wait_for()


async def test_no_address_shows_nothing(open_page: OpenPage) -> None:
    page = await open_page(expected_statuses=(400,))
    await page.evaluate("localStorage.setItem('reko.language', '\"a language that was removed\"')")
    await page.reload()
    for address in ("#/constructor", "#/__proto__"):
        await page.evaluate(f"location.hash = '{address}'")
        await page.get_by_label("User name").wait_for()
        await page.evaluate("location.hash = '#/rate'")
        await page.get_by_role("heading", name="Which of these do you know?").wait_for()
    for view in ("recommendations", "taste"):
        await page.evaluate(f"location.hash = '#/{view}?user=https://anilist.co/user/%2525'")
        await page.get_by_role("alert").wait_for()


async def test_a_file_is_read_in_the_browser(open_page: OpenPage, tmp_path: Path) -> None:
    page = await open_page()
    for name, text, reason in (
        ("notes.xml", "<html></html>", "no export of an anime list"),
        ("manga.xml", "<myanimelist><manga></manga></myanimelist>", "a list of manga"),
        ("none.xml", "<myanimelist></myanimelist>", "no anime with a MyAnimeList number"),
    ):
        (tmp_path / name).write_text(text)
        await page.locator("input[type=file]").set_input_files(tmp_path / name)
        await page.get_by_text(reason).wait_for()
    (tmp_path / "list.xml.gz").write_bytes(gzip.compress(LIST.encode()))
    await page.locator("input[type=file]").set_input_files(tmp_path / "list.xml.gz")

    await page.locator(CARDS).nth(23).wait_for()
    assert page.url.endswith("#/recommendations?list=own")
    await page.get_by_role("button", name="Movie", exact=True).click()
    await page.get_by_role("button", name="Clear filters").first.click()
    await page.locator(f".wall[aria-busy=false] {CARDS}").nth(23).wait_for()
    assert page.url.endswith("#/recommendations?list=own")
    await page.locator(CARDS).nth(0).get_by_role("link").click()
    await page.get_by_role("dialog").locator(".drawing svg").first.wait_for()
    # Elsewhere there is no such list.
    other = await open_page("#/recommendations?list=own", viewport=PHONE)
    await other.get_by_text("a list kept in another browser").wait_for()
