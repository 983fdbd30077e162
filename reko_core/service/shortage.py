"""Why an answer names no titles, or no similar users."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from reko_core.contract.recommend import Request
from reko_core.domain.models import Status, UserList
from reko_core.engine.data.profile import Profile
from reko_core.engine.ranking.candidates import find_candidates
from reko_core.service.engine_adapter import fold_in, planned_of
from reko_core.snapshots.storage import Snapshot

__all__ = ["FILTERS", "Shortage", "find_shortage"]

FILTERS: Mapping[str, tuple[str, ...]] = {
    **{
        name: (name,)
        for name in ("genres", "exclude_genres", "types", "max_episodes", "age_ratings")
    },
    "years": ("year_from", "year_to"),
    "only_planned": ("only_planned",),
    "banned_ids": ("banned_ids",),
}
"""What can leave a list of recommendations empty -> the fields of the request that it stands in."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """What is behind an answer without titles or without similar users.

    n_seen, n_planned: titles on the list. filters: those of the request, of `FILTERS`. blockers:
    the ones among them without which, each alone, there would be titles.
    """

    n_seen: int
    n_planned: int
    filters: tuple[str, ...]
    blockers: tuple[str, ...]


def find_shortage(snapshot: Snapshot, user_list: UserList, request: Request) -> Shortage:
    """Find what leaves nothing to recommend. Raises BadInput for an unknown genre."""
    entries = user_list.entries
    profile = fold_in(snapshot, user_list)
    without = dict(_without_each_filter(request))
    return Shortage(
        n_seen=int(np.count_nonzero(entries.is_seen)),
        n_planned=int(np.count_nonzero(entries.statuses == Status.PLAN_TO_WATCH)),
        filters=tuple(without),
        blockers=tuple(
            name for name, one in without.items() if _has_candidates(snapshot, profile, one)
        ),
    )


def _without_each_filter(request: Request) -> Iterator[tuple[str, Request]]:
    defaults = {name: field.default for name, field in Request.model_fields.items()}
    for name, fields in FILTERS.items():
        if any(getattr(request, field) != defaults[field] for field in fields):
            yield name, request.model_copy(update={field: defaults[field] for field in fields})


def _has_candidates(snapshot: Snapshot, profile: Profile, request: Request) -> bool:
    items = snapshot.model.items
    banned = np.zeros(items.n_items, bool)
    banned[snapshot.items_of(request.banned_ids)] = True
    if (allowed := snapshot.filters.mask(request)) is not None:
        banned |= ~allowed
    candidates = find_candidates(
        items,
        profile,
        # Scores decide which title of a franchise it is, not whether there is one.
        np.zeros(items.n_items),
        banned=banned,
        include_adult=request.include_adult,
        continue_franchises=request.continue_franchises,
        planned=planned_of(request),
    )
    return len(candidates) > 0
