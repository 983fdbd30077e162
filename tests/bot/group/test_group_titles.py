"""The titles for a group: figures, pages, planned in common, polls, and the menu of a person."""

from typing import Any

import numpy as np
import pytest
from community import TITLES, entries_of
from discord.utils import utcnow
from discord_actions import labels, titles
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.contract.group import GroupRequest
from reko_core.domain.models import Entries, Status
from tests.bot.conftest import LISTS, World, reply_text
from tests.bot.group.test_gathering import gather, link

ENGLISH = texts_for("en-US")


async def go(world: World, message: Any = None, **options: Any) -> InteractionResult:
    message = message or (await gather(world, **options)).response
    return await world.press(world.ann, message, "group:go")


async def test_page_says_what_each_title_is_to_all_and_to_each(world: World) -> None:
    await link(world, ann="demo_sports", bob="demo_mecha+")
    request = GroupRequest(user_names=("demo_sports", "demo_mecha", "demo_cosy"), rule="average")
    expected = (await world.services.recommender.groups.recommend(request)).rekos

    result = await go(world, members=world.bob.mention, names="demo_cosy", rule="average")

    header, *shown = result.response.embeds
    people = [world.ann.mention, world.bob.mention, r"demo\_cosy"]
    assert header.description.split("\n") == [
        ENGLISH("group-for", who=", ".join(people)),
        ENGLISH("group-rule-average"),
    ]
    assert titles(result.response) == [reko.info.title for reko in expected[:4]]
    for embed, reko in zip(shown, expected, strict=False):
        lines = embed.description.split("\n")
        assert f"**{reko.everybody} %** likely that all of you like it" in lines[0]
        for who, one in zip(people, reko.members, strict=True):
            figures = {"score": one.score, "enjoyment": one.enjoyment}
            assert ENGLISH("group-member", who=who, **figures) in lines[1]
        assert lines[2] == ENGLISH("group-least", who=people[reko.least])
    for name in ("demo\\_sports", "demo\\_mecha"):
        assert name not in reply_text(result), "of those who are linked no name is shown"

    turned = await world.press(world.ann, result.response, "group:next")
    assert titles(turned.response) == [reko.info.title for reko in expected[4:8]]
    assert turned.response.embeds[0].footer.text.startswith("2/")
    refused = await world.press(world.bob, result.response, "group:prev")
    assert reply_text(refused) == ENGLISH("error-not-yours", owner=world.ann.mention)
    back = await world.press(world.ann, result.response, "group:change")
    assert labels(back.response, "group:join")


async def test_what_the_server_bans_or_somebody_hides_is_left_out(world: World) -> None:
    await link(world, ann="demo_sports", bob="demo_mecha+")
    message = (await gather(world, members=world.bob.mention)).response
    first = titles((await go(world, message)).response)[:2]
    top, second, *_ = await shown_ids(world)
    now = utcnow()
    await world.store.bans.ban_titles(world.scope, {top: "A"}, by=world.mod.id, at=now)
    await world.store.bans.hide(world.bob.id, second, "B", is_seen=False, at=now)

    await world.press(world.ann, message, "group:change")
    again = await go(world, message)

    assert not set(first) & set(titles(again.response))


async def shown_ids(world: World) -> list[int]:
    request = GroupRequest(user_names=("demo_sports", "demo_mecha"))
    response = await world.services.recommender.groups.recommend(request)
    return [reko.id for reko in response.rekos]


