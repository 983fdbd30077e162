"""The latest seasons, and their titles, which become items before they are on any list."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.snapshots.builder.title_arrays import day_of

__all__ = ["season_days", "season_titles"]

_N_BEFORE, _N_AHEAD = 3, 2


def season_days(today: date) -> NDArray[np.int32]:
    """Return the first days of today's season and of the three before it, and of the next.

    (5,), in days since 1970-01-01.
    """
    first_days = [season.first_day.isoformat() for season in _seasons(today)[: _N_BEFORE + 2]]
    return np.array([day_of(first_day) for first_day in first_days], np.int32)


def season_titles(titles: Mapping[int, Anime], today: date) -> NDArray[np.int32]:
    """Return the (n,) ids, ascending, of the titles of these seasons and of the next two."""
    seasons = frozenset(_seasons(today))
    found = [
        anime.id
        for anime in titles.values()
        if anime.is_recommendable and Season.of_start(anime.start_date) in seasons
    ]
    return np.array(sorted(found), np.int32)


def _seasons(today: date) -> list[Season]:
    season = Season.of(today)
    for _ in range(_N_BEFORE):
        season = season.previous
    seasons = [season]
    for _ in range(_N_BEFORE + _N_AHEAD):
        seasons.append(seasons[-1].next)
    return seasons
