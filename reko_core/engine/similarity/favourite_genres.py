"""Which genre each of some community users loves most, beside what the community likes.

A user of n liked titles would like n * p_g of genre g if they liked as the community does, where

    p_g = sum of w_i over the titles of g / sum of w_i,   w_i = popularity_i * share_i

and share_i, the share of viewers who like the title, follows from its bias. The favourite is the
genre of the largest (observed - expected) / sqrt(expected + 1).
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items, UserRows
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["favourite_genres"]

_MIN_LIKED = 5
_MIN_DEVIATIONS = 2.0
_SCORE_SPREAD = 1.3
"""Typical deviation of a score from the mean of its user, in points."""


def favourite_genres(
    rows: UserRows, items: Items, has_genre: NDArray[np.bool_], users: NDArray[np.integer]
) -> NDArray[np.int64]:
    """Return (k,) the favourite genre of (k,) users, -1 for those without one.

    has_genre: (n_genres, n_items). A title is liked if its score is at least the user's mean, or if
    it has none.
    """
    share = 0.5 * (1 + np.tanh(items.bias / _SCORE_SPREAD))
    weights = items.popularity * share
    expected_share = has_genre @ weights / max(float(weights.sum()), 1.0)
    owners, titles, packed = rows.gather(users)
    scores = packed & SCORE_MASK
    is_liked = (scores == 0) | (scores >= rows.mean[users][owners])
    found = np.full(len(users), -1, np.int64)
    for position in range(len(users)):
        liked = titles[(owners == position) & is_liked]
        observed = np.count_nonzero(has_genre[:, liked], axis=1)
        expected = len(liked) * expected_share
        deviations = (observed - expected) / np.sqrt(expected + 1)
        deviations[observed < _MIN_LIKED] = -np.inf
        if deviations.size and deviations.max() >= _MIN_DEVIATIONS:
            found[position] = deviations.argmax()
    return found
