"""`/reko-neighbours` and `/reko-who`: the people of a server who allow it, and nobody else."""

import re
from datetime import UTC, datetime
from typing import Any

import numpy as np
from community import TITLES
from discord_actions import ids_of
from raw_sql import RawSql
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.contract.affinity import AffinityRequest
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Entries, UserList
from reko_core.settings import DatabaseSettings
from tests.bot.conftest import World, components_of, reply_text

ENGLISH = texts_for("en-US")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
TITAN = 16498


async def join(world: World, actor: MemberActor, name: str, level: str = "server") -> None:
    """Link a list and choose who may see it, which is done in the server."""
    await world.account("link", actor, user=name)
    await world.account("sharing", actor, **{"with": level})


async def crowd(world: World, n: int) -> list[MemberActor]:
    """Add members who are listed, each closer to a fan of everything than the next."""
    ids = np.array(sorted(TITLES)[:60])
    members = []
    for i in range(n):
        member = world.guild.add_member(world.env.create_user(f"fan{i:02}"))
        entries = Entries.build(ids[: 55 - i], np.full(55 - i, 8))
        await world.store.lists.put(UserList(f"fan_{i:02}", entries, NOON))
        await world.store.accounts.link(member.id, f"fan_{i:02}", at=NOON)
        await world.store.accounts.set_visibility(member.id, "server")
        await world.store.people.record(world.guild.id, member.id, at=NOON)
        members.append(member)
    return members


async def neighbours(world: World, actor: MemberActor | None = None) -> InteractionResult:
    return await (actor or world.ann).slash(world.channel, "reko-neighbours")


async def who(world: World, title: str = f"mal:{TITAN}", **options: Any) -> InteractionResult:
    return await world.ann.slash(world.channel, "reko-who", title=title, **options)


def listed(result: Any) -> list[str]:
    """Return the MAL names that a message links, in order."""
    message = getattr(result, "followups", None) and result.followups[-1]
    text = (message or getattr(result, "response", result)).embeds[0].description
    return re.findall(r"profile/([\w-]+)\)", text)


async def test_neighbours_are_those_who_allow_it_closest_first(world: World) -> None:
    await join(world, world.ann, "demo_sports")
    await join(world, world.bob, "demo_dark")
    await join(world, world.cleo, "demo_mecha", "everybody")
    await join(world, world.mod, "demo_all_tens", "nobody")
    affinity = {}
    for name in ("demo_dark", "demo_mecha"):
        request = AffinityRequest(user_names=("demo_sports", name))
        compared = await world.services.recommender.affinities.compare(request)
        affinity[name] = compared.affinity

    result = await neighbours(world)

    assert not result.ephemeral
    assert listed(result) == sorted(affinity, key=lambda name: -affinity[name])
    text = reply_text(result)
    for name, value in affinity.items():
        assert re.search(rf"{name}\)\n`[█░]+` \*\*{value}\*\* · ", text)
    assert "**1.** " in text
    assert not components_of(result.response), "one page"
    world.speak("de")
    assert listed(await neighbours(world)) == listed(result)


async def test_neighbours_of_somebody_who_is_not_listed_are_for_them_alone(world: World) -> None:
    assert reply_text(await neighbours(world)) == ENGLISH("error-no-name")
    await world.account("link", user="demo_sports")
    result = await neighbours(world)
    assert result.ephemeral
    assert ENGLISH("neighbours-none") in reply_text(result)
    await world.account("sharing", **{"with": "server"})
    assert not (await neighbours(world)).ephemeral
    await world.change(is_private=True)
    assert (await neighbours(world)).ephemeral


async def test_pages_are_turned_by_their_owner_also_after_a_restart(world: World) -> None:
    await join(world, world.ann, "seen_everything")
    members = await crowd(world, 12)
    message = (await neighbours(world)).response
    assert [len(listed(message)), message.embeds[0].footer.text[-3:]] == [10, "1/2"]
    await world.restart()
    world.guild.remove_member(members[0])

    refused = await world.press(world.bob, message, "neighbours:next")
    assert reply_text(refused) == ENGLISH("error-not-yours", owner=world.ann.mention)
    await world.press(world.ann, message, "neighbours:next")

    assert len(listed(message)) == 1, "one of twelve has left"
    assert "**11.** " in message.embeds[0].description
    await world.press(world.ann, message, "neighbours:prev")
    assert listed(message)[0] == "fan_01"


