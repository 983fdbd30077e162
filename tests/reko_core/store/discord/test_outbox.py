"""The outbox, of two processes that share a database."""

import asyncio
from datetime import timedelta
from typing import TypeAlias

import pytest

from reko_core.store import Store
from reko_core.store.discord import outbox as outbox_module
from reko_core.store.discord.outbox import OutboxStore

KINDS = ("welcome", "digest")
PAYLOAD = {"channel_id": 1}
Two: TypeAlias = tuple[OutboxStore, OutboxStore]


@pytest.fixture
def two(two_stores: tuple[Store, Store]) -> Two:
    first, second = two_stores
    return first.outbox, second.outbox


async def ids(store: OutboxStore, *kinds: str, per_second: int = 100) -> list[int]:
    return sorted(
        message.id for message in await store.claim(kinds or KINDS, per_second=per_second)
    )


async def test_a_message_with_a_known_key_is_not_added_even_if_it_was_sent(two: Two) -> None:
    added = await asyncio.gather(*(store.put("welcome", PAYLOAD, key="1") for store in two))
    assert sorted(added) == [False, True]

    (message,) = await two[0].claim(KINDS, per_second=9)
    await two[0].finish(message.id)

    assert not await two[1].put("welcome", PAYLOAD, key="1")
    assert not await two[1].is_due(KINDS)


async def test_each_message_is_taken_by_one_process_and_not_faster_than_allowed(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "_SECOND", timedelta(hours=1))
    for channel_id in range(10):
        await two[0].put("digest", {"channel_id": channel_id})

    taken = await asyncio.gather(*(ids(store, per_second=4) for store in two for _ in range(3)))

    taken_ids = [one for each in taken for one in each]
    assert len(taken_ids) == len(set(taken_ids)) == 4
    assert await two[1].is_due(KINDS)


async def test_many_messages_to_one_channel_delay_no_others(two: Two) -> None:
    for channel_id in (1, 1, 1, 1, 2):
        await two[0].put("digest", {"channel_id": channel_id})

    claims = [await store.claim(KINDS, per_second=100) for store in two]

    channels = [[message.payload["channel_id"] for message in claimed] for claimed in claims]
    assert channels == [[1, 2], [1]]


async def test_messages_of_a_dead_process_are_taken_over_while_they_can_be_repeated(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_module, "LEASE", timedelta(0))
    await two[0].put("welcome", PAYLOAD, key="1")

    first = await ids(two[0])
    assert await ids(two[1]) == first
    monkeypatch.setattr(outbox_module, "_REPEATABLE", timedelta(0))
    assert await ids(two[0]) == []
    assert not await two[0].is_due(KINDS)


async def test_a_message_that_failed_waits_until_it_expires(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    await two[0].put("welcome", PAYLOAD, expires_in=timedelta(seconds=1))
    (message,) = await two[0].claim(KINDS, per_second=9)
    await two[0].retry(message.id)
    assert not await two[1].is_due(KINDS)

    monkeypatch.setattr(outbox_module, "_FIRST_PAUSE", timedelta(0))
    await two[0].retry(message.id)
    assert await ids(two[1]) == [message.id]


async def test_messages_that_expired_or_are_unknown_are_left(two: Two) -> None:
    hour = timedelta(hours=1)
    await two[0].put("welcome", PAYLOAD, key="late", expires_in=-hour)
    await two[0].put("welcome", PAYLOAD, expires_in=-hour)
    await two[0].put("newer", PAYLOAD)

    assert await ids(two[1]) == []
    assert len(await ids(two[1], "newer")) == 1
    assert not await two[0].put("welcome", PAYLOAD, key="late")


async def test_a_message_has_another_nonce_than_all_before_it(two: Two) -> None:
    nonces = []
    for _ in range(3):
        await two[0].put("digest", PAYLOAD)
        (message,) = await two[0].claim(KINDS, per_second=9)
        await two[0].finish(message.id)
        nonces.append(message.nonce)

    assert len(set(nonces)) == 3
    assert max(map(len, nonces)) <= 25, "Discord's limit"
