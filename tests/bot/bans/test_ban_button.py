"""The 🚫 button: bans of a server, the titles that move up, and undoing bans."""

from datetime import timedelta
from typing import Any

import discord
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
from simcord.backend.errors import SetupError

from bot.i18n.texts import texts_for
from bot.rules.bans import UNDO_TIME
from reko_core.domain.models import Anime
from reko_core.guilds.models import Scope
from reko_core.store import TitleRank

N_SHOWN, N_KEPT = 24, 64
EXPIRED = texts_for("en-US")("error-expired")


async def _banned(world: Any, scope: Scope | None = None) -> list[int]:
    return list(await world.store.bans.title_ids(scope or Scope.guild(world.guild.id)))


async def _ban_the_first(world: Any, message: Any, n: int) -> list[int]:
    """Ban the first titles of a result directly in the store."""
    stored = await world.store.results.by_message(message.id)
    names = {reko.id: reko.info.title for reko in stored.response.rekos[:n]}
    scope = Scope.guild(world.guild.id)
    await world.store.bans.ban_titles(scope, names, by=world.mod.id, at=world.env.now())
    return list(names)


async def test_a_moderator_bans_at_once_and_the_next_title_moves_up(world: Any) -> None:
    message = (await world.reko()).response
    stored = await world.store.results.by_message(message.id)
    all_titles = [reko.info.title for reko in stored.response.rekos]
    banned_id = anime_ids(message)[1]
    pressed = await world.mod.click(message, custom_id=ids_of(message, "ban:")[1])
    assert private_text(pressed) == f"🚫 Banned in this server: **{all_titles[1]}**."
    assert titles(message) == [all_titles[0], *all_titles[2:5]]
    assert ranks(message) == [1, 2, 3, 4]
    assert labels(message, "count") == ["1/6"]
    (ban,) = await world.store.bans.titles(Scope.guild(world.guild.id))
    assert (ban.anime_id, ban.title, ban.banned_by) == (banned_id, all_titles[1], world.mod.id)


async def test_an_administrator_bans_at_once_and_the_manager_of_the_server_votes(
    world: Any,
) -> None:
    message = (await world.reko()).response
    admins = world.guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    admin = world.guild.add_member(world.env.create_user("admin"), roles=[admins])
    await world.env.settle()
    assert "Banned" in private_text(await world.press(admin, message, "ban"))
    assert "1 of 3" in private_text(await world.press(world.boss, message, "ban"))


async def test_a_banned_title_is_in_no_result_of_the_server(world: Any) -> None:
    message = (await world.reko()).response
    other = (await world.reko(world.bob)).response
    banned = titles(message)[0]
    await world.press(world.mod, message, "ban")
    assert banned not in titles((await world.reko(world.cleo)).response)
    # A page shown before loses it when it is turned.
    assert banned in titles(other)
    await world.press(world.bob, other, "next")
    await world.press(world.bob, other, "first")
    assert banned not in titles(other)


async def test_a_ban_on_a_later_page_leaves_the_page_open(world: Any) -> None:
    message = (await world.reko()).response
    await world.press(world.ann, message, "next")
    await world.press(world.mod, message, "ban")
    assert ranks(message) == [5, 6, 7, 8]


async def test_bans_never_cross_servers(world: Any) -> None:
    here = (await world.reko()).response
    hall, ann_elsewhere = world.elsewhere()
    there = (await ann_elsewhere.slash(hall, "reko", user="demo_sports")).response
    first, second = anime_ids(here)[:2]
    await world.press(world.mod, here, "ban")
    await ann_elsewhere.click(there, custom_id=ids_of(there, "ban:")[1])
    assert await _banned(world) == [first]
    assert await _banned(world, Scope.guild(hall.guild.id)) == [second]
    assert first in anime_ids(there)
    assert second in anime_ids(here)
    await world.press(world.ann, here, "refresh")
    assert (first in anime_ids(here), second in anime_ids(here)) == (False, True)


async def test_bans_outlast_a_restart(world: Any) -> None:
    message = (await world.reko()).response
    banned = titles(message)[0]
    pressed = await world.press(world.mod, message, "ban")
    await world.restart()
    assert banned not in titles((await world.reko(world.bob)).response)
    await world.press(world.mod, pressed.followups[0], "undo")
    assert titles(message)[0] == banned


async def test_only_moderators_ban_where_the_server_decides_so(world: Any) -> None:
    await world.store.guilds.change(world.guild.id, who_may_ban="moderators")
    message = (await world.reko()).response
    before = titles(message)
    refused = await world.press(world.ann, message, "ban")
    assert "Only people who can manage messages" in private_text(refused)
    assert titles(message) == before
    assert "Banned" in private_text(await world.press(world.mod, message, "ban"))


