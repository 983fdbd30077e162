"""The expected score: the factor model, corrected by similar users and by the own franchise.

    p_ui = 7 + w0 + w1 (f_ui - 7) + w2 n_ui + g_ui            clipped to 1-10
    f_ui = mu + b_i + v_i . m_u                               (`factors`)
    n_ui = sum_v w_uv (s_vi - mu - b_i - b_v) / (sum_v w_uv + .2)
    w_uv = c_uv max(0, r_uv)                      over the N_NEIGHBOURS users of highest w
    g_ui = w3 r + w4 l + w5 (f_ui - m) + c_i (r - (f_ui - m));   c_i = .35 / (1 + n_i / 5)
    90 % of scores lie within p_ui +- half_width * d_ui       (`factors`)

A linear stack of a factor model and a neighbourhood model (Koren, 2010): a few factors cannot
express what is particular to a few titles, and without n the RMSE is .003 higher. More neighbours
enter here than are shown to the user: those who are shown must be close, these only better than
noise.

g_ui is 0 unless the user has scored a title of the franchise; r and l say how (`own_franchise`), m
is the user's mean. Seasons are scored alike, more so than any two titles of one taste. The fewer
lists n_i have a title, the less f_ui says about it, and the more its franchise counts.

The weights and half_width belong to a community (`training.calibration`); c_i, which its popular
titles cannot tell, was fitted to titles new to a community (`benchmarks/new_titles.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items, UserRows
from reko_core.engine.kernels.user_rows import SUM_SCALE, accumulate_residuals
from reko_core.engine.prediction.own_franchise import FranchiseScores
from reko_core.engine.similarity.search import SimilarUsers
from reko_core.engine.similarity.top_k import top_k

__all__ = [
    "COVERAGE",
    "DAMPING",
    "MAX_SCORE",
    "MIN_SCORE",
    "ScoreModel",
    "ScoreTerms",
    "damped_means",
    "neighbour_residuals",
    "select_neighbours",
]

MIN_SCORE, MAX_SCORE = 1.0, 10.0
COVERAGE = 0.9
N_NEIGHBOURS = 500
DAMPING = 0.2

_CENTRE = np.float32(7)

# Fitted to larger communities; the prior counts as much as _PRIOR_COUNT scores.
_PRIOR_WEIGHTS, _PRIOR_HALF_WIDTH = (0.0, 1.0, 0.25, 0.2, 0.2, -0.25), 1.65
_PRIOR_COUNT = 50
_NEW_TITLE_SHARE, _HALF_SHARE_LISTS = 0.35, 5


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTerms:
    """The terms of the expected scores of n titles, k of them in franchises with own scores.

    predicted: (n,) float32 f_ui. residuals: (n,) float32 n_ui. begun: (k,) int64 positions of the k
    titles. mean, last: (k,) float32 r and l. above: (k,) float32 f_ui - m. share: (k,) float32 c_i.
    """

    predicted: NDArray[np.float32]
    residuals: NDArray[np.float32]
    begun: NDArray[np.int64]
    mean: NDArray[np.float32]
    last: NDArray[np.float32]
    above: NDArray[np.float32]
    share: NDArray[np.float32]

    @classmethod
    def of(
        cls,
        items: Items,
        own: FranchiseScores,
        predicted: NDArray[np.float32],
        residuals: NDArray[np.float32],
        chosen: NDArray[np.int64] | None = None,
    ) -> Self:
        """Take (n,) f_ui and (n,) n_ui of the (n,) chosen items, None = all."""
        franchise, popularity = items.franchise, items.popularity
        if chosen is not None:
            franchise, popularity = franchise[chosen], popularity[chosen]
        begun = np.flatnonzero((own.n_scored > 0)[franchise])
        mean, last = own.mean[franchise[begun]], own.last[franchise[begun]]
        above = predicted[begun] - np.float32(own.user_mean)
        lists = popularity[begun].astype(np.float32) / _HALF_SHARE_LISTS
        share = (_NEW_TITLE_SHARE / (1 + lists)).astype(np.float32)
        return cls(predicted, residuals, begun, mean, last, above, share)

    @property
    def shift(self) -> NDArray[np.float32]:
        """(k,) float32 c_i (r - (f_ui - m))."""
        return self.share * (self.mean - self.above)

    def design(self) -> NDArray[np.float64]:
        """Return (n, 6): what w0, w1, ... w5 are multiplied by."""
        design = np.zeros((len(self.predicted), 6))
        design[:, 0] = 1
        design[:, 1] = self.predicted - _CENTRE
        design[:, 2] = self.residuals
        design[self.begun, 3:] = np.column_stack([self.mean, self.last, self.above])
        return design


@dataclass(frozen=True, slots=True)
class ScoreModel:
    """weights: (w0, ... w5). half_width: of the 90 % interval, in standard deviations."""

    weights: tuple[float, ...] = _PRIOR_WEIGHTS
    half_width: float = _PRIOR_HALF_WIDTH

    @classmethod
    def fit(
        cls,
        terms: Sequence[ScoreTerms],
        deviations: NDArray[np.float32],
        scores: NDArray[np.integer],
    ) -> "ScoreModel":
        """Fit to (n,) scores by ridge regression towards the prior.

        terms: of n titles together. deviations: (n,) d_ui. half_width is that of titles in other
        franchises than the user's own; in these, slightly more than 90 % lie within it.
        """
        design = np.concatenate([one.design() for one in terms])
        gram = design.T @ design
        gram[np.diag_indices_from(gram)] += _PRIOR_COUNT
        starts = np.cumsum([0, *(len(one.predicted) for one in terms)])[:-1]
        begun = np.concatenate([k + one.begun for k, one in zip(starts, terms, strict=True)])
        shift = np.zeros(len(scores))
        shift[begun] = np.concatenate([one.shift for one in terms])
        prior = np.array(_PRIOR_WEIGHTS)
        gradient = design.T @ (scores - _CENTRE - shift - design @ prior)
        weights = tuple(float(weight) for weight in prior + np.linalg.solve(gram, gradient))
        found = np.concatenate([cls(weights).predict(one) for one in terms])
        errors = np.delete(np.abs(scores - found) / deviations, begun)
        quantile = float(np.quantile(errors, COVERAGE)) if len(errors) else 0
        total = quantile * len(errors) + _PRIOR_HALF_WIDTH * _PRIOR_COUNT
        return cls(weights, total / (len(errors) + _PRIOR_COUNT))

    def predict(self, terms: ScoreTerms) -> NDArray[np.float32]:
        """Return (n,) p_ui."""
        return np.clip(self.stack(terms), MIN_SCORE, MAX_SCORE).astype(np.float32)

    def slope(self, terms: ScoreTerms) -> float:
        """Return d p_ui / d f_ui of a single title."""
        factor, above = self.weights[1], self.weights[5]
        return factor + (above - float(terms.share[0]) if len(terms.begun) else 0)

    def stack(self, terms: ScoreTerms) -> NDArray[np.float32]:
        """Return (n,) p_ui, not clipped to the scale."""
        constant, factor, neighbour, mean, last, above = np.array(self.weights, np.float32)
        stacked = (
            _CENTRE + constant + factor * (terms.predicted - _CENTRE) + neighbour * terms.residuals
        )
        stacked[terms.begun] += (
            mean * terms.mean + last * terms.last + above * terms.above + terms.shift
        )
        return np.asarray(stacked, np.float32)


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
    return damped_means(sums)


def damped_means(sums: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return (n,) n_ui, given (n, 2) sums as of `accumulate_residuals`."""
    return (sums[:, 0] / (sums[:, 1] + DAMPING * SUM_SCALE)).astype(np.float32)
