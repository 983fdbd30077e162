"""Lists of one person on several sites: one of them joins the community.

People import their lists from one site to another. Of near-copies, by the same rule by which nobody
is their own neighbour (`engine.similarity.search`), the one of MAL or of a dump is kept, then that
of AniList, then that of Kitsu.

Each is compared with those that share most of its rarest titles.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.sites import Site
from reko_core.engine.kernels.aggregates import count_items
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.similarity.search import is_same_list
from reko_core.snapshots.builder.load_lists import LoadedLists

__all__ = ["find_copies", "without_copies"]

N_RARE = 30
MIN_SHARED_RARE = 3
N_COMPARED = 100
_OTHER_SITES = (Site.ANILIST, Site.KITSU)
_CHUNK = 1 << 24


def without_copies(lists: LoadedLists) -> LoadedLists:
    """Return the lists without those of other sites that are copies."""
    copies = find_copies(lists)
    if not len(copies):
        return lists
    n_skipped = {**lists.n_skipped, "copy of another list": len(copies)}
    return replace(lists.without(copies), n_skipped=n_skipped)


def find_copies(lists: LoadedLists) -> NDArray[np.int64]:
    """Return the users of other sites whose list is a copy of one that is kept, ascending."""
    sources = np.array([source for source, _ in lists.owners])
    places = {site.value: place for place, site in enumerate(_OTHER_SITES, 1)}
    places_of = np.array([places.get(source, 0) for source in sources.tolist()], np.int8)
    others = np.flatnonzero(places_of)
    if not len(others):
        return others
    viewers = _RareViewers.of(lists, others)
    is_copy = np.zeros(len(places_of), bool)
    for user in others[np.argsort(places_of[others], kind="stable")].tolist():
        found = viewers.sharing(user)
        found = found[(sources[found] != sources[user]) & (places_of[found] <= places_of[user])]
        is_copy[user] = _has_copy(lists, user, found[~is_copy[found]])
    return np.flatnonzero(is_copy)


class _RareViewers:
    """The users who have seen each of the rarest titles of some users."""

    def __init__(
        self,
        rarest: dict[int, NDArray[np.int64]],
        starts: NDArray[np.int64],
        users: NDArray[np.int64],
    ) -> None:
        self._rarest = rarest
        self._starts = starts
        self._users = users

    @classmethod
    def of(cls, lists: LoadedLists, others: NDArray[np.int64]) -> "_RareViewers":
        n_titles = len(lists.ids)
        popularity = count_items(lists.items, n_titles)
        rarest = {}
        for user in others.tolist():
            items = _items(lists, user).astype(np.int64)
            rarest[user] = items[np.argsort(popularity[items], kind="stable")[:N_RARE]]
        is_rare = np.zeros(n_titles, bool)
        is_rare[np.concatenate([*rarest.values()])] = True
        where = np.concatenate([*_positions(lists.items, is_rare)])
        items = lists.items[where].astype(np.int64)
        users = np.searchsorted(lists.indptr, where, side="right") - 1
        order = np.argsort(items, kind="stable")
        return cls(rarest, np.searchsorted(items[order], np.arange(n_titles + 1)), users[order])

    def sharing(self, user: int) -> NDArray[np.int64]:
        """Return the N_COMPARED users who share most of the rarest titles of a user."""
        rarest = self._rarest[user]
        spans = [self._users[self._starts[item] : self._starts[item + 1]] for item in rarest]
        users, counts = np.unique(np.concatenate(spans), return_counts=True)
        users, counts = users[users != user], counts[users != user]
        closest = np.argsort(-counts, kind="stable")[:N_COMPARED]
        found: NDArray[np.int64] = users[closest]
        is_close: NDArray[np.bool_] = counts[closest] >= min(MIN_SHARED_RARE, len(rarest))
        return found[is_close]


def _has_copy(lists: LoadedLists, user: int, others: NDArray[np.int64]) -> bool:
    """Return whether the list of a user is that of one of (k,) others."""
    if not len(others):
        return False
    own = np.full(len(lists.ids), -1, np.int8)
    span = slice(int(lists.indptr[user]), int(lists.indptr[user + 1]))
    own[lists.items[span]] = lists.packed[span] & SCORE_MASK
    lengths = lists.indptr[others + 1] - lists.indptr[others]
    owners = np.repeat(np.arange(len(others)), lengths)
    entries = np.arange(len(owners)) + (lists.indptr[others] - np.cumsum(lengths) + lengths)[owners]
    mine, theirs = own[lists.items[entries]], (lists.packed[entries] & SCORE_MASK).astype(np.int8)

    def count(is_counted: NDArray[np.bool_]) -> NDArray[np.int32]:
        return np.bincount(owners[is_counted], minlength=len(others)).astype(np.int32)

    is_scored = (mine > 0) & (theirs > 0)
    counts = count(mine >= 0), count(is_scored), count(is_scored & (mine == theirs))
    return bool(is_same_list(span.stop - span.start, lengths, *counts).any())


def _items(lists: LoadedLists, user: int) -> NDArray[np.uint16]:
    return lists.items[int(lists.indptr[user]) : int(lists.indptr[user + 1])]


def _positions(
    items: NDArray[np.uint16], is_wanted: NDArray[np.bool_]
) -> Iterator[NDArray[np.int64]]:
    """Yield where wanted items stand, in chunks: a mask of all entries would be large."""
    for start in range(0, len(items), _CHUNK):
        yield start + np.flatnonzero(is_wanted[items[start : start + _CHUNK]])