async def test_a_former_moderator_votes(world: Any) -> None:
    message = (await world.reko()).response
    world.env.backend.remove_member_role(world.guild.id, world.mod.id, world.guild.roles["Mods"].id)
    assert "1 of 3" in private_text(await world.press(world.mod, message, "ban"))
    assert await _banned(world) == []


async def test_banning_a_banned_title_is_reported(world: Any) -> None:
    message = (await world.reko()).response
    custom_id = ids_of(message, "ban:")[0]
    await world.press(world.mod, message, "ban")
    again = await press_planted(world.mod, message, custom_id)
    assert private_text(again) == "Already banned."
    assert "Already banned" in private_text(await press_planted(world.bob, message, custom_id))
    assert len(await _banned(world)) == 1


@pytest.mark.parametrize("button", ["ban:{result}:{title}", "react:yes:{result}:{shown},{title}"])
@pytest.mark.parametrize("title", [424242, 2**31, 9_999_999_999])
async def test_a_title_that_the_result_does_not_hold_cannot_be_banned(
    world: Any, button: str, title: int
) -> None:
    message = (await world.reko()).response
    _, _, result, shown = ids_of(message, "ban:")[0].split(":")
    planted = "reko:" + button.format(result=result, title=title, shown=shown)

    for actor in (world.mod, world.bob):
        pressed = await press_planted(actor, message, planted)
        if title == 424242 or button.startswith("ban"):
            assert private_text(pressed) == EXPIRED
    assert title not in await _banned(world)
    assert (
        await world.store.votes.count(Scope.guild(world.guild.id), [424242], at=world.env.now())
        == {}
    )


@pytest.mark.parametrize("ids", ["424242", "4294967296", "9999999999,1"])
async def test_planted_votes_and_bans_are_not_taken_back(world: Any, ids: str) -> None:
    message = (await world.reko()).response
    result = ids_of(message, "ban:")[0].split(":")[2]
    for planted in (f"reko:unvote:{result}:{ids}", f"reko:undo:{result}:1700000000000:{ids}"):
        await press_planted(world.mod, message, planted)
    assert await _banned(world) == []


# Concurrency


async def test_two_concurrent_bans_both_count(world: Any) -> None:
    message = (await world.reko()).response
    before = anime_ids(message)
    second_mod = world.guild.add_member(
        world.env.create_user("mod2"), roles=[world.guild.roles["Mods"]]
    )
    await world.env.settle()
    results = [
        emit_press(world.mod, message, ids_of(message, "ban:")[0]),
        emit_press(second_mod, message, ids_of(message, "ban:")[1]),
    ]
    await world.env.settle()
    assert all("Banned" in private_text(result) for result in results)
    assert await _banned(world) == sorted(before[:2])
    assert anime_ids(message)[:2] == before[2:]
    assert not set(anime_ids(message)) & set(before[:2])


async def test_all_titles_of_a_page_can_be_banned_at_the_same_moment(world: Any) -> None:
    message = (await world.reko()).response
    before = anime_ids(message)
    for custom_id in ids_of(message, "ban:"):
        emit_press(world.mod, message, custom_id)
    await world.env.settle()
    assert await _banned(world) == sorted(before)
    assert not set(anime_ids(message)) & set(before)
    assert ranks(message) == [1, 2, 3, 4]


async def test_the_same_title_banned_twice_at_once_is_banned_once(world: Any) -> None:
    message = (await world.reko()).response
    custom_id = ids_of(message, "ban:")[0]
    results = [emit_press(world.mod, message, custom_id) for _ in range(2)]
    await world.env.settle()
    assert sorted("Banned in this server" in private_text(result) for result in results) == [
        False,
        True,
    ]
    assert len(await _banned(world)) == 1


async def test_a_ban_and_a_turn_of_the_page_at_once_both_happen(world: Any) -> None:
    message = (await world.reko()).response
    banned = anime_ids(message)[0]
    emit_press(world.mod, message, ids_of(message, "ban:")[0])
    emit_press(world.ann, message, ids_of(message, "next:")[0])
    await world.env.settle()
    assert await _banned(world) == [banned]
    assert ranks(message) == [5, 6, 7, 8]


# Undo


