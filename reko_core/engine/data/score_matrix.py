"""The scores that the factor model is trained on, as a sparse matrix in two orders."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import UserRows
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["MAX_USERS", "ScoreMatrix", "count_scored"]

MAX_USERS = 40_000
"""Training users at most; more take longer and predict no better."""

MIN_SCORED = 20
"""Scored titles of a training user, where enough users have as many."""

_SEED = 20221231


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """The same n scores by user (CSR) and by item (CSC).

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
    def of(cls, rows: UserRows, n_items: int, held_out: NDArray[np.integer]) -> Self:
        """Take the scores of at most MAX_USERS users with any, none of (k,) `held_out`."""
        n_scored = count_scored(rows)
        is_training = n_scored > 0
        is_training[held_out] = False
        if np.count_nonzero(is_training) > MAX_USERS:
            is_training = _sample_users(is_training, n_scored)
        scores = rows.packed & np.uint8(SCORE_MASK)
        is_taken = np.repeat(is_training, np.diff(rows.indptr)) & (scores > 0)
        items, scores = rows.items[is_taken], scores[is_taken]
        lengths = n_scored[is_training]
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
        """Number of training users."""
        return len(self.user_indptr) - 1

    @property
    def counts(self) -> NDArray[np.int64]:
        """(n_items,) scores of each title."""
        return np.diff(self.item_indptr)


def count_scored(rows: UserRows) -> NDArray[np.int64]:
    """Return (n_users,) scored titles of each user."""
    running = np.r_[0, np.cumsum(rows.packed & SCORE_MASK > 0)]
    return np.asarray(running[rows.indptr[1:]] - running[rows.indptr[:-1]])


def _sample_users(is_training: NDArray[np.bool_], n_scored: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (n_users,) which MAX_USERS of the training users are sampled."""
    eligible = np.flatnonzero(is_training & (n_scored >= MIN_SCORED))
    if len(eligible) < MAX_USERS:
        eligible = np.flatnonzero(is_training)
    is_sampled = np.zeros(len(is_training), bool)
    is_sampled[np.random.default_rng(_SEED).choice(eligible, MAX_USERS, replace=False)] = True
    return is_sampled
