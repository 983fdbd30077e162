"""Candidates: one title a franchise, the one that fits best of those that can be watched next."""

from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import NO_DATE, Items
from reko_core.engine.data.profile import Profile

__all__ = [
    "Planned",
    "best_of_franchise",
    "find_candidates",
    "in_open_franchises",
    "is_newer",
    "is_ready",
    "with_prerequisites",
]


class Planned(Enum):
    """How to treat the titles on the user's plan-to-watch list."""

    EXCLUDED = auto()
    INCLUDED = auto()
    ONLY = auto()


def find_candidates(
    items: Items,
    profile: Profile,
    scores: NDArray[np.float64],
    *,
    banned: NDArray[np.bool_],
    include_adult: bool,
    continue_franchises: bool,
    planned: Planned = Planned.EXCLUDED,
) -> NDArray[np.int64]:
    """Return the items that may be recommended, at most one a franchise, by franchise.

    The candidate of a franchise is the main title of the highest score that is not on the user's
    list, all of whose prerequisites are seen, and that is neither banned (also by a filter), adult
    nor unaired. For franchises that the user has not started, what comes before any title seen
    counts as seen: many lists hold completed titles only. Franchises of which the user dropped a
    title have none, nor have, unless `continue_franchises`, those that the user has started or
    planned. A started franchise goes on with titles that are broadcast after the first one seen or
    come before one seen: not with an older version.

    Planned.INCLUDED: only seen titles start a franchise, and planned titles count as not on the
    list. As the user chose them, all planned titles that are allowed and whose prerequisites are
    seen are candidates, even if they are not main titles or their franchise is started.
    Planned.ONLY: no other titles are candidates.

    scores: (n_items,). banned: (n_items,).
    """
    is_candidate = np.zeros(items.n_items, bool)
    is_seen = profile.item_scores >= 0
    is_past = with_prerequisites(items, is_seen)
    if planned is not Planned.ONLY:
        is_done = is_seen if planned is Planned.INCLUDED else profile.on_list
        is_candidate = items.is_main & ~is_done & (is_newer(items, profile) | is_past)
        if not continue_franchises:
            is_candidate &= in_open_franchises(items, is_done)
    if planned is not Planned.EXCLUDED:
        is_candidate |= profile.is_planned & items.is_recommendable
    is_candidate &= items.is_aired & ~banned & in_open_franchises(items, profile.dropped)
    if not include_adult:
        is_candidate &= ~items.is_adult
    is_candidate &= is_ready(items, is_seen, is_past)
    return best_of_franchise(items, np.flatnonzero(is_candidate), scores)


def is_ready(
    items: Items, is_seen: NDArray[np.bool_], is_past: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return (n_items,) which can be watched next, given what is seen and `with_prerequisites`."""
    can_begin = _requirements_met(items, is_past) & in_open_franchises(items, is_seen)
    return np.asarray(can_begin | _requirements_met(items, is_seen))


def in_open_franchises(items: Items, closing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (n_items,) which belong to a franchise without any of the (n_items,) closing items."""
    closed = np.zeros(items.n_franchises, bool)
    closed[items.franchise[closing]] = True
    return ~closed[items.franchise]


def with_prerequisites(items: Items, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (n_items,) which are seen or come before a title that is, at any distance."""
    owner = np.repeat(np.arange(items.n_items), np.diff(items.requires_indptr))
    result = seen.copy()
    while not result[before := items.requires[result[owner]]].all():
        result[before] = True
    return result


def is_newer(items: Items, profile: Profile) -> NDArray[np.bool_]:
    """Return (n_items,) False for titles older than all seen of their franchise, else True."""
    first_seen = np.full(items.n_franchises, np.iinfo(np.int32).min)
    franchises = items.franchise[profile.seen]
    first_seen[franchises] = NO_DATE
    np.minimum.at(first_seen, franchises, items.day[profile.seen])
    return np.asarray(items.day >= first_seen[items.franchise])


def _requirements_met(items: Items, is_met: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (n_items,) whether all prerequisites are among the (n_items,) met ones."""
    unmet = np.r_[0, np.cumsum(~is_met[items.requires])][items.requires_indptr]
    return np.asarray(unmet[1:] == unmet[:-1])


def best_of_franchise(
    items: Items, titles: NDArray[np.int64], scores: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the title of the highest score of each franchise, by franchise."""
    franchise = items.franchise[titles]
    best = np.full(items.n_franchises, -np.inf)
    np.maximum.at(best, franchise, scores[titles])
    leaders = titles[scores[titles] == best[franchise]][::-1]
    # Of equal ones the first: later assignments win.
    leader_of = np.full(items.n_franchises, -1)
    leader_of[items.franchise[leaders]] = leaders
    return leader_of[leader_of >= 0]
