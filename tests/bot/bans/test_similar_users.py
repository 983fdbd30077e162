"""👥: the similar users of a result, shown by hash, and excluding them."""

import re
from typing import Any

import discord
import pytest
from discord_actions import (
    buttons,
    emit_press,
    ids_of,
    press_planted,
    private_text,
    result_id,
    titles,
)

from reko_core.guilds.models import Scope

HASH = re.compile(r"`([0-9a-f]{32})`")


async def _shown(world: Any, actor: Any, message: Any) -> Any:
    return (await world.press(actor, message, "users")).response


def _hashes(message: Any) -> list[str]:
    return HASH.findall(message.embeds[0].description)


async def _banned(world: Any) -> list[str]:
    return sorted(world.hashes.show(await world.store.bans.user_hashes(world.scope)))


async def test_similar_users_are_described_as_people_and_hashes_are_for_managers(
    world: Any,
) -> None:
    message = (await world.reko()).response
    stored = await world.store.results.by_message(message.id)
    users = stored.response.users
    shown = await _shown(world, world.bob, message)
    assert shown.ephemeral
    assert shown.embeds[0].title == f"{len(users)} similar users"
    *groups, closest = shown.embeds[0].description.split("\n")
    assert groups
    assert all(re.fullmatch(r"• (1 who loves|\d+ who love) [\w -]+", line) for line in groups)
    assert any("Sports" in line for line in groups), "demo_sports is similar to who loves sports"
    assert closest == f"Closest affinity: **{users[0].affinity}** of 100"
    managed = (await _shown(world, world.boss, message)).embeds[0].description
    assert managed.startswith(shown.embeds[0].description)
    assert HASH.findall(managed) == list(world.hashes.show(user.hash for user in users))
    assert not {user.hash for user in users} & set(HASH.findall(managed))
    # Nothing else that could identify them is shown.
    lines = managed.split("\n")[len(groups) + 3 :]
    line = re.compile(r"\*\*\d+\*\* · recommends .* · `[0-9a-f]{32}`")
    assert len(lines) == len(users)
    assert all(line.fullmatch(one) for one in lines)


async def test_similar_users_are_described_in_german(world: Any) -> None:
    world.speak("de")
    message = (await world.reko()).response
    shown = await _shown(world, world.bob, message)
    assert re.search(r"• (1 Person, die|\d+ Leute, die) Sports lieb", shown.embeds[0].description)
    assert "Höchste Affinität" in shown.embeds[0].description


@pytest.mark.parametrize("name", ["ann", "mod"])
async def test_only_managers_ban_users(world: Any, name: str) -> None:
    actor = getattr(world, name)
    message = (await world.reko()).response
    shown = await _shown(world, actor, message)
    assert not buttons(shown)
    menu = f"reko:banusers:{result_id(message)}"
    refused = await press_planted(actor, message, menu, _hashes(shown)[:1])
    assert "Only people who can manage the server" in private_text(refused)
    assert await _banned(world) == []


async def test_a_manager_bans_users_and_they_support_no_title_any_more(world: Any) -> None:
    message = (await world.reko()).response
    shown = await _shown(world, world.boss, message)
    first, second, *_ = _hashes(shown)
    chosen = await world.boss.select(shown, [first, second])
    assert "2 users are now excluded" in chosen.response.content
    assert not chosen.response.embeds
    assert await _banned(world) == sorted([first, second])
    await world.press(world.ann, message, "refresh")
    left = _hashes(await _shown(world, world.boss, message))
    assert not {first, second} & set(left)
    assert titles(message)
    assert first not in _hashes(await _shown(world, world.bob, (await world.reko()).response))


async def test_banning_users_twice_is_reported(world: Any) -> None:
    message = (await world.reko()).response
    first = await _shown(world, world.boss, message)
    second = await _shown(world, world.boss, message)
    (one, *_) = _hashes(first)
    await world.boss.select(first, [one])
    again = await world.boss.select(second, [one])
    assert again.response.content == "Already banned."


