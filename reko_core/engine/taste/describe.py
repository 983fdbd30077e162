"""All that is told of one user's taste."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import NO_DATE, Items
from reko_core.engine.data.profile import Profile
from reko_core.engine.taste.genre_taste import GenreTaste, genre_taste
from reko_core.engine.taste.habits import Habits, profile_habits
from reko_core.engine.taste.rare_favourites import rare_favourites

__all__ = ["Decades", "Taste", "describe_taste"]

N_FAVOURITES = 5

_EPOCH_YEAR = 1970
_YEARS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Decades:
    """When titles were first broadcast, of those with a known date.

    first_year: (n,) int64, ascending: 1990 for the nineties. seen: (n,) titles of the user.
    share, community_share: (n,) float64, 0..1.
    """

    first_year: NDArray[np.int64]
    seen: NDArray[np.int64]
    share: NDArray[np.float64]
    community_share: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """histogram: (10,) how many titles are scored 1, 2, ... 10. favourites: (n,) items."""

    habits: Habits
    histogram: NDArray[np.int64]
    genres: GenreTaste
    decades: Decades
    favourites: NDArray[np.int64]


def describe_taste(
    profile: Profile,
    items: Items,
    n_users: int,
    has_genre: NDArray[np.bool_],
    *,
    include_adult: bool = False,
) -> Taste:
    """Describe a user; has_genre: (n_genres, n_items), n_users: of the community."""
    return Taste(
        habits=profile_habits(profile, items.popularity),
        histogram=np.bincount(profile.scores, minlength=11)[1:],
        genres=genre_taste(profile, items, has_genre),
        decades=_decades(profile, items),
        favourites=rare_favourites(
            profile, items, n_users, N_FAVOURITES, include_adult=include_adult
        ),
    )


def _decades(profile: Profile, items: Items) -> Decades:
    """Return the decades of which the user or the community has seen anything."""
    is_dated = items.day != NO_DATE
    days = np.where(is_dated, items.day, 0).astype("datetime64[D]")
    decade = (days.astype("datetime64[Y]").astype(np.int64) + _EPOCH_YEAR) // _YEARS
    seen = profile.seen[is_dated[profile.seen]]
    dated = np.flatnonzero(is_dated & (items.popularity > 0))
    known = np.union1d(decade[dated], decade[seen])

    def counts(titles: NDArray[np.int64], weights: NDArray[np.int32] | None) -> NDArray:  # type: ignore[type-arg]
        return np.bincount(np.searchsorted(known, decade[titles]), weights, len(known))

    own, views = counts(seen, None), counts(dated, items.popularity[dated])
    return Decades(
        first_year=known * _YEARS,
        seen=own,
        share=own / max(len(seen), 1),
        community_share=views / max(float(views.sum()), 1.0),
    )
