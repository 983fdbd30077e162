"""Damped biases: how high a title is scored, and how high a user scores.

    b_i = sum_u (s_ui - mu - b_u) / (n_i + 5);    b_u = sum_i (s_ui - mu - b_i) / (n_u + 2)

in turn until they settle (Koren, 2010). The damping counts as that many average scores, so
that a title with two scores stays near the mean.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels import rows as kernels

__all__ = ["ITEM_DAMPING", "USER_DAMPING", "Baseline", "fit_baseline", "fold_in_bias"]

ITEM_DAMPING = 5.0
USER_DAMPING = 2.0
_ROUNDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """mu; item_bias (n_items,), user_bias and user_mean (n_users,), all float32."""

    mu: float
    item_bias: NDArray[np.float32]
    user_bias: NDArray[np.float32]
    user_mean: NDArray[np.float32]


def fit_baseline(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    marks: NDArray[np.uint8],
    n_items: int,
    left_out: NDArray[np.integer] | None = None,
) -> Baseline:
    """Fit the biases to the rows of a community (arrays as in `UserRows`).

    Users who are left out have no say in mu and b_i.
    """
    is_heard = np.ones(len(indptr) - 1, bool)
    if left_out is not None:
        is_heard[left_out] = False
    heard = np.where(np.repeat(is_heard, np.diff(indptr)), marks, np.uint8(0))
    scores = heard & kernels.SCORE_MASK
    n_scored = int(np.count_nonzero(scores))
    mu = float(scores.sum(dtype=np.int64) / n_scored) if n_scored else 7.0
    user_bias = np.zeros(len(indptr) - 1)
    for _ in range(_ROUNDS):
        item_bias = kernels.fit_item_biases(
            indptr, items, heard, mu, user_bias, n_items, ITEM_DAMPING
        )
        user_bias, user_mean = kernels.fit_user_biases(
            indptr, items, marks, mu, item_bias, USER_DAMPING
        )
    return Baseline(
        mu,
        item_bias.astype(np.float32),
        user_bias.astype(np.float32),
        user_mean.astype(np.float32),
    )


def fold_in_bias(deviations: NDArray[np.float32]) -> float:
    """Return b_u of a new user from (n,) s - mu - b_i of their scored titles."""
    return float(deviations.sum() / (len(deviations) + USER_DAMPING))
