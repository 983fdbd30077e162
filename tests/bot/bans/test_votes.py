"""Votes: bans by members who are not moderators, and withdrawing votes."""

from typing import Any

import pytest
from discord_actions import anime_ids, buttons, emit_press, ids_of, labels, private_text, titles

from reko_core.guilds.models import Scope


async def test_the_third_vote_bans(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    first = await world.press(world.ann, message, "ban")
    assert private_text(first) == f"🗳️ Vote to ban **{before[0]}** recorded: 1 of 3."
    assert labels(message, "ban:") == ["1 · 1/3", "2", "3", "4"]
    assert "2 of 3" in private_text(await world.press(world.bob, message, "ban"))
    assert labels(message, "ban:")[0] == "1 · 2/3"
    assert titles(message) == before
    third = await world.press(world.cleo, message, "ban")
    assert private_text(third) == f"🚫 Banned in this server: **{before[0]}**."
    assert titles(message)[:3] == before[1:]
    assert labels(message, "ban:") == ["1", "2", "3", "4"]


async def test_one_person_has_one_vote_on_a_title(world: Any) -> None:
    message = (await world.reko()).response
    for _ in range(2):
        pressed = await world.press(world.ann, message, "ban")
    assert "You already voted to ban" in private_text(pressed)
    assert "1 of 3" in private_text(pressed)
    # Votes on a title count across results.
    other = (await world.reko()).response
    assert labels(other, "ban:")[0] == "1 · 1/3"
    assert "You already voted" in private_text(await world.press(world.ann, other, "ban"))
    assert await world.banned_ids() == []


@pytest.mark.parametrize("needed", [1, 2])
async def test_the_server_decides_how_many_votes_ban(world: Any, needed: int) -> None:
    await world.store.guilds.change(world.guild.id, votes_needed=needed)
    message = (await world.reko()).response
    voters = [world.ann, world.bob][:needed]
    answers = [private_text(await world.press(voter, message, "ban")) for voter in voters]
    assert answers[-1].startswith("🚫 Banned")
    assert all("recorded" in answer for answer in answers[:-1])
    assert len(await world.banned_ids()) == 1


async def test_where_everybody_bans_at_once_they_take_it_back_themselves(world: Any) -> None:
    await world.store.guilds.change(world.guild.id, votes_needed=1)
    message = (await world.reko()).response
    before = titles(message)
    pressed = await world.press(world.ann, message, "ban")
    await world.press(world.ann, pressed.followups[0], "undo")
    assert titles(message) == before


async def test_a_vote_is_withdrawn(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.ann, message, "ban")
    await world.press(world.bob, message, "ban")
    await world.press(world.ann, pressed.followups[0], "unvote")
    assert private_text(pressed) == "↩️ Your vote was withdrawn."
    assert not buttons(pressed.followups[0])
    assert labels(message, "ban:")[0] == "1 · 1/3"
    # Two more are needed again, besides bob's.
    assert "2 of 3" in private_text(await world.press(world.cleo, message, "ban"))


async def test_a_vote_is_withdrawn_after_a_restart_and_hours(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.ann, message, "ban")
    await world.env.advance_time(1)
    world.env.backend.advance_clock(5 * 3600)
    await world.restart()
    await world.press(world.ann, pressed.followups[0], "unvote")
    assert "withdrawn" in private_text(pressed)
    assert labels(message, "ban:")[0] == "1"


async def test_a_vote_on_a_title_banned_since_cannot_be_withdrawn(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.ann, message, "ban")
    await world.press(world.mod, message, "ban")
    await world.press(world.ann, pressed.followups[0], "unvote")
    assert private_text(pressed) == "You had no vote to withdraw."
    assert len(await world.banned_ids()) == 1


async def test_the_undo_of_a_ban_brings_no_votes_back(world: Any) -> None:
    message = (await world.reko()).response
    await world.press(world.ann, message, "ban")
    pressed = await world.press(world.mod, message, "ban")
    await world.press(world.mod, pressed.followups[0], "undo")
    assert labels(message, "ban:")[0] == "1"


async def test_concurrent_votes_all_count(world: Any) -> None:
    message = (await world.reko()).response
    custom_id = ids_of(message, "ban:")[0]
    results = [emit_press(actor, message, custom_id) for actor in (world.ann, world.bob)]
    results.append(emit_press(world.cleo, message, custom_id))
    await world.env.settle()
    answers = sorted(map(private_text, results))
    assert [answer[-7:-1] for answer in answers[:2]] == ["1 of 3", "2 of 3"]
    assert answers[2].startswith("🚫 Banned")
    assert await world.banned_ids() == [int(custom_id.rpartition(":")[2])]
    assert await world.banned_ids() != anime_ids(message)[:1]


async def test_votes_expire_after_a_week(world: Any) -> None:
    message = (await world.reko()).response
    await world.press(world.ann, message, "ban")
    await world.press(world.bob, message, "ban")
    await world.env.advance_time(1)
    world.env.backend.advance_clock(7 * 86_400)
    await world.restart()
    assert "1 of 3" in private_text(await world.press(world.cleo, message, "ban"))
    assert labels(message, "ban:")[0] == "1 · 1/3"


async def test_votes_never_cross_servers(world: Any) -> None:
    message = (await world.reko()).response
    hall, ann_elsewhere = world.elsewhere()
    await world.press(world.ann, message, "ban")
    there = (await ann_elsewhere.slash(hall, "reko", user="demo_sports")).response
    assert labels(there, "ban:")[0] == "1"


async def test_a_vote_that_cannot_be_stored_changes_nothing(world: Any, break_table: Any) -> None:
    await world.store.guilds.change(world.guild.id, votes_needed=2)
    message = (await world.reko()).response
    await world.press(world.ann, message, "ban")
    # The vote could be stored but not the resulting ban: neither is.
    break_table("title_bans")
    refused = await world.press(world.bob, message, "ban")
    assert "may not be saved" in private_text(refused)
    assert labels(message, "ban:")[0] == "1 · 1/2"
    counts = await world.store.votes.count(
        Scope.guild(world.guild.id), anime_ids(message), at=world.env.now()
    )
    assert list(counts.values()) == [1]
