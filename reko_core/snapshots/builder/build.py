"""Build a snapshot: lists of the store -> arrays -> trained models -> files."""

import asyncio
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from reko_core.domain.models import Anime
from reko_core.engine.data.list_shards import Divide, on_threads
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit
from reko_core.errors import SnapshotError, StoreError
from reko_core.runtime.step_progress import StepProgress, no_progress
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.copied_lists import without_copies
from reko_core.snapshots.builder.load_lists import (
    LoadedLists,
    load_lists,
    make_raw_community,
)
from reko_core.snapshots.builder.season_titles import season_titles
from reko_core.snapshots.filters import build_filters
from reko_core.snapshots.shared_secret import load_shared_secret
from reko_core.snapshots.storage import (
    Snapshot,
    load_snapshot,
    prepare_directory,
    save_snapshot,
)
from reko_core.snapshots.user_hashes import UserHasher
from reko_core.store import Store
from reko_core.store.database.file_lock import file_lock
from reko_core.store.error_kinds import kind_of, reason_of

__all__ = ["BuildReport", "build_snapshot"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a build. n_skipped: skipped lists by reason. is_fitted: models were fitted."""

    name: str
    is_fitted: bool
    n_users: int
    n_items: int
    n_entries: int
    n_skipped: dict[str, int]
    n_bytes: int
    seconds: float


async def build_snapshot(
    store: Store,
    settings: CommunitySettings,
    progress: StepProgress = no_progress,
    *,
    keep_since: datetime | None = None,
    divide: Divide = on_threads,
) -> BuildReport:
    """Build a snapshot of all lists and put it in use.

    keep_since: models of the current snapshot trained since then are reused if they fit the current
    lists; None = retrain. divide: divides the lists for a fit, which changes no bit of it.

    Raises BadInput if no list is long enough, StoreError (also while another process builds, where
    there is no room, or if a cluster fails), ConfigurationError.
    """
    try:
        await asyncio.to_thread(prepare_directory, settings.snapshot_dir)
        with file_lock(settings.snapshot_dir / "snapshots", "build", wait=False):
            # Builders of other folders write the same snapshots, too, if these are shared.
            async with store.exclusive("build"):
                return await _build(store, settings, progress, keep_since, divide)
    except OSError as error:
        raise StoreError(
            f"no snapshot was built: {reason_of(error)}", kind=kind_of(error)
        ) from error


async def _build(
    store: Store,
    settings: CommunitySettings,
    progress: StepProgress,
    keep_since: datetime | None,
    divide: Divide,
) -> BuildReport:
    started, is_stopped = time.monotonic(), threading.Event()
    report = _until(is_stopped, progress)
    hasher = UserHasher(await load_shared_secret(store, settings))
    directory = settings.snapshot_dir
    current = await asyncio.to_thread(_reusable, directory, keep_since)
    lists = await load_lists(store, settings, report)
    lists = await asyncio.to_thread(without_copies, lists)
    report("titles", 0, None)
    titles = {anime.id: anime for anime in await store.catalogue.all()}
    try:
        return await asyncio.to_thread(
            _fit_and_save,
            lists,
            titles,
            hasher,
            directory,
            current=current,
            divide=divide,
            report=report,
            started=started,
        )
    finally:
        # A thread cannot be cancelled.
        is_stopped.set()


def _until(is_stopped: threading.Event, report: StepProgress) -> StepProgress:
    """Return what reports a step, and raises StoreError once the build is to stop."""

    def report_or_stop(step: str, done: int, total: int | None) -> None:
        if is_stopped.is_set():
            raise StoreError("the build was stopped")
        report(step, done, total)

    return report_or_stop


def _reusable(directory: Path, keep_since: datetime | None) -> Snapshot | None:
    """Return the current snapshot if its models may be reused."""
    if keep_since is None:
        return None
    try:
        snapshot = load_snapshot(directory)
    except SnapshotError:
        return None
    return snapshot if snapshot.fitted_at >= keep_since else None


def _fit_and_save(
    lists: LoadedLists,
    titles: dict[int, Anime],
    hasher: UserHasher,
    directory: Path,
    *,
    current: Snapshot | None,
    divide: Divide,
    report: StepProgress,
    started: float,
) -> BuildReport:
    today = datetime.now(UTC).date()
    also = season_titles(titles, today)
    if current is not None:
        also = np.union1d(also, current.model.items.ids)
    raw = make_raw_community(lists, titles, today, also)
    model = None
    if current is not None:
        report("current lists with the existing models", 0, None)
        model = refit(raw, current.model)
    fitted_at = current.fitted_at if current is not None and model is not None else None
    if model is None:
        with divide(raw.lists) as divided:
            model = fit_model(raw, lambda step: report(step, 0, None), divided)
    report("files", 0, None)
    digests = [hasher.digest(name, source) for source, name in lists.owners]
    hashes = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, 16)
    filters = build_filters(raw.ids, titles, model.items.popularity)
    name = save_snapshot(directory, model, hashes, filters, fitted_at)
    return BuildReport(
        name=name,
        is_fitted=fitted_at is None,
        n_users=model.rows.n_users,
        n_items=len(raw.ids),
        n_entries=len(raw.items),
        n_skipped=lists.n_skipped,
        n_bytes=sum(file.stat().st_size for file in (directory / name).iterdir()),
        seconds=time.monotonic() - started,
    )
