"""The titles that a user scores highest among those that few know.

Few know the least popular titles that together have at most RARE_VIEWS of the community's views,
whatever its size. They are in the order of

    (s_i - m_u) log(n_users / popularity_i)

for scores above the user's mean, one title a franchise.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile

__all__ = ["rare_favourites"]

RARE_VIEWS = 0.2


def rare_favourites(
    profile: Profile, items: Items, n_users: int, n_wanted: int, *, include_adult: bool = False
) -> NDArray[np.int64]:
    """Return at most `n_wanted` items, the most distinctive first."""
    gain = profile.item_scores - np.float64(profile.mean)
    is_chosen = (gain > 0) & _is_rare(items.popularity) & items.is_main
    if not include_adult:
        is_chosen &= ~items.is_adult
    chosen = np.flatnonzero(is_chosen)
    share = np.maximum(items.popularity[chosen], 1) / max(n_users, 1)
    order = chosen[np.argsort(gain[chosen] * np.log(share), kind="stable")]
    _, first = np.unique(items.franchise[order], return_index=True)
    return order[np.sort(first)][:n_wanted]


def _is_rare(popularity: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return (n_items,) whether few know a title; of equally popular ones all or none are rare."""
    ascending = np.sort(popularity).astype(np.int64)
    views = np.r_[0, np.cumsum(ascending)]
    return views[np.searchsorted(ascending, popularity, side="right")] <= RARE_VIEWS * views[-1]
