"""The baseline predictor: damped biases of titles and users (Koren, 2010).

    b_ui = mu + b_i + b_u
    b_i  = sum_u (s_ui - mu - b_u) / (n_i + 5)
    b_u  = sum_i (s_ui - mu - b_i) / (n_u + 2)

in turn, _N_ITERATIONS times. The damping is a number of average scores added to each sum, so that a
title with two scores stays near the mean.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.aggregates import update_item_biases, update_user_biases
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["ITEM_DAMPING", "USER_DAMPING", "Baseline", "fit_baseline", "fold_in_bias"]

ITEM_DAMPING = 5.0
USER_DAMPING = 2.0

_N_ITERATIONS = 5
_MEAN_WITHOUT_SCORES = 7.0


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """mu; item_bias (n_items,) b_i, user_bias (n_users,) b_u, user_mean (n_users,), all float32."""

    mu: float
    item_bias: NDArray[np.float32]
    user_bias: NDArray[np.float32]
    user_mean: NDArray[np.float32]


def fit_baseline(
    indptr: NDArray[np.int64],
    items: NDArray[np.uint16],
    packed: NDArray[np.uint8],
    n_items: int,
    held_out: NDArray[np.integer] | None = None,
) -> Baseline:
    """Fit the biases to the lists of a community, given as in `UserRows`.

    held_out: (k,) users whose scores do not enter mu and b_i.
    """
    is_training = np.ones(len(indptr) - 1, bool)
    if held_out is not None:
        is_training[held_out] = False
    training = np.where(np.repeat(is_training, np.diff(indptr)), packed, np.uint8(0))
    scores = training & SCORE_MASK
    n_scored = int(np.count_nonzero(scores))
    mu = float(scores.sum(dtype=np.int64) / n_scored) if n_scored else _MEAN_WITHOUT_SCORES
    # Read-only as the lists are, so that the kernel is compiled for one kind of array.
    training.flags.writeable = False
    user_bias = np.zeros(len(indptr) - 1)
    for _ in range(_N_ITERATIONS):
        item_bias = update_item_biases(
            indptr, items, training, mu, user_bias, n_items, ITEM_DAMPING
        )
        user_bias, user_mean = update_user_biases(
            indptr, items, packed, mu, item_bias, USER_DAMPING
        )
    return Baseline(
        mu,
        item_bias.astype(np.float32),
        user_bias.astype(np.float32),
        user_mean.astype(np.float32),
    )


def fold_in_bias(deviations: NDArray[np.float32]) -> float:
    """Return b_u of a new user, given (n,) s - mu - b_i of their scored titles."""
    return float(deviations.sum() / (len(deviations) + USER_DAMPING))
