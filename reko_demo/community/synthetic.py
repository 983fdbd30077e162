"""A made-up community: nobody in it exists, and no real list was used to make it.

Each user mixes two or three fan types and some whims of their own. What draws them, and what
is popular, decides what they watch; what draws them, how good a title is held to be, and
their own mean and spread decide the scores. Only gross figures resemble real lists: their
length, the mean score, the share of unscored entries.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import MAX_SCORE, UNKNOWN_EPISODES, Anime, Entries, Status
from reko_demo.community.fans import FAN_TYPES
from reko_demo.community.shelf import Shelf
from reko_demo.community.user_names import draw_names

__all__ = ["make_community"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

DEFAULT_SEED = 20_240_407
MEDIAN_LENGTH, LENGTH_SIGMA, MIN_LENGTH, MAX_LENGTH = 60, 0.65, 5, 220

N_FAVOURITES, FAVOURITE_ODDS = 3, (6, 2, 0.7)

# How much each reason weighs when a user decides what to watch next.
TASTE_WEIGHT, POPULARITY_WEIGHT, WHIM_WEIGHT = 1.3, 0.7, 0.12
# Who has seen one season mostly goes on with the next, and hardly anybody begins with it.
SEQUEL_BONUS, SHARE_OUT_OF_ORDER = 2.0, 0.03

# Scores, in points: where users sit, how far they spread, what moves a score.
USER_MEAN, USER_MEAN_SD = 7.15, 0.9
TASTE_POINTS, NOISE_POINTS = 0.65, 1.0

# Shares of all series begun, and of what is finished but not scored.
WATCHING_SHARE, ON_HOLD_SHARE, UNSCORED_SHARE = 0.02, 0.03, 0.07
DROPPED_POINTS = 1.5

# Sorting and rounding must not hang on the last bit of a sum, which differs between machines.
DECIMALS = 6


def make_community(
    titles: Mapping[int, Anime], *, n_users: int = 3000, seed: int = DEFAULT_SEED
) -> Mapping[str, Entries]:
    """Make up lists: user name -> entries, the same ones for the same titles, number and seed.

    `titles` must state relations among themselves; those not yet aired are at most planned.
    """
    rng = np.random.default_rng(seed)
    shelf = Shelf.of(titles)
    tastes = _draw_tastes(rng, shelf, n_users)
    ranks = _draw_order(rng, shelf, tastes)
    lengths = np.exp(rng.normal(np.log(MEDIAN_LENGTH), LENGTH_SIGMA, n_users))
    n_seen = np.clip(np.rint(lengths), MIN_LENGTH, MAX_LENGTH)[:, None]
    n_planned = rng.geometric(0.2, (n_users, 1)) - 1
    is_seen = (ranks < n_seen) & shelf.has_aired
    is_listed = ranks < n_seen + n_planned
    points = _draw_points(rng, shelf, tastes)
    statuses = _draw_statuses(rng, shelf, points, is_seen)
    episodes = _draw_episodes(rng, shelf, statuses)
    scores = _draw_scores(rng, points, statuses)
    return {
        name: Entries.build(shelf.ids[on], scores[user, on], statuses[user, on], episodes[user, on])
        for user, (name, on) in enumerate(zip(draw_names(rng, n_users), is_listed, strict=True))
    }


def _draw_tastes(rng: np.random.Generator, shelf: Shelf, n_users: int) -> Floats:
    """Return (n_users, n_titles): how far each title draws each user, in standard deviations."""
    shares = np.array([fan.share for fan in FAN_TYPES.values()])
    preference = np.log(shares) + rng.gumbel(size=(n_users, len(shares)))
    favourites = np.argsort(-preference, axis=1)[:, :N_FAVOURITES]
    weights = np.zeros((n_users, len(shares)))
    np.put_along_axis(weights, favourites, rng.dirichlet(FAVOURITE_ODDS, n_users), axis=1)
    whims = rng.normal(size=(n_users, shelf.labels.shape[1])) @ shelf.labels.T
    return weights @ shelf.attractions + WHIM_WEIGHT * whims


def _draw_order(rng: np.random.Generator, shelf: Shelf, tastes: Floats) -> Integers:
    """Return (n_users, n_titles): the place of each title in the order a user takes them up.

    Sorting by wish plus Gumbel noise draws without replacement, with odds exp(wish).
    """
    wishes = TASTE_WEIGHT * tastes + POPULARITY_WEIGHT * shelf.popularity
    wishes += rng.gumbel(size=wishes.shape)
    out_of_order = rng.random(wishes.shape) < SHARE_OUT_OF_ORDER
    # Titles stand in order of broadcast, so whatever comes earlier is settled already.
    for title, earlier in enumerate(shelf.earlier):
        if earlier:
            limit = wishes[:, earlier].min(axis=1) - 10.0**-DECIMALS
            in_order = np.minimum(wishes[:, title] + SEQUEL_BONUS, limit)
            wishes[:, title] = np.where(out_of_order[:, title], wishes[:, title], in_order)
    order = np.argsort(-np.round(wishes, DECIMALS), axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable")


def _draw_points(rng: np.random.Generator, shelf: Shelf, tastes: Floats) -> Floats:
    """Return (n_users, n_titles): what each user would score each title, not yet rounded."""
    n_users = len(tastes)
    user_means = rng.normal(USER_MEAN, USER_MEAN_SD, (n_users, 1))
    spreads = np.exp(rng.normal(0.0, 0.3, (n_users, 1)))
    noise = NOISE_POINTS * rng.normal(size=tastes.shape)
    # Nobody likes a thing ten times as much because ten labels say so.
    liking = TASTE_POINTS * np.clip(tastes, -2.5, 2.5)
    return np.round(user_means + spreads * (shelf.means + liking + noise), DECIMALS)


def _draw_statuses(
    rng: np.random.Generator, shelf: Shelf, points: Floats, is_seen: NDArray[np.bool_]
) -> Integers:
    """Return (n_users, n_titles): values of `Status`. What disappoints is dropped most often."""
    below_own_mean = points.mean(axis=1, keepdims=True) - points
    p_drop = np.clip(0.02 + 0.12 * (below_own_mean - 0.5), 0.01, 0.7)
    chance = rng.random(points.shape)
    statuses = np.full(points.shape, int(Status.COMPLETED))
    statuses[chance > 1 - WATCHING_SHARE - ON_HOLD_SHARE] = Status.ON_HOLD
    statuses[(chance > 1 - WATCHING_SHARE) | shelf.is_airing] = Status.WATCHING
    statuses[chance < p_drop] = Status.DROPPED
    statuses[:, shelf.n_episodes == 1] = Status.COMPLETED
    statuses[~is_seen] = Status.PLAN_TO_WATCH
    return statuses


def _draw_episodes(rng: np.random.Generator, shelf: Shelf, statuses: Integers) -> Integers:
    """Return (n_users, n_titles): episodes watched, -1 where the length is not known."""
    part = (rng.random(statuses.shape) * 0.8 * shelf.n_episodes).astype(np.int64)
    episodes = np.where(statuses == Status.COMPLETED, shelf.n_episodes, np.maximum(part, 1))
    episodes[:, shelf.n_episodes == 0] = UNKNOWN_EPISODES
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
