"""The message with which the bot introduces itself to a server."""

from typing import Any

import discord
import pytest
from discord_actions import labels
from simcord.backend.serializers import guild_create_payload
from simcord.builders import ChannelHandle, GuildHandle

from bot.i18n.texts import texts_for
from tests.bot.conftest import Make, World

READ_ONLY = discord.PermissionOverwrite(send_messages=False)
HIDDEN = discord.PermissionOverwrite(view_channel=False)


async def join(world: World, guild: GuildHandle) -> None:
    """Add the bot to a server that has its channels already, removing it before."""
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await world.env.settle()
    payload = guild_create_payload(backend, backend.get_guild(guild.id))
    # Discord sends `unavailable` where a server is back after an outage or at a reconnect.
    del payload["unavailable"]
    backend.emit("GUILD_CREATE", payload)
    await world.env.settle()


async def new_guild(world: World, locale: str | None = None) -> GuildHandle:
    guild = world.env.create_guild("New Server", preferred_locale=locale)
    await world.env.settle()
    return guild


def sent(channel: ChannelHandle) -> list[Any]:
    return list(channel.history())


@pytest.mark.parametrize(
    ("locale", "said", "button"),
    [
        ("en-US", "Hello, I'm Reko", "Link my list"),
        ("de", "Hallo, ich bin Reko", "Meine Liste verknüpfen"),
        ("fr", "Bonjour, je suis Reko", "Lier ma liste"),
        ("sv-SE", "Hello, I'm Reko", "Link my list"),
    ],
)
async def test_bot_introduces_itself_in_the_language_of_the_server(
    make_world: Make, locale: str, said: str, button: str
) -> None:
    world = await make_world(docs_url="https://example.org/docs")
    guild = await new_guild(world, locale)
    channel = guild.create_text_channel("general")
    await world.env.settle()

    await join(world, guild)

    (message,) = sent(channel)
    assert said in message.content
    texts = texts_for(locale)
    settings = f"`/{texts('cmd-settings')} {texts('cmd-show')}`"
    for part in ("`/reko`", settings, "https://example.org/docs/privacy.md"):
        assert part in message.content
    assert labels(message, "link") == [button]
    assert not message.mentions
    assert not message.mention_everyone
    assert message.flags.suppress_embeds


async def test_welcome_is_sent_once_also_after_a_restart(world: World) -> None:
    guild = await new_guild(world)
    channel = guild.create_text_channel("general")
    await world.env.settle()
    await join(world, guild)
    await join(world, guild)
    await world.restart()
    await join(world, guild)

    (message,) = sent(channel)

    assert "Privacy" not in message.content
    assert "https://" not in message.content


async def test_server_that_is_available_again_is_not_welcomed(world: World) -> None:
    guild = await new_guild(world)
    channel = guild.create_text_channel("general")
    backend = world.env.backend
    backend.emit("GUILD_CREATE", guild_create_payload(backend, backend.get_guild(guild.id)))
    await world.env.settle()
    assert sent(channel) == []


async def test_it_is_sent_to_the_first_channel_that_can_be_written_in(world: World) -> None:
    guild = await new_guild(world)
    role = guild.default_role
    closed = [
        guild.create_text_channel("rules", overwrites={role: READ_ONLY}),
        guild.create_text_channel("staff", overwrites={role: HIDDEN}),
    ]
    first, second = guild.create_text_channel("general"), guild.create_text_channel("more")
    await world.env.settle()

    await join(world, guild)

    assert [len(sent(channel)) for channel in (*closed, first, second)] == [0, 0, 1, 0]


async def test_server_without_such_a_channel_gets_it_when_the_bot_is_added_again(
    world: World,
) -> None:
    guild = await new_guild(world)
    await join(world, guild)
    channel = guild.create_text_channel("general")
    await world.env.settle()

    await join(world, guild)

    assert len(sent(channel)) == 1


async def test_refusal_by_discord_or_the_database_is_survived(
    world: World, break_table: Any
) -> None:
    guild = await new_guild(world)
    channel = guild.create_text_channel("general")
    await world.env.settle()
    break_table("outbox")

    await join(world, guild)

    assert sent(channel) == [], "nothing is sent that would be sent again"


async def test_button_of_the_welcome_links_a_list(world: World) -> None:
    guild = await new_guild(world)
    channel = guild.create_text_channel("general")
    member = guild.add_member(world.ann.user)
    await world.env.settle()
    await join(world, guild)
    (message,) = sent(channel)

    form = await world.press(member, message, "link")
    done = await member.submit_modal(form, {"name": "demo_sports"})

    answer = done.followups[-1] if done.followups else done.response
    assert answer is not None
    assert answer.ephemeral
    account = await world.store.accounts.get(world.ann.id)
    assert account is not None
    assert account.mal_name == "demo_sports"
    assert "Reko" in sent(channel)[0].content
    await world.press(member, answer, "mine")
    assert len(answer.embeds) == 5
    assert len(sent(channel)) == 1, "for the person alone"
