"""Franchises: titles connected by relations, in watch order."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["WatchOrder", "arrange_franchises", "group_franchises"]

MAIN_SHARE = 0.1
"""A title is a main one if at least this share of its franchise's largest audience saw it."""


@dataclass(frozen=True, slots=True, eq=False)
class WatchOrder:
    """order and order_indptr, requires and requires_indptr, is_main: as in `Items`."""

    order: NDArray[np.int32]
    order_indptr: NDArray[np.int64]
    requires: NDArray[np.int32]
    requires_indptr: NDArray[np.int64]
    is_main: NDArray[np.bool_]


def group_franchises(
    n_items: int, first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Return (n_items,) labels of the connected components; first, second: (n,) related items."""
    pairs = sparse.coo_array((np.ones(len(first), np.int8), (first, second)), (n_items, n_items))
    labels: NDArray[np.int32] = sparse.csgraph.connected_components(pairs, directed=False)[1]
    return labels.astype(np.int32)


def arrange_franchises(
    franchise: NDArray[np.int32],
    day: NDArray[np.int32],
    popularity: NDArray[np.int32],
    is_recommendable: NDArray[np.bool_],
    prequels: list[list[int]],
    is_typed: NDArray[np.bool_],
) -> WatchOrder:
    """Find the watch order of each franchise, and the prerequisites of each title.

    Arrays are (n_items,). Franchise indexes run from 0 without gaps. prequels[i]: items that MAL
    lists as prequel or parent story of i. A title whose relations have no types (is_typed False)
    requires the main title broadcast before it.
    """
    n_items = len(franchise)
    order = np.lexsort((day, franchise)).astype(np.int32)
    n_franchises = int(franchise.max()) + 1 if n_items else 0
    order_indptr = np.searchsorted(franchise[order], np.arange(n_franchises + 1))
    top = np.zeros(n_franchises, np.int64)
    np.maximum.at(top, franchise, np.where(is_recommendable, popularity, 0))
    is_main = is_recommendable & (popularity >= MAIN_SHARE * top[franchise])

    requires = [prequels[item] if is_typed[item] else [] for item in range(n_items)]
    for start, stop in pairwise(order_indptr):
        previous = -1
        for item in order[start:stop]:
            if not is_typed[item] and previous >= 0:
                requires[item] = [previous]
            if is_main[item]:
                previous = int(item)
    indptr = np.zeros(n_items + 1, np.int64)
    indptr[1:] = np.cumsum([len(before) for before in requires])
    flat = np.array([before for each in requires for before in each], np.int32)
    return WatchOrder(order, order_indptr.astype(np.int64), flat, indptr, is_main)
