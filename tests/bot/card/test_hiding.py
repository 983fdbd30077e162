"""Hiding titles for oneself: from the card, everywhere, until they are shown again."""

from typing import Any

import pytest
from community import ADULT_ID
from discord.utils import utcnow
from discord_actions import anime_ids, buttons, ids_of, labels, press_planted, titles

from reko_core.guilds.models import Scope


async def card_of(world: Any, message: Any, actor: Any = None) -> Any:
    """Open the card of the first title of a page."""
    menu = ids_of(message, "more:")[0]
    result = await press_planted(actor or world.ann, message, menu, [str(anime_ids(message)[0])])
    return last(result)


def last(result: Any) -> Any:
    """Return the last message of a reply."""
    return result.followups[-1] if result.followups else result.response


def last_content(result: Any) -> str:
    message = last(result)
    assert message.ephemeral
    return str(message.content)


async def own_bans(world: Any, actor: Any) -> list[tuple[int, bool]]:
    bans = await world.store.bans.titles(Scope.person(actor.id))
    return [(ban.anime_id, ban.is_seen) for ban in bans]


async def test_what_is_not_for_me_is_hidden_from_me_everywhere(world: Any) -> None:
    message = (await world.reko()).response
    first = anime_ids(message)[0]
    card = await card_of(world, message)
    pressed = await world.press(world.ann, card, "hide:never")
    assert "Hidden from your recommendations, in every server" in last_content(pressed)
    assert first not in anime_ids(message)
    assert first not in anime_ids((await world.reko(user="demo_romance")).response)
    hall, ann = world.elsewhere()
    elsewhere = (await ann.slash(hall, "reko", user="demo_sports")).response
    assert first not in anime_ids(elsewhere)
    assert first in anime_ids((await world.reko(world.bob)).response)
    assert await world.banned_ids() == []


