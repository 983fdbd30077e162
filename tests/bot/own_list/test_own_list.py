"""Connecting an account, and the buttons that change a person's own list."""

from typing import Any

from connected_accounts import allow
from discord_actions import anime_ids, buttons, ids_of, labels, press_planted, titles
from simcord_internals import bot_scope

from bot.errors import user_message
from bot.i18n.texts import texts_for
from reko_core.domain.models import Entries, Status
from reko_core.domain.sites import Site
from reko_core.errors import ListPrivate
from reko_demo.fake_server import Fault
from tests.bot.conftest import Make, World, reply_text

ENGLISH = texts_for("en-US")
USER = "demo_sports"


async def connect(world: World, actor: Any = None, user: str = USER, **options: Any) -> str:
    """Connect a person with a user of MAL; return what the command said."""
    asked = await world.account("connect", actor, **options)
    assert asked.ephemeral
    ((link,),) = [[one["url"] for one in row["components"]] for row in asked.response.components]
    query = await allow(link, user)
    assert world.services.connections is not None
    connecting = world.services.connections.connecting
    with bot_scope(world.env):
        await connecting.finish(Site.MAL, query["state"], query["code"])
        world.bot.outbox.wake()
    await world.env.settle()
    return reply_text(asked)


async def entries(world: World, user: str = USER) -> Entries:
    found = await world.mal._lists.get(user)
    assert found is not None
    return found


async def status(world: World, anime_id: int) -> tuple[Status, int] | None:
    listed = await entries(world)
    if anime_id not in listed.anime_ids:
        return None
    index = int((listed.anime_ids == anime_id).argmax())
    return Status(listed.statuses[index]), int(listed.scores[index])


def last(result: Any) -> Any:
    return result.followups[-1] if result.followups else result.response


async def test_without_settings_nobody_can_connect(world: World) -> None:
    assert reply_text(await world.account("connect")) == ENGLISH("error-connect-off")
    message = (await world.reko()).response
    assert ids_of(message, "plan-menu") == []
    assert reply_text(await world.account("disconnect")) == ENGLISH("disconnect-none")


async def test_a_person_connects_is_told_and_disconnects(make_world: Make) -> None:
    world = await make_world(has_accounts=True)
    said = await connect(world)
    assert said == ENGLISH("connect-ask", site="MyAnimeList")
    (told,) = world.ann.user.dm_channel.history()
    assert told.content == ENGLISH("connected", user=r"demo\_sports", site="MyAnimeList")
    account = await world.store.accounts.get(world.ann.id)
    assert account is not None
    assert account.mal_name == USER

    assert ENGLISH("link-connected") in reply_text(await world.account("show"))
    claimed = await world.account("link", world.bob, user=USER)
    assert reply_text(claimed) == ENGLISH("error-claimed", user=r"demo\_sports")
    refused = await world.account("connect", site="anilist")
    assert reply_text(refused) == ENGLISH("error-connect-site", site="AniList")
    gone = reply_text(await world.account("disconnect"))
    assert "myanimelist.net/apiconfig" in gone
    assert await world.store.connections.get(world.ann.id) is None
    assert (await world.account("link", world.bob, user=USER)).response is not None
    assert await world.store.accounts.get(world.bob.id) is not None


async def test_a_title_of_a_page_is_planned_and_that_is_undone(make_world: Make) -> None:
    world = await make_world(has_accounts=True)
    message = (await world.reko()).response
    (menu,) = buttons(message, "plan-menu")
    assert [one["value"] for one in menu["options"]] == [str(one) for one in anime_ids(message)]
    first, name = anime_ids(message)[0], titles(message)[0]

    refused = await press_planted(world.ann, message, "reko:plan-menu", [str(first)])
    assert reply_text(refused) == ENGLISH("error-not-connected")
    assert labels(last(refused), "connect") == [ENGLISH("button-connect")]
    asked = await world.press(world.ann, last(refused), "connect")
    assert ENGLISH("connect-ask", site="MyAnimeList") in reply_text(asked)

    await connect(world)
    chosen = await press_planted(world.ann, message, "reko:plan-menu", [str(first)])
    assert last(chosen).ephemeral
    assert reply_text(chosen) == ENGLISH("list-planned", title=name)
    assert await status(world, first) == (Status.PLAN_TO_WATCH, 0)
    (undo,) = ids_of(last(chosen), "unwrite:")
    await world.restart()
    pressed = await press_planted(world.bob, last(chosen), undo)
    assert await status(world, first) == (Status.PLAN_TO_WATCH, 0), "somebody else's"
    assert reply_text(pressed) == ENGLISH("list-not-undone")
    again = await press_planted(world.ann, message, "reko:plan-menu", [str(first)])
    assert ids_of(last(again), "unwrite:") == []
    undone = await press_planted(world.ann, last(chosen), undo)
    assert reply_text(undone) == ENGLISH("list-undone")
    assert await status(world, first) is None

    for odd in ("0", "999999999", "x"):
        wrong = await press_planted(world.ann, message, "reko:plan-menu", [odd])
        assert reply_text(wrong) == ENGLISH("error-expired")


async def test_a_card_puts_a_seen_title_on_the_list_with_a_score(make_world: Make) -> None:
    world = await make_world(has_accounts=True)
    await connect(world)
    message = (await world.reko()).response
    first, name = anime_ids(message)[0], titles(message)[0]
    opened = await press_planted(world.ann, message, ids_of(message, "more:")[0], [str(first)])
    card = last(opened)
    assert labels(card, "")[:3] == ["Not for me", "Plan to watch", "Seen it"]

    asked = await world.press(world.ann, card, "rate:")
    (menu,) = buttons(last(asked), "score:")
    assert [one["label"] for one in menu["options"]] == ["No score", *map(str, range(10, 0, -1))]
    rated = await press_planted(world.ann, last(asked), menu["custom_id"], ["9"])
    assert reply_text(rated) == ENGLISH("list-seen", title=name, score=9)
    assert await status(world, first) == (Status.COMPLETED, 9)
    known = await press_planted(world.ann, message, "reko:plan-menu", [str(first)])
    assert reply_text(known) == ENGLISH("list-known", title=name, status="completed")
    assert first not in anime_ids(message), "the page is drawn again"
    assert first not in anime_ids((await world.reko()).response)

    undone = await world.press(world.ann, last(asked), "unwrite:")
    assert reply_text(undone) == ENGLISH("list-undone")
    assert await status(world, first) is None
    assert first in anime_ids(message)
    assert first in anime_ids((await world.reko()).response)


async def test_a_private_list_works_for_its_owner_alone(make_world: Make) -> None:
    world = await make_world(has_accounts=True)
    await connect(world)
    world.give_list(USER, fault=Fault(403, '{"message": "", "error": "not_permitted"}'))

    await world.account("link", world.bob, user="demo_dark")
    world.give_list("demo_dark", fault=Fault(403, '{"message": "", "error": "not_permitted"}'))
    await world.store.lists.delete("demo_dark")
    offered = await world.reko(world.bob, user=None)
    assert labels(last(offered), "connect") == [ENGLISH("button-connect")]

    shown = await world.reko(user=None)
    assert len(anime_ids(shown.response)) > 0
    refused = await world.reko(world.bob)
    assert reply_text(refused) == user_message(ListPrivate(USER), ENGLISH)
    assert await world.store.lists.get(USER) is None
