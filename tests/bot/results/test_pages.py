"""Turning pages and refreshing: permissions, expiry, and old buttons."""

from typing import Any

import pytest
from discord_actions import (
    anime_ids,
    buttons,
    emit_press,
    ids_of,
    labels,
    press_planted,
    private_text,
    ranks,
    titles,
)

from reko_core.guilds.models import Scope

TURNS = ("first", "prev", "next", "last")


def _usable(message: Any) -> list[str]:
    return [verb for verb in TURNS if not buttons(message, f"{verb}:")[0]["disabled"]]


async def test_pages_turn_in_order_and_show_their_number(world: Any) -> None:
    message = (await world.reko()).response
    seen = [*titles(message)]
    assert (_usable(message), labels(message, "count")) == (["next", "last"], ["1/6"])
    for page in range(2, 7):
        await world.press(world.ann, message, "next")
        assert labels(message, "count") == [f"{page}/6"]
        seen += titles(message)
    assert _usable(message) == ["first", "prev"]
    assert len(set(seen)) == 24
    await world.press(world.ann, message, "prev")
    assert ranks(message) == [17, 18, 19, 20]
    assert _usable(message) == list(TURNS)
    await world.press(world.ann, message, "last")
    assert ranks(message) == [21, 22, 23, 24]
    await world.press(world.ann, message, "first")
    assert titles(message) == seen[:4]


async def test_pages_turn_while_the_database_refuses_writes(world: Any, break_table: Any) -> None:
    message = (await world.reko()).response
    break_table("results")
    for page in (2, 3):
        assert (await world.press(world.ann, message, "next")).followups == []
        assert labels(message, "count") == [f"{page}/6"]


async def test_the_page_count_is_a_disabled_button(world: Any) -> None:
    message = (await world.reko()).response
    count = buttons(message, "count")[0]
    assert count["disabled"]
    pressed = await press_planted(world.ann, message, count["custom_id"])
    assert pressed.response.id == message.id
    assert ranks(message) == [1, 2, 3, 4]


@pytest.mark.parametrize("start", ["next", "last", "refresh"])
async def test_only_the_owner_turns_pages_and_refreshes(world: Any, start: str) -> None:
    message = (await world.reko()).response
    before = titles(message)
    for actor in (world.bob, world.mod, world.boss):
        refused = await world.press(actor, message, start)
        assert f"These buttons belong to {world.ann.mention}" in private_text(refused)
    assert titles(message) == before
    assert world.mal.requests["animelist"] == 1


async def test_buttons_work_after_a_restart(world: Any) -> None:
    message = (await world.reko()).response
    await world.press(world.ann, message, "next")
    second = titles(message)
    await world.restart()
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "prev")
    assert titles(message) == second
    assert "Banned" in private_text(await world.press(world.mod, message, "ban"))
    assert titles(message)[:3] == second[1:]
    assert private_text(await world.press(world.bob, message, "users")) == ""
    assert (await world.press(world.ann, message, "refresh")).followups == []


async def test_buttons_work_after_the_fifteen_minutes_of_an_interaction(world: Any) -> None:
    message = (await world.reko()).response
    await world.env.advance_time(15 * 60 + 1)
    await world.press(world.ann, message, "next")
    assert ranks(message) == [5, 6, 7, 8]
    banned = await world.press(world.mod, message, "ban")
    await world.press(world.mod, banned.followups[0], "undo")
    assert "No longer banned" in banned.followups[0].content


async def test_buttons_work_in_a_message_a_week_old(world: Any) -> None:
    message = (await world.reko()).response
    await world.pass_days(7)
    await world.press(world.ann, message, "last")
    assert ranks(message) == [21, 22, 23, 24]
    assert "1 of 3" in private_text(await world.press(world.bob, message, "ban"))
    await world.press(world.ann, message, "refresh")
    assert ranks(message) == [1, 2, 3, 4]


@pytest.mark.parametrize("start", ["next", "refresh", "ban", "users"])
async def test_an_expired_result_is_reported(make_world: Any, start: str) -> None:
    world = await make_world(result_max_age_days=1)
    message = (await world.reko()).response
    await world.env.advance_time(1)
    world.env.backend.advance_clock(86_400)
    # Old results are deleted at start, and every few hours.
    await world.restart()
    assert "too old" in private_text(await world.press(world.ann, message, start))


async def test_old_answers_are_deleted_while_the_bot_runs(make_world: Any) -> None:
    world = await make_world(result_max_age_days=0.5)
    message = (await world.reko()).response
    await world.pass_days(0.4)
    assert await world.store.results.by_message(message.id)
    await world.pass_days(0.4)
    assert await world.store.results.by_message(message.id) is None


@pytest.mark.parametrize(
    "custom_id",
    [
        "reko:next:short:0",
        "reko:next:AAAAAAAAAAAA:0",
        "reko:ban:AAAAAAAAAAAA:1",
        "reko:undo:AAAAAAAAAAAA:1700000000000:1",
        "reko:unvote:AAAAAAAAAAAA:1",
        "reko:react:yes:AAAAAAAAAAAA:1",
        "reko:banusers:AAAAAAAAAAAA",
        "reko:turn:AAAAAAAAAAAA",
        "other-bot:button",
        "",
    ],
)
async def test_retired_and_unknown_custom_ids_are_reported_as_expired(
    world: Any, custom_id: str
) -> None:
    message = (await world.reko()).response
    pressed = await press_planted(world.ann, message, custom_id)
    assert "too old" in private_text(pressed)
    assert ranks(message) == [1, 2, 3, 4]


