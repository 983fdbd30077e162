"""Build a snapshot: lists from the store -> arrays -> everything fitted -> files."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from reko_core.domain.models import Anime
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit
from reko_core.errors import SnapshotError
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.load_lists import (
    BuildProgress,
    LoadedLists,
    gather,
    make_raw_community,
)
from reko_core.snapshots.filters import build_filters
from reko_core.snapshots.storage import Snapshot, load_snapshot, save_snapshot
from reko_core.snapshots.user_hashes import UserHasher, load_secret
from reko_core.store import Store
from reko_core.store.database.locks import file_lock

__all__ = ["BuildProgress", "BuildReport", "build_snapshot"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built. n_skipped: lists left out, by reason. is_fitted: the models are new, too."""

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
    progress: BuildProgress | None = None,
    *,
    keep_since: datetime | None = None,
) -> BuildReport:
    """Build a snapshot of all finished lists and put it in use.

    Models of the present snapshot that were fitted after `keep_since` are kept where they apply to
    the lists of now; None = everything is fitted anew. Raises BadInput if no list is large enough,
    StoreError (also while another process builds), ConfigurationError.
    """
    await asyncio.to_thread(settings.snapshot_dir.mkdir, parents=True, exist_ok=True)
    with file_lock(settings.snapshot_dir / "snapshots", "build", wait=False):
        return await _build(store, settings, progress, keep_since)


async def _build(
    store: Store,
    settings: CommunitySettings,
    progress: BuildProgress | None,
    keep_since: datetime | None,
) -> BuildReport:
    started = time.monotonic()
    report = progress or (lambda _step, _done, _total: None)
    hasher = UserHasher(load_secret(settings.hash_secret.get_secret_value(), settings.snapshot_dir))
    directory = settings.snapshot_dir
    present = await asyncio.to_thread(_present, directory, keep_since)
    gathered = await gather(store, settings, report)
    report("titles", 0, None)
    titles = {anime.id: anime for anime in await store.catalogue.all()}
    return await asyncio.to_thread(
        _fit_and_save,
        gathered,
        titles,
        hasher,
        directory,
        present=present,
        report=report,
        started=started,
    )


def _present(directory: Path, keep_since: datetime | None) -> Snapshot | None:
    """Return the present snapshot if its models may be kept."""
    if keep_since is None:
        return None
    try:
        snapshot = load_snapshot(directory)
    except SnapshotError:
        return None
    return snapshot if snapshot.fitted_at >= keep_since else None


def _fit_and_save(
    gathered: LoadedLists,
    titles: dict[int, Anime],
    hasher: UserHasher,
    directory: Path,
    *,
    present: Snapshot | None,
    report: BuildProgress,
    started: float,
) -> BuildReport:
    also = None if present is None else present.model.items.ids
    raw = make_raw_community(gathered, titles, datetime.now(UTC).date(), also)
    model = None
    if present is not None:
        report("lists under the present models", 0, None)
        model = refit(raw, present.model)
    fitted_at = present.fitted_at if present is not None and model is not None else None
    model = model or fit_model(raw, lambda step: report(step, 0, None))
    report("files", 0, None)
    digests = [hasher.digest(name, source) for source, name in gathered.owners]
    hashes = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, 16)
    filters = build_filters(raw.ids, titles, model.items.popularity)
    name = save_snapshot(directory, model, hashes, filters, fitted_at)
    return BuildReport(
        name=name,
        is_fitted=fitted_at is None,
        n_users=model.rows.n_users,
        n_items=len(raw.ids),
        n_entries=len(raw.items),
        n_skipped=gathered.n_skipped,
        n_bytes=sum(file.stat().st_size for file in (directory / name).iterdir()),
        seconds=time.monotonic() - started,
    )