async def test_hiding_is_undone_on_the_card(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    card = await card_of(world, message)
    await world.press(world.ann, card, "hide:never")
    assert titles(message) != before
    await world.restart()
    pressed = await world.press(world.ann, card, "unhide")
    assert last_content(pressed) == "↩️ No longer hidden."
    assert titles(message) == before
    assert await own_bans(world, world.ann) == []
    assert len(buttons(card, "hide:")) == 2


async def test_the_card_of_a_command_has_the_buttons_of_one_from_a_page(world: Any) -> None:
    title = (await world.reko()).response
    anime_id, name = anime_ids(title)[0], titles(title)[0]
    asked = await world.ann.slash(
        world.channel, "reko-why", title=f"mal:{anime_id}", user="demo_sports"
    )
    card = last(asked)
    await world.restart()

    assert labels(card, "") == ["Not for me", "Seen it", "Vote to ban it here"]
    voted = await world.press(world.ann, card, "banhere:")
    assert last_content(voted) == f"🗳️ Vote to ban **{name}** recorded: 1 of 3."
    withdrawn = await world.press(world.ann, last(voted), "unvote:")
    assert "Your vote was withdrawn" in last_content(withdrawn)
    await world.change(votes_needed=1)
    banned = await world.press(world.ann, card, "banhere:")
    assert await world.banned_ids() == [anime_id]
    await world.press(world.ann, last(banned), "undo:")
    assert await world.banned_ids() == []
    hidden = await world.press(world.ann, card, "hide:seen")
    assert "Hidden from your recommendations" in last_content(hidden)
    assert await own_bans(world, world.ann) == [(anime_id, True)]
    await world.press(world.ann, card, "unhide:")
    assert await own_bans(world, world.ann) == []


async def test_others_hide_for_themselves_and_not_for_the_owner(world: Any) -> None:
    message = (await world.reko()).response
    before = titles(message)
    card = await card_of(world, message, world.bob)
    await world.press(world.bob, card, "hide:never")
    await world.press(world.ann, message, "next")
    await world.press(world.ann, message, "prev")
    assert titles(message) == before
    assert await own_bans(world, world.ann) == []
    assert len(await own_bans(world, world.bob)) == 1


@pytest.mark.parametrize(
    ("is_linked", "said"), [(True, "counted as seen"), (False, "Link your list")]
)
async def test_what_was_seen_counts_as_seen_on_the_own_list_only(
    world: Any,
    is_linked: bool,  # noqa: FBT001
    said: str,
) -> None:
    if is_linked:
        await world.account("link", user="demo_sports")
    message = (await world.reko()).response
    first = anime_ids(message)[0]
    card = await card_of(world, message)
    assert said in last_content(await world.press(world.ann, card, "hide:seen"))
    assert await own_bans(world, world.ann) == [(first, True)]
    results = world.bot.results
    own = await results.seen_ids(world.ann.id, "Demo_Sports")
    assert own == ((first,) if is_linked else ())
    assert await results.seen_ids(world.ann.id, "demo_romance") == ()
    assert first not in anime_ids((await world.reko()).response)


async def test_the_card_bans_or_votes_as_the_server_decides(world: Any) -> None:
    message = (await world.reko()).response
    first = anime_ids(message)[0]
    bobs = await card_of(world, message, world.bob)
    assert labels(bobs, "banhere") == ["Vote to ban it here"]
    assert "1 of 3" in last_content(await world.press(world.bob, bobs, "banhere"))
    assert await world.banned_ids() == []
    mods = await card_of(world, message, world.mod)
    assert labels(mods, "banhere") == ["Ban here"]
    assert "Banned in this server" in last_content(await world.press(world.mod, mods, "banhere"))
    assert await world.banned_ids() == [first]
    assert first not in anime_ids(message)


async def test_who_may_not_ban_has_no_button_and_no_way_around(world: Any) -> None:
    await world.change(who_may_ban="moderators")
    message = (await world.reko()).response
    card = await card_of(world, message, world.bob)
    assert labels(card, "banhere") == []
    forged = card_button(card, "banhere")
    assert "Only people who can manage messages" in last_content(
        await press_planted(world.bob, card, forged)
    )
    assert await world.banned_ids() == []


def card_button(card: Any, word: str) -> str:
    """Return the custom_id of a button that the card might have."""
    _, _, _, result, anime = ids_of(card, "hide:never")[0].split(":")
    return f"reko:{word}:{result}:{anime}"


@pytest.mark.parametrize("word", ["hide:never", "hide:seen", "unhide", "banhere"])
async def test_titles_that_a_result_does_not_hold_and_other_servers_are_refused(
    world: Any, word: str
) -> None:
    message = (await world.reko()).response
    card = await card_of(world, message)
    forged = card_button(card, word)
    hall, ann = world.elsewhere()
    other = (await ann.slash(hall, "reko", user="demo_sports")).response
    assert "too old" in last_content(await press_planted(ann, other, forged))
    if word != "unhide":
        absent = f"{forged.rpartition(':')[0]}:{ADULT_ID}"
        assert "too old" in last_content(await press_planted(world.ann, message, absent))
    assert await own_bans(world, world.ann) == []


async def test_hidden_titles_are_listed_and_shown_again(world: Any) -> None:
    message = (await world.reko()).response
    first, second = anime_ids(message)[:2]
    named = dict(zip(anime_ids(message), titles(message), strict=True))
    for anime_id, is_seen in ((first, False), (second, True)):
        await world.store.bans.hide(
            world.ann.id, anime_id, f"Title {anime_id}", is_seen=is_seen, at=utcnow()
        )
    listed = (await world.account("hidden")).response
    assert listed.ephemeral
    (embed,) = listed.embeds
    assert embed.title == "2 hidden titles"
    assert f"🙈 [{named[first]}]" in embed.description
    assert f"👁️ [{named[second]}]" in embed.description
    menu = ids_of(listed, "showagain:")[0]
    await world.restart()
    shown = await press_planted(world.ann, listed, menu, [str(first), "x", "9" * 40])
    assert shown.response.content == "↩️ 1 title is no longer hidden."
    assert await own_bans(world, world.ann) == [(second, True)]
    assert (await world.account("hidden", world.bob)).response.embeds[0].title == (
        "0 hidden titles"
    )


async def test_many_hidden_titles_have_pages(world: Any) -> None:
    many = {number: f"Title {number}" for number in range(1, 24)}
    scope = Scope.person(world.ann.id)
    await world.store.bans.ban_titles(scope, many, by=world.ann.id, at=utcnow())
    listed = (await world.account("hidden")).response
    assert listed.embeds[0].footer.text == "1/3"
    for page in (2, 3):
        await world.press(world.ann, listed, "hidden:next")
        assert listed.embeds[0].footer.text == f"{page}/3"
    assert len(listed.embeds[0].description.splitlines()) == 3


async def test_hidden_adult_titles_are_not_named_where_they_may_not_be_shown(world: Any) -> None:
    await world.store.bans.hide(world.ann.id, ADULT_ID, "Secret", is_seen=False, at=utcnow())
    listed = (await world.account("hidden")).response
    assert "Secret" not in str(listed.embeds[0].description)
    assert "Secret" not in str(buttons(listed, "showagain:"))


async def test_hidden_titles_are_told_in_german(world: Any) -> None:
    world.speak("de")
    message = (await world.reko()).response
    card = await card_of(world, message)
    assert labels(card, "hide:") == ["Nichts für mich", "Schon gesehen"]
    pressed = await world.press(world.ann, card, "hide:never")
    assert "auf keinem Server mehr empfohlen" in last_content(pressed)
    assert (await world.account("hidden")).response.embeds[0].title == "1 ausgeblendeter Titel"


async def test_forget_me_deletes_what_a_person_hides(world: Any) -> None:
    await world.store.bans.hide(world.ann.id, 5, "A", is_seen=True, at=utcnow())
    asked = (await world.account("forget-me")).response
    await world.press(world.ann, asked, "forget:yes")
    assert await own_bans(world, world.ann) == []
