"""`/reko-group`: people gather in a message, by mention, by name, by menu, or by joining."""

from datetime import timedelta
from typing import Any

from discord.utils import utcnow
from discord_actions import buttons, labels, press_planted
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from reko_core.guilds.models import Visibility
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")


async def link(world: World, **names: str) -> None:
    """Link people to lists; of those whose name ends with a "+" it is shared."""
    for person, name in names.items():
        actor = getattr(world, person)
        await world.store.accounts.link(actor.id, name.rstrip("+"), at=utcnow())
        visibility: Visibility = "everybody" if name.endswith("+") else "nobody"
        await world.store.accounts.set_visibility(actor.id, visibility)


async def gather(world: World, **options: Any) -> InteractionResult:
    return await world.ann.slash(world.channel, "reko-group", **options)


def members(result: InteractionResult) -> list[str]:
    """Return who takes part, as the message says."""
    fields = {field.name: field.value for field in result.response.embeds[0].fields}
    (listed,) = [value for name, value in fields.items() if name.startswith("Members")]
    return [line.removeprefix("- ") for line in listed.split("\n")]


async def pick(world: World, message: Any, *people: Any, by: Any = None) -> InteractionResult:
    custom_id = buttons(message, "group:pick")[0]["custom_id"]
    return await (by or world.ann).select(message, list(people), custom_id=custom_id)


async def test_people_are_added_by_mention_name_menu_and_by_joining(world: World) -> None:
    await link(world, ann="demo_sports", bob="demo_mecha+", cleo="demo_dark", mod="demo_cosy+")
    mentions = f"{world.bob.mention} {world.cleo.mention}{world.bob.mention}"

    result = await gather(world, members=mentions, names="demo_romance, DEMO_Romance")

    ann, bob, cleo, mod = (getattr(world, one).mention for one in ("ann", "bob", "cleo", "mod"))
    assert not result.response.ephemeral
    assert members(result) == [ann, bob, r"DEMO\_Romance"]
    assert "demo\\_mecha" not in reply_text(result)
    # Cleo shares nothing: ann alone is told so, but cleo can join.
    (left_out,) = result.followups
    assert left_out.ephemeral
    assert left_out.content == ENGLISH("group-not-shared", who=cleo)
    message = result.response
    assert labels(message, "group") == ["", "Join or leave", "Go"]

    await world.press(world.cleo, message, "group:join")
    changed = await pick(world, message, world.mod, world.boss)
    assert members(changed) == [ann, r"DEMO\_Romance", cleo, mod]
    assert changed.followups[-1].content == ENGLISH("group-not-shared", who=world.boss.mention)
    chosen = buttons(changed.response, "group:pick")[0]["default_values"]
    assert [one["id"] for one in chosen] == [world.mod.id]
    # The one who joined cannot be removed by others, but leaves by pressing again.
    assert members(await pick(world, message)) == [ann, r"DEMO\_Romance", cleo]
    assert members(await world.press(world.cleo, message, "group:join")) == [ann, r"DEMO\_Romance"]


async def test_only_who_started_the_group_decides_and_joining_needs_a_list(world: World) -> None:
    await link(world, bob="demo_mecha", cleo="demo_cosy+")
    message = (await gather(world)).response
    assert message.embeds[0].fields[0].value == ENGLISH("group-nobody")

    unlinked = await world.press(world.mod, message, "group:join")
    assert reply_text(unlinked) == ENGLISH("error-no-name")
    assert labels(unlinked.followups[-1] if unlinked.followups else unlinked.response, "link")
    not_theirs = ENGLISH("error-not-yours", owner=world.ann.mention)
    assert reply_text(await world.press(world.bob, message, "group:go")) == not_theirs
    assert reply_text(await pick(world, message, world.cleo, by=world.bob)) == not_theirs
    alone = await world.press(world.ann, message, "group:go")
    assert reply_text(alone) == ENGLISH("error-group-too-few")
    assert members(await world.press(world.bob, message, "group:join")) == [world.bob.mention]


async def test_group_survives_a_restart_and_ends_after_a_day(world: World) -> None:
    await link(world, ann="demo_sports", bob="demo_mecha")
    message = (await gather(world)).response
    await world.restart()

    joined = await world.press(world.bob, message, "group:join")
    assert members(joined) == [world.ann.mention, world.bob.mention]
    # In another server the same button is worth nothing.
    hall, visitor = world.elsewhere()
    elsewhere = (await visitor.slash(hall, "reko-group")).response
    custom_id = buttons(message, "group:join")[0]["custom_id"]
    forged = await press_planted(visitor, elsewhere, custom_id)
    assert reply_text(forged) == ENGLISH("error-expired")

    await world.pass_days(1.5)
    for word in ("join", "go"):
        late = await world.press(world.ann, message, f"group:{word}")
        assert reply_text(late) == ENGLISH("error-expired")
    # What is too old is deleted while the bot runs.
    assert await world.store.groups.prune(utcnow() + timedelta(days=9)) == 0


async def test_invalid_names_and_genres_and_full_groups_are_refused(world: World) -> None:
    await link(world, ann="demo_sports")
    await world.store.opt_outs.add("demo_dark", utcnow())

    assert reply_text(await gather(world, names="no!name")) == ENGLISH("error-name")
    assert "no genre **Nonsense**" in reply_text(await gather(world, genre="Nonsense"))
    many = " ".join(f"user_{n}" for n in range(10))
    assert reply_text(await gather(world, names=many)) == ENGLISH("error-group-full", n=10)
    nobody = await gather(world, members=f"<@{2**63}> <@{10**19}>")
    assert members(nobody) == [world.ann.mention]
    opted_out = await gather(world, names="demo_dark")
    assert reply_text(opted_out) == ENGLISH("error-group-opted-out")
