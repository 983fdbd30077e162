"""`/reko-taste`: a taste as a picture and as text, and its errors."""

from typing import Any

import pytest
from simcord.results import InteractionResult

from bot.formatting.user_labels import user_values
from bot.i18n.texts import texts_for
from reko_core.contract.taste import TasteRequest, TasteResponse
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")


async def taste(
    world: World, user: str | None = "demo_sports", **options: Any
) -> InteractionResult:
    named = {} if user is None else {"user": user}
    return await world.ann.slash(world.channel, "reko-taste", **named, **options)


async def described(world: World, user: str) -> TasteResponse:
    return await world.services.recommender.tastes.describe(TasteRequest(user_name=user))


async def test_a_taste_is_shown_as_a_picture_that_is_described_in_words(world: World) -> None:
    result = await taste(world)

    expected = await described(world, "demo_sports")
    assert not result.response.ephemeral
    (embed,) = result.response.embeds
    (file,) = result.response.attachments
    assert embed.title == r"Taste of demo\_sports"
    assert embed.image.url
    assert embed.fields == []
    assert file.filename == "taste.png"
    said = file.description or ""
    assert said.startswith("Taste of demo_sports: 17 titles seen, 17 scored, mean ")
    assert f"Sports {expected.genres[0].share:.0f}" in said
    assert expected.rare_favourites[0].title in said


async def test_values_of_the_text_are_those_of_the_core(world: World) -> None:
    result = await taste(world, **{"as": "text"})

    expected = await described(world, "demo_sports")
    assert not result.response.attachments
    (embed,) = result.response.embeds
    shown = {field.name: field.value or "" for field in embed.fields}
    assert (
        f"Titles seen: **{expected.standing.titles} %**"
        in shown["Higher than … % of the community"]
    )
    first = expected.genres[0]
    assert shown["Genres, % of the titles seen"].startswith(
        f"{first.name}: **{first.share:.0f} %** (community: {round(first.community_share)} %)"
    )
    for one in expected.rare_favourites:
        assert f"(https://myanimelist.net/anime/{one.id})" in shown["Favourites that few know"]
    assert "Sports: **+" in shown["Generous on"]


async def test_the_linked_list_is_described_where_no_name_is_given(world: World) -> None:
    assert reply_text(await taste(world, None)) == ENGLISH("error-no-name")
    await world.account("link", user="demo_mecha")

    assert (await taste(world, None)).response.embeds[0].title == r"Taste of demo\_mecha"


@pytest.mark.parametrize("style", ["picture", "text"])
async def test_an_empty_list_is_told_so(world: World, style: str) -> None:
    result = await taste(world, "demo_empty", **{"as": style})

    said = [result.response.embeds[0].description or ""]
    said += [file.description or "" for file in result.response.attachments]
    assert ENGLISH("taste-nothing") in said[-1]


async def test_members_who_do_not_share_are_not_described(world: World) -> None:
    await world.account("link", world.bob, user="demo_mecha")

    result = await taste(world, None, member=world.bob)

    assert reply_text(result) == ENGLISH("error-not-shared")
    both = await taste(world, member=world.bob)
    assert reply_text(both) == ENGLISH("error-user-and-member")


async def test_private_lists_are_reported_to_the_caller_only(world: World) -> None:
    result = await taste(world, "private_user")

    assert reply_text(result) == ENGLISH("error-private", **user_values("private_user"))
    assert result.followups[-1].ephemeral


async def test_replies_are_ephemeral_if_the_server_is_so_configured(world: World) -> None:
    await world.change(is_private=True)

    assert (await taste(world)).response.ephemeral
