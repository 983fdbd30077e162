"""What a user watches of each genre, and how they score it, beside the community.

    expected_g   = n p_g,  p_g = sum of popularity over the titles of g / sum of popularity
    deviation_g  = (observed_g - expected_g) / sqrt(expected_g + 1)
    difference_g = sum of r_i over the scored titles of g / (n_g + 5)
    certainty_g  = mean r_i / (d / sqrt(n_g)),  d the standard deviation of the r_i over all genres

n titles are seen. r_i = s - mu - b_i - b_u (`Profile.residuals`): how much higher the user scores
title i than others do, apart from how high the user scores everything.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile

__all__ = ["GenreTaste", "genre_taste"]

_DAMPING = 5.0
_MIN_SPREAD = 0.1

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class GenreTaste:
    """A user and (n_genres,) genres.

    seen, scored: titles. share, community_share: of the titles seen, 0..1, all users together.
    deviation: from what the community watches. mean: of the scores, NaN without any.
    difference: in points; certainty: in standard errors, both 0 without scores.
    """

    seen: NDArray[np.int64]
    scored: NDArray[np.int64]
    share: F64
    community_share: F64
    deviation: F64
    mean: F64
    difference: F64
    certainty: F64


def genre_taste(profile: Profile, items: Items, has_genre: NDArray[np.bool_]) -> GenreTaste:
    """Compare a user with the community; has_genre: (n_genres, n_items)."""
    popularity = items.popularity.astype(np.float64)
    community_share = has_genre @ popularity / max(float(popularity.sum()), 1.0)
    seen = np.count_nonzero(has_genre[:, profile.seen], axis=1)
    expected = len(profile.seen) * community_share
    titles = profile.seen[profile.scores > 0]
    scores = profile.scores[profile.scores > 0].astype(np.float64)
    residuals = profile.residuals[titles].astype(np.float64)
    of_scored = has_genre[:, titles]
    scored = np.count_nonzero(of_scored, axis=1)
    totals = of_scored @ residuals
    spread = max(float(residuals.std()) if len(residuals) else 0.0, _MIN_SPREAD)
    return GenreTaste(
        seen=seen,
        scored=scored,
        share=seen / max(len(profile.seen), 1),
        community_share=community_share,
        deviation=(seen - expected) / np.sqrt(expected + 1),
        mean=np.where(scored > 0, of_scored @ scores / np.maximum(scored, 1), np.nan),
        difference=totals / (scored + _DAMPING),
        certainty=totals / (spread * np.sqrt(np.maximum(scored, 1))),
    )
