"""A process is killed between making and sending digests, and two others go on.

One that dies while it sends is tried in `tests/bot/outbox`.
"""

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import digests_until_killed
import discord
import pytest
from digests_until_killed import job_of
from discord.http import Route
from discord_server import TOKEN, DiscordServer

from bot.digest.message import digest_message
from bot.outbox.sender import OutboxSender
from reko_core.domain.digest_schedule import DigestSchedule
from reko_core.observability.metrics import Metrics
from reko_core.settings import DatabaseSettings
from reko_core.store import Store
from reko_core.store.discord.digest_subscriptions import DIGEST_KIND, RETRY_AFTER

CHANNELS = (71, 72)
DUE = datetime(2026, 1, 9, 17, tzinfo=UTC)


async def killed(*arguments: str) -> None:
    """Run the program until it is ready, and kill it."""
    support = str(Path(digests_until_killed.__file__).parent)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, digests_until_killed.__file__, *arguments),
        env={**os.environ, "PYTHONPATH": support},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        while (line := await process.stdout.readline()) != b"ready\n":
            assert line, "ended before it was ready"
    process.send_signal(signal.SIGKILL)
    await process.wait()


async def test_each_digest_is_sent_once_after_a_process_was_killed(
    store: Store, database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outbox.sender._POLL_S", 0.1)
    monkeypatch.setattr("reko_core.store.discord.outbox._FIRST_PAUSE", timedelta(0))
    schedule = DigestSchedule("weekly", 4, 18, "Europe/Berlin")
    for number, channel_id in enumerate(CHANNELS):
        await store.digests.subscribe(
            channel_id=channel_id,
            guild_id=None,
            discord_id=number,
            schedule=schedule,
            locale="en-US",
            at=DUE - timedelta(days=1),
        )
    await killed(database.url, DUE.isoformat())
    assert (await store.digests.due(DUE))[0] == 0, "the second is being made"
    assert await store.outbox.is_due([DIGEST_KIND])
    server = DiscordServer()
    async with server.serve() as base, AsyncExitStack() as stack:
        monkeypatch.setattr(Route, "BASE", base)
        stores = [store, await stack.enter_async_context(Store.open(database))]
        client = await stack.enter_async_context(
            discord.Client(intents=discord.Intents(guilds=True))
        )
        await client.login(TOKEN)
        for one in stores:
            sender = OutboxSender(client, one.outbox, Metrics().discord, per_second=20)
            sender.add_kind(DIGEST_KIND, digest_message)
            sender.start()
            stack.push_async_callback(sender.close)
        later = DUE + RETRY_AFTER
        for _ in CHANNELS:
            await asyncio.gather(*(job_of(one, later).run_once() for one in stores))
        await server.until(lambda: len(server.messages) == len(CHANNELS))
        while await store.outbox.is_due([DIGEST_KIND]):  # noqa: ASYNC110 - it does not signal
            await asyncio.sleep(0.05)

    told = [embed["description"] for message in server.messages for embed in message["embeds"]]
    assert sorted(one.partition("/anime/")[2][:2] for one in told) == ["71", "72"]
    for channel_id in CHANNELS:
        subscription = await store.digests.of_channel(channel_id)
        assert subscription is not None
        assert subscription.due_at == DUE + timedelta(days=7)