async def test_planned_in_common_with_a_poll_and_a_picture_of_them(world: World) -> None:
    planned = list(TITLES)[:60]
    for name in ("demo_sports", "demo_mecha"):
        world.give_list(name, with_planned(LISTS[name], planned))
    await link(world, ann="demo_sports", bob="demo_mecha+")
    answer = await go(world, members=world.bob.mention)

    common = await world.press(world.ann, answer.response, "group:planned")

    shown = common.response.embeds[1:]
    assert shown
    both = f"{world.ann.mention}, {world.bob.mention}"
    assert all(ENGLISH("group-planned-by", who=both) in one.description for one in shown)
    assert labels(common.response, "group:go") == ["All titles"]

    polled = await world.press(world.ann, common.response, "group:poll")
    (posted,) = [one for one in polled.followups or [polled.response] if not one.ephemeral]
    poll = world.env.backend.get_message(world.channel.id, posted.id).poll
    assert poll.question == ENGLISH("group-poll")
    assert [one.text for one in poll.answers][:4] == titles(common.response)
    assert len(poll.answers) <= 5
    drawn = await world.press(world.ann, common.response, "group:picture")
    (posted,) = [one for one in drawn.followups or [drawn.response] if not one.ephemeral]
    (file,) = posted.attachments
    assert (file.filename, file.content_type) == ("group.png", "image/png")
    first = common.response.embeds[1]
    chance = str(first.description).partition("· **")[2].partition("**")[0]
    assert str(file.description).startswith(f"1. {titles(common.response)[0]}: {chance}")
    for word in ("poll", "picture"):
        refused = await world.press(world.bob, common.response, f"group:{word}")
        assert reply_text(refused) == ENGLISH("error-not-yours", owner=world.ann.mention)


def with_planned(entries: Entries, planned: list[int]) -> Entries:
    """Return a list with further titles to watch."""
    new = [anime_id for anime_id in planned if anime_id not in entries.anime_ids]
    more = entries_of(new, 0, Status.PLAN_TO_WATCH)
    columns = zip(entries.columns(), more.columns(), strict=True)
    return Entries.build(*(np.concatenate(pair) for pair in columns))


async def test_who_leaves_unlinks_or_stops_sharing_is_no_longer_in_it(world: World) -> None:
    await link(world, ann="demo_sports", bob="demo_mecha+", cleo="demo_cosy")
    message = (await gather(world, members=world.bob.mention)).response
    await link(world, mod="demo_dark")
    for one in (world.cleo, world.mod):
        await world.press(one, message, "group:join")
    shown = await go(world, message)
    assert shown.response.embeds[0].description.count("<@") == 4

    world.guild.remove_member(world.mod)
    # Discord is asked again after ten minutes.
    world.bot.members._names.clear()
    turned = await world.press(world.ann, shown.response, "group:next")
    assert shown.response.embeds[0].description.count("<@") == 3
    assert world.mod.mention not in reply_text(turned)
    await world.store.accounts.set_visibility(world.bob.id, "nobody")
    turned = await world.press(world.ann, shown.response, "group:next")
    assert world.bob.mention not in reply_text(turned)
    await world.store.accounts.unlink(world.cleo.id)
    refused = await world.press(world.ann, shown.response, "group:prev")
    assert reply_text(refused) == ENGLISH("error-group-too-few")


@pytest.mark.parametrize("who", ["ann", "cleo"])
async def test_list_that_cannot_be_read_is_said_to_be_whose(world: World, who: str) -> None:
    await link(world, **{"ann": "demo_sports", "cleo": "demo_cosy", who: "private_user"})
    message = (await gather(world)).response
    await world.press(world.cleo, message, "group:join")

    refused = reply_text(await go(world, message))

    if who == "ann":
        assert "private" in refused
    else:
        assert refused == ENGLISH("error-group-private", who=world.cleo.mention)
        assert "private_user" not in refused


async def test_menu_of_a_person_finds_titles_for_two(world: World) -> None:
    async def together(other: str) -> InteractionResult:
        return await world.ann.context_menu(world.channel, "Watch together", getattr(world, other))

    assert reply_text(await together("bob")) == ENGLISH("error-no-name")
    await link(world, ann="demo_sports", bob="demo_mecha")
    assert reply_text(await together("bob")) == ENGLISH("error-not-shared")
    assert reply_text(await together("cleo")) == ENGLISH("error-not-shared")
    assert reply_text(await together("ann")) == ENGLISH("error-group-too-few")
    await link(world, bob="demo_mecha+")

    result = await together("bob")

    assert not result.response.ephemeral
    assert "both of you" in reply_text(result)
    assert labels(result.response, "group:poll") == ["Poll"]
    await world.change(is_private=True)
    private = await together("bob")
    assert private.response.ephemeral
    assert not labels(private.response, "group:poll")
    drawn = await world.press(world.ann, private.response, "group:picture")
    assert [one.ephemeral for one in drawn.followups or [drawn.response]] == [True]
