"""The views beside the recommendations: rate, season, titles like others, group, taste."""

import json
from typing import Any

import pytest

from tests.reko_api.web.conftest import PHONE, OpenPage
from tests.reko_api.web.test_access import violations

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARDS = ".wall[aria-busy=false] reko-card"
RATED = ".rate-card h2"


async def stored(page: Any, name: str) -> Any:
    return json.loads(await page.evaluate(f"localStorage.getItem('reko.{name}')"))


async def test_titles_that_are_rated_become_a_list(open_page: OpenPage) -> None:
    page = await open_page()
    await page.get_by_role("link", name="Rate some titles").click()
    await page.locator(RATED).nth(11).wait_for()
    show = page.get_by_role("button", name="Show my anime")
    assert await show.is_disabled()
    first, second, third = (await page.locator(RATED).all_inner_texts())[:3]

    await page.get_by_role("button", name=f"Not seen: {first}").click()
    await page.get_by_text(f"You haven't seen {first}.").wait_for()
    await page.get_by_role("button", name="Undo").click()
    await page.get_by_role("button", name=f"Liked it: {first}").click()
    # The title that takes its place has the focus.
    focused = await page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("Liked it: ")
    assert first not in focused
    await page.get_by_role("button", name=f"Not for me: {second}").click()
    await page.get_by_role("button", name=f"Not seen: {third}").click()
    assert not {first, second, third} & {*await page.locator(RATED).all_inner_texts()}
    assert await page.get_by_text("2 titles rated.").is_visible()

    await page.reload()
    await page.locator(RATED).nth(11).wait_for()
    assert not {first, second, third} & {*await page.locator(RATED).all_inner_texts()}
    await page.locator(".rate-liked").nth(4).click()
    assert sorted((await stored(page, "ratings"))["scores"].values()) == [4, 8, 8]
    await show.click()
    await page.locator(CARDS).nth(23).wait_for()
    assert page.url.endswith("#/recommendations?list=own")
    await page.get_by_role("link", name="Taste").click()
    await page.get_by_role("heading", name="Genres").wait_for()


async def test_a_season_is_ranked_and_its_titles_open(open_page: OpenPage) -> None:
    page = await open_page("#/season?user=demo_sports")
    await page.locator(CARDS).first.wait_for()
    assert await page.locator("section h2").count() == 2

    await page.get_by_role("switch", name="New titles only").click()
    # No title of these lists is of a season to come.
    await page.get_by_role("link", name="Clear filters").wait_for()
    assert page.url.endswith("#/season?user=demo_sports&new=1")
    await page.go_back()
    await page.locator(CARDS).first.get_by_role("link").click()
    await page.get_by_role("dialog").locator(".drawing svg").first.wait_for()


async def test_titles_like_others_are_found_by_name(open_page: OpenPage) -> None:
    page = await open_page("#/similar")
    field = page.get_by_role("combobox")
    await field.fill("haikyu")
    await page.get_by_role("option").first.wait_for()
    await field.press("Enter")
    await page.locator(CARDS).nth(23).wait_for()
    assert page.url.endswith("#/similar?like=20583")
    assert await page.locator("h1").inner_text() == "Like Haikyuu!!"
    assert await page.locator(f"{CARDS} .figures").count() == 0

    await page.goto(page.url + "&user=demo_sports")
    await page.locator(f"{CARDS} .figures").first.wait_for()
    await page.locator(CARDS).first.get_by_role("link").click()
    await page.get_by_role("link", name="More like this").click()
    await page.get_by_role("dialog").wait_for(state="detached")
    assert await page.locator("h1").inner_text() != "Like Haikyuu!!"


async def test_a_group_is_made_by_adding_names_and_stands_in_the_address(
    open_page: OpenPage,
) -> None:
    page = await open_page("#/group")
    field = page.get_by_label("Who watches with you?")
    await field.fill("demo_sports")
    await field.press("Enter")
    await page.get_by_role("link", name="Taste").wait_for()
    await field.fill("demo_sports")
    await field.press("Enter")
    await page.get_by_text("demo_sports is in the group already.").wait_for()
    await field.fill("anilist:no names")
    await field.press("Enter")
    await page.get_by_text("An AniList name has").wait_for()
    await field.fill("https://myanimelist.net/profile/demo_mecha")
    await page.get_by_role("button", name="Add").click()
    await page.locator(CARDS).nth(5).wait_for()
    assert page.url.endswith("#/group?user=demo_sports&with=demo_mecha")
    assert await page.locator(f"{CARDS} >> nth=0 >> .member-line").count() == 2

    other = await open_page(page.url.split("/", 3)[3] + "&rule=average")
    await other.locator(CARDS).nth(5).wait_for()
    assert await other.get_by_role("radio", name="Best on average").is_checked()
    await other.get_by_role("link", name="Remove demo_mecha").click()
    await other.get_by_role("heading", name="Who watches with you?").wait_for()


async def test_a_member_who_does_not_exist_is_named(open_page: OpenPage) -> None:
    page = await open_page("#/group?user=demo_sports&with=nobody_at_all", expected_statuses=(404,))
    await page.get_by_role("heading", name="MyAnimeList knows no user nobody_at_all").wait_for()


async def test_a_taste_is_drawn_and_saved_as_a_picture(open_page: OpenPage) -> None:
    page = await open_page("#/taste?user=demo_sports")
    await page.get_by_role("heading", name="The taste of demo_sports").wait_for()
    words = page.locator(".bars svg").first
    await words.wait_for()
    assert "community" in str(await words.get_attribute("aria-label"))

    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Save as a picture").click()
    saved = await (await waiting.value).path()
    assert saved.read_bytes().startswith(b"\x89PNG")


async def test_the_link_is_copied(open_page: OpenPage) -> None:
    page = await open_page("#/taste?user=demo_sports", permissions=["clipboard-write"])
    await page.get_by_role("button", name="Copy link").click()
    await page.get_by_text("The link to this page is copied.").wait_for()


async def test_axe_finds_nothing_in_these_views_on_a_phone(open_page: OpenPage) -> None:
    page = await open_page(viewport=PHONE, color_scheme="dark")
    states = {
        "#/rate": f"{RATED} >> nth=11",
        "#/season?user=demo_sports": CARDS,
        "#/similar?user=demo_sports&like=20583": CARDS,
        "#/group?user=demo_sports&with=demo_mecha": CARDS,
        "#/taste?user=demo_sports": ".bars",
    }
    for address, shown in states.items():
        await page.evaluate("address => { location.hash = address }", address)
        await page.locator(shown).first.wait_for()
        assert await violations(page) == [], address
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
