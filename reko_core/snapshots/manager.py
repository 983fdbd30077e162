"""The snapshot in use: loaded at start, replaced by newer ones while requests run."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import structlog

from reko_core.engine.data.profile import make_profile
from reko_core.engine.explanation.explain import explain
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend
from reko_core.errors import SnapshotDamaged, SnapshotError, SnapshotMissing
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.metrics import Metrics, SnapshotMetrics
from reko_core.settings import CommunitySettings
from reko_core.snapshots.remote.bucket import Bucket
from reko_core.snapshots.remote.fetch import SnapshotFetcher
from reko_core.snapshots.storage import Snapshot, current_name, load_snapshot_from
from reko_core.snapshots.user_hashes import load_secret

__all__ = ["SnapshotManager"]

_log = structlog.get_logger(__name__)

LoadElsewhere = Callable[[Snapshot], Awaitable[None]]


class SnapshotManager:
    """Loads the newest snapshot; a request uses one from its start to its end."""

    def __init__(
        self,
        directory: Path,
        metrics: SnapshotMetrics,
        fetcher: SnapshotFetcher | None = None,
        load_elsewhere: LoadElsewhere | None = None,
    ) -> None:
        self._directory = directory
        self._fetcher = fetcher
        self._load_elsewhere = load_elsewhere
        self._metrics = metrics
        self._snapshot: Snapshot | None = None
        self._refusal: SnapshotError | None = None
        self._loading = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        settings: CommunitySettings,
        metrics: Metrics,
        load_elsewhere: LoadElsewhere | None = None,
    ) -> AsyncIterator["SnapshotManager"]:
        """Load the newest snapshot, and check for newer ones until the context ends.

        With `settings.snapshot_url`, newer ones are also fetched from there, but not waited for.
        load_elsewhere: loads a snapshot where the lists of users are searched, if that is not this
        process; awaited before the snapshot is used. Raises ConfigurationError.
        """
        fetcher = await asyncio.to_thread(_open_fetcher, settings, metrics.snapshot)
        manager = cls(settings.snapshot_dir, metrics.snapshot, fetcher, load_elsewhere)
        await manager._load_newest()
        watcher = asyncio.create_task(manager._watch(settings.reload_interval_s))
        try:
            yield manager
        finally:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)

    @property
    def current(self) -> Snapshot:
        """The snapshot in use. Raises SnapshotMissing, SnapshotDamaged (it was refused)."""
        if self._snapshot is not None:
            return self._snapshot
        if self._refusal is not None:
            raise SnapshotDamaged(self._refusal.path, self._refusal.reason)
        raise SnapshotMissing(self._directory, "no snapshot was built yet")

    async def refresh(self) -> None:
        """Load the newest snapshot unless it is in use already; a damaged one is skipped.

        A newer one is fetched first, if snapshots are published.
        """
        async with self._loading:
            if self._fetcher is not None:
                damaged = self._refusal.path.name if self._refusal else None
                fetched = await self._fetcher.fetch_newer(self._load_here, damaged)
                if fetched is not None:
                    await self._use(fetched)
            await self._load_newest()

    async def _load_newest(self) -> None:
        refused = self._refusal.path.name if self._refusal else None
        try:
            name = await asyncio.to_thread(current_name, self._directory)
            in_use = self._snapshot.name if self._snapshot else None
            if name is None or name in {in_use, refused}:
                return
            path = self._directory / name
            snapshot = await asyncio.to_thread(self._load_here, path, name)
        except SnapshotError as error:
            if error.path.name != refused:
                self._refusal = error
                self._metrics.refused.inc()
                _log.error("snapshot refused", snapshot=error.path.name, reason=error.reason)
            return
        await self._use(snapshot)

    def _load_here(self, path: Path, name: str) -> Snapshot:
        """Load a snapshot, and run the engine once on as many users as will be searched here."""
        snapshot = load_snapshot_from(path, name)
        model = snapshot.model
        _warm(model if self._load_elsewhere is None else _first_block(model))
        return snapshot

    async def _use(self, snapshot: Snapshot) -> None:
        if self._load_elsewhere is not None:
            await self._load_elsewhere(snapshot)
        self._snapshot, self._refusal = snapshot, None
        rows, items = snapshot.model.rows, snapshot.model.items
        self._metrics.set(rows.n_users, len(items.ids), len(rows.items), snapshot.built_at)
        _log.info("snapshot loaded", snapshot=snapshot.name, users=snapshot.model.rows.n_users)

    async def _watch(self, interval_s: float) -> None:
        while True:
            try:
                await self.refresh()
            except Exception as error:  # noqa: BLE001 - the outermost edge of the task
                # Without this task, no newer snapshot would be loaded until a restart.
                self._metrics.refused.inc()
                _log.error("snapshot reload failed", **exception_fields(error))
            await asyncio.sleep(interval_s)


def _open_fetcher(settings: CommunitySettings, metrics: SnapshotMetrics) -> SnapshotFetcher | None:
    if not settings.snapshot_url:
        return None
    bucket = Bucket.open(settings.snapshot_url)
    secret = load_secret(settings.hash_secret.get_secret_value(), settings.snapshot_dir)
    return SnapshotFetcher(bucket, settings.snapshot_dir, secret, metrics)


def _first_block(model: Model) -> Model:
    columns = model.columns.blocks(0, 1)
    rows = model.rows.users(0, len(columns.norms))
    for part in (rows, columns):
        part.freeze()
    return replace(model, rows=rows, columns=columns)


def _warm(model: Model) -> None:
    """Run the engine once, to compile it and read the pages from disk."""
    items = model.items
    order = np.argsort(-items.popularity, kind="stable")
    popular = items.ids[order[:10]]
    everything = np.ones(len(popular), bool)
    scores = np.full(len(popular), 8, np.int8)
    profile = make_profile(items, model.mu, popular, scores, everything, ~everything)
    recommend(model, profile, Query())
    for item in order[10:11].tolist():
        explain(model, profile, item, excluded_users=np.zeros(0, np.int64))
