"""In which language titles are named: on pages, in ban messages and lists, on cards."""

from dataclasses import replace

import pytest
from discord_actions import anime_ids, buttons, titles
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.guilds.models import Scope
from reko_core.store import TitleRank
from reko_demo.community.catalogue import load_titles
from tests.bot.conftest import World, components_of, reply_text

ENGLISH, GERMAN = texts_for("en-US"), texts_for("de")


@pytest.fixture
async def named(world: World) -> World:
    """A world in which every title has an English name."""
    known = [
        replace(anime, title_english=f"English {anime.id}") for anime in load_titles().values()
    ]
    await world.store.catalogue.put_many(known, TitleRank.MAL)
    return world


async def page_is_english(world: World) -> bool:
    """Ask for a page; return whether its titles have their English names, all or none of them."""
    message = (await world.reko()).response
    menu = buttons(message, "more:")[0]
    labels = [one["label"].partition(" · ")[2] for one in menu["options"]]
    assert labels == titles(message)
    (is_english,) = {name.startswith("English ") for name in titles(message)}
    return is_english


async def set_for_server(world: World, language: str) -> None:
    overview = (await world.settings("show")).response
    await world.boss.select(overview, [language], custom_id="reko:titles")


@pytest.mark.parametrize(("locale", "is_english"), [("en-GB", True), ("de", False), ("fr", False)])
async def test_without_a_choice_the_language_of_discord_decides(
    named: World, locale: str, *, is_english: bool
) -> None:
    named.speak(locale)
    assert await page_is_english(named) == is_english


async def test_the_choice_of_a_server_comes_before_the_language_of_discord(named: World) -> None:
    await set_for_server(named, "romaji")
    assert not await page_is_english(named)
    overview = (await named.settings("show")).response
    shown = [field.value for field in overview.embeds[0].fields]
    assert ENGLISH("titles-romaji") in shown
    await set_for_server(named, "reader")
    assert await page_is_english(named)


async def test_the_choice_of_a_person_comes_first(named: World) -> None:
    await set_for_server(named, "english")
    said = reply_text(await named.account("titles", language="romaji"))
    assert said == ENGLISH("titles-chosen", language=ENGLISH("titles-romaji"))
    assert not await page_is_english(named)
    said = reply_text(await named.account("titles", language="default"))
    assert said == ENGLISH("titles-chosen", language=ENGLISH("titles-english"))
    assert await page_is_english(named)


async def test_a_choice_is_deleted_with_all_else_about_a_person(named: World) -> None:
    await named.account("titles", language="romaji")
    question = (await named.account("forget-me")).response
    assert question is not None
    await named.press(named.ann, question, "forget:yes")
    assert ENGLISH("forgot-language") in question.content
    assert await named.store.title_languages.get(named.ann.id) is None


async def test_only_managers_choose_for_the_server(named: World) -> None:
    overview = (await named.settings("show")).response
    result: InteractionResult = await named.forge(named.bob, overview, "reko:titles", ["romaji"])
    assert result.ephemeral
    assert (await named.store.guilds.settings(named.guild.id)).title_language is None


async def test_ban_messages_and_lists_name_titles_for_their_reader(named: World) -> None:
    named.speak("en-US")
    message = (await named.reko()).response
    anime_id = anime_ids(message)[0]
    banned = await named.press(named.mod, message, "ban:")
    assert f"English {anime_id}" in reply_text(banned)
    stored = await named.store.bans.titles(Scope.guild(named.guild.id))
    assert [ban.title for ban in stored] == [load_titles()[anime_id].title]
    for locale, name in (("en-US", f"English {anime_id}"), ("de", stored[0].title)):
        named.speak(locale)
        bans = (await named.settings("bans")).response
        (menu,) = (one for one in components_of(bans) if "options" in one)
        assert menu["options"][0]["label"] == name
