"""Digests: made when they are due, and put into the outbox, from which the bot sends them."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import structlog

from reko_core.contract.digest import Digest
from reko_core.errors import SiteError, SiteRateLimited, SiteRefused, SiteUnavailable
from reko_core.jobs.paced_job import PacedJob
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.client_scope import client_scope
from reko_core.runtime.clock import Clock
from reko_core.service.digests.made_digest import MadeDigest
from reko_core.store import Store
from reko_core.store.discord.digest_subscriptions import DigestSubscription

__all__ = ["DigestSending", "MakeDigest"]

MakeDigest: TypeAlias = Callable[[DigestSubscription, datetime], Awaitable[MadeDigest | None]]

_PER_HOUR = 3600
"""One a second at most: the outbox sends faster, so that other messages do not wait for digests."""

_log = structlog.get_logger(__name__)


class DigestSending(PacedJob[DigestSubscription]):
    """Makes one digest after the other; one that fails is attempted again after a while.

    make: as `Digests.make`.
    """

    name = "digests"
    deferrable = (SiteUnavailable, SiteRateLimited, SiteRefused)

    def __init__(
        self, *, store: Store, make: MakeDigest, clock: Clock, metrics: JobMetrics
    ) -> None:
        super().__init__(_PER_HOUR, metrics)
        self._store = store
        self._make = make
        self._clock = clock

    async def next_due(self) -> tuple[int, DigestSubscription | None]:
        """Return the digest that is due for the longest time. Raises StoreError."""
        return await self._store.digests.due(self._clock.now())

    async def visit(self, item: DigestSubscription) -> str:
        """Make a digest and put it into the outbox. Raises as `Digests.make`."""
        now = self._clock.now()
        # First, so that one that always fails does not keep the others waiting.
        if not await self._store.digests.begin(item, now):
            return "taken"
        with client_scope("digests"):
            made = await self._make(item, now)
        if made is None:
            await self._store.digests.end(item.id)
            return "ended"
        digest = made.digest
        is_new = await self._store.digests.complete(
            item,
            now,
            payload=None if digest is None else await self._payload(item, digest),
            titles={} if digest is None else digest.kinds,
            ranking=made.ranking,
        )
        if not is_new:
            return "taken"
        return "quiet" if digest is None else "made"

    async def defer(self, item: DigestSubscription, error: SiteError) -> None:
        """Log the error; the attempt is recorded already."""
        del item
        _log.warning("digest deferred", reason=str(error))

    async def _payload(self, subscription: DigestSubscription, digest: Digest) -> Mapping[str, Any]:
        """Return what the bot makes the message from. Raises StoreError."""
        guild_id, person_id = subscription.guild_id, subscription.discord_id
        if guild_id is not None:
            language = (await self._store.guilds.settings(guild_id)).title_language
        else:
            language = await self._store.title_languages.get(person_id or 0)
        return {
            "channel_id": subscription.channel_id,
            "subscription_id": subscription.id,
            "is_server": guild_id is not None,
            "locale": subscription.locale,
            "title_language": language,
            "digest": digest.model_dump(mode="json"),
        }
