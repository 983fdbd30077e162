"""`/reko-help`: the figures, the commands and the links, for the person alone."""

from typing import Any

import pytest
from discord import AppCommandType

from bot.i18n.texts import LANGUAGES, texts_for
from tests.bot.conftest import Make, World

DOCS = "https://docs.example/reko"
# The name of a field that goes on with the one before it.
CONTINUED = "\u200b"


async def help_of(world: World, actor: Any = None) -> dict[str, str]:
    """Return the fields of the reply, by their order: figures, users, controls, commands, links."""
    shown = await (actor or world.ann).slash(world.channel, "reko-help")
    assert shown.ephemeral
    (embed,) = shown.response.embeds
    names = ("figures", "users", "below", "commands", "links")
    values: list[str] = []
    for field in embed.fields:
        if field.name == CONTINUED:
            values[-1] += f"\n{field.value}"
        else:
            values.append(field.value)
    return dict(zip(names, values, strict=False))


async def test_each_figure_is_explained_in_one_line(world: World) -> None:
    match, score, enjoyment = (await help_of(world))["figures"].splitlines()
    assert "90 fits better than 90 of 100 titles that you like" in match
    assert "1 to 10" in score
    assert "at least your own mean" in enjoyment


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_says_where_to_find_why_and_how_to_hide(world: World, language: str) -> None:
    world.speak(LANGUAGES[language][0])
    texts = texts_for(LANGUAGES[language][0])
    below = (await help_of(world))["below"]
    assert all(f"**{texts(key)}**" in below for key in ("more-about", "button-refresh"))
    assert "🚫" in below


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_is_named_to_managers(world: World, language: str) -> None:
    world.speak(LANGUAGES[language][0])
    lines = (await help_of(world, world.boss))["commands"].splitlines()
    texts = texts_for(LANGUAGES[language][0])
    commands = world.bot.tree.get_commands(type=AppCommandType.chat_input)
    keys = [f"cmd-{one.name.removeprefix('reko-')}" for one in commands]
    assert {line.split("`")[1] for line in lines} == {f"/{texts(key)}" for key in keys}
    assert texts("cmd-reko-about") in lines[0]


async def test_commands_of_managers_are_not_named_to_others(world: World) -> None:
    assert "/reko-settings" not in (await help_of(world))["commands"]


async def test_the_documents_are_linked_where_the_operator_says_they_are(make_world: Make) -> None:
    links = (await help_of(await make_world(docs_url=f"{DOCS}/")))["links"]
    assert [part.split("](")[1].rstrip(")") for part in links.split(" · ")] == [
        *(f"{DOCS}/{page}.md" for page in ("discord", "privacy", "terms"))
    ]


async def test_nothing_is_linked_without_an_address(world: World) -> None:
    assert "links" not in await help_of(world)


async def test_it_works_in_direct_messages(world: World) -> None:
    (embed,) = (await world.ann.user.slash("reko-help")).response.embeds
    assert embed.title == "How Reko works"
