"""The first steps of a person: `/reko` without a link, linking by a form, recommendations."""

from typing import Any

import pytest
from discord_actions import labels, press_planted, titles
from simcord.results import InteractionResult

from bot.formatting.user_labels import user_values
from bot.i18n.texts import texts_for
from reko_demo.fake_server import Fault
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")
PRIVATE = Fault(403, '{"message": "", "error": "not_permitted"}')


async def asked(world: World) -> Any:
    """Return the answer to `/reko` without a name."""
    result = await world.reko(user=None)
    assert result.ephemeral
    return result.response


async def submit(world: World, message: Any, name: str) -> InteractionResult:
    form = await world.press(world.ann, message, "link")
    return await world.ann.submit_modal(form, {"name": name})


async def linked_name(world: World) -> str | None:
    account = await world.store.accounts.get(world.ann.id)
    return account and account.mal_name


@pytest.mark.parametrize(
    ("locale", "said", "link", "show"),
    [
        ("en-US", "Whose list?", "Link my list", "Show recommendations"),
        ("de", "Wessen Liste?", "Meine Liste verknüpfen", "Empfehlungen zeigen"),
    ],
)
async def test_first_recommendations_need_a_form_and_two_buttons(
    world: World, locale: str, said: str, link: str, show: str
) -> None:
    world.speak(locale)
    message = await asked(world)
    assert message.content.startswith(said)
    assert labels(message, "") == [link]

    await submit(world, message, " DEMO_Sports ")

    assert await linked_name(world) == "DEMO_Sports"
    assert message.content.startswith("✅")
    assert labels(message, "") == [show]
    await world.press(world.ann, message, "mine")
    assert message.ephemeral, "in place"
    assert message.embeds[0].author.name.endswith("DEMO_Sports")
    assert len(titles(message)) == 4
    await world.press(world.ann, message, "next")
    assert labels(message, "count") == ["2/6"]


@pytest.mark.parametrize(
    ("name", "key"), [("no_such_user", "error-unknown-user"), ("not a name!", "error-name")]
)
async def test_wrong_name_is_explained_and_can_be_corrected(
    world: World, name: str, key: str
) -> None:
    message = await asked(world)

    refused = await submit(world, message, name)

    assert reply_text(refused) == ENGLISH(key, **user_values("no_such_user"))
    assert await linked_name(world) is None
    assert message.content == ENGLISH("error-no-name")
    await submit(world, message, "demo_mecha")
    assert await linked_name(world) == "demo_mecha"


async def test_slow_unknown_name_leaves_the_question(world: World) -> None:
    message = await asked(world)
    world.give_list("no_such_user", fault=Fault(404, '{"error": "not_found"}', delay_s=3.6))

    await submit(world, message, "no_such_user")

    assert message.content == ENGLISH("error-no-name")
    assert labels(message, "") == ["Link my list"]


async def test_private_list_is_linked_and_shown_once_it_is_public(world: World) -> None:
    message = await asked(world)
    world.give_list("demo_sports", fault=PRIVATE)

    await submit(world, message, "demo_sports")

    assert message.content == ENGLISH("link-private", **user_values("demo_sports"))
    refused = await world.press(world.ann, message, "mine")
    answer = refused.followups[-1]
    assert answer.content == ENGLISH("error-private", **user_values("demo_sports"))
    assert labels(answer, "") == ["Show recommendations", "Link another name"]
    world.mal._faults.clear()
    world.services.recommender._resources.lists._refusals.clear()
    await world.press(world.ann, answer, "mine")
    assert titles(answer)


async def test_linked_name_that_is_gone_can_be_replaced(world: World) -> None:
    await world.account("link", user="demo_sports")
    world.give_list("demo_sports", fault=Fault(404, '{"message": "", "error": "not_found"}'))
    await world.store.lists.delete("demo_sports")
    message = (await world.reko(user=None)).followups[-1]
    assert message.content == ENGLISH("error-linked-unknown", **user_values("demo_sports"))

    await submit(world, message, "demo_mecha")

    assert await linked_name(world) == "demo_mecha"
    assert labels(message, "") == ["Show recommendations"]


async def test_name_of_somebody_else_gets_no_buttons_of_ones_own(world: World) -> None:
    world.give_list("demo_sports", fault=PRIVATE)
    answer = (await world.reko(user="demo_sports")).followups[-1]
    assert answer.ephemeral
    assert not labels(answer, "")


async def test_a_person_who_unlinked_meanwhile_is_asked_again(world: World) -> None:
    message = await asked(world)
    await submit(world, message, "demo_sports")
    await world.account("unlink")

    refused = await world.press(world.ann, message, "mine")

    assert labels(refused.response or refused.followups[-1], "") == ["Link my list"]


async def test_account_commands_offer_the_next_step(world: World) -> None:
    assert labels((await world.account("show")).response, "") == ["Link my list"]
    linked = (await world.account("link", user="demo_sports")).response
    assert labels(linked, "") == ["Show recommendations"]
    assert labels((await world.account("unlink")).response, "") == ["Link my list"]


async def test_comparing_without_a_link_offers_to_link(world: World) -> None:
    refused = await world.ann.slash(world.channel, "reko-affinity", user_a="demo_sports")
    assert labels(refused.response, "") == ["Link my list"]


async def test_form_on_a_public_message_answers_only_the_person(world: World) -> None:
    public = (await world.reko(user="demo_mecha")).response
    shown_before = public.embeds[0].author.name
    form = await press_planted(world.ann, public, "reko:link")

    done = await world.ann.submit_modal(form, {"name": "demo_sports"})

    assert done.ephemeral
    assert labels(done.followups[-1] if done.followups else done.response, "") == [
        "Show recommendations"
    ]
    assert public.embeds[0].author.name == shown_before
