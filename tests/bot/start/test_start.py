"""`/reko-start`: ten titles, three buttons each, an answer after the fifth."""

import re
from typing import Any

from discord_actions import buttons, ids_of, press_planted
from simcord.results import InteractionResult

from bot.i18n.texts import texts_for
from bot.start.answers import STATE, Answers
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")


def last(result: InteractionResult) -> Any:
    return result.followups[-1] if result.followups else result.response


async def test_ten_titles_lead_to_an_answer_that_can_be_kept(world: World) -> None:
    started = await world.ann.slash(world.channel, "reko-start")
    assert started.ephemeral
    message, shown = started.response, set()
    for n in range(1, 11):
        title = message.embeds[0]
        assert title.author.name == ENGLISH("start-question", n=n, total=10)
        assert title.image.url
        assert title.url not in shown
        shown.add(title.url)
        assert len(buttons(message, "start:")) == 3
        assert [one.title for one in message.embeds[1:]] == [ENGLISH("start-so-far")] * (n > 5)
        assert all(len(one) <= 100 for one in ids_of(message, ""))
        if n == 7:
            await world.restart()
        answer = "lns"[n % 3]
        message = last(await world.press(world.ann, message, f"start:{answer}:"))

    (done,) = message.embeds
    assert done.title == ENGLISH("start-done")
    assert done.description.count("](https://myanimelist.net/anime/") == 5
    assert not any(f"]({url})" in done.description for url in shown)
    (keep,) = ids_of(message, "start-keep:")
    kept = await world.press(world.ann, message, "start-keep:")
    assert reply_text(kept) == ENGLISH("start-kept", n=7)
    shown_page = last(await world.press(world.ann, last(kept), "mine"))
    assert len(shown_page.embeds) > 1
    # Somebody who has linked a list at a site is not offered to replace it.
    await world.account("link", user="demo_sports")
    refused = await press_planted(world.ann, last(kept), keep)
    assert reply_text(refused) == ENGLISH("error-expired")


async def test_answers_are_gone_after_a_day_and_nothing_was_kept(world: World) -> None:
    message = (await world.ann.slash(world.channel, "reko-start")).response
    for _ in range(5):
        message = last(await world.press(world.ann, message, "start:s:"))
    assert message.embeds[1].description.startswith(ENGLISH("start-none-known"))
    assert ids_of(message, "start-keep:") == []
    assert not any((await world.store.accounts.export(world.ann.id)).values())

    state = ids_of(message, "start:l:")[0].split(":", 4)[4]
    answers = Answers.parse(state)
    old = Answers(answers.hour - 26, answers.given)
    late = await press_planted(world.ann, message, f"reko:start:l:1:{old}")
    assert reply_text(late) == ENGLISH("error-expired")


def test_the_longest_state_is_read_as_it_was_written() -> None:
    answers = Answers(500_000, {60_466_175 - n: "lns"[n % 3] for n in range(10)})

    assert re.fullmatch(STATE, str(answers))
    assert Answers.parse(str(answers)) == answers
    assert len(f"reko:start:l:99999999:{answers}") <= 100
