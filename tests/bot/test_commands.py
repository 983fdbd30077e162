"""Registration of commands: names, descriptions, languages, contexts, and when they are sent."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import discord
import pytest

from bot.command_sync import sync_commands
from bot.i18n.texts import ENGLISH, LANGUAGES, texts_for
from bot.i18n.translator import RekoTranslator, localized
from reko_core.contract.fields import MAX_GENRE_LENGTH
from tests.bot.conftest import World
from tests.bot.i18n.test_texts import variables_of

Payload = dict[str, Any]

OTHERS = sorted(
    locale for name, locales in LANGUAGES.items() if name != ENGLISH for locale in locales
)
LOCALES = ("en-US", *OTHERS)
SUBCOMMAND = 1
USER_MENU, MESSAGE_MENU = 2, 3
SERVERS, PEOPLE = 0, 1
IN_SERVER, IN_BOT_DM, IN_PRIVATE = 0, 1, 2


def sent(world: World) -> list[list[Payload]]:
    """Return the command payloads sent to Discord, in order."""
    return [
        request.json
        for request in world.env.http_requests
        if request.method == "PUT" and request.path.endswith("/commands")
    ]


@pytest.fixture
def commands(world: World) -> dict[str, Payload]:
    (bodies,) = sent(world)
    return {body["name"]: body for body in bodies}


def parts_of(command: Payload) -> Iterator[Payload]:
    """Yield a command, its subcommands and all their options."""
    yield command
    for option in command.get("options") or []:
        yield from parts_of(option)


def is_menu(command: Payload) -> bool:
    """Return whether a command is in the menu of a person or a message, under its own name."""
    return command["type"] in {USER_MENU, MESSAGE_MENU}


def all_parts(commands: dict[str, Payload]) -> list[Payload]:
    """Return the commands that are typed, with their parts."""
    typed = [command for command in commands.values() if not is_menu(command)]
    return [part for command in typed for part in parts_of(command)]


def test_menus_are_named_in_every_language(commands: dict[str, Payload]) -> None:
    names = [names_of(command) for command in commands.values() if is_menu(command)]

    assert all(set(named) == set(LOCALES) for named in names)
    assert {"Geschmack vergleichen", "Diese Antwort löschen"} <= {named["de"] for named in names}
    assert all(len(name) <= 32 for named in names for name in named.values())


def is_name(name: str) -> bool:
    """Return whether Discord accepts a name: ^[-_\\p{L}\\p{N}]{1,32}$, lower case."""
    is_sound = all(char in "-_" or unicodedata.category(char)[0] in "LN" for char in name)
    return is_sound and 1 <= len(name) <= 32 and name == name.lower()


def names_of(part: Payload) -> dict[str, str]:
    return {"en-US": part["name"], **(part.get("name_localizations") or {})}


def test_all_commands_exist(commands: dict[str, Payload]) -> None:
    menus = {
        "Compare taste": USER_MENU,
        "Watch together": USER_MENU,
        "Delete this answer": MESSAGE_MENU,
    }
    assert {name: commands.pop(name)["type"] for name in menus} == menus
    names = (
        *("reko", "reko-affinity", "reko-account", "reko-why", "reko-settings", "reko-help"),
        *("reko-digest", "reko-group", "reko-neighbours", "reko-season", "reko-taste", "reko-who"),
        *("reko-like", "reko-random", "reko-start"),
    )
    assert set(commands) == set(names)
    subcommands = {
        name: {option["name"] for option in command["options"] if option["type"] == SUBCOMMAND}
        for name, command in commands.items()
    }
    assert subcommands["reko-account"] == {
        *("link", "show", "sharing", "unlink", "titles", "data", "opt-out", "forget-me", "hidden"),
        *("connect", "disconnect"),
    }
    assert subcommands["reko-settings"] == {
        *("show", "bans", "export", "import", "reset"),
    }


def test_limits_of_options_are_those_of_the_contract(commands: dict[str, Payload]) -> None:
    options = {option["name"]: option for option in commands["reko"]["options"]}

    assert options["genre"]["max_length"] == MAX_GENRE_LENGTH


def test_every_name_is_valid_in_every_language(commands: dict[str, Payload]) -> None:
    for part in all_parts(commands):
        for locale, name in names_of(part).items():
            assert is_name(name), (locale, name)


def test_no_two_options_share_a_name_in_any_language(commands: dict[str, Payload]) -> None:
    for part in all_parts(commands):
        for locale in LOCALES:
            names = [names_of(one).get(locale, one["name"]) for one in part.get("options") or []]
            assert len(set(names)) == len(names), (part["name"], names)


def test_every_command_and_option_is_described_in_every_language(
    commands: dict[str, Payload],
) -> None:
    for part in all_parts(commands):
        described = {"en-US": part["description"], **(part["description_localizations"] or {})}
        assert set(described) == set(LOCALES), part["name"]
        for text in described.values():
            assert 1 <= len(text) <= 100, text
            assert text != "…", f"discord.py's placeholder for a description: {part['name']}"
        for locale in OTHERS:
            assert described[locale] != part["description"], "not translated"


def test_every_choice_is_named_in_every_language(commands: dict[str, Payload]) -> None:
    choices = [choice for part in all_parts(commands) for choice in part.get("choices") or []]

    assert choices
    for choice in choices:
        for name in names_of(choice).values():
            assert 1 <= len(name) <= 100


def test_description_of_a_command_is_short_enough_with_all_its_options(
    commands: dict[str, Payload],
) -> None:
    """Discord allows 8,000 characters per command, summed over names, descriptions and values."""
    for command in commands.values():
        if is_menu(command):
            continue
        for locale in LOCALES:
            n = 0
            for part in parts_of(command):
                n += len(names_of(part).get(locale, part["name"]))
                n += len((part["description_localizations"] or {}).get(locale, ""))
                n += sum(len(str(one["value"])) for one in part.get("choices") or [])
            assert n <= 8000


@pytest.mark.parametrize("name", ["reko", "reko-affinity", "reko-group", "reko-account"])
def test_commands_are_installable_by_users(commands: dict[str, Payload], name: str) -> None:
    assert sorted(commands[name]["integration_types"]) == [SERVERS, PEOPLE]
    assert sorted(commands[name]["contexts"]) == [IN_SERVER, IN_BOT_DM, IN_PRIVATE]
    assert commands[name]["default_member_permissions"] is None


def test_settings_are_for_servers_and_those_who_manage_them(commands: dict[str, Payload]) -> None:
    settings = commands["reko-settings"]

    assert settings["integration_types"] == [SERVERS]
    assert settings["contexts"] == [IN_SERVER]
    needed = discord.Permissions(int(settings["default_member_permissions"]))
    assert needed == discord.Permissions(manage_guild=True)


def test_settings_are_hidden_from_members_who_do_not_manage_the_server(world: World) -> None:
    for actor in (world.ann, world.mod):
        shown = actor.available_commands(world.channel)
        assert not [name for name in shown if name.startswith("reko-settings")]
        assert "reko" in shown
    assert "reko-settings show" in world.boss.available_commands(world.channel)
    in_private = world.boss.user.available_commands()
    assert "reko-account forget-me" in in_private
    assert not [name for name in in_private if name.startswith("reko-settings")]


async def test_commands_are_sent_once_and_again_only_when_they_changed(world: World) -> None:
    assert len(sent(world)) == 1
    await world.restart()
    assert len(sent(world)) == 1, "nothing changed"

    await world.store.state.put(f"commands:{world.bot.application_id}", "what was sent last")
    await world.restart()
    assert len(sent(world)) == 2
    assert sent(world)[0] == sent(world)[1]
    await world.restart()
    assert len(sent(world)) == 2


async def test_new_translation_is_a_change(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def translate(*_args: object) -> str:
        return "neu"

    monkeypatch.setattr(RekoTranslator, "translate", translate)

    assert await sync_commands(world.bot, world.store)
    assert not await sync_commands(world.bot, world.store)


async def test_unchanged_commands_are_sent_when_forced(world: World) -> None:
    assert not await sync_commands(world.bot, world.store)
    assert await sync_commands(world.bot, world.store, force=True)


async def test_commands_that_could_not_be_sent_are_sent_next_time(world: World) -> None:
    key = f"commands:{world.bot.application_id}"
    await world.store.state.put(key, "old")
    world.env.inject_error("PUT", "*/commands", status=400)

    assert not await sync_commands(world.bot, world.store)

    assert await world.store.state.get(key) == "old"
    assert await sync_commands(world.bot, world.store)


@pytest.mark.parametrize("locale", list(discord.Locale))
async def test_translator_knows_its_languages_and_no_other(locale: discord.Locale) -> None:
    context: Any = None
    text = localized("cmd-forget-about")

    translated = await RekoTranslator().translate(text, locale, context)

    assert str(text) == "Delete everything stored about you"
    if str(locale) in OTHERS:
        assert translated
        assert translated != str(text)
    else:
        assert translated is None
    plain = discord.app_commands.locale_str("no key")
    assert await RekoTranslator().translate(plain, locale, context) is None


def full_names(command: Payload, locale: str) -> Iterator[str]:
    """Yield what is typed for a command and its subcommands in a language."""
    name = names_of(command).get(locale, command["name"])
    yield name
    for option in command["options"]:
        if option["type"] == SUBCOMMAND:
            yield f"{name} {names_of(option).get(locale, option['name'])}"


def test_commands_named_in_texts_exist(commands: dict[str, Payload]) -> None:
    typed = [command for command in commands.values() if not is_menu(command)]
    for locale in LOCALES:
        existing = {name for command in typed for name in full_names(command, locale)}
        for key, names in variables_of(ENGLISH).items():
            text = texts_for(locale)(key, **dict.fromkeys(names, 1))
            for command in re.findall(r"`/([^`]+)`", text):
                assert command in existing, text
