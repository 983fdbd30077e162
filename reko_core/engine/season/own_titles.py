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
        members = members[np.argsort(items.day[members], kind="stable")]
        franchise, day = items.franchise[members], items.day[members]
        is_seen = profile.item_scores[members] >= 0
        for place, title in enumerate(titles.tolist()):
            others = np.flatnonzero((franchise == items.franchise[title]) & (members != title))
            seen = others[is_seen[others]]
            main = others[items.is_main[members[others]] & (day[others] < items.day[title])]
            found.has_earlier[place] = len(main) > 0
            found.has_latest[place] = len(main) > 0 and is_seen[main[-1]]
            found.n_seen[place] = len(seen)
            found.last[place] = members[seen[-1]] if len(seen) else -1
            found.is_dropped[place] = profile.dropped[members[others]].any()
        return found
