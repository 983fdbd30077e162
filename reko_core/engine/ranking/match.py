"""Match: how well a title fits a list, on the scale of the titles that the user likes.

    match = 100 (n F_own + 10 F_all) / (n + 10)

F_own: the share of the n titles the user likes whose score in the ranking is not higher. Their own
franchise is left out of each (`prediction.ease`), so they are scored as if they had not been seen.
F_all: the same share over all titles, each weighed by E P, how likely the user is to see and to
enjoy it: a prior for short lists. The user likes what they scored at least their mean, or, where
nothing is scored, all they have seen.

90 means: it fits better than 90 of 100 titles that the user likes. The titles that a user likes and
that are hidden from the engine are distributed evenly over the scale: up to each tenth of it lie as
many as there should, within .03 (.05 with five titles known), which `reko evaluate` reports.

The match is that of the order in which titles are shown. Where popularity, accuracy or diversity
put a title behind one of a lower match, it is given that one's.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile

__all__ = ["find_liked", "in_order", "match_shares"]

_PRIOR_COUNT = 10.0


def find_liked(profile: Profile) -> NDArray[np.int64]:
    """Return the (n,) items that the user likes."""
    is_liked = profile.scores >= profile.mean if profile.n_scored else profile.scores >= 0
    liked = profile.seen[is_liked]
    return liked[~profile.dropped[liked]]


def match_shares(
    wanted: NDArray[np.float64],
    liked: NDArray[np.float64],
    catalogue: NDArray[np.float64],
    weights: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return (k,) match / 100 of titles of (k,) scores.

    liked: (n,) scores of the titles the user likes. catalogue, weights: (m,) scores and E P of all
    titles.
    """
    levels, place = np.unique(wanted, return_inverse=True)
    below = np.bincount(
        np.searchsorted(levels, catalogue), weights=weights, minlength=len(levels) + 1
    )
    of_all = np.cumsum(below)[: len(levels)] / max(below.sum(), np.finfo(float).tiny)
    n_own = np.searchsorted(np.sort(liked), levels, "right")
    shares = (n_own + _PRIOR_COUNT * of_all) / (len(liked) + _PRIOR_COUNT)
    return np.asarray(shares[place])


def in_order(shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return (k,) whole percentages that never rise, given the (k,) shares of titles as shown."""
    return np.rint(100 * np.minimum.accumulate(shares)).astype(np.int64)
