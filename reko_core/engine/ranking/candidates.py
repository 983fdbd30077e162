"""Candidates: one title a franchise, the first in watch order that the user has not seen."""

from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile

__all__ = ["Planned", "find_candidates"]


class Planned(Enum):
    """How to treat the titles on the user's plan-to-watch list."""

    EXCLUDED = auto()
    INCLUDED = auto()
    ONLY = auto()


def find_candidates(
    items: Items,
    profile: Profile,
    *,
    banned: NDArray[np.bool_],
    include_adult: bool,
    continue_franchises: bool,
    planned: Planned = Planned.EXCLUDED,
) -> NDArray[np.int64]:
    """Return the items that may be recommended, at most one a franchise, by franchise.

    The candidate of a franchise is its first main title, in watch order, that is not on the user's
    list and all of whose prerequisites are seen; a prequel may have been broadcast later. If it is
    banned (also by a filter), adult or not yet aired, the franchise has no candidate: later titles
    are no substitute. Franchises of which the user dropped a title have none, nor have, unless
    `continue_franchises`, those that the user has started or planned.

    Planned.INCLUDED: only seen titles start a franchise, and planned titles count as not on the
    list. As the user chose them, all planned titles that are allowed and whose prerequisites are
    seen are candidates, even if they are not main titles, their franchise is started, or an earlier
    title of it is excluded; the first in watch order represents the franchise.
    Planned.ONLY: no other titles are candidates.

    banned: (n_items,).
    """
    is_candidate = np.zeros(items.n_items, bool)
    allowed = items.is_aired & ~banned
    if not include_adult:
        allowed &= ~items.is_adult
    if planned is not Planned.ONLY:
        is_done = profile.item_scores >= 0 if planned is Planned.INCLUDED else profile.on_list
        is_started = is_done & (not continue_franchises)
        is_open = (
            items.is_main & ~is_done & _in_open_franchises(items, profile.dropped | is_started)
        )
        first = _first_of_franchise(items, _ready(items, profile, is_open))
        is_candidate[first[allowed[first]]] = True
    if planned is not Planned.EXCLUDED:
        is_chosen = profile.is_planned & items.is_recommendable & allowed
        is_chosen &= _in_open_franchises(items, profile.dropped)
        is_candidate[_ready(items, profile, is_chosen)] = True
    return _first_of_franchise(items, items.order[is_candidate[items.order]]).astype(np.int64)


def _in_open_franchises(items: Items, closing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (n_items,) which belong to a franchise without any of the (n_items,) closing items."""
    closed = np.zeros(items.n_franchises, bool)
    closed[items.franchise[closing]] = True
    return ~closed[items.franchise]


def _ready(items: Items, profile: Profile, wanted: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return those of the (n_items,) wanted items whose prerequisites are seen, in `order`."""
    titles = items.order[wanted[items.order]]
    return titles[_requirements_met(items, titles, profile.item_scores >= 0)]


def _first_of_franchise(items: Items, titles: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the first of each franchise among items in `order`, franchise by franchise."""
    franchise = items.franchise[titles]
    return titles[np.r_[True, franchise[1:] != franchise[:-1]]] if len(titles) else titles


def _requirements_met(
    items: Items, titles: NDArray[np.int32], seen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return (n,) whether all prerequisites of (n,) items are seen."""
    start, stop = items.requires_indptr[titles], items.requires_indptr[titles + 1]
    unmet = np.r_[0, np.cumsum(~seen[items.requires])]
    return unmet[stop] == unmet[start]
