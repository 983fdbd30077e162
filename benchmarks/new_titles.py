"""Accuracy of the expected score for titles that are new to the community: a season's titles.

The community holds the entries of titles broadcast at least 14 days before the season, without a
third of the users. It is fitted; then the lists of k random other users who have seen titles of the
season are completed, and the models are kept (`refit`). The held-out users have at least 10 earlier
scores, which are their list, and 2 of the season, which are predicted. What MAL says of the
season's titles (mean, members) is hidden, as a new title has none.

Constants were tuned on the seasons of 2020-21 and users of even numbers; reported are those of odd
numbers, and the seasons of 2015-16. +- is one standard error, by bootstrap over users.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from support.real_lists import DATA, Lists, read_lists, say

from reko_core.domain.models import Anime, Status
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import find_similar
from reko_core.engine.training.fit import fit_model
from reko_core.engine.training.refit import refit
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community

TUNED = (date(2020, 10, 1), date(2021, 1, 1), date(2021, 4, 1))
TRANSFER = (date(2015, 10, 1), date(2016, 1, 1))
N_LISTS = (0, 20, 100)
MARGIN = timedelta(days=14)
TYPES = {"tv", "ona", "movie"}
MIN_EARLIER, MIN_NEW = 10, 2
N_REPLICATES = 300


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """New titles, and who is asked about them.

    titles: the catalogue as it was. new: (n,) ids. is_old, is_new: (n_entries,) which entries are
    of earlier and of new titles. tested: users whose scores are predicted. is_community: (n_users,)
    users whose earlier entries are known. active: users of these with titles of the season.
    """

    start: date
    titles: Mapping[int, Anime]
    new: NDArray[np.int32]
    is_old: NDArray[np.bool_]
    is_new: NDArray[np.bool_]
    tested: NDArray[np.int64]
    is_community: NDArray[np.bool_]
    active: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Predictions for one user's n titles of the season; is_begun: own scores in the franchise."""

    user: int
    mean: float
    scores: NDArray[np.int8]
    expected: NDArray[np.float32]
    half_width: NDArray[np.float32]
    enjoyment: NDArray[np.float64]
    is_begun: NDArray[np.bool_]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=600, help="of a season, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    lists = read_lists(options.data)
    for name, starts in (("2020-21", TUNED), ("2015-16, transfer", TRANSFER)):
        trials: dict[int, list[Trial]] = {k: [] for k in N_LISTS}
        for start in starts:
            season = _describe(lists, start, options.users, options.seed)
            for k, found in _measure(lists.gathered, season).items():
                trials[k] += found
        print(f"\n{name}")
        for k, found in trials.items():
            if starts is TUNED:
                _print(f"{k} lists, tuning users", [one for one in found if one.user % 2 == 0])
            _print(f"{k} lists", [one for one in found if starts is TRANSFER or one.user % 2])


