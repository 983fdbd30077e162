"""Adult titles, planted in everything that is stored, are named in no answer that excludes them.

Those of the bot in a channel that is not age-restricted, and those of the API.
"""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from community import ADULT_ID, TITLES, UNRATED_ADULT_ID, entries_of
from discord.utils import utcnow
from discord_actions import ids_of, press_planted, result_id, titles

from reko_api import running_api
from reko_core.domain.models import Entries, Relation
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings
from reko_core.store import TitleRank
from tests.bot.conftest import World, reply_text

ADULT_IDS = (ADULT_ID, UNRATED_ADULT_ID)
NAMES = [TITLES[anime_id].title for anime_id in ADULT_IDS]
EVERYDAY_IDS = [1, 5, 6, 199, 5114]
FAN = entries_of([*EVERYDAY_IDS, *ADULT_IDS], 9)
_LINK = re.compile(rf"/anime/(?:{'|'.join(map(str, ADULT_IDS))})\b")


def adult_in(text: str) -> list[str]:
    """Return what the text says of adult titles: their names, and links to them."""
    return [name for name in NAMES if name in text] + _LINK.findall(text)


def adult_ids_in(value: object) -> set[int]:
    """Return the ids of adult titles among all numbers in the fields `id` of a JSON value."""
    if isinstance(value, list):
        return set().union(*map(adult_ids_in, value))
    if not isinstance(value, dict):
        return set()
    own = {value["id"]} & set(ADULT_IDS) if "id" in value else set()
    return own.union(*map(adult_ids_in, value.values()))


@pytest.fixture
async def planted(world: World) -> World:
    """Plant adult titles on lists, as relations of every title, and among bans and votes."""
    for user in ("fan_one", "fan_two"):
        world.give_list(user, FAN)
    related = tuple(Relation(anime_id, "side_story") for anime_id in ADULT_IDS)
    await world.store.catalogue.put_many(
        (
            replace(anime, relations=(*anime.relations, *related))
            for anime_id, anime in TITLES.items()
            if anime_id not in ADULT_IDS
        ),
        TitleRank.MAL,
    )
    return world


async def allow_adult(world: World, *, is_allowed: bool) -> None:
    await world.restrict(is_adult=is_allowed)
    await world.store.guilds.change(world.guild.id, allow_adult=is_allowed)


async def ask_everything(world: World, old: Any) -> None:
    """Use every command and button whose answer has titles; `old` shows an adult title."""
    for options in (
        {"user": "demo_dark"},
        {"user": "demo_dark", "genre": "Horror"},
        {"user": "demo_dark", "genre": "Hentai"},
        {"user": "demo_dark", "planned": "too", "popularity": -1.0},
        {"user": "fan_one"},
    ):
        await world.reko(**options)
    for user_a, user_b in (("fan_one", "fan_two"), ("fan_one", "demo_dark")):
        await world.ann.slash(world.channel, "reko-affinity", user_a=user_a, user_b=user_b)
    for typed in ("", "h", "hentai", "ero"):
        await world.ann.autocomplete(world.channel, "reko", "genre", typed)
    for start in ("next", "prev", "last", "first", "users", "filters"):
        await world.press(world.ann, old, start)
    custom_id = f"reko:ban:{result_id(old)}:{ADULT_ID}"
    voted = await press_planted(world.bob, old, custom_id)
    await world.press(world.bob, voted.followups[-1], "unvote")
    banned = await press_planted(world.mod, old, custom_id)
    await world.press(world.mod, banned.followups[-1], "undo")
    await press_planted(world.mod, old, custom_id)
    await world.settings("show")
    await world.settings("bans")
    await world.press(world.ann, old, "refresh")


