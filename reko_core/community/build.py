"""Build a snapshot: lists from the store -> arrays -> everything fitted -> files."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reko_core.community.facets import describe_facets
from reko_core.community.names import UserHasher, load_secret
from reko_core.community.snapshot import save_snapshot
from reko_core.community.titles import describe_titles
from reko_core.engine.fit import RawCommunity, fit_model
from reko_core.engine.kernels import STATUS_SHIFT
from reko_core.errors import BadInput
from reko_core.models import Anime, Entries
from reko_core.settings import CommunitySettings
from reko_core.store import Store, StoredList
from reko_core.store.locks import file_lock

__all__ = ["BuildProgress", "BuildReport", "build_snapshot"]

_BATCH = 2000
_MAX_ITEMS = 65_535

BuildProgress = Callable[[str, int, int | None], None]
"""Called with the step, what is done of it, and how much there is (None = not known)."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built. n_skipped: lists left out, by reason."""

    name: str
    n_users: int
    n_items: int
    n_entries: int
    n_skipped: dict[str, int]
    n_bytes: int
    seconds: float


async def build_snapshot(
    store: Store, settings: CommunitySettings, progress: BuildProgress | None = None
) -> BuildReport:
    """Build a snapshot of all finished lists and put it in use.

    Raises BadInput if no list is large enough, StoreError (also while another process builds),
    ConfigurationError.
    """
    await asyncio.to_thread(settings.snapshot_dir.mkdir, parents=True, exist_ok=True)
    with file_lock(settings.snapshot_dir / "snapshots", "build", wait=False):
        return await _build(store, settings, progress)


async def _build(
    store: Store, settings: CommunitySettings, progress: BuildProgress | None
) -> BuildReport:
    started = time.monotonic()
    report = progress or (lambda _step, _done, _total: None)
    hasher = UserHasher(load_secret(settings.hash_secret.get_secret_value(), settings.snapshot_dir))
    gathered = _Gathered(settings.min_entries, settings.max_entries, hasher)
    n_lists = await store.lists.count()
    n_read = 0
    async for batch in store.lists.iterate(_BATCH):
        await asyncio.to_thread(gathered.add, batch)
        n_read += len(batch)
        report("lists", n_read, n_lists)
    if not gathered.digests:
        raise BadInput("community", "the store holds no list that is large enough: import some")
    report("titles", 0, None)
    titles = {anime.id: anime for anime in await store.catalogue.all()}
    return await asyncio.to_thread(
        _fit_and_save, gathered, titles, settings.snapshot_dir, report, started
    )


@dataclass(slots=True)
class _Gathered:
    """The lists read so far."""

    min_entries: int
    max_entries: int
    hasher: UserHasher
    lengths: list[int] = field(default_factory=list)
    ids: list[NDArray[np.int32]] = field(default_factory=list)
    marks: list[NDArray[np.uint8]] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Iterable[StoredList]) -> None:
        """Take the lists of a batch that are neither too short nor too long."""
        kept = []
        for stored in batch:
            n_entries = len(stored.entries)
            if n_entries > self.max_entries:
                self.skipped["too long"] += 1
                continue
            is_seen = stored.entries.is_seen
            n_seen = int(np.count_nonzero(is_seen))
            if n_seen < self.min_entries:
                self.skipped["too short"] += 1
                continue
            kept.append((stored.entries, is_seen))
            self.lengths.append(n_seen)
            self.digests.append(self.hasher.digest(stored.name, stored.source))
        if kept:
            self.ids.append(np.concatenate([entries.anime_ids[seen] for entries, seen in kept]))
            self.marks.append(np.concatenate([_marks(entries)[seen] for entries, seen in kept]))


def _marks(entries: Entries) -> NDArray[np.uint8]:
    return (entries.scores | entries.statuses << STATUS_SHIFT).astype(np.uint8)


def _fit_and_save(
    gathered: _Gathered,
    titles: dict[int, Anime],
    directory: Path,
    report: BuildProgress,
    started: float,
) -> BuildReport:
    all_ids = np.concatenate(gathered.ids)
    ids, items = _number_items(all_ids)
    described = describe_titles(ids, titles, datetime.now(UTC).date())
    raw = RawCommunity(
        indptr=np.r_[0, np.cumsum(gathered.lengths)].astype(np.int64),
        items=items,
        marks=np.concatenate(gathered.marks),
        ids=ids,
        franchise=described.franchise,
        day=described.day,
        is_aired=described.is_aired,
        is_recommendable=described.is_recommendable,
        is_adult=described.is_adult,
        prequels=described.prequels,
        is_typed=described.is_typed,
    )
    model = fit_model(raw, lambda step: report(step, 0, None))
    report("files", 0, None)
    hashes = np.frombuffer(b"".join(gathered.digests), np.uint8).reshape(-1, 16)
    facets = describe_facets(ids, titles, model.items.popularity)
    name = save_snapshot(directory, model, hashes, facets)
    return BuildReport(
        name=name,
        n_users=len(gathered.digests),
        n_items=len(ids),
        n_entries=len(all_ids),
        n_skipped=dict(gathered.skipped),
        n_bytes=sum(file.stat().st_size for file in (directory / name).iterdir()),
        seconds=time.monotonic() - started,
    )


def _number_items(all_ids: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    """Return the ids in use, ascending, and each entry's index among them."""
    present = np.bincount(all_ids)
    ids = np.flatnonzero(present)
    if len(ids) > _MAX_ITEMS:
        raise BadInput("community", f"has {len(ids)} titles; at most {_MAX_ITEMS} are possible")
    index = np.zeros(len(present), np.uint16)
    index[ids] = np.arange(len(ids))
    return ids.astype(np.int32), index[all_ids]
