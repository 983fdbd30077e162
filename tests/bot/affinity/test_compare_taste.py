"""*Compare taste*, in the menu of a person."""

import pytest
from discord_actions import labels
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")


async def compare(world: World, other: str = "bob") -> InteractionResult:
    return await world.ann.context_menu(world.channel, "Compare taste", getattr(world, other))


@pytest.mark.parametrize(
    ("locale", "said"), [("en-US", "titles in common"), ("de", "gemeinsame Titel")]
)
async def test_linked_lists_are_compared_for_the_person_alone(
    world: World, locale: str, said: str
) -> None:
    world.speak(locale)
    await world.account("link", user="demo_sports")
    await world.account("link", world.bob, user="demo_all_tens")
    await world.account("sharing", world.bob, **{"with": "server"})

    result = await compare(world)

    assert result.ephemeral
    text = reply_text(result)
    assert r"demo\_sports" in text
    assert r"demo\_all\_tens" in text
    assert said in text


async def test_member_who_shares_nothing_is_not_named(world: World) -> None:
    await world.account("link", user="demo_sports")
    await world.account("link", world.bob, user="demo_mecha")
    for other in ("bob", "cleo"):
        assert reply_text(await compare(world, other)) == ENGLISH("error-not-shared")


async def test_who_has_linked_no_list_is_offered_to(world: World) -> None:
    refused = await compare(world)
    assert reply_text(refused) == ENGLISH("error-no-name")
    assert labels(refused.response, "") == ["Link my list"]


async def test_oneself_is_nobody_to_compare_with(world: World) -> None:
    await world.account("link", user="demo_sports")
    result = await compare(world, "ann")
    assert reply_text(result) == ENGLISH("error-same-user")