def _describe(lists: Lists, start: date, n_users: int, seed: int) -> Season:
    gathered, titles = lists.gathered, dict(lists.titles)
    month = start.month + 3
    stop = start.replace(year=start.year + (month > 12), month=(month - 1) % 12 + 1)
    day = {anime_id: _day(titles[anime_id]) for anime_id in titles}
    listed = [k for k in gathered.ids.tolist() if day.get(k)]
    new = [k for k in listed if start <= day[k] < stop and titles[k].media_type in TYPES]
    new = [k for k in new if len(titles[k].start_date or "") > 4]
    old = [k for k in listed if day[k] < start - MARGIN]
    for anime_id in new:
        titles[anime_id] = replace(titles[anime_id], mean=None, members=None, scored_by=None)
    n_all = len(gathered.owners)
    users = np.repeat(np.arange(n_all), np.diff(gathered.indptr))
    is_new, is_old = (np.isin(gathered.ids, ids)[gathered.items] for ids in (new, old))
    is_scored = gathered.packed & SCORE_MASK > 0
    n_new, n_old = (np.bincount(users[is_scored & of], minlength=n_all) for of in (is_new, is_old))
    rng = np.random.default_rng(seed)
    is_community = np.ones(n_all, bool)
    is_community[rng.permutation(n_all)[: n_all // 3]] = False
    is_active = (n_new >= MIN_NEW) & (n_old >= MIN_EARLIER)
    tested = rng.permutation(np.flatnonzero(is_active & ~is_community))[:n_users]
    return Season(
        start,
        titles,
        np.array(new, np.int32),
        is_old,
        is_new,
        tested,
        is_community,
        rng.permutation(np.flatnonzero(is_active & is_community)),
    )


def _day(anime: Anime) -> date | None:
    padded = f"{anime.start_date}-01-01"[:10]
    return date.fromisoformat(padded) if anime.start_date else None


def _measure(gathered: LoadedLists, season: Season) -> dict[int, list[Trial]]:
    say(f"season of {season.start}: {len(season.new)} titles, {len(season.tested)} users")
    found = {}
    model = None
    for k in N_LISTS:
        known = _community(gathered, season, season.active[:k])
        also = season.new if model is None else model.items.ids
        raw = make_raw_community(known, season.titles, season.start, also)
        model = fit_model(raw) if model is None else refit(raw, model)
        assert model is not None
        found[k] = [_try(gathered, season, model, int(user)) for user in season.tested]
    return found


def _community(gathered: LoadedLists, season: Season, complete: NDArray[np.int64]) -> LoadedLists:
    """Return the lists of the community: earlier titles, for (k,) users new ones, too."""
    n_all = len(gathered.owners)
    users = np.repeat(np.arange(n_all), np.diff(gathered.indptr))
    is_kept = season.is_old | (season.is_new & np.isin(users, complete))
    is_kept &= season.is_community[users]
    lengths = np.bincount(users[is_kept], minlength=n_all)
    there = np.flatnonzero(lengths)
    return replace(
        gathered,
        owners=[gathered.owners[user] for user in there],
        indptr=np.r_[0, np.cumsum(lengths[there])].astype(np.int64),
        items=gathered.items[is_kept],
        packed=gathered.packed[is_kept],
    )


def _try(gathered: LoadedLists, season: Season, model: Model, user: int) -> Trial:
    span = slice(int(gathered.indptr[user]), int(gathered.indptr[user + 1]))
    ids, packed = gathered.entries(user)
    scores = (packed & SCORE_MASK).astype(np.int8)
    profile = _profile(model, ids, packed, scores, season.is_old[span])
    is_tested = season.is_new[span] & (scores > 0)
    items, scores = model.items.index(ids[is_tested]), scores[is_tested]
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=np.zeros(0, np.int64)
    )
    found = score_catalogue(model, profile, similar)
    begun = profile.franchises[profile.is_scored]
    return Trial(
        user,
        profile.mean,
        scores,
        found.expected[items],
        found.half_width[items],
        found.enjoyment[items],
        np.isin(model.items.franchise[items], begun),
    )


def _profile(
    model: Model,
    ids: NDArray[np.int32],
    packed: NDArray[np.uint8],
    scores: NDArray[np.int8],
    is_old: NDArray[np.bool_],
) -> Profile:
    dropped = packed[is_old] >> STATUS_SHIFT == Status.DROPPED
    seen = np.ones(len(dropped), bool)
    return make_profile(model.items, model.mu, ids[is_old], scores[is_old], seen, dropped)


def _print(name: str, trials: list[Trial]) -> None:
    scores = np.concatenate([one.scores for one in trials]).astype(np.float64)
    expected = np.concatenate([one.expected for one in trials])
    means = np.repeat([one.mean for one in trials], [len(one.scores) for one in trials])
    chances = np.concatenate([one.enjoyment for one in trials])
    is_begun = np.concatenate([one.is_begun for one in trials])
    errors = np.abs(scores - expected)
    is_within = errors <= np.concatenate([one.half_width for one in trials])
    is_liked = scores >= means
    per_user = [((one.scores - one.expected.astype(np.float64)) ** 2).sum() for one in trials]
    deviation = _bootstrap(np.array(per_user), np.array([len(one.scores) for one in trials]))
    print(
        f"  {name:22} RMSE {_rmse(errors):.3f} +- {deviation:.3f} ({len(errors)} scores; "
        f"begun {_rmse(errors[is_begun]):.3f}, others {_rmse(errors[~is_begun]):.3f}), "
        f"own mean {_rmse(scores - means):.3f}\n"
        f"  {'':22} P(enjoy) {chances.mean():.3f}, came {is_liked.mean():.3f}, "
        f"Brier {np.mean((chances - is_liked) ** 2):.4f}, within 90 % {is_within.mean():.3f}"
    )


def _rmse(errors: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(errors.astype(np.float64) ** 2)))


def _bootstrap(squares: NDArray[np.float64], counts: NDArray[np.int64]) -> float:
    """Return the standard error of the RMSE, given each user's squared errors and scores."""
    drawn = np.random.default_rng(1).integers(len(counts), size=(N_REPLICATES, len(counts)))
    return float(np.std(np.sqrt(squares[drawn].sum(axis=1) / counts[drawn].sum(axis=1))))


if __name__ == "__main__":
    main()
