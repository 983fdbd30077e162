"""`/reko-settings`: effects of each command, the overview, and permissions."""

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.backend.serializers import channel_payload

from bot.i18n.texts import texts_for
from reko_core.guilds.models import GuildSettings
from tests.bot.conftest import World, components_of, reply_text

ENGLISH = texts_for("en-US")
COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("show", {}),
    ("bans", {}),
    ("export", {}),
    ("import", {"file": ("bans.json", b"{}")}),
    ("reset", {}),
)


async def settings_of(world: World) -> GuildSettings:
    return await world.store.guilds.settings(world.guild.id)


async def show_to(world: World, actor: MemberActor) -> None:
    """Show the commands to a member, as a server's integration settings can."""
    command = next(
        one for one in await world.bot.tree.fetch_commands() if one.name == "reko-settings"
    )
    world.guild.set_command_permissions(command, {actor: True})


async def test_overview_shows_the_current_settings(world: World) -> None:
    await world.store.guilds.change(
        world.guild.id, accuracy=62.5, titles_per_page=3, votes_needed=7, is_private=True
    )
    await world.store.guilds.change(world.guild.id, allow_adult=True)

    result = await world.settings("show")

    assert result.ephemeral
    (embed,) = result.response.embeds
    assert {field.name: field.value for field in embed.fields} == {
        "Similar users": "62.5",
        "Titles per page": "3",
        "Answers": "Only the person who asked",
        "Who can ban": "Moderators at once, others with 7 votes",
        "Adult titles": "In age-restricted channels",
        "Names of titles": "By each reader's language",
        "People of this server": "Listed if they allow it",
        "Pictures": "Instead of text, where there are any",
        "Log channel": "Off",
        "Banned": "0 titles · 0 users",
    }
    assert [one["label"] for one in components_of(result.response) if "label" in one] == [
        *("Edit", "Ban list", "Reset", "People of this server", "Pictures")
    ]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"who_may_ban": "moderators", "votes_needed": 7}, "Moderators only"),
        ({"votes_needed": 1}, "Everyone, at once"),
        ({}, "Moderators at once, others with 3 votes"),
    ],
)
async def test_overview_says_who_may_ban(world: World, fields: dict[str, Any], rule: str) -> None:
    await world.store.guilds.change(world.guild.id, **fields)

    assert rule in reply_text(await world.settings("show"))


async def test_overview_is_german_for_germans(world: World) -> None:
    world.speak("de")

    shown = reply_text(await world.settings("show"))

    assert "Reko auf diesem Server" in shown
    assert "Moderatoren sofort, andere mit 3 Stimmen" in shown


async def test_language_without_translation_is_answered_in_english(world: World) -> None:
    world.speak("sv-SE")

    assert "Reko in this server" in reply_text(await world.settings("show"))


async def test_settings_of_one_server_leave_the_others_alone(world: World) -> None:
    await world.change(accuracy=75.0)

    other = world.env.create_guild("Other")

    assert await world.store.guilds.settings(other.id) == GuildSettings()


async def test_titles_per_page_hold_for_the_next_answer(world: World) -> None:
    await world.change(titles_per_page=5)

    result = await world.reko()

    assert len(result.response.embeds) == 1 + 5


async def test_private_results_are_seen_by_their_owner_only(world: World) -> None:
    assert not (await world.reko()).response.ephemeral
    await world.change(is_private=True)

    assert (await world.reko()).response.ephemeral
    await world.change(is_private=False)
    assert not (await world.reko()).response.ephemeral


async def test_accuracy_holds_where_none_is_named(world: World) -> None:
    await world.change(accuracy=75.0)

    asked = await world.store.results.by_message((await world.reko()).response.id)
    named = await world.store.results.by_message((await world.reko(accuracy=25.0)).response.id)

    assert asked.request.accuracy == 75
    assert named.request.accuracy == 25


@pytest.mark.parametrize("is_allowed", [False, True])
@pytest.mark.parametrize("is_age_restricted", [False, True])
async def test_adult_titles_need_the_setting_and_an_age_restricted_channel(
    world: World, *, is_allowed: bool, is_age_restricted: bool
) -> None:
    channel = channel_payload(world.env.backend, world.channel._channel)
    world.env.backend.emit("CHANNEL_UPDATE", {**channel, "nsfw": is_age_restricted})
    await world.env.settle()
    await world.change(allow_adult=is_allowed)

    result = await world.store.results.by_message((await world.reko()).response.id)

    assert result.request.include_adult == (is_allowed and is_age_restricted)


async def test_members_do_not_see_the_commands(world: World) -> None:
    for command, options in COMMANDS:
        with pytest.raises(SetupError):
            await world.mod.slash(world.channel, f"reko-settings {command}", **options)


async def test_every_command_refuses_members_who_do_not_manage_the_server(world: World) -> None:
    await show_to(world, world.ann)
    await world.store.bans.ban_users(
        world.scope, ["b" * 32], by=world.boss.id, at=discord.utils.utcnow()
    )

    for command, options in COMMANDS:
        result = await world.ann.slash(world.channel, f"reko-settings {command}", **options)

        assert result.ephemeral, command
        assert result.response.content == ENGLISH("error-manage-server"), command
        assert not components_of(result.response), command
        assert result.followups == [], command
    assert await settings_of(world) == GuildSettings()
    assert await world.store.bans.user_hashes(world.scope) == ("b" * 32,)


@pytest.mark.parametrize("permissions", ["administrator", "owner"])
async def test_administrators_and_owners_manage_the_settings(
    world: World, permissions: str
) -> None:
    if permissions == "administrator":
        role = world.guild.create_role(
            "Admins", permissions=discord.Permissions(administrator=True)
        )
        actor = world.guild.add_member(world.env.create_user("admin"), roles=[role])
    else:
        actor = MemberActor(world.env, world.guild, world.guild.owner)

    shown = await actor.slash(world.channel, "reko-settings show")

    assert components_of(shown.response)


async def test_settings_are_not_there_in_direct_messages(world: World) -> None:
    with pytest.raises(SetupError):
        await world.boss.user.slash("reko-settings show")


@pytest.mark.parametrize("start", ["settings", "bans", "reset:ask"])
async def test_buttons_of_the_overview_work_after_a_restart(world: World, start: str) -> None:
    overview = (await world.settings("show")).response
    await world.restart()

    result = await world.press(world.boss, overview, start)

    assert result.modal if start == "settings" else reply_text(result)


@pytest.mark.parametrize("start", ["settings", "bans", "reset:ask"])
async def test_buttons_of_the_overview_check_rights_again(world: World, start: str) -> None:
    overview = (await world.settings("show")).response
    world.demote_boss()

    result = await world.press(world.boss, overview, start)

    assert result.modal is None
    assert reply_text(result) == ENGLISH("error-manage-server")
