"""The log channel of a server: who chooses it, what is written there, and what fails without it."""

import json
from typing import Any

import discord
import pytest
from discord_actions import private_text, titles
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord_internals import press_unoffered
from structlog.testing import capture_logs

from bot.i18n.texts import texts_for
from tests.bot.conftest import World, components_of, reply_text

ENGLISH = texts_for("en-US")


@pytest.fixture
def log(world: World) -> ChannelHandle:
    return world.guild.create_text_channel("log")


async def choose(world: World, *channels: ChannelHandle) -> Any:
    overview = (await world.settings("show")).response
    return await world.boss.select(overview, list(channels), custom_id="reko:log")


async def stored(world: World) -> int | None:
    return (await world.store.guilds.settings(world.guild.id)).log_channel_id


async def entries(world: World, channel: ChannelHandle) -> list[str]:
    """Return the entries in a channel, which ping nobody."""
    await world.env.settle()
    messages = list(channel.history())
    assert not any(message.content for message in messages)
    sent = [
        one for one in world.env.http_requests if f"/channels/{channel.id}/messages" in one.path
    ]
    assert all(one.json["allowed_mentions"] == {"parse": []} for one in sent if one.json)
    return sorted(str(embed.description) for message in messages for embed in message.embeds)


async def test_bans_votes_and_their_undoing_are_logged(world: World, log: ChannelHandle) -> None:
    await world.change(log_channel_id=log.id, votes_needed=2)
    message = (await world.reko()).response
    first, second, *_ = titles(message)

    banned = await world.press(world.mod, message, "ban")
    await world.press(world.mod, banned.followups[0], "undo")
    banned = await world.press(world.mod, message, "ban")
    await world.press(world.ann, message, "ban")
    await world.press(world.bob, message, "ban")
    bans = (await world.settings("bans")).response
    lifted = await world.boss.select(
        bans, [components_of(bans)[0]["options"][0]["value"]], custom_id="reko:lift:0"
    )

    assert "1 ban was removed" in reply_text(lifted)
    assert await entries(world, log) == sorted(
        [
            f"🚫 {world.mod.mention} banned **{first}**.",
            f"↩️ {world.mod.mention} removed the ban of **{first}**.",
            f"🚫 {world.mod.mention} banned **{first}**.",
            f"🗳️ Banned by vote: **{second}**. The deciding vote came from {world.bob.mention}.",
            f"↩️ {world.boss.mention} removed the ban of **{second}**.",
        ]
    )


async def test_imports_settings_and_resets_are_logged(world: World, log: ChannelHandle) -> None:
    chosen = await choose(world, log)
    assert reply_text(chosen).startswith(f"✅ Log channel: Off → **{log.mention}**")
    overview = (await world.settings("show")).response
    (menu,) = (one for one in components_of(overview) if one["custom_id"] == "reko:log")
    assert menu["default_values"] == [{"id": log.id, "type": "channel"}]

    ban_file = json.dumps(
        {"format": "reko-bans", "version": 1, "titles": [{"id": 1, "title": "x"}], "users": []}
    )
    await world.settings("import", file=("bans.json", ban_file.encode()))
    await world.boss.select(overview, ["english"], custom_id="reko:titles")
    question = (await world.settings("reset")).response
    await world.press(world.boss, question, "reset:all")

    who = world.boss.mention
    assert await stored(world) is None
    assert await entries(world, log) == sorted(
        [
            f"⚙️ {who} changed the settings:\n✅ Log channel: Off → **{log.mention}**",
            f"📥 {who} imported a ban list with 1 title and 0 users that were not banned yet.",
            f"⚙️ {who} changed the settings:\n"
            + ENGLISH(
                "settings-change",
                setting=ENGLISH("settings-titles"),
                before=ENGLISH("titles-reader"),
                after=ENGLISH("titles-english"),
            ),
            ENGLISH("log-reset-all", who=who),
        ]
    )


async def test_removing_the_log_channel_is_its_last_entry(world: World, log: ChannelHandle) -> None:
    await choose(world, log)

    removed = await choose(world)
    await world.change(votes_needed=1)
    await world.press(world.ann, (await world.reko()).response, "ban")

    assert f"{log.mention} → **Off**" in reply_text(removed)
    assert await stored(world) is None
    assert len(await entries(world, log)) == 2


async def test_entries_are_in_the_language_of_the_server(world: World, log: ChannelHandle) -> None:
    world.env.backend.get_guild(world.guild.id).preferred_locale = "de"
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.preferred_locale = discord.Locale.german
    await choose(world, log)

    assert "hat die Einstellungen geändert" in (await entries(world, log))[0]


async def test_the_error_names_the_permissions_that_are_missing(world: World) -> None:
    denied = discord.PermissionOverwrite(send_messages=False, embed_links=False)
    quiet = world.guild.create_text_channel("quiet", overwrites={world.guild.default_role: denied})

    refused = await choose(world, quiet)

    assert private_text(refused) == ENGLISH(
        "error-log-channel", channel=quiet.mention, missing="Send Messages, Embed Links"
    )
    assert await stored(world) is None


async def test_only_managers_choose_and_only_channels_of_their_server(
    world: World, log: ChannelHandle
) -> None:
    other, _ = world.elsewhere()
    overview = (await world.settings("show")).response

    async def forge(actor: MemberActor, channel: ChannelHandle) -> Any:
        told = {"id": str(channel.id), "type": 0, "name": channel.name, "permissions": "0"}
        data = {"custom_id": "reko:log", "component_type": 8, "values": [str(channel.id)]}
        data["resolved"] = {"channels": {str(channel.id): told}}
        stored = world.env.backend.get_message(overview.channel_id, overview.id)
        return await press_unoffered(actor, stored, data)

    by_member = await forge(world.bob, log)
    of_another_server = await forge(world.boss, other)

    assert private_text(by_member) == ENGLISH("error-manage-server")
    assert private_text(of_another_server) == ENGLISH("error-log-channel-unknown")
    assert await stored(world) is None


async def test_a_deleted_log_channel_stops_no_ban(world: World) -> None:
    # No channel has this id.
    await world.change(log_channel_id=123456789, votes_needed=1)
    message = (await world.reko()).response

    with capture_logs() as captured:
        pressed = await world.press(world.ann, message, "ban")
        await world.env.settle()

    assert private_text(pressed).startswith("🚫 Banned in this server")
    (event,) = (one for one in captured if one["event"] == "server log not written")
    assert event["log_level"] == "warning"
    assert event["error"] == "NotFound"
