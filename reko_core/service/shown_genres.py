"""The genres that a taste is described by."""

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import is_adult_genre
from reko_core.snapshots.filters import TitleFilters

__all__ = ["shown_genres"]

_PRIZES = "Award Winning"
"""A genre of MAL that nobody's taste is named by."""


def shown_genres(
    filters: TitleFilters, *, include_adult: bool
) -> tuple[NDArray[np.str_], NDArray[np.bool_]]:
    """Return the names of (n,) genres, the most popular first, and (n, n_items) who has which."""
    is_shown = np.array(
        [
            name != _PRIZES and (include_adult or not is_adult_genre(name))
            for name in filters.genres
        ],
        bool,
    )
    return np.array(filters.genres)[is_shown], filters.genre_matrix()[is_shown]
