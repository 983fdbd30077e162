"""`/reko-digest`, from the subscription to the message that is sent."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import numpy as np
from community import TITLES, entries_of
from discord_actions import ids_of, labels, press_planted, private_text
from fake_clock import FakeClock
from simcord_internals import bot_scope

from bot.digest.timezones import complete_timezone, guess_timezone
from bot.i18n.texts import LANGUAGES, texts_for
from reko_core.domain.digest_schedule import DigestSchedule, timezones
from reko_core.domain.models import Entries, Relation, Status
from reko_core.domain.season import Season
from reko_core.jobs.digest_sending import DigestSending
from reko_core.observability.metrics import Metrics
from reko_core.service.digests.digests import Digests
from reko_core.store import SeasonTitles, TitleRank
from reko_core.store.discord.digest_subscriptions import DigestSubscription
from tests.bot.conftest import World, reply_text

ENGLISH = texts_for("en-US")
PLANNED, SEQUEL, PREQUEL = 900_001, 900_002, next(iter(TITLES))


async def digest(world: World, actor: Any = None, **options: Any) -> Any:
    return await (actor or world.ann).slash(world.channel, "reko-digest", **options)


async def link(world: World, actor: Any = None, user: str = "demo_sports") -> None:
    """Link a list on which one title is completed and one planned."""
    await world.account("link", actor, user=user)
    known = await world.store.lists.get(user)
    assert known is not None
    completed, planned = entries_of([PREQUEL], 9), entries_of([PLANNED], 0, Status.PLAN_TO_WATCH)
    parts = (known.entries.columns(), completed.columns(), planned.columns())
    entries = Entries.build(*map(np.concatenate, zip(*parts, strict=True)))  # type: ignore[arg-type]
    await world.store.lists.put(replace(known, entries=entries))


async def start_titles(world: World, subscription: DigestSubscription) -> None:
    """Let a planned title and the sequel of a completed one start after the digest."""
    start = (subscription.due_at + timedelta(days=1)).date().isoformat()
    anime = replace(TITLES[PREQUEL], title_english=None, start_date=start, relations=())
    titles = [
        replace(anime, id=PLANNED, title="Planned *Title*"),
        replace(anime, id=SEQUEL, title="Sequel", relations=(Relation(PREQUEL, "prequel"),)),
    ]
    await world.store.catalogue.put_many(titles, TitleRank.MAL)
    season = Season.of((subscription.due_at + timedelta(days=7)).date())
    new_ids = [*TITLES][1:200]
    found = SeasonTitles(season, tuple(new_ids), frozenset(new_ids), datetime.now(UTC))
    await world.store.seasons.put(found)


async def send_due(world: World, subscription: DigestSubscription) -> str:
    """Make a digest at its time, and send it; return the outcome of the job."""
    clock, metrics = FakeClock(subscription.due_at), Metrics()
    make = Digests(world.services.recommender, world.store).make
    job = DigestSending(store=world.store, make=make, clock=clock, metrics=metrics.jobs)
    await job.run_once()
    with bot_scope(world.env):
        world.bot.outbox.wake()
    await world.env.settle()
    (family,) = metrics.jobs.items.collect()
    return next(one.labels["outcome"] for one in family.samples if one.name.endswith("_total"))


async def test_a_person_gets_a_digest_by_direct_message_once(world: World) -> None:
    refused = await digest(world, when="weekly")
    assert reply_text(refused) == ENGLISH("error-no-name")
    await link(world)

    result = await digest(world, when="weekly", day=0, hour=9, timezone="asia/tokyo")

    assert result.ephemeral
    assert "Asia/Tokyo" in reply_text(result)
    assert labels(result.response, "digest") == ["Each season", "No more digests"]
    made = await world.store.digests.of_person(world.ann.id)
    assert made is not None
    assert made.schedule == DigestSchedule("weekly", 0, 9, "Asia/Tokyo")
    assert (made.guild_id, made.locale) == (None, "en-US")
    (hello,) = world.ann.user.dm_channel.history()
    assert hello.content == ENGLISH("digest-hello")

    await start_titles(world, made)
    assert await send_due(world, made) == "made"

    _, message = world.ann.user.dm_channel.history()
    first, second, third = message.embeds
    assert first.title == ENGLISH("digest-you-airing")
    assert r"[Planned \*Title\*](https://myanimelist.net/anime/900001)" in first.description
    assert second.title == ENGLISH("digest-you-sequel")
    assert second.description.endswith(", which you gave 9")
    assert third.title == ENGLISH("digest-you-season")
    matches = [int(one) for one in re.findall(r"· match (\d+)", third.description)]
    assert matches == sorted(matches, reverse=True)
    assert len(matches) == 8
    assert labels(message, "digest-end") == ["No more digests"]

    again = await world.store.digests.get(made.id)
    assert again is not None
    assert again.due_at == made.due_at + timedelta(days=7)
    await send_due(world, again)
    later = world.ann.user.dm_channel.history()[2:]
    assert not [embed for one in later for embed in one.embeds if "Planned" in embed.description]

    # Nobody else can end it.
    button = ids_of(message, "digest-end")[0]
    other = await press_planted(world.bob, (await world.reko(world.bob)).response, button)
    assert private_text(other) == ENGLISH("error-not-yours", owner=world.ann.mention)
    ended = await world.ann.user.click(message, custom_id=button)
    assert private_text(ended) == ENGLISH("digest-ended")
    assert await world.store.digests.get(made.id) is None


async def test_a_server_gets_a_digest_of_those_who_allow_it_and_nobody_is_named(
    world: World,
) -> None:
    refused = await digest(world, channel=world.channel)
    assert reply_text(refused) == ENGLISH("error-manage-server")
    shown = await digest(world, world.boss, channel=world.channel)
    assert labels(shown.response, "digest") == ["Every week", "Each season"]
    pressed = await world.press(world.boss, shown.response, "digest:weekly")
    assert "Nobody here shares a list yet" in pressed.response.content
    made = await world.store.digests.of_channel(world.channel.id)
    assert made is not None
    await start_titles(world, made)
    assert await send_due(world, made) == "quiet"

    for actor, user in ((world.ann, "demo_sports"), (world.bob, "demo_mecha")):
        await link(world, actor, user)
        await world.account("sharing", actor, **{"with": "server"})
    await link(world, world.cleo, "demo_dark")
    later = await world.store.digests.get(made.id)
    assert later is not None
    await start_titles(world, later)
    assert await send_due(world, later) == "made"

    message = world.channel.last_message
    assert message is not None
    text = "\n".join(f"{embed.description} {embed.footer.text}" for embed in message.embeds)
    assert "planned by 2 people" in text
    assert "fits 2 people" in text
    assert "From the lists of 2 people here" in text
    for hidden in ("demo", "ann", "bob", "cleo"):
        assert hidden not in text.lower().split()
    other = await world.press(world.ann, message, "digest-end")
    assert private_text(other) == ENGLISH("error-manage-server")
    await world.press(world.boss, message, "digest-end")
    assert await world.store.digests.get(made.id) is None


async def test_who_left_a_server_is_in_no_digest_of_it(world: World) -> None:
    shown = await digest(world, world.boss, channel=world.channel)
    await world.press(world.boss, shown.response, "digest:weekly")
    made = await world.store.digests.of_channel(world.channel.id)
    assert made is not None
    for actor, user in ((world.ann, "demo_sports"), (world.bob, "demo_mecha")):
        await world.account("link", actor, user=user)
        await world.account("sharing", actor, **{"with": "server"})
    world.guild.remove_member(world.bob)

    async def listed_before(moment: datetime) -> set[int]:
        with bot_scope(world.env):
            await world.bot.members.forget_departed(moment)
        people = await world.store.people.visible(world.guild.id, 9)
        return {one.discord_id for one in people}

    assert await listed_before(made.due_at) == {world.ann.id, world.bob.id}, "nothing is due yet"
    assert await listed_before(made.due_at + timedelta(hours=1)) == {world.ann.id}


async def test_digests_that_discord_refuses_end(world: World) -> None:
    await link(world)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    refused = await digest(world, when="season")
    assert reply_text(refused) == ENGLISH("error-dm-closed")

    await digest(world, when="season", hour=0)
    made = await world.store.digests.of_person(world.ann.id)
    assert made is not None
    await start_titles(world, made)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007)
    assert await send_due(world, made) == "made"

    assert await world.store.digests.get(made.id) is None


async def test_unlinking_or_opting_out_ends_digests(world: World) -> None:
    for ends in (
        partial(world.account, "unlink"),
        partial(world.store.opt_outs.add, "demo_sports", datetime.now(UTC)),
    ):
        await link(world)
        await digest(world, when="weekly")
        made = await world.store.digests.of_person(world.ann.id)
        assert made is not None
        await ends()
        assert await world.store.digests.get(made.id) is None
    assert private_text(await digest(world, when="off")) == ENGLISH("digest-ended")
    unknown = await digest(world, when="weekly", timezone="Mars/Olympus")
    assert reply_text(unknown) == ENGLISH("error-timezone", name="Mars/Olympus")


async def test_time_zones_are_guessed_by_language_and_completed() -> None:
    nobody: Any = None
    locales = [locale for group in LANGUAGES.values() for locale in group]
    assert {guess_timezone(locale) for locale in locales} <= timezones()
    assert guess_timezone("xx") == "UTC"

    named = [one.value for one in await complete_timezone(nobody, "new y")]
    assert named == ["America/New_York"]
    assert (await complete_timezone(nobody, "tok"))[0].value == "Asia/Tokyo"
    assert len(await complete_timezone(nobody, "")) == 25
