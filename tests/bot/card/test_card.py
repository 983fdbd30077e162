"""The menu under each page and the card that it opens."""

from typing import Any

import pytest
from community import ADULT_ID
from discord.utils import utcnow
from discord_actions import anime_ids, buttons, ids_of, press_planted, titles

from bot.card.card_embed import card_embed
from bot.card.reasons import reasons
from bot.formatting.markdown import shortened_at_sentence
from bot.i18n.texts import texts_for
from reko_api.openapi.examples import example_why_response
from reko_core.contract.explain import ListEntry
from reko_core.domain.models import Anime
from reko_demo.fake_server import Fault

EXAMPLE = example_why_response()


async def open_card(
    world: Any, message: Any, anime_id: int | None = None, actor: Any = None
) -> Any:
    """Choose a title of the menu; return the message with the card."""
    chosen = str(anime_ids(message)[0] if anime_id is None else anime_id)
    menu = ids_of(message, "more:")[0]
    result = await press_planted(actor or world.ann, message, menu, [chosen])
    card = result.followups[-1] if result.followups else result.response
    assert card.ephemeral
    return card


async def test_the_menu_holds_the_titles_of_the_page(world: Any) -> None:
    message = (await world.reko()).response
    menu = buttons(message, "more:")[0]
    assert menu["placeholder"] == "More about…"
    assert [one["value"] for one in menu["options"]] == [str(one) for one in anime_ids(message)]
    named = [one["label"].partition(" · ")[2] for one in menu["options"]]
    assert named == titles(message)


async def test_a_card_tells_what_a_title_is_and_why_it_is_recommended(world: Any) -> None:
    await world.account("link", user="demo_sports")
    message = (await world.reko()).response
    card = await open_card(world, message)
    (embed,) = card.embeds
    assert embed.title == titles(message)[0]
    text = embed.description
    assert f"Everything in {embed.title} begins on an ordinary day." in text
    assert "[Written by" not in text
    assert "**Why?** You'd give it about **" in text
    assert "(90 % sure: between " in text
    assert "These scores speak for it: " in text
    assert "similar users who have seen it recommend it" in text
    (file,) = card.attachments
    assert file.filename == "why.png"


async def test_for_anybody_else_the_card_names_whom_it_is_about(world: Any) -> None:
    message = (await world.reko()).response
    card = await open_card(world, message, actor=world.bob)
    assert "**Why, for demo\\_sports?** demo\\_sports would give it" in card.embeds[0].description
    assert len(message.embeds) == 5


async def test_cards_are_in_the_language_of_the_reader(world: Any) -> None:
    world.speak("de")
    await world.account("link", user="demo_sports")
    message = (await world.reko()).response
    assert buttons(message, "more:")[0]["placeholder"] == "Mehr über …"
    card = await open_card(world, message)
    assert "**Warum?** Deine Wertung wäre wohl etwa **" in card.embeds[0].description
    assert "Diese Wertungen sprechen dafür: " in card.embeds[0].description


async def test_the_menu_works_after_a_restart(world: Any) -> None:
    message = (await world.reko()).response
    await world.restart()
    assert (await open_card(world, message)).embeds


async def test_without_mal_a_card_has_no_synopsis(world: Any) -> None:
    message = (await world.reko()).response
    first = anime_ids(message)[0]
    world.mal.title_faults[first] = Fault(404, "{}")
    card = await open_card(world, message)
    assert "ordinary day" not in card.embeds[0].description
    assert "Why, for" in card.embeds[0].description


async def test_only_titles_of_the_page_are_explained(world: Any) -> None:
    message = (await world.reko()).response
    first = anime_ids(message)[0]
    await world.press(world.ann, message, "next")
    assert "no longer on this page" in (await open_card(world, message, first)).content
    assert "no longer on this page" in (await open_card(world, message, ADULT_ID)).content
    shown = anime_ids(message)[0]
    await world.store.bans.ban_titles(world.scope, {shown: "x"}, by=None, at=utcnow())
    assert "no longer on this page" in (await open_card(world, message, shown)).content


async def test_cards_are_counted_as_questions(make_world: Any) -> None:
    world = await make_world(questions_per_minute=1, burst=2)
    message = (await world.reko()).response
    assert (await open_card(world, message)).embeds
    assert "Slow down" in (await open_card(world, message)).content


async def test_a_card_of_another_server_is_not_shown(world: Any) -> None:
    message = (await world.reko()).response
    hall, ann = world.elsewhere()
    other = (await ann.slash(hall, "reko", user="demo_sports")).response
    menu = ids_of(message, "more:")[0]
    refused = await press_planted(ann, other, menu, [str(anime_ids(message)[0])])
    shown = refused.followups[-1] if refused.followups else refused.response
    assert "too old" in shown.content


def test_titles_without_details_get_a_short_card() -> None:
    embed = card_embed(Anime(1, "A"), EXAMPLE.info, None, ["Because."], texts_for("en"), "romaji")
    assert str(embed.description).endswith("\n\nBecause.")


@pytest.mark.parametrize("locale", ["en-US", "de"])
@pytest.mark.parametrize("seen", [0, 1, 2])
@pytest.mark.parametrize("recommended", [0, 1, 2])
def test_similar_users_are_counted_in_plain_words(locale: str, seen: int, recommended: int) -> None:
    similar = EXAMPLE.similar.model_copy(
        update={"seen": seen, "recommended": min(seen, recommended)}
    )
    lines = reasons(
        EXAMPLE.model_copy(update={"similar": similar}), None, texts_for(locale), "romaji"
    )
    assert len(lines) == 3
    assert "{" not in "".join(lines)


@pytest.mark.parametrize("locale", ["en-US", "de"])
@pytest.mark.parametrize("score", [None, 9])
def test_a_card_says_why_in_three_sentences_also_of_a_title_on_the_list(
    locale: str, score: int | None
) -> None:
    own = ListEntry(status="completed", score=score)
    why = EXAMPLE.model_copy(update={"own": own})
    lines = reasons(why, None, texts_for(locale), "romaji")
    assert len(lines) == 3
    assert ("**9**" in lines[0]) == (score == 9)
    assert all(line.count(". ") == 0 for line in lines)


@pytest.mark.parametrize("basis", ["community", "mean"])
def test_a_prediction_from_others_says_so(basis: str) -> None:
    metadata = EXAMPLE.metadata.model_copy(update={"basis": basis})
    why = EXAMPLE.model_copy(update={"metadata": metadata})
    lines = reasons(why, None, texts_for("en"), "romaji")
    assert any("community" in line for line in lines)
    assert not any("speak" in line for line in lines)


def test_synopses_end_with_a_sentence() -> None:
    text = "One two three. Four five six! “Seven.” Eight nine ten eleven twelve."
    assert shortened_at_sentence(text, 200) == text
    assert shortened_at_sentence(text, 45) == "One two three. Four five six! “Seven.”"
    assert shortened_at_sentence(text, 35) == "One two three. Four five six!"
    assert shortened_at_sentence("word " * 50, 21) == "word word word word…"
    assert shortened_at_sentence("A. " + "word " * 50, 21) == "A. word word word wo…"
