"""Messages of the outbox, sent over HTTP to a fake Discord."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord.http import Route
from discord_server import CHANNEL, TOKEN, DiscordServer

from bot.outbox.sender import OutboxSender
from reko_core.errors import StoreError
from reko_core.observability.metrics import Metrics
from reko_core.store import Store
from reko_core.store.discord.outbox import OutboxStore

PAYLOAD = {"channel_id": int(CHANNEL), "text": "Hello"}


@pytest.fixture
async def discord_server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    monkeypatch.setattr("bot.outbox.sender._POLL_S", 0.02)
    monkeypatch.setattr("reko_core.store.discord.outbox._FIRST_PAUSE", timedelta(0))
    server = DiscordServer()
    async with server.serve() as base:
        monkeypatch.setattr(Route, "BASE", base)
        yield server


def render(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": payload["text"]}


@asynccontextmanager
async def sender(store: OutboxStore) -> AsyncIterator[OutboxSender]:
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(TOKEN)
        sending = OutboxSender(client, store, Metrics().discord, per_second=20)
        sending.add_kind("welcome", render)
        sending.start()
        yield sending
        await sending.close()


async def test_two_senders_send_each_message_once(
    store: Store, discord_server: DiscordServer
) -> None:
    async with sender(store.outbox) as first, sender(store.outbox):
        for number in range(6):
            await store.outbox.put("welcome", {**PAYLOAD, "text": str(number)}, key=str(number))
        first.wake()
        await discord_server.until(lambda: len(discord_server.messages) == 6)

    assert sorted(one["content"] for one in discord_server.messages) == list("012345")
    assert len(discord_server.calls_of("POST", "/messages")) == 6
    assert not await store.outbox.is_due(["welcome"])


async def test_a_message_that_was_sent_but_not_recorded_is_not_sent_twice(
    store: Store, discord_server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, n_finished = OutboxStore.finish, asyncio.Event()

    async def die_first(self: OutboxStore, message_id: int, **result: Any) -> None:
        if len(discord_server.calls_of("POST", "/messages")) == 1:
            raise StoreError("killed")
        await finish(self, message_id, **result)
        n_finished.set()

    monkeypatch.setattr(OutboxStore, "finish", die_first)
    monkeypatch.setattr("reko_core.store.discord.outbox.LEASE", timedelta(0))
    await store.outbox.put("welcome", PAYLOAD, key="1")
    async with sender(store.outbox):
        await n_finished.wait()

    first, second = discord_server.calls_of("POST", "/messages")
    assert first.json["nonce"] == second.json["nonce"]
    assert first.json["enforce_nonce"] is True
    assert len(discord_server.messages) == 1


async def test_a_message_is_sent_when_discord_works_again(
    store: Store, discord_server: DiscordServer
) -> None:
    discord_server.failing["/channels"] = 503
    await store.outbox.put("welcome", PAYLOAD, key="1")
    async with sender(store.outbox):
        await discord_server.until(lambda: discord_server.calls_of("POST", "/messages"))
        discord_server.failing.clear()
        await discord_server.until(lambda: discord_server.messages)


async def test_a_channel_that_refuses_a_message_is_tried_once(
    store: Store, discord_server: DiscordServer
) -> None:
    discord_server.failing["/channels"] = 403
    await store.outbox.put("welcome", PAYLOAD, key="1")
    async with sender(store.outbox):
        await discord_server.until(lambda: discord_server.calls_of("POST", "/messages"))

    assert not await store.outbox.is_due(["welcome"])
    assert len(discord_server.calls_of("POST", "/messages")) == 1
