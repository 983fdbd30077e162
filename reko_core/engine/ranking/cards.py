"""Which title stands for a franchise: the first to watch that the user has not seen."""

from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile

__all__ = ["Planned", "eligible_cards"]


class Planned(Enum):
    """What becomes of the titles that the user plans to watch."""

    LEFT_OUT = auto()
    INCLUDED = auto()
    ALONE = auto()


def eligible_cards(
    items: Items,
    profile: Profile,
    *,
    banned: NDArray[np.bool_],
    include_adult: bool,
    continue_franchises: bool,
    planned: Planned = Planned.LEFT_OUT,
) -> NDArray[np.int64]:
    """Return the items that may be recommended, at most one a franchise, by franchise.

    A card is the first main title, in the order to watch them, that is not on the user's list
    and has nothing unseen before it: a prequel may have been broadcast later. It is left out,
    and its franchise with it, if it is banned (also by a filter), adult or not yet aired: what
    comes later is no substitute for it. Franchises that the user dropped, and unless asked for
    those already begun, are left out whole; one of which something is planned counts as begun.

    With planned titles included, only what is seen begins a franchise, and a planned title is as
    good as one that is not on the list. Beyond that, the user chose it: whatever is planned, has
    nothing unseen before it and may be recommended is a candidate even if it is no main title,
    its franchise is already begun, or another title of it was left out. The card of a franchise
    is the first to watch of its candidates. With planned titles alone, only they are candidates.
    """
    candidate = np.zeros(items.n_items, bool)
    allowed = items.is_aired & ~banned
    if not include_adult:
        allowed &= ~items.is_adult
    if planned is not Planned.ALONE:
        has_planned = planned is Planned.INCLUDED
        is_done = profile.item_scores >= 0 if has_planned else profile.on_list
        is_started = is_done & (not continue_franchises)
        is_open = (
            items.is_main & ~is_done & _in_open_franchises(items, profile.dropped | is_started)
        )
        first = _first_of_each(items, _ready(items, profile, is_open))
        candidate[first[allowed[first]]] = True
    if planned is not Planned.LEFT_OUT:
        chosen = profile.is_planned & items.is_recommendable & allowed
        chosen &= _in_open_franchises(items, profile.dropped)
        candidate[_ready(items, profile, chosen)] = True
    return _first_of_each(items, items.order[candidate[items.order]]).astype(np.int64)


def _in_open_franchises(items: Items, closing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (n_items,) which are of a franchise that holds none of the (n_items,) closing."""
    closed = np.zeros(items.n_franchises, bool)
    closed[items.franchise[closing]] = True
    return ~closed[items.franchise]


def _ready(items: Items, profile: Profile, wanted: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return those of (n_items,) wanted titles before which nothing is unseen, in `order`."""
    titles = items.order[wanted[items.order]]
    return titles[_requirements_met(items, titles, profile.item_scores >= 0)]


def _first_of_each(items: Items, titles: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the first of each franchise among titles in `order`, franchise by franchise."""
    franchise = items.franchise[titles]
    return titles[np.r_[True, franchise[1:] != franchise[:-1]]] if len(titles) else titles


def _requirements_met(
    items: Items, titles: NDArray[np.int32], seen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return for each of (n,) titles whether everything that comes before it is seen."""
    start, stop = items.requires_indptr[titles], items.requires_indptr[titles + 1]
    unmet = np.r_[0, np.cumsum(~seen[items.requires])]
    return unmet[stop] == unmet[start]
