"""Candidates of a group: one title a franchise, which all of its members can watch next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile
from reko_core.engine.ranking.candidates import (
    best_of_franchise,
    in_open_franchises,
    is_newer,
    is_ready,
    with_prerequisites,
)

__all__ = ["GroupFilters", "find_group_candidates"]


@dataclass(frozen=True, slots=True, eq=False)
class GroupFilters:
    """What a group may be recommended.

    allowed: (n_items,) bool, neither banned nor filtered out. max_seen: members who may have seen a
    title. include_planned: also titles that members plan to watch. min_planned: members who must
    plan to watch a title.
    """

    allowed: NDArray[np.bool_]
    include_adult: bool = False
    continue_franchises: bool = False
    max_seen: int = 0
    include_planned: bool = True
    min_planned: int = 0


def find_group_candidates(
    items: Items, profiles: Sequence[Profile], scores: NDArray[np.float64], filters: GroupFilters
) -> NDArray[np.int64]:
    """Return the items that may be recommended, at most one a franchise, by franchise.

    For every member the rules are those of `ranking.candidates`: none has dropped a title of the
    franchise, and all have seen what comes before the title. The candidate of a franchise is the
    one of the highest of (n_items,) scores. Titles that members plan to watch need not be main
    titles, and may continue a franchise that those members have started.
    """
    seen = np.stack([profile.item_scores >= 0 for profile in profiles])
    planned = np.stack([profile.is_planned for profile in profiles])
    n_planned = planned.sum(axis=0)
    is_candidate = items.is_aired & filters.allowed & (seen.sum(axis=0) <= filters.max_seen)
    if not filters.include_adult:
        is_candidate &= ~items.is_adult
    if filters.include_planned:
        is_candidate &= items.is_main | (items.is_recommendable & (n_planned > 0))
    elif filters.continue_franchises:
        is_candidate &= items.is_main & (n_planned == 0)
    else:
        is_candidate &= items.is_main & in_open_franchises(items, n_planned > 0)
    is_candidate &= n_planned >= filters.min_planned
    for profile, is_seen, is_planned in zip(profiles, seen, planned, strict=True):
        is_past = with_prerequisites(items, is_seen)
        can_watch = is_ready(items, is_seen, is_past)
        goes_on = is_newer(items, profile) | is_past
        if not filters.continue_franchises:
            goes_on &= in_open_franchises(items, is_seen)
        is_candidate &= is_seen | (can_watch & (goes_on | is_planned))
        is_candidate &= in_open_franchises(items, profile.dropped)
    return best_of_franchise(items, np.flatnonzero(is_candidate), scores)
