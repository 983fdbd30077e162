"""*Delete this answer*, in the menu of a message."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")


async def delete(world: World, actor: MemberActor, message: Any) -> InteractionResult:
    return await actor.context_menu(world.channel, "Delete this answer", message)


def shown(world: World) -> list[int]:
    return [message.id for message in world.channel.history(viewer=world.cleo)]


@pytest.mark.parametrize("name", ["ann", "mod"])
async def test_owner_and_moderators_delete_an_answer_and_what_is_stored(
    world: World, name: str
) -> None:
    message = (await world.reko()).response
    assert shown(world) == [message.id]

    result = await delete(world, getattr(world, name), message)

    assert result.ephemeral
    assert reply_text(result) == ENGLISH("answer-deleted")
    assert shown(world) == []
    assert await world.store.results.by_message(message.id) is None


async def test_others_may_not(world: World) -> None:
    message = (await world.reko()).response
    for actor in (world.bob, world.boss):
        assert reply_text(await delete(world, actor, message)) == ENGLISH("error-delete")
    assert shown(world) == [message.id]
    assert await world.store.results.by_message(message.id) is not None


async def test_answer_that_is_not_stored_belongs_to_who_asked(world: World) -> None:
    message = (
        await world.ann.slash(
            world.channel, "reko-affinity", user_a="demo_sports", user_b="demo_mecha"
        )
    ).response
    assert reply_text(await delete(world, world.bob, message)) == ENGLISH("error-delete")
    await delete(world, world.ann, message)
    assert shown(world) == []


async def test_messages_of_others_are_left_alone(world: World) -> None:
    message = await world.ann.send(world.channel, "hello")
    for actor in (world.ann, world.mod):
        assert reply_text(await delete(world, actor, message)) == ENGLISH("error-not-an-answer")
    assert shown(world) == [message.id]


async def test_buttons_of_a_deleted_answer_are_expired_in_german_too(world: World) -> None:
    world.speak("de")
    message = (await world.reko()).response
    result = await delete(world, world.ann, message)
    assert reply_text(result) == texts_for("de")("answer-deleted")
