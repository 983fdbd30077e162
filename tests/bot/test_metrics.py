"""Metrics and logs of interactions and of the connection to Discord."""

import json
from typing import Any

from simcord_internals import bot_scope

from bot.app import PERSISTENT_ITEMS
from bot.interactions.labels import BUTTON_WORDS
from tests.bot.conftest import Make, World


def counted(world: World) -> dict[tuple[str, str], float]:
    (family,) = world.services.metrics.interactions.collect()
    return {
        (sample.labels["command"], sample.labels["outcome"]): sample.value
        for sample in family.samples
        if sample.name.endswith("_total")
    }


async def test_interactions_are_counted_by_command_and_outcome(world: World) -> None:
    result = await world.reko()
    await world.press(world.ann, result.response, "next")
    await world.press(world.bob, result.response, "users")
    await world.reko(user="nobody_here")

    assert counted(world) == {
        ("reko", "answered"): 1,
        ("button next", "answered"): 1,
        ("button users", "answered"): 1,
        ("reko", "user_not_found"): 1,
    }
    (family,) = world.services.metrics.seconds.collect()
    counts = {s.labels["command"]: s.value for s in family.samples if s.name.endswith("_count")}
    assert counts == {"reko": 2, "button next": 1, "button users": 1}


async def test_an_unexpected_error_is_counted_as_failed(make_world: Make) -> None:
    world = await make_world(check_errors=False)
    world.bot.results._recommender = None
    await world.reko()

    assert counted(world) == {("reko", "failed"): 1}


async def test_unknown_buttons_share_one_label(make_world: Make) -> None:
    world = await make_world(check_errors=False)
    result = await world.reko()
    await world.forge(world.ann, result.response, "reko:Hidden_Name:1")

    assert ("unknown", "expired") in counted(world)


def test_every_button_has_a_label() -> None:
    def words(pattern: str) -> list[str]:
        word = pattern.split(":")[1]
        if word.startswith("(?P<verb>"):
            word = pattern.partition("<verb>")[2].partition(")")[0]
        return word.split("|")

    templates = [button.__discord_ui_compiled_template__.pattern for button in PERSISTENT_ITEMS]
    assert {word for pattern in templates for word in words(pattern)} == BUTTON_WORDS


async def test_log_lines_of_an_interaction_share_a_request_id(
    logged_lines: Any, world: World
) -> None:
    await world.reko()
    await world.reko(world.bob, user="nobody_here")
    lines = logged_lines()

    ends = [line for line in lines if line["event"] == "interaction"]
    assert [line["outcome"] for line in ends] == ["answered", "user_not_found"]
    story = [line["event"] for line in lines if line.get("request_id") == ends[0]["request_id"]]
    assert story == [
        "list fetch started",
        "site.request",
        "list fetched",
        "list used",
        "computed",
        "titles looked up",
        "recommended",
        "interaction",
    ]
    assert ends[0]["request_id"] != ends[1]["request_id"]
    text = json.dumps(lines)
    for hidden in ("demo_sports", "nobody_here", "a-client-id", "made-up-secret"):
        assert hidden not in text


async def test_servers_are_counted(world: World) -> None:
    world.elsewhere()
    await world.env.settle()

    (family,) = world.services.metrics.guilds.collect()
    assert family.samples[0].value == 2


async def test_shards_count_as_connected_each_by_itself(world: World) -> None:
    metrics = world.services.metrics

    def connected() -> float:
        return float(metrics.connected_shards.collect()[0].samples[0].value)

    async def dispatch(event: str, shard_id: int) -> None:
        with bot_scope(world.env):
            world.bot.dispatch(event, shard_id)
        await world.env.settle()

    assert connected() == metrics.shards.collect()[0].samples[0].value == 1
    await dispatch("shard_connect", 1)
    assert connected() == 2
    await dispatch("shard_disconnect", 0)
    await dispatch("shard_disconnect", 0)
    assert connected() == 1
    await dispatch("shard_resumed", 0)
    assert connected() == 2
