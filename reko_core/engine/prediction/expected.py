"""The expected score: the factor model, moved a little by what similar users thought.

    p_ui = 7 + w0 + w1 (f_ui - 7) + w2 n_ui;   f_ui = mu + b_i + v_i . m_u
    n_ui = sum_v w_uv (s_vi - mu - b_i - b_v) / (sum_v w_uv + .2)
    w_uv = c_uv max(0, r_uv), over the N_VOTERS users of highest w
    90 % of scores lie within p_ui +- reach sqrt(noise_u + v_i' C_u v_i)

(a linear stack of `factors` and a neighbourhood model; Koren, 2010). Factors are few and say
nothing of what is particular to some titles; neighbours do: without n the error is .003 higher.
More voters are heard here than are named as neighbours: a name must be close, a vote need only be
worth more than noise. Weights and reach belong to a community (`calibration`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import UserRows
from reko_core.engine.kernels import rows as kernels
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
_CENTRE = np.float32(7)
N_VOTERS = 500
DAMPING = 0.2

# What larger communities have in common, and as how many scores it counts beside one's own.
_USUAL_WEIGHTS, _USUAL_REACH = (0.0, 1.0, 0.25), 1.65
_USUAL_COUNT = 50


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """weights: (w0, w1, w2). reach: half of the interval, in deviations."""

    weights: tuple[float, ...] = _USUAL_WEIGHTS
    reach: float = _USUAL_REACH

    @classmethod
    def fit(
        cls,
        predicted: NDArray[np.float32],
        votes: NDArray[np.float32],
        deviations: NDArray[np.float32],
        scores: NDArray[np.integer],
    ) -> "ScoreModel":
        """Fit to (n,) scores by least squares; predicted are f, votes n."""
        design = np.column_stack([np.ones(len(scores)), predicted - _CENTRE, votes])
        gram = design.T @ design
        gram[np.diag_indices_from(gram)] += _USUAL_COUNT
        usual = np.array(_USUAL_WEIGHTS)
        pull = design.T @ (scores - _CENTRE - design @ usual)
        weights = tuple(float(weight) for weight in usual + np.linalg.solve(gram, pull))
        errors = np.abs(scores - cls(weights).predict(predicted, votes)) / deviations
        reach = float(np.quantile(errors, COVERAGE)) * len(errors) + _USUAL_REACH * _USUAL_COUNT
        return cls(weights, reach / (len(errors) + _USUAL_COUNT))

    def predict(
        self, predicted: NDArray[np.float32], votes: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return (n,) expected scores on 1-10."""
        constant, factor, vote = np.array(self.weights, np.float32)
        stacked = _CENTRE + constant + factor * (predicted - _CENTRE) + vote * votes
        return np.clip(stacked, MIN_SCORE, MAX_SCORE).astype(np.float32)


def select_neighbours(similar: SimilarUsers) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return (n,) positions among similar users of those who are heard, in order, and (n,) w."""
    weights = similar.taste * np.maximum(0, similar.agreement)
    voters = top_k(weights, N_VOTERS)
    return voters, weights[voters]


def neighbour_residuals(
    similar: SimilarUsers, rows: UserRows, item_base: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return (n_items,) n: by how much similar users found a title better than usual.

    item_base: (n_items,) mu + b_i, the damped biases of `baseline`.
    """
    voters, weights = select_neighbours(similar)
    sums = kernels.accumulate_residuals(
        similar.users[voters],
        weights,
        rows.indptr,
        rows.items,
        rows.marks,
        rows.bias,
        item_base,
    )
    votes = sums[:, 0] / (sums[:, 1] + DAMPING * kernels.SUM_SCALE)
    return votes.astype(np.float32)
