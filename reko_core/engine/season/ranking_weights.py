"""How the features weigh, depending on how many lists reach into the season.

    z = w . x;   match = 100 Phi((z - location) / scale)

A softmax over the titles of a user's season, each user of weight 1 and a normal prior on w, was
fitted with 0, 20 and 100 lists; more change nothing. Between these, w is linear in ln(1 + lists).
location, scale: mean and standard deviation of z over the titles that users liked. A match of 50 is
that of the typical title that somebody watches and likes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.season.features import FEATURES

__all__ = ["SeasonWeights", "season_weights"]


@dataclass(frozen=True, slots=True, eq=False)
class SeasonWeights:
    """weights: (len(FEATURES),) float64 w."""

    weights: NDArray[np.float64]
    location: float
    scale: float


# w in the order of FEATURES, location, scale; by lists. Lists with dropped titles are too few for a
# fit: that weight is of another community.
_WITHOUT_MEMBERS = (
    (1.0, -0.48, -0.57, -0.09, 0.02, -0.9, 0.89, 0.81, 0.92, 0.42, 0, 0, 0, 0, 0, 0),
    *(1.5, 1.62),
)
_WITH_MEMBERS = (
    (1.33, -0.99, -0.49, -0.17, 0.21, -0.9, 0.68, 0.8, -0.27, 0.2, 1.58, -1.0, -1.12, 0, 0, 0),
    *(2.21, 1.37),
)
_WITH_LISTS = {
    20: (
        (-0.02, -0.6, -1.32, 0.19, -0.16, -0.9, 0.31, 0.55, 0.06, 0.27, 0, 0, 0, 1.1, 0.01, -0.74),
        *(-0.21, 1.42),
    ),
    100: (
        (-0.01, -0.58, -1.42, 0.2, -0.15, -0.9, 0.24, 0.57, 0.1, 0.26, 0, 0, 0, 1.05, 0.07, -0.67),
        *(-0.01, 1.39),
    ),
}


def season_weights(n_lists: int, *, has_members: bool) -> SeasonWeights:
    """Return the weights where n lists reach into the season."""
    stages = {0: _WITH_MEMBERS if has_members else _WITHOUT_MEMBERS, **_WITH_LISTS}
    table = np.array([[*weights, *rest] for weights, *rest in stages.values()])
    assert table.shape[1] == len(FEATURES) + 2
    at, known = np.log1p(n_lists), np.log1p(list(stages))
    *weights, location, scale = (np.interp(at, known, column) for column in table.T)
    return SeasonWeights(np.array(weights), float(location), float(scale))
