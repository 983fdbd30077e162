"""`/reko-why`: suggestions of titles, the card, and titles that are not clear."""

from dataclasses import replace
from typing import Any

import pytest
from community import ADULT_ID
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.domain.models import Status
from reko_core.store import TitleRank
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from tests.bot.conftest import World, components_of, reply_text

ENGLISH = texts_for("en-US")
TITLES = load_titles()
HAIKYUU, NARUTO, BEBOP = 20583, 20, 1
LISTS = demo_lists(TITLES)
UNSCORED = LISTS["demo_unscored"].anime_ids[0]
PLANS = LISTS["demo_planner"]
PLANNED = PLANS.anime_ids[PLANS.statuses == Status.PLAN_TO_WATCH][0]


async def why(world: World, title: str, **options: Any) -> InteractionResult:
    options = {"user": "demo_sports"} | options
    options = {name: value for name, value in options.items() if value is not None}
    return await world.ann.slash(world.channel, "reko-why", title=title, **options)


async def suggested(world: World, typed: str) -> dict[str, str]:
    """Return the suggestions: name -> value."""
    found = await world.ann.autocomplete(world.channel, "reko-why", "title", typed)
    return {choice["name"]: choice["value"] for choice in found}


def embed_of(result: InteractionResult) -> Any:
    message = result.followups[-1] if result.followups else result.response
    assert message.ephemeral
    return message.embeds[0]


async def test_titles_are_suggested_by_any_name_and_with_typing_errors(world: World) -> None:
    english = replace(TITLES[BEBOP], title_english="Space Cowboys", synonyms=("Jazz",))
    await world.store.catalogue.put_many([english], TitleRank.MAL)
    for typed in ("space cow", "SPACE COWBOYS", "jazz", "spcae cowboys", "cowboy beb"):
        assert f"mal:{BEBOP}" in (await suggested(world, typed)).values(), typed
    assert list(await suggested(world, "space cowb")) == ["Space Cowboys (TV, 1998)"]
    assert await suggested(world, " ") == {}
    assert len(await suggested(world, "a")) <= 25


async def test_a_suggestion_opens_the_card_of_its_title(world: World) -> None:
    value = next(iter((await suggested(world, "haikyuu")).values()))
    embed = embed_of(await why(world, value))
    assert embed.title == TITLES[HAIKYUU].title
    assert "demo\\_sports would give it" in embed.description


async def test_a_title_on_the_list_is_said_to_be_there_with_its_score(world: World) -> None:
    scored = embed_of(await why(world, "mal:1535", user="demo_dark")).description
    assert ENGLISH("why-listed", score=9) in scored
    unscored = embed_of(await why(world, f"mal:{UNSCORED}", user="demo_unscored")).description
    assert ENGLISH("why-listed", score=0) in unscored
    planned = embed_of(await why(world, f"mal:{PLANNED}", user="demo_planner")).description
    unlisted = embed_of(await why(world, "mal:49596", user="demo_sports")).description
    assert not any("on the list" in text for text in (planned, unlisted))


@pytest.mark.parametrize(
    "typed",
    ["Haikyuu!!", "haikyuu", f"https://myanimelist.net/anime/{HAIKYUU}/Haikyuu", f"mal:{HAIKYUU}"],
)
async def test_a_typed_name_or_address_that_is_clear_opens_the_card(
    world: World, typed: str
) -> None:
    assert embed_of(await why(world, typed)).title == TITLES[HAIKYUU].title


async def test_a_name_of_several_titles_is_asked_about(world: World) -> None:
    result = await why(world, "n")
    assert reply_text(result) == ENGLISH("why-several")
    (menu,) = components_of(result.response)
    assert menu["placeholder"] == ENGLISH("why-choose")
    option = menu["options"][0]
    chosen = await world.ann.select(result.response, [option["value"]])
    assert option["label"].startswith(embed_of(chosen).title)


async def test_the_linked_user_is_the_default(world: World) -> None:
    assert reply_text(await why(world, "haikyuu", user=None)) == ENGLISH("error-no-name")
    await world.account("link", user="demo_sports")
    embed = embed_of(await why(world, "haikyuu", user=None))
    assert "You'd give it" in embed.description


@pytest.mark.parametrize("typed", ["qqqqqqqqqq", "mal:987654321", "%"])
async def test_an_unknown_title_is_named(world: World, typed: str) -> None:
    shown = typed.replace("mal:", "MAL ")
    assert reply_text(await why(world, typed)) == ENGLISH("error-no-title", title=shown)


async def test_adult_titles_are_neither_suggested_nor_explained(world: World) -> None:
    name = TITLES[ADULT_ID].title
    assert f"mal:{ADULT_ID}" not in (await suggested(world, name)).values()
    assert reply_text(await why(world, f"mal:{ADULT_ID}")) == ENGLISH("error-adult")
    assert reply_text(await why(world, name)) == ENGLISH("error-no-title", title=name)


async def test_a_forged_choice_is_refused(world: World) -> None:
    result = await why(world, "n")
    for value in ("0", "x", "-1", "9" * 30, "²"):
        forged = await world.forge(world.ann, result.response, "reko:why:demo_sports", [value])
        assert reply_text(forged) == ENGLISH("error-option")
