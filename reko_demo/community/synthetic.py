"""A synthetic community: none of its users exists, and no real list was used to generate it.

Each user mixes two or three fan types with random preferences for labels. Taste and popularity
decide what they watch; taste, the mean score of the title, and the user's own mean and spread
decide the scores. Only summary statistics resemble real lists: length, mean score, share of
unscored entries.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import MAX_SCORE, UNKNOWN_EPISODES, Anime, Entries, Status
from reko_demo.community.catalogue_arrays import CatalogueArrays
from reko_demo.community.fan_types import FAN_TYPES
from reko_demo.community.user_names import draw_names

__all__ = ["make_community"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

DEFAULT_SEED = 20_240_407
MEDIAN_LENGTH, LENGTH_SIGMA, MIN_LENGTH, MAX_LENGTH = 60, 0.65, 5, 220

N_FAVOURITES, FAVOURITE_ODDS = 3, (6, 2, 0.7)

# Weights of what decides which title a user watches next.
TASTE_WEIGHT, POPULARITY_WEIGHT, RANDOM_WEIGHT = 1.3, 0.7, 0.12
# Most users who have seen a season watch the next; few start with a later one.
SEQUEL_BONUS, SHARE_OUT_OF_ORDER = 2.0, 0.03

# Scores, in points: mean of users and its deviation, effect of taste, noise.
USER_MEAN, USER_MEAN_SD = 7.15, 0.9
TASTE_POINTS, NOISE_POINTS = 0.65, 1.0

# Shares among all series started, and among finished ones that are not scored.
WATCHING_SHARE, ON_HOLD_SHARE, UNSCORED_SHARE = 0.02, 0.03, 0.07
DROPPED_POINTS = 1.5

# Sorting and rounding must not depend on the last bit of a sum, which is platform-dependent.
DECIMALS = 6


def make_community(
    titles: Mapping[int, Anime], *, n_users: int = 3000, seed: int = DEFAULT_SEED
) -> Mapping[str, Entries]:
    """Generate lists: user name -> entries, deterministic in titles, number and seed.

    `titles` must state relations among themselves; those not yet aired are at most planned.
    """
    rng = np.random.default_rng(seed)
    items = CatalogueArrays.of(titles)
    tastes = _draw_tastes(rng, items, n_users)
    ranks = _draw_order(rng, items, tastes)
    lengths = np.exp(rng.normal(np.log(MEDIAN_LENGTH), LENGTH_SIGMA, n_users))
    n_seen = np.clip(np.rint(lengths), MIN_LENGTH, MAX_LENGTH)[:, None]
    n_planned = rng.geometric(0.2, (n_users, 1)) - 1
    is_seen = (ranks < n_seen) & items.has_aired
    is_listed = ranks < n_seen + n_planned
    points = _draw_points(rng, items, tastes)
    statuses = _draw_statuses(rng, items, points, is_seen)
    episodes = _draw_episodes(rng, items, statuses)
    scores = _draw_scores(rng, points, statuses)
    return {
        name: Entries.build(items.ids[on], scores[user, on], statuses[user, on], episodes[user, on])
        for user, (name, on) in enumerate(zip(draw_names(rng, n_users), is_listed, strict=True))
    }


def _draw_tastes(rng: np.random.Generator, items: CatalogueArrays, n_users: int) -> Floats:
    """Return (n_users, n_titles): how much each user likes each title, in standard deviations."""
    shares = np.array([fan.share for fan in FAN_TYPES.values()])
    preference = np.log(shares) + rng.gumbel(size=(n_users, len(shares)))
    favourites = np.argsort(-preference, axis=1)[:, :N_FAVOURITES]
    weights = np.zeros((n_users, len(shares)))
    np.put_along_axis(weights, favourites, rng.dirichlet(FAVOURITE_ODDS, n_users), axis=1)
    random_tastes = rng.normal(size=(n_users, items.labels.shape[1])) @ items.labels.T
    return weights @ items.preferences + RANDOM_WEIGHT * random_tastes


def _draw_order(rng: np.random.Generator, items: CatalogueArrays, tastes: Floats) -> Integers:
    """Return (n_users, n_titles): the position of each title in the order a user watches them.

    Sorting by wish plus Gumbel noise draws without replacement, with odds exp(wish).
    """
    wishes = TASTE_WEIGHT * tastes + POPULARITY_WEIGHT * items.popularity
    wishes += rng.gumbel(size=wishes.shape)
    out_of_order = rng.random(wishes.shape) < SHARE_OUT_OF_ORDER
    # Titles are in order of broadcast, so earlier ones are already done.
    for title, earlier in enumerate(items.earlier):
        if earlier:
            limit = wishes[:, earlier].min(axis=1) - 10.0**-DECIMALS
            in_order = np.minimum(wishes[:, title] + SEQUEL_BONUS, limit)
            wishes[:, title] = np.where(out_of_order[:, title], wishes[:, title], in_order)
    order = np.argsort(-np.round(wishes, DECIMALS), axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable")


def _draw_points(rng: np.random.Generator, items: CatalogueArrays, tastes: Floats) -> Floats:
    """Return (n_users, n_titles): the score of each user for each title, before rounding."""
    n_users = len(tastes)
    user_means = rng.normal(USER_MEAN, USER_MEAN_SD, (n_users, 1))
    spreads = np.exp(rng.normal(0.0, 0.3, (n_users, 1)))
    noise = NOISE_POINTS * rng.normal(size=tastes.shape)
    # Many matching labels do not add up without limit.
    liking = TASTE_POINTS * np.clip(tastes, -2.5, 2.5)
    return np.round(user_means + spreads * (items.means + liking + noise), DECIMALS)


def _draw_statuses(
    rng: np.random.Generator, items: CatalogueArrays, points: Floats, is_seen: NDArray[np.bool_]
) -> Integers:
    """Return (n_users, n_titles): values of `Status`. Bad titles are dropped most often."""
    below_own_mean = points.mean(axis=1, keepdims=True) - points
    p_drop = np.clip(0.02 + 0.12 * (below_own_mean - 0.5), 0.01, 0.7)
    chance = rng.random(points.shape)
    statuses = np.full(points.shape, int(Status.COMPLETED))
    statuses[chance > 1 - WATCHING_SHARE - ON_HOLD_SHARE] = Status.ON_HOLD
    statuses[(chance > 1 - WATCHING_SHARE) | items.is_airing] = Status.WATCHING
    statuses[chance < p_drop] = Status.DROPPED
    statuses[:, items.n_episodes == 1] = Status.COMPLETED
    statuses[~is_seen] = Status.PLAN_TO_WATCH
    return statuses


def _draw_episodes(
    rng: np.random.Generator, items: CatalogueArrays, statuses: Integers
) -> Integers:
    """Return (n_users, n_titles): episodes watched, -1 where the length is not known."""
    part = (rng.random(statuses.shape) * 0.8 * items.n_episodes).astype(np.int64)
    episodes = np.where(statuses == Status.COMPLETED, items.n_episodes, np.maximum(part, 1))
    episodes[:, items.n_episodes == 0] = UNKNOWN_EPISODES
    episodes[statuses == Status.PLAN_TO_WATCH] = 0
    return episodes


def _draw_scores(rng: np.random.Generator, points: Floats, statuses: Integers) -> Integers:
    """Return (n_users, n_titles): scores 1..10, 0 where the user gave none."""
    # Most people score nearly everything; a few score little.
    habits = rng.beta(0.35, 0.35 / UNSCORED_SHARE, (len(points), 1))
    is_unfinished = np.isin(statuses, (Status.WATCHING, Status.ON_HOLD, Status.DROPPED))
    p_unscored = np.where(is_unfinished, 0.5 + 0.5 * habits, habits)
    is_scored = (rng.random(points.shape) >= p_unscored) & (statuses != Status.PLAN_TO_WATCH)
    dropped = np.where(statuses == Status.DROPPED, DROPPED_POINTS, 0.0)
    scores = np.clip(np.rint(points - dropped), 1, MAX_SCORE).astype(np.int64)
    return np.where(is_scored, scores, 0)
