"""Digest subscriptions, of two processes that share a database."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from reko_core.domain.digest_schedule import DigestSchedule
from reko_core.store import Store
from reko_core.store.discord.digest_subscriptions import (
    DIGEST_KIND,
    RETRY_AFTER,
    DigestStore,
    DigestSubscription,
)

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
WEEKLY = DigestSchedule("weekly", 4, 18, "Europe/Berlin")
DUE = datetime(2026, 1, 9, 17, tzinfo=UTC)
PAYLOAD = {"channel_id": 70, "text": "Hello"}
ANN, BOB = 1, 2
Two: TypeAlias = tuple[Store, Store]


async def subscribe(
    store: DigestStore, channel_id: int = 70, guild_id: int | None = None, by: int = ANN
) -> DigestSubscription:
    return await store.subscribe(
        channel_id=channel_id,
        guild_id=guild_id,
        discord_id=by,
        schedule=WEEKLY,
        locale="de",
        at=START,
    )


async def complete(
    store: DigestStore, subscription: DigestSubscription, now: datetime = DUE, **changes: Any
) -> bool:
    parts: dict[str, Any] = {"payload": PAYLOAD, "titles": {5: "airing"}, "ranking": None}
    return await store.complete(subscription, now, **parts | changes)


async def test_a_subscription_is_due_at_its_hour(store: Store) -> None:
    made = await subscribe(store.digests)

    assert made == await store.digests.of_channel(70) == await store.digests.of_person(ANN)
    assert made.due_at == DUE
    assert await store.digests.due(DUE - timedelta(seconds=1)) == (0, None)
    assert await store.digests.due(DUE) == (1, made)


async def test_subscribing_again_changes_the_schedule_and_keeps_what_was_sent(store: Store) -> None:
    made = await subscribe(store.digests)
    await complete(store.digests, made, ranking={"users": ["a"]})

    season = DigestSchedule("season", 0, 9, "UTC")
    again = await store.digests.subscribe(
        channel_id=70, guild_id=None, discord_id=ANN, schedule=season, locale="en-US", at=DUE
    )

    assert again.id == made.id
    assert again.schedule == season
    assert again.ranking == {"users": ["a"]}
    assert await store.digests.sent_titles(made.id) == {5: "airing"}


async def test_of_two_processes_one_makes_a_digest(two_stores: Two) -> None:
    first, second = two_stores
    made = await subscribe(first.digests)

    begun = await asyncio.gather(*(one.digests.begin(made, DUE) for one in two_stores))
    assert sorted(begun) == [False, True]
    done = await asyncio.gather(*(complete(one.digests, made) for one in two_stores))
    assert sorted(done) == [False, True]

    (message,) = await second.outbox.claim([DIGEST_KIND], per_second=9)
    assert message.payload == PAYLOAD
    after = await second.digests.get(made.id)
    assert after is not None
    assert after.due_at == DUE + timedelta(days=7)
    assert after.last_at == DUE


async def test_an_attempt_that_failed_lets_others_come_first_and_is_repeated(store: Store) -> None:
    first = await subscribe(store.digests)
    second = await subscribe(store.digests, 71, by=BOB)
    await store.digests.begin(first, DUE)

    assert await store.digests.due(DUE) == (1, second)
    assert await store.digests.due(DUE + RETRY_AFTER) == (2, first)


async def test_a_digest_that_missed_weeks_is_sent_once(store: Store) -> None:
    made = await subscribe(store.digests)
    late = DUE + timedelta(days=20)

    assert await complete(store.digests, made, late)

    after = await store.digests.get(made.id)
    assert after is not None
    assert after.due_at == DUE + timedelta(days=21)


async def test_what_was_changed_or_ended_meanwhile_is_not_sent(store: Store) -> None:
    made = await subscribe(store.digests)
    later = DigestSchedule("weekly", 5, 18, "Europe/Berlin")
    await store.digests.subscribe(
        channel_id=70, guild_id=None, discord_id=ANN, schedule=later, locale="de", at=START
    )
    assert not await complete(store.digests, made)
    await store.digests.end(made.id)
    assert not await complete(store.digests, made)
    assert not await store.outbox.is_due([DIGEST_KIND])


async def test_a_quiet_digest_sends_nothing(store: Store) -> None:
    made = await subscribe(store.digests)

    assert await complete(store.digests, made, payload=None, titles={})

    assert not await store.outbox.is_due([DIGEST_KIND])


async def test_ending_takes_back_what_was_not_sent_to_that_channel(store: Store) -> None:
    made, other = await subscribe(store.digests), await subscribe(store.digests, 71, by=BOB)
    await complete(store.digests, made)
    await complete(store.digests, other, payload={"channel_id": 71})
    await store.outbox.put("log", PAYLOAD)

    assert await store.digests.end(made.id)
    assert not await store.digests.end(made.id)

    left = await store.outbox.claim([DIGEST_KIND, "log"], per_second=9)
    assert sorted((one.kind, one.payload["channel_id"]) for one in left) == [
        ("digest", 71),
        ("log", 70),
    ]
    assert await store.digests.sent_titles(made.id) == {}
