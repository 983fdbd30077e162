"""The expected score: the factor model, corrected by the scores of similar users.

    p_ui = 7 + w0 + w1 (f_ui - 7) + w2 n_ui       clipped to 1-10
    f_ui = mu + b_i + v_i . m_u                   (`factors`)
    n_ui = sum_v w_uv (s_vi - mu - b_i - b_v) / (sum_v w_uv + .2)
    w_uv = c_uv max(0, r_uv)                      over the N_NEIGHBOURS users of highest w
    90 % of scores lie within p_ui +- half_width * sqrt(noise_u + v_i' C_u v_i)

A linear stack of a factor model and a neighbourhood model (Koren, 2010): a few factors cannot
express what is particular to a few titles, and without n the RMSE is .003 higher. More neighbours
enter here than are shown to the user: those who are shown must be close, these only better than
noise. The weights and half_width belong to a community (`training.calibration`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import UserRows
from reko_core.engine.kernels.user_rows import SUM_SCALE, accumulate_residuals
from reko_core.engine.similarity.search import SimilarUsers
from reko_core.engine.similarity.top_k import top_k

__all__ = [
    "COVERAGE",
    "DAMPING",
    "MAX_SCORE",
    "MIN_SCORE",
    "ScoreModel",
    "neighbour_residuals",
    "select_neighbours",
]

MIN_SCORE, MAX_SCORE = 1.0, 10.0
COVERAGE = 0.9
N_NEIGHBOURS = 500
DAMPING = 0.2

_CENTRE = np.float32(7)

# Fitted to larger communities; the prior counts as much as _PRIOR_COUNT scores.
_PRIOR_WEIGHTS, _PRIOR_HALF_WIDTH = (0.0, 1.0, 0.25), 1.65
_PRIOR_COUNT = 50


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """weights: (w0, w1, w2). half_width: of the 90 % interval, in standard deviations."""

    weights: tuple[float, ...] = _PRIOR_WEIGHTS
    half_width: float = _PRIOR_HALF_WIDTH

    @classmethod
    def fit(
        cls,
        predicted: NDArray[np.float32],
        residuals: NDArray[np.float32],
        deviations: NDArray[np.float32],
        scores: NDArray[np.integer],
    ) -> "ScoreModel":
        """Fit to (n,) scores by ridge regression towards the prior.

        predicted: (n,) f_ui. residuals: (n,) n_ui. deviations: (n,) sqrt(noise_u + v_i' C_u v_i).
        """
        design = np.column_stack([np.ones(len(scores)), predicted - _CENTRE, residuals])
        gram = design.T @ design
        gram[np.diag_indices_from(gram)] += _PRIOR_COUNT
        prior = np.array(_PRIOR_WEIGHTS)
        gradient = design.T @ (scores - _CENTRE - design @ prior)
        weights = tuple(float(weight) for weight in prior + np.linalg.solve(gram, gradient))
        errors = np.abs(scores - cls(weights).predict(predicted, residuals)) / deviations
        quantile = float(np.quantile(errors, COVERAGE))
        total = quantile * len(errors) + _PRIOR_HALF_WIDTH * _PRIOR_COUNT
        return cls(weights, total / (len(errors) + _PRIOR_COUNT))

    def predict(
        self, predicted: NDArray[np.float32], residuals: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return (n,) p_ui, given (n,) f_ui and (n,) n_ui."""
        constant, factor, neighbour = np.array(self.weights, np.float32)
        stacked = _CENTRE + constant + factor * (predicted - _CENTRE) + neighbour * residuals
        return np.clip(stacked, MIN_SCORE, MAX_SCORE).astype(np.float32)


def select_neighbours(similar: SimilarUsers) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return (n,) positions among similar users, ascending, of the neighbours, and (n,) w_uv."""
    weights = similar.taste * np.maximum(0, similar.agreement)
    neighbours = top_k(weights, N_NEIGHBOURS)
    return neighbours, weights[neighbours]


def neighbour_residuals(
    similar: SimilarUsers, rows: UserRows, item_base: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (n_items,) n_ui; item_base: (n_items,) mu + b_i, the damped biases."""
    neighbours, weights = select_neighbours(similar)
    sums = accumulate_residuals(
        similar.users[neighbours],
        weights,
        rows.indptr,
        rows.items,
        rows.packed,
        rows.bias,
        item_base,
    )
    residuals = sums[:, 0] / (sums[:, 1] + DAMPING * SUM_SCALE)
    return residuals.astype(np.float32)
