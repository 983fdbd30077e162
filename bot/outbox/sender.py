"""Sends the messages of the outbox, slowly enough to leave Discord's rate limit to replies."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

import discord
import structlog
from discord.ext import tasks

from bot.errors import DISCORD_ERRORS
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.metrics import DiscordMetrics
from reko_core.store.discord.outbox import OutboxMessage, OutboxStore

__all__ = ["OnRefused", "OutboxSender", "Render"]

Render: TypeAlias = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Returns the parts of a message for the payload in the outbox."""

OnRefused: TypeAlias = Callable[[Mapping[str, Any], int], Awaitable[None]]
"""Gets the payload of a message that Discord refused, and the status. Raises StoreError."""

# Messages of other processes, and those to be sent again.
_POLL_S = 30.0
_SEND_TIMEOUT_S = 10.0
_LATER = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS})

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class OutboxSender:
    """Sends messages of the kinds that were added, to `channel_id` in their payload.

    per_second: for all processes together.
    """

    def __init__(
        self,
        client: discord.Client,
        store: OutboxStore,
        metrics: DiscordMetrics,
        *,
        per_second: int,
    ) -> None:
        self._client = client
        self._store = store
        self._metrics = metrics
        self._per_second = per_second
        self._kinds: dict[str, Render] = {}
        self._on_refused: dict[str, OnRefused] = {}
        self._lock = asyncio.Lock()
        self._woken: set[asyncio.Task[None]] = set()
        self._is_closing = False

    def add_kind(self, kind: str, render: Render, on_refused: OnRefused | None = None) -> None:
        """Send messages of this kind, too; `on_refused` is called for those that are given up."""
        self._kinds[kind] = render
        if on_refused is not None:
            self._on_refused[kind] = on_refused

    def start(self) -> None:
        """Send from now on; call it when the client is logged in."""
        self._poll.change_interval(seconds=_POLL_S)
        self._poll.start()

    def wake(self) -> None:
        """Look into the outbox now: a message was added."""
        task = asyncio.create_task(self._send_due())
        self._woken.add(task)
        task.add_done_callback(self._woken.discard)

    async def close(self) -> None:
        """Finish what is being sent. Later messages stay in the outbox."""
        self._is_closing = True
        async with self._lock:
            self._poll.cancel()

    @tasks.loop()
    async def _poll(self) -> None:
        await self._send_due()

    async def _send_due(self) -> None:
        """Send until nothing is due."""
        try:
            async with self._lock:
                while not self._is_closing and await self._store.is_due(self._kinds):
                    claimed = await self._store.claim(self._kinds, per_second=self._per_second)
                    await asyncio.gather(*map(self._send, claimed))
                    if not claimed:
                        # The rate limit is used up.
                        await asyncio.sleep(1)
        except Exception as error:  # noqa: BLE001 - the outermost edge; the next poll tries again
            _log.error("outbox failed", **exception_fields(error))

    async def _send(self, message: OutboxMessage) -> None:
        """Send a message and record it. Raises StoreError."""
        try:
            async with asyncio.timeout(_SEND_TIMEOUT_S):
                channel = self._client.get_partial_messageable(message.payload["channel_id"])
                parts = self._kinds[message.kind](message.payload)
                # With the nonce, a message that was sent before is not sent again.
                await channel.send(**parts, nonce=message.nonce)
        except DISCORD_ERRORS as error:
            await self._record_failure(message, error)
        else:
            self._count("sent")
            await self._store.finish(message.id)

    async def _record_failure(self, message: OutboxMessage, error: Exception) -> None:
        status = error.status if isinstance(error, discord.HTTPException) else 0
        is_refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        if is_refused and status not in _LATER:
            # The channel is gone, or the bot may not write there.
            _log.info("message given up", kind=message.kind, status=status)
            self._count("given up")
            if message.kind in self._on_refused:
                await self._on_refused[message.kind](message.payload, status)
            await self._store.finish(message.id, failure=f"HTTP {status}")
        else:
            _log.warning("message not sent", kind=message.kind, error=type(error).__name__)
            self._count("postponed")
            await self._store.retry(message.id)

    def _count(self, outcome: str) -> None:
        self._metrics.outbox.labels(outcome).inc()
