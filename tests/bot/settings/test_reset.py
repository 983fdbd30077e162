"""`/reko-settings reset`: confirmation, and the parts that are reset."""

from datetime import UTC, datetime

import pytest
from simcord.results import ResponseMessage

from bot.i18n.texts import texts_for
from reko_core.guilds.models import GuildSettings, Scope
from tests.bot.conftest import World, components_of, reply_text

ENGLISH = texts_for("en-US")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CHOSEN = GuildSettings(accuracy=40, titles_per_page=5, is_private=True)
HASH = "f" * 32


async def choose(world: World) -> None:
    await world.store.guilds.change(world.guild.id, accuracy=40, titles_per_page=5, is_private=True)
    await world.store.bans.ban_titles(world.scope, {1: "One", 2: "Two"}, by=world.mod.id, at=NOON)
    await world.store.bans.ban_users(world.scope, [HASH], by=world.mod.id, at=NOON)


async def question(world: World) -> ResponseMessage:
    message = (await world.settings("reset")).response
    assert message is not None
    return message


async def what_holds(world: World) -> tuple[GuildSettings, tuple[int, ...], tuple[str, ...]]:
    return (
        await world.store.guilds.settings(world.guild.id),
        await world.store.bans.title_ids(world.scope),
        await world.store.bans.user_hashes(world.scope),
    )


def labels(message: ResponseMessage) -> list[str]:
    return [one["label"] for one in components_of(message)]


async def test_reset_asks_first_and_changes_nothing(world: World) -> None:
    await choose(world)

    message = await question(world)

    assert message.ephemeral
    assert message.content == ENGLISH("reset-ask")
    assert labels(message) == ["Reset the settings", "Reset, and remove all 3 bans", "Cancel"]
    assert await what_holds(world) == (CHOSEN, (1, 2), (HASH,))


async def test_lifting_bans_is_offered_only_where_there_are_any(world: World) -> None:
    assert labels(await question(world)) == ["Reset the settings", "Cancel"]


@pytest.mark.parametrize(
    ("verb", "after"),
    [
        ("no", (CHOSEN, (1, 2), (HASH,))),
        ("settings", (GuildSettings(), (1, 2), (HASH,))),
        ("all", (GuildSettings(), (), ())),
    ],
)
@pytest.mark.parametrize("is_restarted", [False, True])
async def test_reset_follows_the_pressed_button(
    world: World,
    verb: str,
    after: tuple[GuildSettings, tuple[int, ...], tuple[str, ...]],
    *,
    is_restarted: bool,
) -> None:
    await choose(world)
    message = await question(world)
    if is_restarted:
        await world.restart()

    await world.press(world.boss, message, f"reset:{verb}")

    assert message.content == ENGLISH(f"reset-{verb}")
    assert components_of(message) == [], "the question is answered"
    assert await what_holds(world) == after


async def test_reset_with_bans_drops_votes_too(world: World) -> None:
    page = (await world.reko()).response
    await world.press(world.ann, page, "ban")
    result = await world.store.results.by_message(page.id)
    first = result.response.rekos[0].id
    assert await world.store.votes.count(world.scope, [first], at=NOON) == {first: 1}
    await choose(world)

    await world.press(world.boss, await question(world), "reset:all")

    assert await world.store.votes.count(world.scope, [first], at=NOON) == {}


async def test_reset_leaves_other_servers_and_people_alone(world: World) -> None:
    other = world.env.create_guild("Other").id
    await world.store.guilds.change(other, accuracy=1)
    for scope in (Scope.guild(other), Scope.person(world.boss.id)):
        await world.store.bans.ban_titles(scope, {7: "Theirs"}, by=world.boss.id, at=NOON)
    await choose(world)

    await world.press(world.boss, await question(world), "reset:all")

    assert await world.store.guilds.settings(other) == GuildSettings(accuracy=1)
    for scope in (Scope.guild(other), Scope.person(world.boss.id)):
        assert await world.store.bans.title_ids(scope) == (7,)


@pytest.mark.parametrize("verb", ["settings", "all", "no"])
async def test_reset_checks_rights_again_on_confirmation(world: World, verb: str) -> None:
    await choose(world)
    message = await question(world)
    world.demote_boss()

    result = await world.press(world.boss, message, f"reset:{verb}")

    assert reply_text(result) == ENGLISH("error-manage-server")
    assert await what_holds(world) == (CHOSEN, (1, 2), (HASH,))


async def test_members_with_a_tampered_client_reset_nothing(world: World) -> None:
    await choose(world)
    message = await question(world)

    result = await world.forge(world.ann, message, "reko:reset:all")

    assert reply_text(result) == ENGLISH("error-manage-server")
    assert await what_holds(world) == (CHOSEN, (1, 2), (HASH,))


async def test_resetting_twice_is_no_error(world: World) -> None:
    await choose(world)
    first, second = await question(world), await question(world)

    await world.press(world.boss, first, "reset:all")
    await world.press(world.boss, second, "reset:all")

    assert second.content == ENGLISH("reset-all")


async def test_question_is_german_for_germans(world: World) -> None:
    world.speak("de")
    await choose(world)

    message = await question(world)

    assert labels(message)[1] == "Zurücksetzen und alle 3 Bans aufheben"
    await world.press(world.boss, message, "reset:all")
    assert message.content == texts_for("de")("reset-all")
