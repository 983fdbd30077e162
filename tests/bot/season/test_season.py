"""`/reko-season`: the titles of a season, its pages, and the way to other seasons."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from discord_actions import titles
from simcord.results import InteractionResult

from bot.formatting.markdown import plain
from bot.i18n.texts import LANGUAGES, texts_for
from bot.interactions.pictures import picture_texts
from bot.rules.cooldowns import Cooldowns
from bot.season.embed import season_embeds
from bot.season.season_page import SeasonPage
from bot.season.sheet_texts import season_labels
from reko_api.openapi.features.season import example_season_response
from reko_core.contract.season import OwnTitle, SeasonReason, SeasonRecommendation, SeasonRequest
from reko_core.domain.season import Season
from reko_core.pictures.drawing.canvas import MARGIN, RIGHT
from reko_core.pictures.drawing.fonts import fitted
from reko_core.runtime.rate_limit import TokenBuckets
from tests.bot.conftest import World, custom_id_of, reply_text

ENGLISH = texts_for("en-US")
FALL = Season(2013, "fall")
FETCHED_AT = datetime(2013, 9, 30, tzinfo=UTC)


async def season(world: World, **options: Any) -> InteractionResult:
    options = {"season": "fall", "year": 2013, "user": "demo_dark", "as": "text", **options}
    return await world.ann.slash(world.channel, "reko-season", **options)


def page_of(*titles: SeasonRecommendation, **changes: Any) -> SeasonPage:
    page = SeasonPage(
        whose="Some_User",
        user_name="Some_User",
        season=FALL,
        titles=titles,
        first_rank=1,
        page=0,
        n_pages=1,
        n_titles=1,
        list_fetched_at=FETCHED_AT,
    )
    return replace(page, **changes)


async def test_pages_and_seasons_are_turned_also_after_a_restart(world: World) -> None:
    message = (await season(world)).response
    assert message.embeds[0].author.name == "Fall 2013 for demo_dark"
    first = titles(message)
    await world.press(world.ann, message, "season:later")
    assert message.embeds[0].author.name == "Winter 2014 for demo_dark"
    await world.restart()
    await world.press(world.ann, message, "season:earlier")
    await world.press(world.ann, message, "season:next")
    second = titles(message)
    request = SeasonRequest(user_name="demo_dark", year=2013, season="fall", limit=2 * len(first))
    response = await world.services.recommender.seasons.recommend(request)
    known = [reko.info.titles for reko in response.seasons[0].rekos]
    expected = [titles.english or titles.romaji for titles in known]
    assert [plain(name) for name in expected] == [*first, *second]


async def test_a_sheet_is_described_and_stays_a_picture_after_a_restart(world: World) -> None:
    message = (await season(world, **{"as": "picture"})).response
    request = SeasonRequest(user_name="demo_dark", year=2013, season="fall", limit=1)
    response = await world.services.recommender.seasons.recommend(request)
    best = response.seasons[0].rekos[0]
    (embed,), (file,) = message.embeds, message.attachments
    assert embed.image.url
    assert file.filename == "season.png"
    name = best.info.titles.english or best.info.titles.romaji
    figures = f"{best.match}; {best.expected.score:.1f} ("
    assert str(file.description).startswith(f"Fall 2013 for demo_dark 1. {name}: {figures}")

    await world.restart()
    await world.press(world.ann, message, "season:later")
    (file,) = message.attachments
    assert str(file.description).startswith("Winter 2014 for demo_dark 1. ")


async def test_a_season_without_titles_is_text(world: World) -> None:
    shown = await season(world, year=1935, **{"as": "picture"})
    assert not shown.response.attachments
    assert ENGLISH("season-nothing") in shown.response.embeds[0].description
    assert custom_id_of(shown.response, "season:later").endswith(":picture")


async def test_the_server_decides_between_sheet_and_text(world: World) -> None:
    options = {"season": "fall", "year": 2013, "user": "demo_dark"}
    shown = await world.ann.slash(world.channel, "reko-season", **options)
    assert shown.response.attachments
    await world.change(shows_pictures=False)
    shown = await world.ann.slash(world.channel, "reko-season", **options)
    assert not shown.response.attachments


def test_notes_of_the_sheet_are_short() -> None:
    example = example_season_response().seasons[0].rekos[0]
    reason = example.reason
    assert reason is not None
    assert reason.own is not None
    changes = {
        1: SeasonReason(kind="sequel", own=reason.own, names=()),
        2: reason,
        3: SeasonReason(kind="viewers", own=None, names=()),
    }
    titles = tuple(
        example.model_copy(update={"id": one, "reason": why, "is_new": one != 1})
        for one, why in changes.items()
    )
    titles += (titles[0].model_copy(update={"id": 4, "misses_earlier": True}),)
    labels = season_labels(page_of(*titles, first_rank=13), ENGLISH)
    assert labels.first == 13
    assert tuple(labels.notes.values()) == (
        "continues, After Koukaku Kidoutai (9)",
        "little known, Production I.G, as Koukaku Kidoutai",
        "little known, People with your taste watch it",
        "continues, you haven't seen what comes before, After Koukaku Kidoutai (9)",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_of_the_sheet_fits(language: str) -> None:
    legend = picture_texts(texts_for(LANGUAGES[language][0]))("season-sheet-legend")
    assert fitted(legend, 26, RIGHT - MARGIN) == legend


async def test_only_the_person_who_asked_turns_pages(world: World) -> None:
    message = (await season(world)).response
    result = await world.press(world.bob, message, "season:next")
    assert result.response.ephemeral
    assert reply_text(result) == ENGLISH("error-not-yours", owner=f"<@{world.ann.id}>")


async def test_pages_for_a_member_end_when_they_no_longer_share_the_list(world: World) -> None:
    accounts = world.store.accounts
    await accounts.link(world.bob.id, "demo_dark", at=FETCHED_AT)
    await accounts.set_visibility(world.bob.id, "everybody")
    options = {"season": "fall", "year": 2013, "as": "text", "member": world.bob}
    message = (await world.ann.slash(world.channel, "reko-season", **options)).response
    assert message.embeds[0].author.name == "Fall 2013 for demo_dark"
    await world.press(world.ann, message, "season:later")
    assert message.embeds[0].author.name == "Winter 2014 for demo_dark"
    await accounts.set_visibility(world.bob.id, "nobody")
    assert reply_text(await world.press(world.ann, message, "season:earlier")) == ENGLISH(
        "error-not-shared"
    )


async def test_seasons_that_are_turned_to_count_against_the_cooldown(world: World) -> None:
    message = (await season(world)).response
    world.bot.cooldowns = Cooldowns(TokenBuckets(1, 1))
    await world.press(world.ann, message, "season:earlier")
    assert message.embeds[0].author.name == "Summer 2013 for demo_dark"

    refused = await world.press(world.ann, message, "season:earlier")

    head, _, _ = ENGLISH("error-cooldown", when="|").partition("|")
    assert reply_text(refused).startswith(head)
    assert message.embeds[0].author.name == "Summer 2013 for demo_dark"


async def test_what_the_server_or_the_person_bans_is_not_shown(world: World) -> None:
    first = (await season(world)).response
    names = titles(first)[:2]
    request = SeasonRequest(user_name="demo_dark", year=2013, season="fall")
    response = await world.services.recommender.seasons.recommend(request)
    best, second = (reko.id for reko in response.seasons[0].rekos[:2])
    now = world.env.now()
    await world.store.bans.ban_titles(world.scope, {best: "A"}, by=world.mod.id, at=now)
    await world.store.bans.hide(world.ann.id, second, "B", is_seen=False, at=now)
    assert not set(names) & set(titles((await season(world)).response))


async def test_the_current_season_is_the_default_and_a_linked_list(world: World) -> None:
    await world.account("link", user="demo_dark")
    result = await world.ann.slash(world.channel, "reko-season")
    current = world.services.recommender.seasons.current
    name = ENGLISH("season-name", season=current.name, year=str(current.year))
    assert result.response.embeds[0].author.name == f"{name} for demo_dark"
    assert custom_id_of(result.response, f"season:later:{current.year}:{current.name}")
    following = await world.ann.slash(world.channel, "reko-season", season=current.next.name)
    name = ENGLISH("season-name", season=current.next.name, year=str(current.next.year))
    assert following.response.embeds[0].author.name == f"{name} for demo_dark"


@pytest.mark.parametrize("whose", ["own", "other"])
def test_reasons_are_told_in_words(whose: Any) -> None:
    example = example_season_response().seasons[0].rekos[0]
    reason = example.reason
    assert reason is not None
    assert reason.own is not None
    unscored = OwnTitle(**{**reason.own.model_dump(), "score": None})
    reasons = {
        "which %s gave 9": SeasonReason(kind="sequel", own=reason.own, names=()),
        "which %s have seen": SeasonReason(kind="sequel", own=unscored, names=()),
        "From Production I.G, the studio of": reason,
        "like Drama, School": SeasonReason(kind="genres", own=None, names=("Drama", "School")),
        "watch it": SeasonReason(kind="viewers", own=None, names=()),
        "watch it or plan to": SeasonReason(kind="popular", own=None, names=()),
    }
    who = {"own": "you", "other": "they"}[whose]
    for words, one in reasons.items():
        title = example.model_copy(update={"reason": one, "misses_earlier": True})
        page = page_of(title, whose_list=whose)
        text = season_embeds(page, ENGLISH)[1].description or ""
        assert words.replace("%s", who) in text
        assert "(5.2\u201310)" in text
        assert f"New, little known yet · {who} haven't seen" in text