async def test_the_bot_names_them_only_where_they_may_be_shown(planted: World) -> None:
    world = planted
    await world.store.bans.ban_titles(
        world.scope, {UNRATED_ADULT_ID: NAMES[1]}, by=world.boss.id, at=utcnow()
    )

    async def said(is_allowed: bool) -> list[str]:  # noqa: FBT001 - the only parameter
        await allow_adult(world, is_allowed=True)
        old = (await world.reko(user="demo_dark", genre="Horror")).response
        assert NAMES[0] in titles(old)
        await allow_adult(world, is_allowed=is_allowed)
        n_before = len(world.env.http_requests)
        await ask_everything(world, old)
        return [json.dumps(one.json) for one in world.env.http_requests[n_before:] if one.json]

    allowed = await said(is_allowed=True)
    assert set(NAMES) <= set(adult_in("\n".join(allowed)))
    await world.store.bans.unban_titles(world.scope, (ADULT_ID,))
    refused = await said(is_allowed=False)
    assert [found for body in refused if (found := adult_in(body))] == []
    assert "An adult title" in "\n".join(refused)


async def test_direct_messages_do_not_name_them(planted: World) -> None:
    world = planted
    await allow_adult(world, is_allowed=True)
    message = (await world.reko(user="demo_dark", genre="Horror")).response
    assert NAMES[0] in titles(message)
    n_before = len(world.env.http_requests)

    await world.mod.react(message.message, "🚫")
    (question,) = world.mod.user.dm_channel.history()
    await world.mod.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    (answer,) = world.mod.user.dm_channel.history()
    assert "Banned in this server: " in answer.content
    await world.mod.user.click(answer, custom_id=ids_of(answer, "undo")[0])

    sent = [one for one in world.env.http_requests[n_before:] if one.json]
    private = [one for one in sent if str(world.channel.id) not in one.path]
    assert [adult_in(json.dumps(one.json)) for one in private] == [[]] * len(private)
    texts = [json.dumps(one.json, ensure_ascii=False) for one in private]
    assert sum("An adult title" in text for text in texts) == 3


async def test_a_banned_adult_title_is_named_in_the_ban_list_where_it_may_be_shown(
    planted: World,
) -> None:
    world = planted
    await world.store.bans.ban_titles(
        world.scope, {ADULT_ID: NAMES[0], 1: "Cowboy Bebop"}, by=world.boss.id, at=utcnow()
    )
    hidden = reply_text(await world.settings("bans"))
    assert "An adult title" in hidden
    assert "Cowboy Bebop" in hidden
    assert not adult_in(hidden)
    await allow_adult(world, is_allowed=True)
    assert adult_in(reply_text(await world.settings("bans"))) == [NAMES[0], f"/anime/{ADULT_ID}"]


@asynccontextmanager
async def post(world: World) -> AsyncIterator[Callable[..., Any]]:
    """Serve the API with the world's recommender; yields a function that posts a body."""
    async with (
        running_api(world.services.recommender, ApiSettings(port=0), Metrics()) as url,
        aiohttp.ClientSession(url) as session,
    ):

        async def send(path: str, **body: object) -> tuple[int, Any]:
            async with session.post(path, json=body) as response:
                return response.status, await response.json(content_type=None)

        yield send


async def test_the_api_returns_them_only_if_they_are_included(planted: World) -> None:
    planted.give_list("planner", Entries.build(FAN.anime_ids, None, FAN.statuses * 0 + 6))
    async with post(planted) as ask:
        for include_adult in (True, False):
            answers = [
                await ask("/recommendations", include_adult=include_adult, **fields)
                for fields in (
                    {"user_name": "demo_dark", "limit": 100},
                    {"user_name": "demo_dark", "genres": ["Hentai"]},
                    {"user_name": "demo_dark", "popularity": -1},
                    {"user_name": "planner", "only_planned": True},
                )
            ]
            explained = [
                await ask("/recommendations/why", include_adult=include_adult, **fields)
                for fields in (
                    {"user_name": "fan_one", "anime_id": 19},
                    {"user_name": "demo_dark", "anime_id": 1},
                )
            ]
            for status, answer in (*answers, *explained):
                assert status == 200
                assert bool(adult_ids_in(answer) or adult_in(str(answer))) == include_adult
            for anime_id in ADULT_IDS:
                status, answer = await ask(
                    "/recommendations/why",
                    include_adult=include_adult,
                    user_name="fan_one",
                    anime_id=anime_id,
                )
                assert status == (200 if include_adult else 400)
                assert bool(adult_in(str(answer))) == include_adult
                if not include_adult:
                    reason = "is an adult title, which needs include_adult"
                    assert answer["errors"] == [{"field": "anime_id", "reason": reason}]
