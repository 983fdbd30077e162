"""`/reko-random`, and `/reko` with what another member would recommend."""

from typing import Any

from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.domain.models import Status
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")
LISTS = demo_lists(load_titles())


def embeds_of(result: InteractionResult) -> list[Any]:
    return list((result.followups[-1] if result.followups else result.response).embeds)


def id_in(embed: Any) -> int:
    return int(embed.url.split("/anime/")[1].split("/")[0])


async def test_a_title_is_drawn_and_drawn_again_after_a_restart(world: World) -> None:
    shown = await world.ann.slash(world.channel, "reko-random", user="demo_sports")
    (embed,) = embeds_of(shown)
    seen = set(LISTS["demo_sports"].anime_ids.tolist())

    assert id_in(embed) not in seen
    assert embed.footer.text == ENGLISH("draw-for", user="demo_sports")
    refused = await world.press(world.bob, shown.response, "draw:")
    assert reply_text(refused) == ENGLISH("error-not-yours", owner=world.ann.mention)
    await world.restart()
    again = await world.press(world.ann, shown.response, "draw:")
    assert id_in(embeds_of(again)[0]) not in seen


async def test_planned_titles_are_drawn_where_there_are_any(world: World) -> None:
    entries = LISTS["demo_planner"]
    planned = set(entries.anime_ids[entries.statuses == Status.PLAN_TO_WATCH].tolist())
    options = {"user": "demo_planner", "planned": True}
    (embed,) = embeds_of(await world.ann.slash(world.channel, "reko-random", **options))
    assert id_in(embed) in planned

    options["user"] = "demo_sports"
    (nothing,) = embeds_of(await world.ann.slash(world.channel, "reko-random", **options))
    assert nothing.description == ENGLISH("draw-none-planned")


async def test_a_member_who_shares_recommends_what_they_like(world: World) -> None:
    await world.account("link", user="demo_sports")
    await world.account("link", actor=world.bob, user="demo_dark")
    options = {"from": world.bob}
    hidden = await world.ann.slash(world.channel, "reko", **options)
    assert reply_text(hidden) == ENGLISH("error-not-shared")
    await world.account("sharing", actor=world.bob, **{"with": "everybody"})
    header, *titles = embeds_of(await world.ann.slash(world.channel, "reko", **options))

    assert ENGLISH("page-from", user="demo\\_dark") in header.description
    assert titles
    assert {id_in(one) for one in titles} <= set(LISTS["demo_dark"].anime_ids.tolist())