async def test_buttons_of_another_persons_answer_are_refused(world: Any) -> None:
    mine = (await world.reko(world.bob)).response
    theirs = (await world.reko(world.ann, user="demo_mecha")).response
    before = titles(mine)
    for custom_id in (ids_of(theirs, "next:")[0], ids_of(theirs, "refresh")[0]):
        refused = await press_planted(world.bob, mine, custom_id)
        assert "These buttons belong to" in private_text(refused)
    assert titles(mine) == before


async def test_buttons_of_another_servers_answer_are_refused(world: Any) -> None:
    theirs = (await world.reko(world.bob)).response
    hall, ann_elsewhere = world.elsewhere()
    mine = (await ann_elsewhere.slash(hall, "reko", user="demo_sports")).response
    for custom_id in ids_of(theirs, "ban:")[:1] + ids_of(theirs, "next:") + ids_of(theirs, "ref"):
        refused = await press_planted(ann_elsewhere, mine, custom_id)
        assert "too old" in private_text(refused) or "belong to" in private_text(refused)
    for scope in (Scope.guild(world.guild.id), Scope.guild(hall.guild.id)):
        assert await world.store.bans.title_ids(scope) == ()


# Refreshing


async def test_refresh_shows_the_first_page_of_the_new_result(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    await world.press(world.ann, message, "next")
    world.give_list("demo_sports", await world.mal._lists.get("demo_mecha"))
    await world.age_list()
    refreshed = await world.press(world.ann, message, "refresh")
    assert world.mal.requests["animelist"] == 2
    assert refreshed.followups == []
    assert ranks(message) == [1, 2, 3, 4]
    assert titles(message) != before
    # The new result is stored.
    after = titles(message)
    await world.press(world.ann, message, "last")
    await world.press(world.ann, message, "first")
    assert titles(message) == after


async def test_refresh_counts_against_the_cooldown(make_world: Any) -> None:
    world = await make_world(questions_per_minute=1, burst=2)
    message = (await world.reko()).response
    await world.age_list()
    await world.press(world.ann, message, "refresh")
    refused = await world.press(world.ann, message, "refresh")
    assert "you can ask again <t:" in private_text(refused)
    assert world.mal.requests["animelist"] == 2
    # Turning pages makes no requests.
    await world.press(world.ann, message, "next")
    assert ranks(message) == [5, 6, 7, 8]


async def test_a_refresh_that_fails_leaves_the_page_as_it_was(world: Any) -> None:
    message = (await world.reko()).response
    await world.press(world.ann, message, "next")
    before = titles(message)
    private = world.mal._faults["private_user"]
    world.give_list("demo_sports", fault=private)
    await world.age_list()
    refused = await world.press(world.ann, message, "refresh")
    assert "is private" in private_text(refused)
    assert titles(message) == before
    await world.press(world.ann, message, "next")
    assert ranks(message) == [9, 10, 11, 12]


async def test_a_refresh_while_mal_is_down_uses_the_stored_list(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    world.give_list("demo_sports", fault=world.mal._faults["mal_is_down"])
    await world.age_list()
    await world.press(world.ann, message, "refresh")
    assert titles(message) == before
    assert "list fetched <t:" in message.embeds[0].description


async def test_a_slow_refresh_shows_progress_above_the_page(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    core = world.hold_up()
    emit_press(world.ann, message, ids_of(message, "refresh")[0])
    await world.env.advance_time(3.1)
    assert message.content.startswith("⏳ Waiting")
    assert titles(message) == before
    await core.let_go()
    assert not message.content
    assert titles(message) == before


async def test_the_progress_message_of_a_failed_refresh_is_removed(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    world.give_list("demo_sports", fault=world.mal._faults["private_user"])
    await world.age_list()
    core = world.hold_up()
    pressed = emit_press(world.ann, message, ids_of(message, "refresh")[0])
    await world.env.advance_time(3.1)
    assert message.content.startswith("⏳ Waiting")
    await core.let_go()
    assert "is private" in private_text(pressed)
    assert not message.content
    assert titles(message) == before


async def test_pages_turn_while_a_refresh_is_under_way(world: Any) -> None:
    message = (await world.reko()).response
    core = world.hold_up()
    emit_press(world.ann, message, ids_of(message, "refresh")[0])
    await world.env.advance_time(1)
    emit_press(world.ann, message, ids_of(message, "next:")[0])
    await world.env.advance_time(1)
    assert ranks(message) == [5, 6, 7, 8]
    await core.let_go()
    assert ranks(message) == [1, 2, 3, 4]
    # The stored page is the one shown: a ban does not turn it.
    banned = anime_ids(message)[0]
    await world.press(world.mod, message, "ban")
    assert ranks(message) == [1, 2, 3, 4]
    assert banned not in anime_ids(message)
