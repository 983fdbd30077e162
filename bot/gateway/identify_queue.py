"""When a shard may IDENTIFY: one after the other, over all processes of the bot."""

import asyncio
from datetime import timedelta

import structlog
from discord.shard import SessionStartLimits

from reko_core.errors import SessionsUsedUp, StoreError
from reko_core.observability.metrics import DiscordMetrics
from reko_core.store.discord.identifies import IdentifyStore, reserved_identifies

__all__ = ["IdentifyQueue"]

# discord.py takes a connection for dead that has waited for 60 seconds.
_MAX_WAIT_S = 40.0

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class IdentifyQueue:
    """Waits for the turn of a shard.

    Until `set_limits` is called, the limits are those of a bot in few servers.
    """

    def __init__(self, store: IdentifyStore, metrics: DiscordMetrics) -> None:
        self._store = store
        self._metrics = metrics
        self._n_buckets = 1
        self._daily = 1000 - reserved_identifies(1000)

    def set_limits(self, limits: SessionStartLimits, *, n_shards: int) -> None:
        """Adopt Discord's limits. Raises SessionsUsedUp if `n_shards` would exceed them today."""
        reserved = reserved_identifies(limits.total)
        self._n_buckets = max(1, limits.max_concurrency)
        self._daily = limits.total - reserved
        if limits.remaining - n_shards < reserved:
            self._record_refusal()
            raise SessionsUsedUp

    async def wait(self, shard_id: int) -> None:
        """Wait for the turn of a shard, for which discord.py is connected already.

        Raises ConnectionError if it is far, or if there is none: discord.py then tries again later.
        """
        try:
            wait = await self._store.reserve(
                shard_id % self._n_buckets,
                daily=self._daily,
                max_wait=timedelta(seconds=_MAX_WAIT_S),
            )
        except SessionsUsedUp as error:
            self._record_refusal()
            # Before discord.py tries again, which it does at once.
            await asyncio.sleep(_MAX_WAIT_S)
            raise ConnectionError(error.reason) from error
        except StoreError as error:
            raise ConnectionError(error.reason) from error
        await asyncio.sleep(min(wait.total_seconds(), _MAX_WAIT_S))
        if wait.total_seconds() > _MAX_WAIT_S:
            raise ConnectionError("other shards go first")

    def _record_refusal(self) -> None:
        self._metrics.identifies_refused.inc()
        _log.error("no sessions left today", daily=self._daily)
