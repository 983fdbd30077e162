"""Which title stands for a franchise: the first to watch that the user has not seen."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.community import Items
from reko_core.engine.profile import Profile

__all__ = ["eligible_cards"]


def eligible_cards(
    items: Items,
    profile: Profile,
    *,
    banned: NDArray[np.bool_],
    include_adult: bool,
    continue_franchises: bool,
) -> NDArray[np.int64]:
    """Return the items that may be recommended, at most one a franchise.

    A card is the first main title, in the order to watch them, that is not on the user's list
    and has nothing unseen before it: a prequel may have been broadcast later. It is left out,
    and its franchise with it, if it is banned (also by a filter), adult or not yet aired: what
    comes later is no substitute for it. Franchises that the user dropped, and unless asked for
    those already begun, are left out whole.
    """
    seen = profile.item_scores >= 0
    closed = np.zeros(items.n_franchises, bool)
    closed[items.franchise[profile.dropped]] = True
    if not continue_franchises:
        closed[items.franchise[profile.on_list]] = True
    open_items = items.order[~closed[items.franchise[items.order]]]
    unwatched = open_items[items.is_main[open_items] & ~profile.on_list[open_items]]
    ready = unwatched[_requirements_met(items, unwatched, seen)]
    # `order` goes franchise by franchise, so the first of each run is the first to watch.
    franchise = items.franchise[ready]
    first = np.r_[True, franchise[1:] != franchise[:-1]] if len(ready) else slice(0)
    cards = ready[first]
    allowed = items.is_aired[cards] & ~banned[cards]
    if not include_adult:
        allowed &= ~items.is_adult[cards]
    return cards[allowed].astype(np.int64)


def _requirements_met(
    items: Items, titles: NDArray[np.int32], seen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return for each of (n,) titles whether everything that comes before it is seen."""
    start, stop = items.requires_indptr[titles], items.requires_indptr[titles + 1]
    unmet = np.r_[0, np.cumsum(~seen[items.requires])]
    return unmet[stop] == unmet[start]
