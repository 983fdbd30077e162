"""Direct messages: bans are personal, and everybody is their own moderator."""

from typing import Any

from discord_actions import (
    anime_ids,
    buttons,
    emit_press,
    ids_of,
    labels,
    private_text,
    ranks,
    result_id,
    titles,
)

from reko_core.guilds.models import Scope

BAN = "🚫"


async def _reko(actor: Any, user: str = "demo_sports", **options: Any) -> Any:
    """Use /reko in direct messages; return the reply."""
    return (await actor.user.slash("reko", user=user, **options)).response


async def test_recommendations_come_in_direct_messages_too(world: Any) -> None:
    message = await _reko(world.ann)
    assert message.embeds[0].author.name == "Recommendations for demo_sports"
    await world.press(world.ann.user, message, "next")
    assert ranks(message) == [5, 6, 7, 8]
    await world.press(world.ann.user, message, "refresh")
    assert ranks(message) == [1, 2, 3, 4]


async def test_bans_are_personal(world: Any) -> None:
    message = await _reko(world.ann)
    banned, title = anime_ids(message)[0], titles(message)[0]
    pressed = await world.press(world.ann.user, message, "ban")
    assert private_text(pressed) == f"🚫 Hidden from you everywhere: **{title}**."
    assert banned not in anime_ids(message)
    assert await world.store.bans.title_ids(Scope.person(world.ann.id)) == (banned,)
    # It affects no other users, and this one in servers, too.
    assert banned in anime_ids(await _reko(world.bob))
    assert banned not in anime_ids((await world.reko()).response)
    assert banned in anime_ids((await world.reko(world.bob)).response)


async def test_bans_of_a_server_mean_nothing_in_direct_messages(world: Any) -> None:
    message = (await world.reko()).response
    banned = anime_ids(message)[0]
    await world.press(world.mod, message, "ban")
    assert banned in anime_ids(await _reko(world.ann))


async def test_a_personal_ban_is_undone(world: Any) -> None:
    message = await _reko(world.ann)
    before = titles(message)
    pressed = await world.press(world.ann.user, message, "ban")
    await world.press(world.ann.user, pressed.followups[0], "undo")
    assert "No longer banned" in private_text(pressed)
    assert titles(message) == before


async def test_personal_bans_outlast_a_restart(world: Any) -> None:
    message = await _reko(world.ann)
    banned = anime_ids(message)[0]
    await world.press(world.ann.user, message, "ban")
    await world.restart()
    await world.press(world.ann.user, message, "next")
    assert ranks(message) == [5, 6, 7, 8]
    assert banned not in anime_ids(await _reko(world.ann))


async def test_two_concurrent_personal_bans_both_count(world: Any) -> None:
    message = await _reko(world.ann)
    before = anime_ids(message)
    for custom_id in ids_of(message, "ban:")[:2]:
        emit_press(world.ann.user, message, custom_id)
    await world.env.settle()
    assert set(await world.store.bans.title_ids(Scope.person(world.ann.id))) == set(before[:2])
    assert anime_ids(message)[:2] == before[2:]


async def test_similar_users_are_left_out_for_oneself(world: Any) -> None:
    message = await _reko(world.ann)
    shown = (await world.press(world.ann.user, message, "users")).response
    chosen = buttons(shown, "banusers")[0]["options"][0]["value"]
    await world.ann.user.select(shown, [chosen])
    scope = Scope.person(world.ann.id)
    read = world.services.recommender.hashes_in(scope).read([chosen])
    assert await world.store.bans.user_hashes(scope) == read
    await world.press(world.ann.user, message, "refresh")
    shown = (await world.press(world.ann.user, message, "users")).response
    assert chosen not in shown.embeds[0].description


async def test_a_reaction_in_direct_messages_asks_and_bans_personally(world: Any) -> None:
    message = await _reko(world.ann)
    asked_of = anime_ids(message)
    await world.ann.user.set_reaction(message, BAN, reacted=True)
    question = world.ann.user.dm_channel.last_message
    assert question.content.startswith("You reacted with 🚫. Ban these titles for yourself?")
    assert labels(question, "react")[0] == "Ban all 4"
    await world.ann.user.click(question, custom_id=ids_of(question, "react:yes")[0])
    assert world.ann.user.dm_channel.last_message.content.startswith(
        "🚫 Hidden from you everywhere: **"
    )
    assert set(await world.store.bans.title_ids(Scope.person(world.ann.id))) == set(asked_of)
    assert not set(anime_ids(message)) & set(asked_of)


async def test_names_are_suggested_apart_from_those_of_servers(world: Any) -> None:
    await world.reko(user="demo_mecha")
    await _reko(world.ann, user="demo_cosy")
    choices = await world.ann.user.autocomplete("reko", "user", "")
    assert [choice["value"] for choice in choices] == ["demo_cosy"]


async def test_settings_of_a_server_mean_nothing_in_direct_messages(world: Any) -> None:
    await world.store.guilds.change(
        world.guild.id, titles_per_page=3, who_may_ban="moderators", allow_adult=True
    )
    message = await _reko(world.ann, user="demo_dark", genre="Horror")
    assert len(titles(message)) == 4
    assert "Elfen Lied" not in titles(message)
    assert "Hidden from you" in private_text(await world.press(world.ann.user, message, "ban"))


async def test_errors_are_reported_in_direct_messages(world: Any) -> None:
    result = await world.ann.user.slash("reko", user="private_user")
    assert "is private" in private_text(result)
    assert world.ann.user.dm_channel.history(viewer=world.ann.user)[-1].flags.ephemeral


async def test_result_ids_cannot_be_guessed(world: Any) -> None:
    assert len(result_id(await _reko(world.ann))) == 12
