"""`/reko-like`: titles like others, for everybody or for a linked list."""

from typing import Any

from discord.utils import utcnow
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.guilds.models import Scope
from reko_demo.community.catalogue import load_titles
from reko_demo.community.demo_users import demo_lists
from tests.bot.conftest import World, components_of, reply_text

ENGLISH = texts_for("en-US")
TITLES = load_titles()
HAIKYUU, BEBOP = 20583, 1
SPORTS = demo_lists(TITLES)["demo_sports"]


async def like(world: World, title: str = f"mal:{HAIKYUU}", **options: Any) -> InteractionResult:
    return await world.ann.slash(world.channel, "reko-like", title=title, **options)


def embed_of(result: InteractionResult) -> Any:
    return (result.followups[-1] if result.followups else result.response).embeds[0]


def ids_in(embed: Any) -> list[int]:
    lines = embed.description.split("\n")
    return [int(line.split("/anime/")[1].split(")")[0]) for line in lines if "/anime/" in line]


async def test_titles_like_one_are_listed_for_everybody_and_pages_turn(world: World) -> None:
    shown = await like(world)
    first = embed_of(shown)

    assert first.title == ENGLISH("like-title", titles="Haikyuu!!")
    assert "match · Sports" in first.description
    assert first.footer.text == ENGLISH("like-for-everybody")
    assert len(ids_in(first)) == 10
    turned = await world.press(world.ann, shown.response, "like:")
    assert not set(ids_in(embed_of(turned))) & set(ids_in(first))


async def test_pages_turn_after_a_restart_but_for_nobody_else(world: World) -> None:
    shown = await like(world)
    refused = await world.press(world.bob, shown.response, "like:")
    assert reply_text(refused) == ENGLISH("error-not-yours", owner=world.ann.mention)
    await world.restart()
    turned = await world.press(world.ann, shown.response, "like:")
    assert embed_of(turned).description.startswith("**11.**")


async def test_the_linked_list_orders_them_and_bans_hold(world: World) -> None:
    await world.account("link", user="demo_sports")
    shown = embed_of(await like(world, f"mal:{BEBOP}", unlike=f"mal:{HAIKYUU}"))
    ids = ids_in(shown)

    assert shown.footer.text == ENGLISH("like-for", user="demo_sports")
    assert not set(ids) & set(SPORTS.anime_ids.tolist())
    assert "likely to enjoy" in shown.description
    assert ENGLISH("like-unlike", titles="Haikyuu!!") in shown.description
    scope = Scope.person(world.ann.id)
    await world.store.bans.ban_titles(scope, {ids[0]: ""}, by=world.ann.id, at=utcnow())
    again = embed_of(await like(world, f"mal:{BEBOP}", unlike=f"mal:{HAIKYUU}"))
    assert ids[0] not in ids_in(again)


async def test_a_name_of_several_titles_is_asked_about(world: World) -> None:
    asked = await like(world, "n")
    assert reply_text(asked) == ENGLISH("why-several")
    (menu,) = components_of(asked.response)
    chosen = await world.ann.select(asked.response, [menu["options"][0]["value"]])
    assert len(ids_in(embed_of(chosen))) == 10


async def test_what_makes_no_sense_is_refused(world: World) -> None:
    unknown = await like(world, "mal:98000")
    assert reply_text(unknown) == ENGLISH("error-no-title", title="MAL 98000")
    both = await like(world, unlike=f"mal:{HAIKYUU}")
    assert reply_text(both) == ENGLISH("error-like-unlike")
