"""Load the lists of the store, and turn them into the training data of the engine."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, Entries
from reko_core.engine.kernels.aggregates import count_items
from reko_core.engine.kernels.user_rows import STATUS_SHIFT
from reko_core.engine.training.arrays import RawCommunity
from reko_core.errors import BadInput
from reko_core.runtime.step_progress import StepProgress
from reko_core.settings import CommunitySettings
from reko_core.snapshots.builder.season_titles import season_days
from reko_core.snapshots.builder.title_arrays import describe_titles
from reko_core.snapshots.builder.title_features import (
    describe_content,
    describe_genres,
    describe_reception,
)
from reko_core.snapshots.builder.title_numbers import MAX_TITLES, TitleNumbers
from reko_core.store import Store, StoredList

__all__ = ["LoadedLists", "load_lists", "make_raw_community"]

T = TypeVar("T", bound=np.generic)

_BATCH = 2000


@dataclass(frozen=True, slots=True, eq=False)
class LoadedLists:
    """Lists of the store, without planned titles.

    owners: (source, name) of each user, n_users of them. n_skipped: skipped lists, by reason.
    indptr: (n_users + 1,) int64; the entries of user u are indptr[u]:indptr[u + 1].
    ids: (n_titles,) int32 MAL ids, ascending; not all need be on a list. items: (n_entries,) uint16
    indexes of these, ascending within a user. packed: as in `UserRows`.
    """

    owners: list[tuple[str, str]]
    indptr: NDArray[np.int64]
    ids: NDArray[np.int32]
    items: NDArray[np.uint16]
    packed: NDArray[np.uint8]
    n_skipped: dict[str, int]

    def __post_init__(self) -> None:
        assert self.indptr.shape == (len(self.owners) + 1,)
        assert self.items.shape == self.packed.shape == (int(self.indptr[-1]),)

    @property
    def anime_ids(self) -> NDArray[np.int32]:
        """(n_entries,) MAL ids; a copy of twice the size of `items`."""
        return self.ids[self.items]

    def entries(self, user: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Return the ids of one user, and their packed statuses and scores."""
        span = slice(int(self.indptr[user]), int(self.indptr[user + 1]))
        return self.ids[self.items[span]], self.packed[span]

    def without(self, users: NDArray[np.integer]) -> "LoadedLists":
        """Return the lists of all other users."""
        kept = np.ones(len(self.owners), bool)
        kept[users] = False
        lengths = np.diff(self.indptr)
        is_left = np.repeat(kept, lengths)
        return replace(
            self,
            owners=[self.owners[user] for user in np.flatnonzero(kept)],
            indptr=np.r_[0, np.cumsum(lengths[kept])].astype(np.int64),
            items=self.items[is_left],
            packed=self.packed[is_left],
        )


async def load_lists(
    store: Store, settings: CommunitySettings, report: StepProgress
) -> LoadedLists:
    """Load all lists that are neither too short nor too long, one of each MAL user.

    Raises BadInput if there is none, StoreError.
    """
    await store.opt_outs.purge()
    included = {
        "includes_requested": settings.include_requested_lists,
        "includes_anilist": settings.include_anilist_lists,
    }
    superseded = await store.lists.superseded(**included)
    loader = _Loader(settings.min_entries, settings.max_entries, superseded)
    n_lists = await store.lists.count()
    n_read = 0
    async for batch in store.lists.iterate(_BATCH, **included):
        await asyncio.to_thread(loader.add, batch)
        n_read += len(batch)
        report("lists", n_read, n_lists)
    if not n_read:
        raise BadInput(
            "community", "no lists are stored yet: get some by reko import or reko crawl"
        )
    if not loader.owners:
        n_needed = settings.min_entries
        raise BadInput(
            "community",
            f"none of the {n_read} stored lists can be used; each needs {n_needed} watched titles "
            "(community.min_entries): get more by reko import or reko crawl",
        )
    return await asyncio.to_thread(loader.finish)


def make_raw_community(
    lists: LoadedLists,
    titles: Mapping[int, Anime],
    today: date,
    also: NDArray[np.int32] | None = None,
) -> RawCommunity:
    """Return these lists and their titles as training data. Raises BadInput.

    also: (n,) ids of titles that become items even if they are on no list.
    """
    ids, items = _number_items(lists, np.zeros(0, np.int32) if also is None else also)
    described, content = describe_titles(ids, titles, today), describe_content(ids, titles)
    return RawCommunity(
        indptr=lists.indptr,
        items=items,
        packed=lists.packed,
        ids=ids,
        day=described.day,
        is_aired=described.is_aired,
        is_recommendable=described.is_recommendable,
        is_extra=described.is_extra,
        is_adult=described.is_adult,
        relations=described.relations,
        genres=describe_genres(ids, titles),
        content=content.features,
        trait_names=content.trait_names,
        reception=describe_reception(ids, titles),
        season_days=season_days(today),
    )


@dataclass(slots=True)
class _Loader:
    """The lists loaded so far."""

    min_entries: int
    max_entries: int
    superseded: frozenset[int]
    owners: list[tuple[str, str]] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    titles: TitleNumbers = field(default_factory=TitleNumbers)
    items: list[NDArray[np.uint16]] = field(default_factory=list)
    packed: list[NDArray[np.uint8]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Iterable[StoredList]) -> None:
        """Add the lists of a batch that are to be used."""
        kept = []
        for stored in batch:
            if stored.id in self.superseded:
                self.skipped["user has another list"] += 1
                continue
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
            self.owners.append((stored.source, stored.name))
        if kept:
            ids = np.concatenate([entries.anime_ids[seen] for entries, seen in kept])
            self.items.append(self.titles.number(ids))
            self.packed.append(np.concatenate([_pack(entries)[seen] for entries, seen in kept]))

    def finish(self) -> LoadedLists:
        """Put the lists one behind the other, and number their titles by id."""
        ids = self.titles.ids
        _check_number(len(ids))
        order = np.argsort(ids)
        rank = np.empty(len(ids), np.uint16)
        rank[order] = np.arange(len(ids))
        indptr = np.r_[0, np.cumsum(self.lengths)].astype(np.int64)
        items = _concatenate(self.items, rank)
        return LoadedLists(
            self.owners, indptr, ids[order], items, _concatenate(self.packed), dict(self.skipped)
        )


def _concatenate(parts: list[NDArray[T]], rank: NDArray[T] | None = None) -> NDArray[T]:
    """Put parts one behind the other, and empty the list; rank: replaces each value, if given."""
    whole = np.empty(sum(len(part) for part in parts), parts[0].dtype)
    end = len(whole)
    while parts:
        part = parts.pop()
        whole[end - len(part) : end] = part if rank is None else rank[part]
        end -= len(part)
    return whole


def _pack(entries: Entries) -> NDArray[np.uint8]:
    return (entries.scores | entries.statuses << STATUS_SHIFT).astype(np.uint8)


def _number_items(
    lists: LoadedLists, also: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    """Return the ids in use, ascending, and each entry's index among them."""
    is_used = count_items(lists.items, len(lists.ids)) > 0
    ids = np.union1d(lists.ids[is_used], also).astype(np.int32)
    _check_number(len(ids))
    if np.array_equal(ids, lists.ids):
        return ids, lists.items
    return ids, np.searchsorted(ids, lists.ids).astype(np.uint16)[lists.items]


def _check_number(n_titles: int) -> None:
    if n_titles > MAX_TITLES:
        raise BadInput("community", f"has {n_titles} titles; at most {MAX_TITLES} are possible")
