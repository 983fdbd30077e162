"""Rebuilds of the snapshot when it is old, and enough lists have changed or a user opted out."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from reko_core.errors import SnapshotError
from reko_core.jobs.paced_job import IDLE_S
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.settings import JobSettings
from reko_core.snapshots.builder.build import BuildReport
from reko_core.snapshots.manager import SnapshotManager
from reko_core.store import Store

__all__ = ["Build", "Publish", "Rebuild"]

Build = Callable[[datetime | None], Awaitable[BuildReport]]
"""Builds a snapshot, reusing models that were fitted after a given time."""
Publish = Callable[[], Awaitable[object]]
"""Publishes the snapshot in use, unless it or a newer one is published."""

_MAX_BUILD_TIME = timedelta(hours=1)
_MISSING_RETENTION = timedelta(days=90)

_log = structlog.get_logger(__name__)


class Rebuild:
    """Builds snapshots periodically; most of them reuse the models of the previous one."""

    name = "snapshots"

    def __init__(
        self,
        *,
        store: Store,
        snapshots: SnapshotManager,
        build: Build,
        settings: JobSettings,
        clock: Clock,
        metrics: JobMetrics,
        publish: Publish | None = None,
        includes_requested: bool = True,
        includes_anilist: bool = False,
    ) -> None:
        self._store = store
        self._snapshots = snapshots
        self._build = build
        self._settings = settings
        self._clock = clock
        self._metrics = metrics
        self._publish = publish
        self._included = {
            "includes_requested": includes_requested,
            "includes_anilist": includes_anilist,
        }
        self._published: str | None = None

    async def run_once(self) -> float:
        """Build a snapshot if it is due, and publish it. Raises StoreError, ObjectStoreError."""
        now = self._clock.now()
        if self._publish is not None:
            # Another machine may have built one.
            await self._snapshots.refresh()
        if await self._is_due(now):
            report = await self._build(now - timedelta(hours=self._settings.refit_hours))
            _log.info("snapshot built", users=report.n_users, fitted=report.is_fitted)
            outcome = "fitted" if report.is_fitted else "kept models"
            self._metrics.items.labels(self.name, outcome).inc()
            await self._snapshots.refresh()
            await self._store.mal_users.prune(now - _MISSING_RETENTION)
        await self._publish_current()
        return IDLE_S

    async def _publish_current(self) -> None:
        """Publish the snapshot in use; one whose publication failed is tried again."""
        if self._publish is None:
            return
        try:
            name = self._snapshots.current.name
        except SnapshotError:
            return
        if name != self._published:
            await self._publish()
            self._published = name

    async def _is_due(self, now: datetime) -> bool:
        try:
            built_at = self._snapshots.current.built_at
        except SnapshotError:
            # There is none, or one of another version of Reko.
            return await self._store.lists.count() > 0
        n_changed = await self._store.lists.count_changed(built_at, **self._included)
        self._metrics.waiting.labels(self.name).set(n_changed)
        if now - built_at < timedelta(hours=self._settings.rebuild_hours):
            return False
        # People who opt out during a build may be in it.
        since = built_at - _MAX_BUILD_TIME
        has_opt_outs = await self._store.opt_outs.count_since(since) > 0
        return has_opt_outs or n_changed >= self._settings.min_changed_lists
