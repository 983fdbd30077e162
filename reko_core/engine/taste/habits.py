"""How users watch and score, and where one of them stands among the community.

n_titles     titles seen
mean, spread mean and standard deviation of the scores
dropped      share of the titles seen that were dropped
familiarity  mean over the titles seen of log(popularity_i + 1): how mainstream a list is
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Status
from reko_core.engine.data.community import Arrays, UserRows
from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT

__all__ = ["Habits", "percentile", "profile_habits", "sample_habits"]

MIN_SCORED = 5
"""Below this many scores, their mean and spread say too little."""

N_SAMPLED = 5000

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Habits(Arrays):
    """Habits of (n,) users; NaN where there is too little to tell."""

    n_titles: F64
    mean: F64
    spread: F64
    dropped: F64
    familiarity: F64


def sample_habits(rows: UserRows, popularity: NDArray[np.int32]) -> Habits:
    """Return the habits of at most N_SAMPLED users, evenly spaced over the community."""
    step = max(1, rows.n_users // N_SAMPLED)
    users = np.arange(0, rows.n_users, step)[:N_SAMPLED]
    owners, items, packed = rows.gather(users)
    is_dropped = packed >> STATUS_SHIFT == Status.DROPPED
    return _measure(owners, items, packed & SCORE_MASK, is_dropped, len(users), popularity)


def profile_habits(profile: Profile, popularity: NDArray[np.int32]) -> Habits:
    """Return the habits of one user, as arrays of one."""
    owners = np.zeros(len(profile.seen), np.int64)
    is_dropped = profile.dropped[profile.seen]
    return _measure(owners, profile.seen, profile.scores, is_dropped, 1, popularity)


def percentile(value: float, sample: F64) -> float | None:
    """Return which share of (n,) users, in percent, is below a value; ties count half.

    None where the value is NaN or nobody has one.
    """
    known = sample[~np.isnan(sample)]
    if np.isnan(value) or not len(known):
        return None
    return float(100 * ((known < value).mean() + 0.5 * (known == value).mean()))


def _measure(
    owners: NDArray[np.int64],
    items: NDArray[np.integer],
    scores: NDArray[np.integer],
    is_dropped: NDArray[np.bool_],
    n_users: int,
    popularity: NDArray[np.int32],
) -> Habits:
    """Measure (n_users,) users by (n,) entries; owners: (n,) whose each is."""
    is_scored = scores > 0
    given, scorers = scores[is_scored].astype(np.float64), owners[is_scored]
    n_titles = np.bincount(owners, minlength=n_users).astype(np.float64)
    n_scored = np.bincount(scorers, minlength=n_users).astype(np.float64)
    n_scored[n_scored < MIN_SCORED] = np.nan
    n_seen = np.where(n_titles > 0, n_titles, np.nan)

    def total(of: NDArray[np.int64], values: F64) -> F64:
        return np.asarray(np.bincount(of, values, n_users), np.float64)

    mean = total(scorers, given) / n_scored
    squares = total(scorers, given * given) / n_scored
    known = np.log(popularity[items] + 1.0)
    return Habits(
        n_titles=n_titles,
        mean=mean,
        spread=np.sqrt(np.maximum(squares - mean * mean, 0)),
        dropped=total(owners, is_dropped.astype(np.float64)) / n_seen,
        familiarity=total(owners, known) / n_seen,
    )
