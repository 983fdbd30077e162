"""The 🚫 reaction: a private confirmation, or a vote if none can be sent."""

from typing import Any

import discord
import pytest
from discord_actions import (
    anime_ids,
    buttons,
    emit_press,
    ids_of,
    labels,
    private_text,
    ranks,
    titles,
)
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from reko_core.guilds.models import Scope
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists

BAN = "🚫"
DM_ROUTE = "/channels/*/messages"


def _dms(world: Any, actor: Any) -> list[Any]:
    """Return the text of the last direct message to a person."""
    channel_id = world.env.backend.dm_channels.get(actor.id)
    return [] if channel_id is None else actor.user.dm_channel.history()


def _question(world: Any, actor: Any) -> Any:
    (message,) = _dms(world, actor)
    return message


def _refuse_messages(world: Any) -> None:
    world.env.inject_error("POST", DM_ROUTE, status=403, code=50007, times=None)


async def _answer(world: Any, actor: Any, verb: str) -> str:
    """Press a button of the confirmation; return its new content."""
    question = _question(world, actor)
    await actor.user.click(question, custom_id=ids_of(question, f"react:{verb}")[0])
    return str(_question(world, actor).content)


async def test_a_reaction_is_confirmed_in_a_direct_message(world: Any) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    question = _question(world, world.mod)
    assert question.content.startswith("You reacted with 🚫 in **Anime Night**. Ban these")
    assert [line[2:] for line in question.content.split("\n")[1:]] == titles(message)
    assert labels(question, "react") == ["Ban all 4", "Cancel"]
    assert [one.id for one in world.channel.history()] == [message.id]
    assert not any(_dms(world, actor) for actor in (world.ann, world.bob, world.boss))
    assert await world.banned_ids() == []


async def test_yes_bans_the_titles_of_the_page(world: Any) -> None:
    message = (await world.reko()).response
    await world.press(world.ann, message, "next")
    asked_of = anime_ids(message)
    await world.mod.react(message.message, BAN)
    answer = await _answer(world, world.mod, "yes")
    assert answer.startswith("🚫 Banned in this server: **")
    assert await world.banned_ids() == sorted(asked_of)
    assert ranks(message) == [5, 6, 7, 8]
    assert not set(anime_ids(message)) & set(asked_of)


async def test_confirming_bans_the_titles_of_the_question(world: Any) -> None:
    message = (await world.reko()).response
    asked_of = anime_ids(message)
    await world.mod.react(message.message, BAN)
    await world.press(world.ann, message, "next")
    await _answer(world, world.mod, "yes")
    assert await world.banned_ids() == sorted(asked_of)


