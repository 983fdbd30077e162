"""Prerequisites: what is watched before a title, from what people did.

    share_xy = (n_xy + 5 t_xy) / (n_x + 5)       of the n_x who have seen x, n_xy have seen y, too

with t_xy = 1 if a relation of MAL says that y comes before x, else 0.

y comes before x if y was broadcast earlier and nearly all have seen it, share_xy >= SEQUEL_SHARE;
or if x is a side title of y: most of its viewers have seen y, share_xy >= SIDE_SHARE, and few of
y's have seen x, share_yx < SIDE_RETURN. So people start with the series, not with its pilot, a
prequel film or a recap. The shares of films of a long series stay below SEQUEL_SHARE, as many lists
hold completed titles only. Both rules apply within a franchise, and to titles of a group with the
same first word; the first also to directly related titles of other franchises.

From MIN_VIEWERS viewers on this is all that counts; below, the typed relations of MAL to titles
broadcast earlier, and without types the main title broadcast before.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.franchises import MIN_VIEWERS, TitleRelations
from reko_core.engine.data.shared_viewers import SharedViewers

__all__ = ["Prerequisites", "find_main_titles", "find_prerequisites"]

SEQUEL_SHARE = 0.8
SIDE_SHARE, SIDE_RETURN = 0.55, 0.3
_DAMPING = 5.0

MAIN_SHARE = 0.1
"""A title is a main one if at least this share of its franchise's largest audience saw it."""


@dataclass(frozen=True, slots=True, eq=False)
class Prerequisites:
    """requires and requires_indptr: as in `Items`."""

    requires: NDArray[np.int32]
    requires_indptr: NDArray[np.int64]

    @classmethod
    def of(cls, lists: list[list[int]]) -> "Prerequisites":
        """Flatten the prerequisites of each item."""
        indptr = np.zeros(len(lists) + 1, np.int64)
        indptr[1:] = np.cumsum([len(before) for before in lists])
        return cls(np.array([item for each in lists for item in each], np.int32), indptr)


def find_main_titles(
    franchise: NDArray[np.int32],
    popularity: NDArray[np.int64],
    is_recommendable: NDArray[np.bool_],
    is_extra: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Return (n_items,) which are main titles, given (n_items,) arrays as in `RawCommunity`.

    Extras are main titles of franchises that have nothing else.
    """
    n_franchises = int(franchise.max(initial=-1)) + 1
    has_more = np.zeros(n_franchises, bool)
    has_more[franchise[is_recommendable & ~is_extra]] = True
    is_main = is_recommendable & ~(is_extra & has_more[franchise])
    top = np.zeros(n_franchises, np.int64)
    np.maximum.at(top, franchise, np.where(is_main, popularity, 0))
    return np.asarray(is_main & (popularity >= MAIN_SHARE * top[franchise]))


def find_prerequisites(
    relations: TitleRelations,
    shared: SharedViewers,
    franchise: NDArray[np.int32],
    day: NDArray[np.int32],
    is_main: NDArray[np.bool_],
    is_recommendable: NDArray[np.bool_],
) -> Prerequisites:
    """Find the prerequisites of each title; (n_items,) arrays as in `Items`, shared: of the groups.

    Those that another one requires in turn are left out.
    """
    required: list[list[int]] = [[] for _ in range(len(franchise))]
    for members, counts in shared.groups():
        n_viewers = np.diagonal(counts)
        is_typed = np.array([np.isin(members, relations.before[item]) for item in members.tolist()])
        share = (counts + _DAMPING * is_typed) / (n_viewers + _DAMPING)[:, None]
        is_earlier = day[members][None] < day[members][:, None]
        is_sequel = (share >= SEQUEL_SHARE) & is_earlier & is_recommendable[members]
        is_side = (share >= SIDE_SHARE) & (share.T < SIDE_RETURN) & is_recommendable[members]
        for place, item in enumerate(members.tolist()):
            is_same = franchise[members] == franchise[item]
            is_same |= relations.share_first_word(item, members)
            if n_viewers[place] >= MIN_VIEWERS:
                is_near = is_same | np.isin(members, relations.related[item])
                before = members[(is_sequel[place] & is_near) | (is_side[place] & is_same)]
                required[item] = before.tolist()
            elif relations.is_typed[item]:
                required[item] = [
                    one
                    for one in relations.before[item]
                    if day[one] < day[item] and is_recommendable[one]
                ]
            else:
                earlier = members[is_same & is_main[members] & (day[members] < day[item])]
                required[item] = earlier[np.argsort(day[earlier], kind="stable")][-1:].tolist()
    return Prerequisites.of([_without_implied(before, required) for before in required])


def _without_implied(before: list[int], required: list[list[int]]) -> list[int]:
    implied = {further for item in before for further in required[item]}
    return [item for item in before if item not in implied]