async def test_concurrent_bans_of_users_all_count(world: Any) -> None:
    message = (await world.reko()).response
    shown = await _shown(world, world.boss, message)
    menu = ids_of(shown, "banusers")[0]
    first, second, *_ = _hashes(shown)
    emit_press(world.boss, shown, menu, [first])
    emit_press(world.boss, shown, menu, [second])
    await world.env.settle()
    assert await _banned(world) == sorted([first, second])


async def test_the_right_to_ban_users_is_checked_on_use(world: Any) -> None:
    message = (await world.reko()).response
    shown = await _shown(world, world.boss, message)
    world.demote_boss()
    refused = await world.boss.select(shown, _hashes(shown)[:1])
    assert "Only people who can manage the server" in private_text(refused)
    assert await _banned(world) == []


async def test_hashes_that_are_none_of_the_answer_are_ignored(world: Any) -> None:
    message = (await world.reko()).response
    menu = f"reko:banusers:{result_id(message)}"
    await press_planted(world.boss, message, menu, ["f" * 32, "nonsense"])
    assert await _banned(world) == []


async def test_user_bans_never_cross_servers(world: Any) -> None:
    message = (await world.reko()).response
    shown = await _shown(world, world.boss, message)
    ours = _hashes(shown)
    first = ours[0]
    hall, ann_elsewhere = world.elsewhere()
    there = (await ann_elsewhere.slash(hall, "reko", user="demo_sports")).response
    menu = f"reko:banusers:{result_id(message)}"
    refused = await press_planted(ann_elsewhere, there, menu, [first])
    assert "Only people who can manage the server" in private_text(refused)
    await world.boss.select(shown, [first])
    fresh = (await ann_elsewhere.slash(hall, "reko", user="demo_sports")).response
    theirs = _hashes(await _shown(world, ann_elsewhere, fresh))
    assert len(theirs) == len(ours)
    assert not set(theirs) & set(ours)
    elsewhere = Scope.guild(hall.guild.id)
    read = world.services.recommender.hashes_in(elsewhere).read(theirs)
    assert world.hashes.read([first])[0] in read
    assert await world.store.bans.user_hashes(elsewhere) == ()


async def test_a_ban_and_a_result_of_an_earlier_version_keep_working(world: Any) -> None:
    """Both are stored by digest, as ever."""
    message = (await world.reko()).response
    stored = await world.store.results.by_message(message.id)
    old = stored.response.users[0].hash
    at = discord.utils.utcnow()
    await world.store.bans.ban_users(world.scope, [old], by=None, at=at)
    await world.press(world.ann, message, "refresh")
    shown = await _shown(world, world.boss, message)
    assert world.hashes.show([old])[0] not in _hashes(shown)
    chosen = _hashes(shown)[0]
    await world.boss.select(shown, [chosen])
    assert set(await _banned(world)) == {*world.hashes.show([old]), chosen}


async def test_user_bans_that_cannot_be_stored_change_nothing(world: Any, break_table: Any) -> None:
    message = (await world.reko()).response
    shown = await _shown(world, world.boss, message)
    hashes = _hashes(shown)[:3]
    break_table("user_bans", f"ROW.user_hash = '{world.hashes.read(hashes)[1]}'")
    refused = await world.boss.select(shown, hashes)
    assert "may not be saved" in private_text(refused)
    assert await _banned(world) == []


async def test_at_most_ten_users_are_shown(world: Any) -> None:
    message = (await world.reko(user="demo_all_tens", accuracy=25.0)).response
    stored = await world.store.results.by_message(message.id)
    shown = await _shown(world, world.boss, message)
    assert len(stored.response.users) > 10
    assert len(_hashes(shown)) == 10
    assert shown.embeds[0].title == f"{len(stored.response.users)} similar users"
