"""A season as it looked before it began, and after k lists have seen some of it.

The community holds entries of titles broadcast at least two weeks before the season, without a
third of its users. It is fitted; then the lists of k random users who have seen titles of the
season are completed, and the models are kept (`training.refit`). The users tested are of the other
third; what they have seen earlier is their list. What MAL says of the season's titles, mean and
members, is hidden from the models.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, Status
from reko_core.domain.season import Season
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community

__all__ = ["SeasonCase", "SeasonSplit", "latest_seasons"]

_MARGIN = timedelta(days=14)
_TYPES = frozenset({"tv", "ona", "movie"})
_MIN_NEW = 2
_MIN_TESTED = 10


@dataclass(frozen=True, slots=True, eq=False)
class SeasonCase:
    """A user before the season. scores: (n,) int8 of its titles; 0 = unscored, -1 = not seen."""

    user: int
    profile: Profile
    scores: NDArray[np.int8]

    @property
    def is_liked(self) -> NDArray[np.bool_]:
        """(n,) scored at least the user's mean."""
        return (self.scores > 0) & (self.scores >= self.profile.mean)


@dataclass(frozen=True, slots=True, eq=False)
class SeasonSplit:
    """New titles, and who is asked about them.

    titles: the catalogue as it was. new: (n,) int32 ids. members: (n,) float64 of the catalogue,
    NaN where unknown. is_old, is_new: (n_entries,) which entries are of earlier and of new titles.
    is_community: (n_users,) whose earlier entries are known. tested: (k,) users whose scores are
    predicted. active: users of the community with titles of the season. Both in random order.
    """

    season: Season
    lists: LoadedLists
    titles: Mapping[int, Anime]
    new: NDArray[np.int32]
    members: NDArray[np.float64]
    is_old: NDArray[np.bool_]
    is_new: NDArray[np.bool_]
    is_community: NDArray[np.bool_]
    tested: NDArray[np.int64]
    active: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        lists: LoadedLists,
        titles: Mapping[int, Anime],
        season: Season,
        *,
        min_scored: int,
        seed: int,
    ) -> Self:
        """Split. min_scored: earlier scores of a user who is tested or active."""
        listed = [titles[anime_id] for anime_id in lists.ids.tolist() if anime_id in titles]
        found = [one for one in listed if season.has_start(one.start_date)]
        found = [one for one in found if one.media_type in _TYPES]
        end = (season.first_day - _MARGIN).isoformat()
        old = [one.id for one in listed if one.start_date and _first_day(one.start_date) < end]
        new = np.array([one.id for one in found], np.int32)
        hidden = {one.id: replace(one, mean=None, members=None, scored_by=None) for one in found}
        is_new, is_old = (np.isin(lists.ids, ids)[lists.items] for ids in (new, old))
        n_users = len(lists.owners)
        users = np.repeat(np.arange(n_users), np.diff(lists.indptr))
        is_scored = lists.packed & SCORE_MASK > 0
        n_new, n_old = (
            np.bincount(users[is_scored & of], minlength=n_users) for of in (is_new, is_old)
        )
        rng = np.random.default_rng(seed)
        is_community = np.ones(n_users, bool)
        is_community[rng.permutation(n_users)[: n_users // 3]] = False
        is_active = (n_new >= _MIN_NEW) & (n_old >= min_scored)
        return cls(
            season,
            lists,
            {**titles, **hidden},
            new,
            np.array([one.members or np.nan for one in found], np.float64),
            is_old,
            is_new,
            is_community,
            rng.permutation(np.flatnonzero(is_active & ~is_community)),
            rng.permutation(np.flatnonzero(is_active & is_community)),
        )

    @property
    def first_day(self) -> int:
        """The season's first day, in days since 1970-01-01."""
        return (self.season.first_day - date(1970, 1, 1)).days

    def models(self, n_lists: Sequence[int]) -> Iterator[Model]:
        """Fit, and yield the model once each number of lists has seen the season; ascending."""
        model: Model | None = None
        for k in n_lists:
            also = self.new if model is None else model.items.ids
            known = self._community(self.active[:k])
            raw = make_raw_community(known, self.titles, self.season.first_day, also)
            model = fit_model(raw) if model is None else refit(raw, model)
            assert model is not None
            yield model

    def case(self, model: Model, user: int) -> SeasonCase:
        """Fold in what a user has seen before the season."""
        ids, packed = self.lists.entries(user)
        span = slice(*self.lists.indptr[user : user + 2].tolist())
        scores, is_old, is_new = (
            (packed & SCORE_MASK).astype(np.int8),
            self.is_old[span],
            self.is_new[span],
        )
        dropped = packed[is_old] >> STATUS_SHIFT == Status.DROPPED
        seen = np.ones(len(dropped), bool)
        profile = make_profile(model.items, model.mu, ids[is_old], scores[is_old], seen, dropped)
        of_season = np.full(len(self.new), -1, np.int8)
        of_season[np.searchsorted(self.new, ids[is_new])] = scores[is_new]
        return SeasonCase(user, profile, of_season)

    def _community(self, complete: NDArray[np.int64]) -> LoadedLists:
        """Return the lists of the community: earlier titles, for (k,) users new ones, too."""
        lists, n_users = self.lists, len(self.lists.owners)
        users = np.repeat(np.arange(n_users), np.diff(lists.indptr))
        is_kept = self.is_old | (self.is_new & np.isin(users, complete))
        is_kept &= self.is_community[users]
        lengths = np.bincount(users[is_kept], minlength=n_users)
        there = np.flatnonzero(lengths)
        return replace(
            lists,
            owners=[lists.owners[user] for user in there],
            indptr=np.r_[0, np.cumsum(lengths[there])].astype(np.int64),
            items=lists.items[is_kept],
            packed=lists.packed[is_kept],
        )


def latest_seasons(
    lists: LoadedLists, titles: Mapping[int, Anime], n_seasons: int, *, min_scored: int, seed: int
) -> Iterator[SeasonSplit]:
    """Yield the splits of the latest seasons that enough users have seen, the latest first."""
    starts = {
        Season.of_start(titles[one].start_date) for one in lists.ids.tolist() if one in titles
    }
    seasons = sorted((one for one in starts if one), key=lambda one: one.first_day, reverse=True)
    n_found = 0
    for season in seasons:
        split = SeasonSplit.of(lists, titles, season, min_scored=min_scored, seed=seed)
        if len(split.tested) >= _MIN_TESTED:
            yield split
            n_found += 1
        if n_found == n_seasons:
            return


def _first_day(start_date: str) -> str:
    return f"{start_date}-01-01"[:10]