async def test_a_ban_by_reaction_is_undone(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    await world.mod.react(message.message, BAN)
    await _answer(world, world.mod, "yes")
    question = _question(world, world.mod)
    await world.mod.user.click(question, custom_id=ids_of(question, "undo")[0])
    assert "No longer banned" in _question(world, world.mod).content
    assert titles(message) == before
    assert await world.banned_ids() == []


async def test_no_bans_nothing(world: Any) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    assert await _answer(world, world.mod, "no") == "Nothing was banned."
    assert not buttons(_question(world, world.mod))
    assert await world.banned_ids() == []


async def test_a_member_is_asked_to_confirm_a_vote(world: Any) -> None:
    message = (await world.reko()).response
    await world.ann.react(message.message, BAN)
    question = _question(world, world.ann)
    assert "Vote to ban these titles there?" in question.content
    assert labels(question, "react")[0] == "Vote to ban all 4"
    answer = await _answer(world, world.ann, "yes")
    assert answer.count("recorded: 1 of 3") == 4
    assert labels(message, "ban:") == ["1 · 1/3", "2 · 1/3", "3 · 1/3", "4 · 1/3"]
    # Votes by button are withdrawn by button.
    question = _question(world, world.ann)
    await world.ann.user.click(question, custom_id=ids_of(question, "unvote")[0])
    assert _question(world, world.ann).content == "↩️ Your 4 votes were withdrawn."
    assert labels(message, "ban:") == ["1", "2", "3", "4"]


async def test_the_confirmation_works_after_a_restart(world: Any) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    await world.restart()
    assert (await _answer(world, world.mod, "yes")).startswith("🚫 Banned")
    assert len(await world.banned_ids()) == 4


async def test_a_reaction_to_a_result_from_before_a_restart_works(world: Any) -> None:
    message = (await world.reko()).response
    await world.restart()
    await world.mod.react(message.message, BAN)
    assert _question(world, world.mod)


# Permissions


async def test_rights_are_checked_again_on_confirmation(world: Any) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    world.env.backend.remove_member_role(world.guild.id, world.mod.id, world.guild.roles["Mods"].id)
    answer = await _answer(world, world.mod, "yes")
    assert answer.count("recorded: 1 of 3") == 4
    assert await world.banned_ids() == []


async def test_a_person_who_may_no_longer_ban_gets_an_error(world: Any) -> None:
    message = (await world.reko()).response
    await world.ann.react(message.message, BAN)
    await world.store.guilds.change(world.guild.id, who_may_ban="moderators")
    question = _question(world, world.ann)
    refused = await world.ann.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    assert "Only people who can manage messages" in refused.response.content
    assert labels(message, "ban:") == ["1", "2", "3", "4"]


async def test_a_person_who_left_the_server_bans_nothing_there(world: Any) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    world.guild.remove_member(world.mod)
    await world.env.settle()
    question = _question(world, world.mod)
    refused = await world.mod.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    assert "You can no longer see that page, so nothing was banned" in refused.response.content
    assert await world.banned_ids() == []


async def test_a_person_who_cannot_see_the_channel_bans_nothing_there(world: Any) -> None:
    message = (await world.reko()).response
    await world.ann.react(message.message, BAN)
    hidden = Overwrite(
        world.ann.id, OverwriteType.MEMBER, deny=discord.Permissions(view_channel=True).value
    )
    world.env.backend.edit_channel(world.channel.id, {}, overwrites=[hidden])
    await world.env.settle()
    question = _question(world, world.ann)
    refused = await world.ann.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    assert "can no longer see that page" in refused.response.content


async def test_members_are_not_asked_where_only_moderators_ban(world: Any) -> None:
    await world.store.guilds.change(world.guild.id, who_may_ban="moderators")
    message = (await world.reko()).response
    await world.ann.react(message.message, BAN)
    assert _dms(world, world.ann) == []
    await world.mod.react(message.message, BAN)
    assert _question(world, world.mod)


# Direct messages refused


async def test_a_reaction_is_a_vote_if_direct_messages_are_refused(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.ann.react(message.message, BAN)
    assert labels(message, "ban:") == ["1 · 1/3", "2 · 1/3", "3 · 1/3", "4 · 1/3"]
    await world.ann.unreact(message.message, BAN)
    assert labels(message, "ban:") == ["1", "2", "3", "4"]
    assert [one.id for one in world.channel.history()] == [message.id]


async def test_the_reactions_of_three_people_ban(world: Any) -> None:
    message = (await world.reko()).response
    before = anime_ids(message)
    _refuse_messages(world)
    for actor in (world.ann, world.bob, world.cleo):
        await actor.react(message.message, BAN)
    assert await world.banned_ids() == sorted(before)
    assert not set(anime_ids(message)) & set(before)


async def test_removing_a_reaction_leaves_votes_by_button(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.press(world.ann, message, "ban")
    await world.ann.react(message.message, BAN)
    await world.ann.unreact(message.message, BAN)
    assert labels(message, "ban:") == ["1 · 1/3", "2", "3", "4"]


async def test_a_reaction_is_withdrawn_whatever_page_is_shown(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.ann.react(message.message, BAN)
    await world.press(world.ann, message, "next")
    assert labels(message, "ban:") == ["5", "6", "7", "8"]
    await world.ann.unreact(message.message, BAN)
    assert ranks(message) == [5, 6, 7, 8]
    await world.press(world.ann, message, "first")
    assert labels(message, "ban:") == ["1", "2", "3", "4"]


async def test_a_reaction_withdraws_no_vote_of_another_message(world: Any) -> None:
    first = (await world.reko()).response
    second = (await world.reko(world.bob)).response
    _refuse_messages(world)
    await world.ann.react(first.message, BAN)
    await world.ann.react(second.message, BAN)
    await world.ann.unreact(second.message, BAN)
    await world.press(world.ann, first, "next")
    await world.press(world.ann, first, "first")
    assert labels(first, "ban:") == ["1 · 1/3", "2 · 1/3", "3 · 1/3", "4 · 1/3"]


async def test_a_reaction_is_withdrawn_after_a_refresh(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.ann.react(message.message, BAN)
    voted_on = anime_ids(message)
    world.give_list("demo_sports", demo_lists(load_titles())["demo_dark"])
    await world.press(world.ann, message, "refresh")
    await world.ann.unreact(message.message, BAN)
    scope = Scope.guild(world.guild.id)
    assert await world.store.votes.count(scope, voted_on, at=world.env.now()) == {}


async def test_reacting_again_after_withdrawing_is_a_vote(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.ann.react(message.message, BAN)
    await world.ann.unreact(message.message, BAN)
    await world.ann.react(message.message, BAN)
    assert labels(message, "ban:") == ["1 · 1/3", "2 · 1/3", "3 · 1/3", "4 · 1/3"]


async def _clear(world: Any, message: Any, emoji: str | None = None) -> None:
    """Clear all reactions, or those with an emoji, as a moderator does."""
    backend = world.env.backend
    if emoji is None:
        backend.clear_reactions(world.channel.id, message.id)
    else:
        backend.clear_reaction(world.channel.id, message.id, emoji)
    await world.env.settle()


@pytest.mark.parametrize("emoji", [None, BAN])
async def test_clearing_the_reactions_withdraws_their_votes(world: Any, emoji: str | None) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.press(world.cleo, message, "ban")
    await world.ann.react(message.message, BAN)
    await world.cleo.react(message.message, BAN)
    assert labels(message, "ban:") == ["1 · 2/3", "2 · 2/3", "3 · 2/3", "4 · 2/3"]
    await _clear(world, message, emoji)
    assert labels(message, "ban:") == ["1 · 1/3", "2", "3", "4"]


async def test_clearing_another_emoji_or_message_leaves_the_votes(world: Any) -> None:
    message = (await world.reko()).response
    other = (await world.reko(world.bob)).response
    _refuse_messages(world)
    await world.ann.react(message.message, BAN)
    await world.ann.react(message.message, "👍")
    await world.bob.react(other.message, "👍")
    await _clear(world, message, "👍")
    await _clear(world, other)
    assert labels(message, "ban:") == ["1 · 1/3", "2 · 1/3", "3 · 1/3", "4 · 1/3"]


async def test_a_page_turned_during_a_vote_stays_turned(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    world.env.backend.set_reaction(world.channel.id, message.id, BAN, world.bob.id, reacted=True)
    emit_press(world.ann, message, ids_of(message, "next:")[0])
    await world.env.settle()
    assert ranks(message) == [5, 6, 7, 8]
    await world.bob.unreact(message.message, BAN)
    assert ranks(message) == [5, 6, 7, 8]


async def test_a_moderator_who_accepts_no_direct_message_votes(world: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    await world.mod.react(message.message, BAN)
    assert labels(message, "ban:")[0] == "1 · 1/3"
    assert await world.banned_ids() == []


async def test_a_reaction_that_cannot_be_stored_has_no_effect(world: Any, break_table: Any) -> None:
    message = (await world.reko()).response
    _refuse_messages(world)
    break_table("ban_votes", f"ROW.anime_id = {anime_ids(message)[2]}")
    await world.ann.react(message.message, BAN)
    assert labels(message, "ban:") == ["1", "2", "3", "4"]
    counts = await world.store.votes.count(
        Scope.guild(world.guild.id), anime_ids(message), at=world.env.now()
    )
    assert counts == {}


# Other reactions


@pytest.mark.parametrize("emoji", ["👍", "🔞", "⛔"])
async def test_other_reactions_mean_nothing(world: Any, emoji: str) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, emoji)
    assert _dms(world, world.mod) == []
    assert labels(message, "ban:") == ["1", "2", "3", "4"]


async def test_reactions_to_other_messages_mean_nothing(world: Any) -> None:
    await world.reko()
    said = await world.bob.send(world.channel, "I have seen all of them")
    await world.mod.react(said, BAN)
    assert _dms(world, world.mod) == []


async def test_reactions_of_bots_mean_nothing(world: Any) -> None:
    message = (await world.reko()).response
    robot = world.guild.add_member(
        world.env.create_user("robot", bot=True), roles=[world.guild.roles["Mods"]]
    )
    await world.env.settle()
    await robot.react(message.message, BAN)
    assert _dms(world, robot) == []
    assert labels(message, "ban:") == ["1", "2", "3", "4"]


async def test_a_person_is_asked_once_a_minute(world: Any) -> None:
    message = (await world.reko()).response
    for _ in range(3):
        await world.mod.react(message.message, BAN)
        await world.mod.unreact(message.message, BAN)
    assert _question(world, world.mod)
    # Each page has its own confirmation.
    other = (await world.reko()).response
    await world.mod.react(other.message, BAN)
    assert len(_dms(world, world.mod)) == 2


async def test_a_reaction_to_an_empty_page_asks_nothing(world: Any) -> None:
    message = (await world.reko(user="seen_everything")).response
    await world.mod.react(message.message, BAN)
    assert _dms(world, world.mod) == []


async def test_the_confirmation_is_in_the_language_of_the_page(world: Any) -> None:
    world.speak("de")
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    question = _question(world, world.mod)
    assert "You reacted" not in question.content
    assert labels(question, "react") != ["Ban all 4", "Cancel"]


async def test_confirming_a_reaction_to_an_expired_result_is_reported(world: Any) -> None:
    message = (await world.reko()).response
    await world.mod.react(message.message, BAN)
    stored = await world.store.results.by_message(message.id)
    await world.store.results.delete(stored.id)
    question = _question(world, world.mod)
    refused = await world.mod.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    assert "too old" in refused.response.content
    # Answering "no" is always possible.
    assert await _answer(world, world.mod, "no") == "Nothing was banned."


async def test_the_bot_survives_failures_of_discord_during_a_reaction(world: Any) -> None:
    message = (await world.reko()).response
    world.env.inject_error("*", "*", times=None)
    await world.mod.react(message.message, BAN)
    await world.mod.unreact(message.message, BAN)
    world.env.backend.faults.clear()
    assert await world.banned_ids() == []
    assert "Banned" in private_text(await world.press(world.mod, message, "ban"))


async def test_yes_is_answered_by_a_process_that_does_not_know_the_server(world: Any) -> None:
    """Direct messages go to shard 0, the events of the server to another one."""
    log = world.guild.create_text_channel("log")
    await world.change(log_channel_id=log.id)
    message = (await world.reko()).response
    asked_of = anime_ids(message)
    await world.mod.react(message.message, BAN)
    world.bot._connection._guilds.pop(world.guild.id)

    answer = await _answer(world, world.mod, "yes")
    await world.env.settle()

    assert answer.startswith("🚫 Banned in this server: **")
    assert await world.banned_ids() == sorted(asked_of)
    assert not set(anime_ids(message)) & set(asked_of)
    assert len(log.history()) == 1
