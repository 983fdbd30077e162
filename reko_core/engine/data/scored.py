"""The scores that the factor model is fitted to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import UserRows
from reko_core.engine.kernels.rows import SCORE_MASK

__all__ = ["MAX_USERS", "Scored", "count_scored"]

MAX_USERS = 40_000
"""So many users say all there is to say about the titles; more would only take their time."""

_MANY = 20
_SEED = 20221231


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The same n scores twice: by user and by item.

    user_indptr: (n_users + 1,) int64. items: (n,) uint16. user_scores: (n,) uint8.
    item_indptr: (n_items + 1,) int64. users: (n,) int32. item_scores: (n,) uint8.
    """

    user_indptr: NDArray[np.int64]
    items: NDArray[np.uint16]
    user_scores: NDArray[np.uint8]
    item_indptr: NDArray[np.int64]
    users: NDArray[np.int32]
    item_scores: NDArray[np.uint8]

    @classmethod
    def of(cls, rows: UserRows, n_items: int, left_out: NDArray[np.integer]) -> "Scored":
        """Take the scores of those who take part: MAX_USERS at most, and none of `left_out`."""
        n_scored = count_scored(rows)
        takes_part = n_scored > 0
        takes_part[left_out] = False
        if np.count_nonzero(takes_part) > MAX_USERS:
            takes_part = _draw(takes_part, n_scored)
        scores = rows.marks & np.uint8(SCORE_MASK)
        taken = np.repeat(takes_part, np.diff(rows.indptr)) & (scores > 0)
        items, scores = rows.items[taken], scores[taken]
        lengths = n_scored[takes_part]
        users = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        order = np.argsort(items, kind="stable")
        return cls(
            np.r_[0, np.cumsum(lengths)],
            items,
            scores,
            np.r_[0, np.cumsum(np.bincount(items, minlength=n_items))],
            users[order],
            scores[order],
        )

    @property
    def n_users(self) -> int:
        """How many users take part."""
        return len(self.user_indptr) - 1

    @property
    def counts(self) -> NDArray[np.int64]:
        """(n_items,) how often each title was scored."""
        return np.diff(self.item_indptr)


def count_scored(rows: UserRows) -> NDArray[np.int64]:
    """Return (n_users,) how many titles each user has scored."""
    running = np.r_[0, np.cumsum(rows.marks & SCORE_MASK > 0)]
    return np.asarray(running[rows.indptr[1:]] - running[rows.indptr[:-1]])


def _draw(takes_part: NDArray[np.bool_], n_scored: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Draw MAX_USERS among those with scores enough to say something, if they are so many."""
    able = np.flatnonzero(takes_part & (n_scored >= _MANY))
    if len(able) < MAX_USERS:
        able = np.flatnonzero(takes_part)
    drawn = np.zeros(len(takes_part), bool)
    drawn[np.random.default_rng(_SEED).choice(able, MAX_USERS, replace=False)] = True
    return drawn
