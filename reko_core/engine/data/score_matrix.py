"""The scores that the factor model is trained on, as a sparse matrix in two orders."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.data.user_sample import gather_lists, sample_users
from reko_core.engine.kernels.aggregates import count_scored
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["MAX_USERS", "ScoreMatrix"]

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
    def of(cls, lists: ListShard, n_items: int) -> Self:
        """Take all scores of some lists."""
        scores = lists.packed & np.uint8(SCORE_MASK)
        is_scored = scores > 0
        items, scores = lists.items[is_scored], scores[is_scored]
        lengths = count_scored(lists.indptr, lists.packed)[:, 0]
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

    @classmethod
    def sample(
        cls,
        lists: ShardedLists,
        n_items: int,
        *,
        without: NDArray[np.int64] | None = None,
        with_any: NDArray[np.bool_] | None = None,
    ) -> Self:
        """Take the scores of at most MAX_USERS users who have any.

        without, with_any: as of `sample_users`.
        """
        for min_scored in (MIN_SCORED, 1):
            users, _ = sample_users(
                lists,
                MAX_USERS,
                min_scored=min_scored,
                seed=_SEED,
                without=without,
                with_any=with_any,
            )
            if len(users) == MAX_USERS:
                break
        return cls.of(gather_lists(lists, np.sort(users)), n_items)

    @property
    def n_users(self) -> int:
        """Number of training users."""
        return len(self.user_indptr) - 1

    @property
    def counts(self) -> NDArray[np.int64]:
        """(n_items,) scores of each title."""
        return np.diff(self.item_indptr)
