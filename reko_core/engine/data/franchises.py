"""Franchises: titles of one story, found from relations and from who has seen both.

The catalogue's franchises are joined by relations. Many are weak: another work of the same author,
or a crossover that ties whole worlds together. So every franchise is cut. Its titles, the most
popular first, join that one of its more popular titles that most of their own viewers have seen,

    parent(x) = argmax_y n_xy / n_x          n_xy users have seen x and y

if the share is at least JOIN_SHARE, which sequels reach and other works of the same author do not.
With one parent each, no crossover can join two worlds. Below that, titles of the same story (other
versions, sequels and side stories by type, the same first word) are joined nevertheless; with less
than MIN_VIEWERS viewers, so are all related titles.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.data.shared_viewers import SharedViewers

__all__ = ["MIN_VIEWERS", "TitleRelations", "cut_franchises", "group_franchises"]

JOIN_SHARE = 0.9
MIN_VIEWERS = 20


@dataclass(frozen=True, slots=True, eq=False)
class TitleRelations:
    """What the catalogue says of related titles, by item.

    group: (n_items,) int32 labels of titles that may have to do with each other. franchise:
    (n_items,) int32 labels of the franchises of the catalogue, each within one group.
    related: directly related items. same_story: those of them that a type says tell the same story
    or go on with it. first_word: (n_items,) int32, equal for titles that start with the same word,
    -1 = none. before: items that a type says come before. is_typed: (n_items,) bool, whether the
    relations have types.
    """

    group: NDArray[np.int32]
    franchise: NDArray[np.int32]
    related: list[list[int]]
    same_story: list[list[int]]
    first_word: NDArray[np.int32]
    before: list[list[int]]
    is_typed: NDArray[np.bool_]

    def share_first_word(self, item: int, others: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return (n,) which of (n,) items start with the same word as an item."""
        word = self.first_word[item]
        return np.asarray((self.first_word[others] == word) & (word >= 0))


def group_franchises(
    n_items: int, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Return (n_items,) labels of the connected components; first, second: (n,) related items."""
    pairs = sparse.coo_array((np.ones(len(first), np.int8), (first, second)), (n_items, n_items))
    labels: NDArray[np.int32] = sparse.csgraph.connected_components(pairs, directed=False)[1]
    return labels.astype(np.int32)


def cut_franchises(
    relations: TitleRelations, shared: SharedViewers, known: NDArray[np.int32] | None = None
) -> NDArray[np.int32]:
    """Return (n_items,) franchise labels; shared: of the groups.

    known: (n_items,) labels that stay as they are, -1 = to be found; new franchises get labels
    above these. Titles also join less popular ones that stay. By default all are to be found.
    """
    n_items = len(relations.first_word)
    known = np.full(n_items, -1, np.int32) if known is None else known
    labels = np.where(known >= 0, known, np.arange(n_items) + known.max(initial=-1) + 1)
    for members, counts in shared.groups():
        franchise, can_join = relations.franchise[members], known[members] >= 0
        for place, item in enumerate(members):
            others = np.flatnonzero(can_join & (franchise == franchise[place]))
            can_join[place] = True
            if known[item] < 0 and len(others):
                n_both, n_viewers = counts[place, others], int(counts[place, place])
                parent = _find_parent(item, n_viewers, members[others], n_both, relations)
                if parent is not None:
                    labels[item] = labels[parent]
    return labels.astype(np.int32)


def _find_parent(
    item: int,
    n_viewers: int,
    others: NDArray[np.int64],
    n_both: NDArray[np.int64],
    relations: TitleRelations,
) -> int | None:
    """Return which of (n,) other items a title joins; n_both: (n,) users who have seen both."""
    if n_viewers >= MIN_VIEWERS and n_both.max() >= JOIN_SHARE * n_viewers:
        return int(others[np.argmax(n_both)])
    pools = [np.isin(others, relations.same_story[item]) | relations.share_first_word(item, others)]
    if n_viewers < MIN_VIEWERS:
        pools += [np.isin(others, relations.related[item]), np.ones(len(others), bool)]
    for pool in pools:
        if pool.any():
            return int(others[np.argmax(np.where(pool, n_both, -1))])
    return None
