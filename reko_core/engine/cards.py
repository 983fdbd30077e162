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

    A card is the first main title, in the order to watch them, that is not on the user's list.
    It is left out, and its franchise with it, if it is banned, adult, not yet aired, or if
    something that comes before it is unseen: the second season is no substitute for a banned
    first one. Franchises that the user dropped, and unless asked for those already begun, are
    left out whole.
    """
    seen = profile.item_scores >= 0
    closed = np.zeros(items.n_franchises, bool)
    closed[items.franchise[profile.dropped]] = True
    if not continue_franchises:
        closed[items.franchise[profile.on_list]] = True
    open_items = items.order[~closed[items.franchise[items.order]]]
    unwatched = open_items[items.is_main[open_items] & ~profile.on_list[open_items]]
    # `order` goes franchise by franchise, so the first of each run is the first to watch.
    franchise = items.franchise[unwatched]
    first = np.r_[True, franchise[1:] != franchise[:-1]] if len(unwatched) else slice(0)
    cards = unwatched[first]
    allowed = items.is_aired[cards] & ~banned[cards]
    if not include_adult:
        allowed &= ~items.is_adult[cards]
    cards = cards[allowed]
    ready = _requirements_met(items, cards, seen)
    return cards[ready].astype(np.int64)


def _requirements_met(
    items: Items, cards: NDArray[np.int32], seen: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return for each card whether everything that comes before it is seen."""
    start, stop = items.requires_indptr[cards], items.requires_indptr[cards + 1]
    unmet = np.r_[0, np.cumsum(~seen[items.requires])]
    return unmet[stop] == unmet[start]
