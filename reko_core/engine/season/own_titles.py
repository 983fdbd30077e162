"""What a user has seen of what comes before a season's titles."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile
from reko_core.engine.ranking.candidates import is_ready, with_prerequisites

__all__ = ["OwnTitles"]


@dataclass(frozen=True, slots=True, eq=False)
class OwnTitles:
    """The earlier titles of the franchises of n titles, as far as the user has seen them.

    has_earlier: (n,) bool, whether there is an earlier main title, or a prerequisite of any
    franchise is unseen. has_latest: (n,) bool, whether the user has seen the latest earlier main
    title. n_seen: (n,) int64 earlier or other titles seen. last: (n,) int64, the latest earlier one
    seen, a main title if there is one, -1 = none. is_dropped: (n,) bool, whether one of the
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
        n, is_seen = len(titles), profile.item_scores >= 0
        can_watch = is_ready(items, is_seen, with_prerequisites(items, is_seen))
        found = cls(
            ~can_watch[titles],
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
            earlier = others[items.day[others] < items.day[title]]
            main, before = earlier[items.is_main[earlier]], earlier[is_seen[earlier]]
            found.has_earlier[place] |= len(main) > 0
            found.has_latest[place] = len(main) > 0 and is_seen[main[-1]]
            found.n_seen[place] = np.count_nonzero(is_seen[others])
            # Pilots, commercials and later titles are nothing that a title follows.
            followed = before[items.is_main[before]] if items.is_main[before].any() else before
            found.last[place] = followed[-1] if len(followed) else -1
            found.is_dropped[place] = profile.dropped[others].any()
        return found