async def test_those_who_left_unlinked_opted_out_or_hide_are_listed_nowhere(
    world: World, world_database: DatabaseSettings
) -> None:
    sql = RawSql(world_database)
    await join(world, world.ann, "demo_sports")
    names = ("demo_dark", "demo_mecha", "demo_all_tens", "demo_romance")
    people = (world.bob, world.cleo, world.mod, world.boss)
    for actor, name in zip(people, names, strict=True):
        await join(world, actor, name)
    assert set(listed(await neighbours(world))) == set(names)
    assert set(listed(await who(world))) == {"demo_sports", *names}

    world.guild.remove_member(world.bob)
    world.bot.members._names.clear()
    await world.account("unlink", world.cleo)
    await world.store.opt_outs.add("demo_all_tens", NOON)
    await world.account("sharing", world.boss, **{"with": "nobody"})

    assert listed(await neighbours(world)) == []
    assert listed(await who(world)) == ["demo_sports"]
    stored = {row[0] for row in sql.run("SELECT discord_id FROM guild_people")}
    assert stored == {world.ann.id, world.boss.id}


async def test_a_private_list_is_compared_with_nobody(world: World) -> None:
    await join(world, world.ann, "demo_sports")
    await join(world, world.bob, "demo_dark")
    await world.store.mal_users.add(["demo_dark"], NOON)
    await world.store.mal_users.record_visit("demo_dark", ListStatus.PRIVATE, NOON)
    assert listed(await neighbours(world)) == []


async def test_who_tells_scores_plans_and_predictions(world: World) -> None:
    await join(world, world.ann, "demo_newcomer")
    await join(world, world.bob, "demo_cosy")
    await join(world, world.cleo, "demo_planner")
    await join(world, world.mod, "demo_unscored")
    await join(world, world.boss, "demo_empty")

    result = await who(world)

    assert not result.ephemeral
    assert listed(result) == [
        *("demo_newcomer", "demo_cosy", "demo_unscored", "demo_planner", "demo_empty")
    ]
    text = reply_text(result)
    for kind in ("seen", "planned", "likely"):
        assert f"**{ENGLISH(f'who-{kind}')}**" in text
    assert "demo_newcomer) · **10**\n" in text
    assert f"demo_cosy) · **4** · {ENGLISH('who-dropped')}" in text
    assert f"demo_unscored) · {ENGLISH('who-unscored')}" in text
    assert re.search(r"demo_planner\) · about \d\.\d, \d+ % likely to enjoy", text)


async def test_who_asks_which_title_was_meant_and_pages_turn_for_all(world: World) -> None:
    await crowd(world, 12)
    asked = await who(world, title="gundam")
    (menu,) = components_of(asked.response)
    assert asked.ephemeral
    shown = await world.ann.select(asked.response, [menu["options"][0]["value"]])
    assert ENGLISH("who-title", title="")[:8] in reply_text(shown)

    message = (await who(world)).response
    assert ids_of(message, "who")
    await world.restart()
    await world.press(world.bob, message, "who:next")
    assert len(listed(message)) == 2


async def test_unknown_titles_are_refused(world: World) -> None:
    for title, named in (("mal:999999", "MAL 999999"), ("qqqqqqqqqqqq", "qqqqqqqqqqqq")):
        assert reply_text(await who(world, title=title)) == ENGLISH("error-no-title", title=named)


async def test_a_server_switches_its_lists_of_people_off(world: World) -> None:
    await join(world, world.ann, "demo_sports")
    overview = (await world.settings("show")).response
    refused = await world.forge(world.ann, overview, "reko:toggle:people:off")
    assert reply_text(refused) == ENGLISH("error-manage-server")

    await world.press(world.boss, overview, "toggle:people:off")

    assert "Listed if they allow it" in overview.content
    for result in (await neighbours(world), await who(world)):
        assert result.ephemeral
        assert reply_text(result) == ENGLISH("error-people-off")
    await world.press(world.boss, overview, "toggle:people:on")
    assert listed(await who(world)) == ["demo_sports"]


async def test_server_that_the_bot_leaves_is_forgotten(world: World) -> None:
    await join(world, world.ann, "demo_sports")
    assert await world.store.people.has(world.guild.id, world.ann.id)
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    assert not await world.store.people.has(world.guild.id, world.ann.id)


async def test_discord_is_asked_about_a_member_once_in_a_while(world: World) -> None:
    await join(world, world.ann, "demo_sports")
    await join(world, world.bob, "demo_dark")
    before = len(world.env.http_requests)
    for _ in range(3):
        await neighbours(world)
    path = f"/guilds/{world.guild.id}/members/"
    asked = [one for one in world.env.http_requests[before:] if path in one.path]
    assert len(asked) == 1
