"""What a user has seen of the franchises of a season's titles."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile

__all__ = ["OwnTitles"]


@dataclass(frozen=True, slots=True, eq=False)
class OwnTitles:
    """The earlier titles of the franchises of n titles, as far as the user has seen them.

    has_earlier: (n,) bool, whether there is an earlier main title. has_latest: (n,) bool, whether
    the user has seen the latest of them. n_seen: (n,) int64 earlier or other titles seen. last:
    (n,) int64, the latest broadcast of these, -1 = none. is_dropped: (n,) bool, whether one of the
    franchise was dropped.
    """

    has_earlier: NDArray[np.bool_]
    has_latest: NDArray[np.bool_]
    n_seen: NDArray[np.int64]
    last: NDArray[np.int64]
    is_dropped: NDArray[np.bool_]

    @classmethod
    def of(cls, items: Items, profile: Profile, titles: NDArray[np.int64]) -> Self:
        """Find those of (n,) titles; the title itself does not count."""
        n = len(titles)
        found = cls(
            np.zeros(n, bool),
            np.zeros(n, bool),
            np.zeros(n, np.int64),
            np.full(n, -1),
            np.zeros(n, bool),
        )
        is_near = np.zeros(items.n_franchises, bool)
        is_near[items.franchise[titles]] = True
        members = np.flatnonzero(is_near[items.franchise])
        members = members[np.lexsort((items.day[members], items.franchise[members]))]
        starts, stops = (
            np.searchsorted(items.franchise[members], items.franchise[titles], side)
            for side in ("left", "right")
        )
        for place in np.flatnonzero(stops - starts > 1).tolist():
            title, others = titles[place], members[starts[place] : stops[place]]
            others = others[others != title]
            seen = others[profile.item_scores[others] >= 0]
            main = others[items.is_main[others] & (items.day[others] < items.day[title])]
            found.has_earlier[place] = len(main) > 0
            found.has_latest[place] = len(main) > 0 and profile.item_scores[main[-1]] >= 0
            found.n_seen[place] = len(seen)
            found.last[place] = seen[-1] if len(seen) else -1
            found.is_dropped[place] = profile.dropped[others].any()
        return found
