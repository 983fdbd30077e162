"""`/reko-settings bans`: paging through the ban list, and lifting bans."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from simcord.results import ResponseMessage

from bot.i18n.texts import texts_for
from reko_core.guilds.models import Scope
from tests.bot.conftest import World, components_of, custom_id_of, reply_text

ENGLISH = texts_for("en-US")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HASH = "0123456789abcdef" * 2


async def ban(world: World, n_titles: int, *hashes: str) -> None:
    """Ban titles 1 to n_titles, title 1 last, so that it comes first; and users."""
    for start in range(1, n_titles + 1, 100):
        numbers = range(start, min(start + 100, n_titles + 1))
        at = NOON - timedelta(minutes=start)
        titles = {number: f"Title *{number}*" for number in numbers}
        await world.store.bans.ban_titles(world.scope, titles, by=world.mod.id, at=at)
    await world.store.bans.ban_users(world.scope, hashes, by=None, at=NOON)


async def ban_list(world: World) -> ResponseMessage:
    message = (await world.settings("bans")).response
    assert message is not None
    return message


def menu_of(message: ResponseMessage) -> list[dict[str, Any]]:
    (menu,) = (one for one in components_of(message) if "options" in one)
    return list(menu["options"])


def footer_of(message: ResponseMessage) -> str | None:
    return message.embeds[0].footer.text


def lines_of(message: ResponseMessage) -> list[str]:
    return (message.embeds[0].description or "").split("\n")


async def lift(world: World, message: ResponseMessage, *values: str) -> str:
    await world.boss.select(message, values)
    return message.content


async def test_empty_list_has_a_message_and_no_menu(world: World) -> None:
    message = await ban_list(world)

    assert message.ephemeral
    assert message.embeds[0].title == "0 bans"
    assert lines_of(message) == [ENGLISH("bans-none")]
    assert components_of(message) == []


async def test_a_ban_is_shown_with_title_author_and_date(world: World) -> None:
    await ban(world, 1)

    message = await ban_list(world)

    assert message.embeds[0].title == "1 ban"
    (line,) = lines_of(message)
    # As the catalogue names it.
    assert line.startswith("[Cowboy Bebop](https://myanimelist.net/anime/1)")
    assert f"<@{world.mod.id}>" in line
    assert f"<t:{int((NOON - timedelta(minutes=1)).timestamp())}:d>" in line
    assert [one["label"] for one in menu_of(message)] == ["Cowboy Bebop"]
    assert len(components_of(message)) == 1, "one page needs no buttons to turn it"


@pytest.mark.parametrize(("n_bans", "n_pages"), [(10, 1), (11, 2), (300, 30)])
async def test_pages_hold_ten_bans_each(world: World, n_bans: int, n_pages: int) -> None:
    await ban(world, n_bans)
    message = await ban_list(world)
    seen = [one["value"] for one in menu_of(message)]
    assert message.embeds[0].title == f"{n_bans} bans"

    for page in range(2, n_pages + 1):
        await world.press(world.boss, message, "bans:next")
        assert footer_of(message) == f"{page}/{n_pages}"
        assert len(menu_of(message)) == len(lines_of(message)) <= 10
        seen += [one["value"] for one in menu_of(message)]

    assert seen == [f"t{number}" for number in range(1, n_bans + 1)]


async def test_turning_ends_at_the_first_and_the_last_page(world: World) -> None:
    await ban(world, 11)
    message = await ban_list(world)

    def disabled() -> list[bool]:
        return [bool(one.get("disabled")) for one in components_of(message) if one["type"] == 2]

    assert disabled() == [True, False]
    await world.press(world.boss, message, "bans:next")
    assert disabled() == [False, True]
    await world.press(world.boss, message, "bans:prev")
    assert footer_of(message) == "1/2"


async def test_several_bans_are_lifted_at_once(world: World) -> None:
    await ban(world, 11, HASH)
    message = await ban_list(world)

    said = await lift(world, message, "t1", "t3", "t10")

    assert said == ENGLISH("bans-lifted", n=3)
    assert await world.store.bans.title_ids(world.scope) == (2, 4, 5, 6, 7, 8, 9, 11)
    assert [one["value"] for one in menu_of(message)][-2:] == [
        "t11",
        f"u{world.hashes.show([HASH])[0]}",
    ]
    assert message.embeds[0].title == "9 bans"


async def test_all_ten_of_a_page_can_be_lifted(world: World) -> None:
    await ban(world, 10)
    message = await ban_list(world)

    said = await lift(world, message, *(f"t{number}" for number in range(1, 11)))

    assert said == ENGLISH("bans-lifted", n=10)
    assert lines_of(message) == [ENGLISH("bans-none")]
    assert components_of(message) == []


async def test_users_are_lifted_beside_titles(world: World) -> None:
    await ban(world, 1, HASH)
    message = await ban_list(world)
    assert "someone" in lines_of(message)[1], "who banned may have been forgotten"

    await lift(world, message, "t1", f"u{world.hashes.show([HASH])[0]}")

    assert message.content == ENGLISH("bans-lifted", n=2)
    assert await world.store.bans.user_hashes(world.scope) == ()


async def test_lifted_title_is_recommended_again(world: World) -> None:
    first = await world.store.results.by_message((await world.reko()).response.id)
    best = first.response.rekos[0]
    await world.store.bans.ban_titles(
        world.scope, {best.id: best.info.title}, by=world.mod.id, at=NOON
    )
    banned = await world.store.results.by_message((await world.reko()).response.id)
    assert best.id not in {reko.id for reko in banned.response.rekos}

    await lift(world, await ban_list(world), f"t{best.id}")

    again = await world.store.results.by_message((await world.reko()).response.id)
    assert [reko.id for reko in again.response.rekos] == [r.id for r in first.response.rekos]


async def test_removing_a_removed_ban_is_reported(world: World) -> None:
    await ban(world, 2)
    message = await ban_list(world)
    await world.store.bans.unban_titles(world.scope, [1])

    assert await lift(world, message, "t1") == ENGLISH("bans-lifted", n=0)
    assert [one["value"] for one in menu_of(message)] == ["t2"]


async def test_page_that_no_longer_exists_becomes_the_last_there_is(world: World) -> None:
    await ban(world, 21)
    message = await ban_list(world)
    await world.press(world.boss, message, "bans:next")
    await world.press(world.boss, message, "bans:next")
    assert footer_of(message) == "3/3"
    await world.store.bans.unban_titles(world.scope, range(11, 22))

    assert await lift(world, message, "t21") == ENGLISH("bans-lifted", n=0)

    assert not footer_of(message)
    assert len(menu_of(message)) == 10


async def test_turning_to_a_page_that_no_longer_exists_shows_the_last(world: World) -> None:
    await ban(world, 11)
    message = await ban_list(world)
    await world.store.bans.clear(world.scope)

    await world.press(world.boss, message, "bans:next")

    assert lines_of(message) == [ENGLISH("bans-none")]


async def test_confirmation_of_removed_bans_disappears_when_the_page_is_turned(
    world: World,
) -> None:
    await ban(world, 21)
    message = await ban_list(world)
    assert await lift(world, message, "t1")

    await world.press(world.boss, message, "bans:next")

    assert not message.content


async def test_button_of_the_overview_opens_the_list_beside_it(world: World) -> None:
    await ban(world, 1)
    overview = (await world.settings("show")).response

    result = await world.press(world.boss, overview, "bans")

    assert result.ephemeral
    assert "1 ban" in reply_text(result)
    assert overview.embeds[0].title == ENGLISH("settings-title")


async def test_list_works_after_a_restart(world: World) -> None:
    await ban(world, 11)
    message = await ban_list(world)
    await world.restart()

    await world.press(world.boss, message, "bans:next")
    assert footer_of(message) == "2/2"
    assert await lift(world, message, "t11") == ENGLISH("bans-lifted", n=1)


async def test_ban_list_checks_rights_on_every_use(world: World) -> None:
    await ban(world, 11)
    message = await ban_list(world)
    world.demote_boss()

    turned = await world.press(world.boss, message, "bans:next")
    lifted = await world.boss.select(message, ["t1", "t2"])

    assert reply_text(turned) == reply_text(lifted) == ENGLISH("error-manage-server")
    assert footer_of(message) == "1/2"
    assert len(await world.store.bans.title_ids(world.scope)) == 11


async def test_members_with_a_tampered_client_lift_nothing(world: World) -> None:
    await ban(world, 2)
    message = await ban_list(world)

    result = await world.forge(world.ann, message, custom_id_of(message, "lift"), ["t1"])

    assert reply_text(result) == ENGLISH("error-manage-server")
    assert await world.store.bans.title_ids(world.scope) == (1, 2)


async def test_bans_of_other_servers_and_people_are_neither_shown_nor_lifted(world: World) -> None:
    others = Scope.guild(world.env.create_guild("Other").id), Scope.person(world.boss.id)
    for other in others:
        await world.store.bans.ban_titles(other, {7: "Theirs"}, by=world.mod.id, at=NOON)
    await ban(world, 1)
    message = await ban_list(world)
    assert [one["value"] for one in menu_of(message)] == ["t1"]

    await world.forge(world.boss, message, custom_id_of(message, "lift"), ["t7"])

    for other in others:
        assert await world.store.bans.title_ids(other) == (7,)


async def test_any_title_can_be_shown_and_lifted(world: World) -> None:
    titles = ("", " ", "\u202e", "x" * 300, "*" * 300, "[a](http://evil.example) @all", "監察 🚫")
    banned = dict(enumerate(titles, 900_001))
    await world.store.bans.ban_titles(world.scope, banned, by=world.mod.id, at=NOON)

    message = await ban_list(world)

    labels = [one["label"] for one in menu_of(message)]
    assert labels[:3] == ["MAL 900001", "MAL 900002", "MAL 900003"]
    assert all(len(label) <= 100 for label in labels)
    assert r"\[a\](http\://evil" in lines_of(message)[5]
    said = await lift(world, message, *(f"t{number}" for number in banned))
    assert said == ENGLISH("bans-lifted", n=7)


async def test_list_is_german_for_germans(world: World) -> None:
    world.speak("de")
    await ban(world, 1, HASH)
    message = await ban_list(world)

    assert message.embeds[0].title == "2 Bans"
    assert "jemand" in lines_of(message)[1]
    assert await lift(world, message, "t1") == texts_for("de")("bans-lifted", n=1)
