"""`/reko member:@…`: recommendations for a member who allows it; nothing about others."""

from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from tests.bot.conftest import World, reply_text

ENGLISH, GERMAN = texts_for("en-US"), texts_for("de")
REFUSED = ENGLISH("error-not-shared")


async def ask(world: World, member: MemberActor, **options: Any) -> InteractionResult:
    """Ask as ann."""
    return await world.reko(user=None, member=member, **options)


async def link(world: World, actor: MemberActor, name: str, shared_with: str) -> None:
    await world.account("link", actor, user=name)
    await share(world, actor, shared_with)


async def share(world: World, actor: MemberActor, shared_with: str) -> InteractionResult:
    return await world.account("sharing", actor, **{"with": shared_with})


async def test_member_who_allows_it_is_recommended_to(world: World) -> None:
    await link(world, world.bob, "demo_mecha", "everybody")

    message = (await ask(world, world.bob, type="tv")).response

    assert message is not None
    assert not message.ephemeral
    assert message.embeds[0].author.name.endswith("demo_mecha")
    stored = await world.store.results.by_message(message.id)
    assert stored is not None
    assert (stored.owner_id, stored.request.types) == (world.ann.id, ("tv",))
    assert await world.ann.autocomplete(world.channel, "reko", "user", "") == [], "not remembered"


@pytest.mark.parametrize(("locale", "texts"), [("en-US", ENGLISH), ("de", GERMAN)])
async def test_refusal_does_not_tell_whether_a_list_is_linked(
    world: World, locale: str, texts: Any
) -> None:
    world.speak(locale)
    await world.account("link", world.bob, user="demo_mecha")
    linked, unlinked = await ask(world, world.bob), await ask(world, world.cleo)
    for refused in (linked, unlinked):
        assert refused.ephemeral
        assert reply_text(refused) == texts("error-not-shared")
    assert "demo" not in reply_text(linked)


async def test_own_list_needs_no_permission(world: World) -> None:
    await world.account("link", user="demo_sports")
    message = (await ask(world, world.ann)).response
    assert message is not None
    assert message.embeds[0].author.name.endswith("demo_sports")


async def test_sharing_can_be_withdrawn_and_ends_with_another_name(world: World) -> None:
    await link(world, world.bob, "demo_mecha", "everybody")
    await world.account("link", world.bob, user="Demo_Mecha")
    assert (await ask(world, world.bob)).response.embeds, "the same name stays shared"
    await world.account("link", world.bob, user="demo_cosy")
    assert reply_text(await ask(world, world.bob)) == REFUSED

    await link(world, world.bob, "demo_cosy", "everybody")
    assert (await ask(world, world.bob)).response.embeds
    await share(world, world.bob, "nobody")
    assert reply_text(await ask(world, world.bob)) == REFUSED
    await share(world, world.bob, "everybody")
    await world.account("unlink", world.bob)
    assert reply_text(await ask(world, world.bob)) == REFUSED


async def test_server_level_is_for_members_of_servers_where_the_person_uses_reko(
    world: World,
) -> None:
    await link(world, world.bob, "demo_mecha", "server")
    assert (await ask(world, world.bob)).response.embeds

    hall, ann_elsewhere = world.elsewhere()
    refused = await ann_elsewhere.slash(hall, "reko", member=world.bob.user)
    assert reply_text(refused) == REFUSED, "bob has not used it there"

    world.guild.remove_member(world.bob)
    world.bot.members._names.clear()
    left = await world.reko(user=None, member=world.bob.user)
    assert reply_text(left) == REFUSED
    assert not await world.store.people.has(world.guild.id, world.bob.id)


async def test_account_says_with_whom_it_is_shared(world: World) -> None:
    unlinked = await share(world, world.ann, "everybody")
    assert reply_text(unlinked) == ENGLISH("link-none")
    await world.account("link", user="demo_sports")
    assert ENGLISH("sharing-nobody") in reply_text(await world.account("show"))
    for level in ("server", "everybody"):
        changed = await share(world, world.ann, level)
        assert changed.ephemeral
        assert reply_text(changed) == ENGLISH(f"sharing-{level}")
        assert ENGLISH(f"sharing-{level}") in reply_text(await world.account("show"))


async def test_name_and_member_together_are_refused(world: World) -> None:
    refused = await world.reko(user="demo_sports", member=world.bob)
    assert reply_text(refused) == ENGLISH("error-user-and-member")