async def test_undoing_a_ban_shows_the_title_again(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    pressed = await world.press(world.mod, message, "ban")
    await world.press(world.mod, pressed.followups[0], "undo")
    assert private_text(pressed) == f"↩️ No longer banned: **{before[0]}**."
    assert not buttons(pressed.followups[0])
    assert titles(message) == before
    assert await _banned(world) == []


async def test_a_ban_can_be_undone_for_ten_minutes(world: Any) -> None:
    assert timedelta(minutes=10) == UNDO_TIME
    message = (await world.reko()).response
    first = await world.press(world.mod, message, "ban")
    second = await world.press(world.mod, message, "ban")
    await world.env.advance_time(9 * 60 + 58)
    await world.press(world.mod, first.followups[0], "undo")
    assert "No longer banned" in private_text(first)
    await world.env.advance_time(3)
    late = await world.press(world.mod, second.followups[0], "undo")
    assert "A ban can be undone for ten minutes" in private_text(late)
    assert "/reko-settings bans" in private_text(late)
    assert len(await _banned(world)) == 1


async def test_nobody_else_undoes_a_ban(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.mod, message, "ban")
    undo = ids_of(pressed.followups[0], "undo")[0]
    # Only the person who banned sees the button.
    with pytest.raises(SetupError):
        await world.ann.click(pressed.followups[0], custom_id=undo)
    for actor in (world.ann, world.boss):
        refused = await press_planted(actor, message, undo)
        assert "nothing to undo" in refused.response.content
    assert len(await _banned(world)) == 1


async def test_a_renewed_ban_is_not_undone_by_the_old_button(world: Any) -> None:
    message = (await world.reko()).response
    first = await world.press(world.mod, message, "ban")
    undo = ids_of(first.followups[0], "undo")[0]
    await world.press(world.mod, first.followups[0], "undo")
    await world.env.advance_time(1)
    await world.press(world.mod, message, "ban")
    await press_planted(world.mod, first.followups[0], undo)
    assert "nothing to undo" in private_text(first)
    assert len(await _banned(world)) == 1


async def test_a_ban_is_undone_although_the_message_was_deleted(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.mod, message, "ban")
    await world.mod.delete(message)
    await world.press(world.mod, pressed.followups[0], "undo")
    assert "No longer banned" in private_text(pressed)
    assert await _banned(world) == []


async def test_a_ban_is_undone_where_the_bot_may_no_longer_edit(world: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.mod, message, "ban")
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50001)
    await world.press(world.mod, pressed.followups[0], "undo")
    assert "No longer banned" in private_text(pressed)
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "first")
    assert len(titles(message)) == 4


# Many bans


async def test_spare_titles_move_up_without_another_request(world: Any) -> None:
    message = (await world.reko()).response
    await _ban_the_first(world, message, N_KEPT - N_SHOWN)
    await world.press(world.ann, message, "last")
    assert ranks(message) == [21, 22, 23, 24]
    assert world.mal.requests["animelist"] == 1


async def test_a_result_without_spare_titles_is_computed_again(world: Any) -> None:
    message = (await world.reko()).response
    stored = await world.store.results.by_message(message.id)
    kept = {reko.id for reko in stored.response.rekos}
    banned = await _ban_the_first(world, message, N_KEPT - N_SHOWN)
    await world.press(world.ann, message, "last")
    banned.append(anime_ids(message)[0])
    await world.press(world.mod, message, "ban")
    assert await _banned(world) == sorted(banned)
    assert labels(message, "count") == ["6/6"]
    assert ranks(message) == [21, 22, 23, 24]
    assert not set(anime_ids(message)) & set(banned)
    renewed = await world.store.results.by_message(message.id)
    assert {reko.id for reko in renewed.response.rekos} - kept
    assert not {reko.id for reko in renewed.response.rekos} & set(banned)


async def test_a_ban_that_takes_long_is_answered_in_time(world: Any) -> None:
    message = (await world.reko()).response
    await _ban_the_first(world, message, N_KEPT - N_SHOWN)
    await world.press(world.ann, message, "last")
    core = world.hold_up()
    pressed = emit_press(world.mod, message, ids_of(message, "ban:")[0])
    await world.env.advance_time(1)
    # Discord times out after three seconds without a response.
    assert pressed.acknowledged
    assert pressed.followups == []
    await core.let_go()
    assert "Banned in this server" in private_text(pressed)
    assert ranks(message) == [21, 22, 23, 24]


async def test_a_page_is_shown_short_rather_than_not_at_all(world: Any) -> None:
    message = (await world.reko()).response
    await _ban_the_first(world, message, N_KEPT - N_SHOWN + 2)
    await world.store.lists.delete("demo_sports")
    world.give_list("demo_sports", fault=world.mal._faults["private_user"])
    await world.press(world.ann, message, "last")
    assert ranks(message) == [21, 22]


async def test_a_page_beyond_the_end_is_the_last_there_is(world: Any) -> None:
    # Few titles, so that no spare ones move up.
    message = (await world.reko(genre="Horror")).response
    await world.press(world.ann, message, "last")
    n_titles = ranks(message)[-1]
    assert n_titles < N_SHOWN
    stored = await world.store.results.by_message(message.id)
    names = {reko.id: reko.info.title for reko in stored.response.rekos[4:]}
    scope = Scope.guild(world.guild.id)
    custom_id = ids_of(message, "ban:")[0]
    await world.store.bans.ban_titles(scope, names, by=world.mod.id, at=world.env.now())
    await world.mod.click(message, custom_id=custom_id)
    assert ranks(message) == [1, 2, 3, 4]
    assert not buttons(message, "count")


async def test_a_result_with_everything_banned_has_a_message(world: Any) -> None:
    message = (await world.reko(genre="Horror")).response
    # After a title is banned, a new request may find another one of its franchise.
    while titles(message):
        while titles(message):
            for custom_id in ids_of(message, "ban:"):
                emit_press(world.mod, message, custom_id)
            await world.env.settle()
        await world.press(world.ann, message, "refresh")
    assert "without one of these filters: **Horror** · **the bans here**" in (
        message.embeds[0].description
    )
    assert not buttons(message, "count")
    # A page without titles can be refreshed, and bans undone.
    await world.press(world.ann, message, "refresh")
    assert titles(message) == []


# Failures


async def test_a_ban_that_cannot_be_stored_changes_nothing(world: Any, break_table: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    break_table("title_bans")
    refused = await world.press(world.mod, message, "ban")
    assert "What you have just changed may not be saved" in private_text(refused)
    assert titles(message) == before
    assert await _banned(world) == []
    assert titles((await world.reko()).response) == before


async def test_an_undo_that_cannot_be_stored_changes_nothing(world: Any, break_table: Any) -> None:
    message = (await world.reko()).response
    pressed = await world.press(world.mod, message, "ban")
    after = titles(message)
    break_table("title_bans")
    refused = await world.press(world.mod, pressed.followups[0], "undo")
    assert "may not be saved" in private_text(refused)
    assert titles(message) == after
    assert len(await _banned(world)) == 1
    # The button stays, to try again.
    assert buttons(pressed.followups[0], "undo")


async def test_a_ban_is_confirmed_although_discord_does_not_show_it(world: Any) -> None:
    message = (await world.reko()).response
    banned = titles(message)[0]
    world.env.inject_error("POST", "/interactions/*/callback")
    pressed = await world.press(world.mod, message, "ban")
    assert len(await _banned(world)) == 1
    assert f"Banned in this server: **{banned}**" in private_text(pressed)
    assert buttons((pressed.followups or [pressed.response])[0], "undo")
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "first")
    assert banned not in titles(message)


async def test_a_ban_holds_although_the_page_number_cannot_be_saved(
    world: Any, break_table: Any
) -> None:
    message = (await world.reko(genre="Horror")).response
    await world.press(world.ann, message, "last")
    stored = await world.store.results.by_message(message.id)
    names = {reko.id: reko.info.title for reko in stored.response.rekos[4:]}
    custom_id = ids_of(message, "ban:")[0]
    await world.store.bans.ban_titles(
        Scope.guild(world.guild.id), names, by=world.mod.id, at=world.env.now()
    )
    await world.store.bans.unban_titles(
        Scope.guild(world.guild.id), [int(custom_id.rpartition(":")[2])]
    )
    # The open page no longer exists, and the new page number cannot be stored.
    break_table("results")
    pressed = await world.mod.click(message, custom_id=custom_id)
    assert "Banned in this server" in private_text(pressed)


async def test_a_page_tells_all_who_see_it_what_was_banned_and_by_whom(world: Any) -> None:
    message = (await world.reko()).response
    title = titles(message)[0]
    confirmed = await world.press(world.mod, message, "ban")
    told = f"🚫 **{title}** was banned by {world.mod.mention}"
    assert told in message.embeds[0].description
    await world.press(world.ann, message, "next")
    assert told in message.embeds[0].description
    await world.press(world.mod, confirmed.followups[-1], "undo")
    assert "was banned by" not in message.embeds[0].description


async def test_bans_before_a_page_was_made_are_not_told_on_it(world: Any) -> None:
    first = (await world.reko()).response
    await world.press(world.mod, first, "ban")
    assert "was banned by" not in (await world.reko()).response.embeds[0].description


async def test_banned_adult_titles_are_not_named_on_a_page(world: Any) -> None:
    message = (await world.reko()).response
    first = anime_ids(message)[0]
    adult = Anime(first, "Secret", age_rating="rx")
    await world.press(world.mod, message, "ban")
    await world.store.catalogue.put_many([adult], TitleRank.MAL)
    await world.press(world.ann, message, "next")
    assert "was banned by" not in message.embeds[0].description
