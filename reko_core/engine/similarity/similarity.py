"""How similar community users are to the asking one: formulas over rows and columns.

    x_uf = max(0, 1 + .2 dev_uf);   idf_f = max(ln(U / (1 + pop_f)), .05)
    c_uv = sum_f idf_f x_uf x_vf / (|x_u| sqrt(|x_v|^2 + 100));   |x_u|^2 = sum_f idf_f x_uf^2
    r_uv = cosine of the residuals s - mu - b_i - b_u over shared scored titles * n / (n + 50),
           0 when n < 3
    sim  = c max(0, 1 + r)

Without the 100, the closest to a list of a few titles would be lists of the same few: with it they
are those that have more to say (nDCG@10 of answers to five titles .30 -> .335, Recall@24 of answers
to whole lists .545 -> .557). The residuals have the biases taken out already; centring them again
over the few shared titles, as Pearson's correlation does, measured slightly worse. idf_f x_uf is
rounded to whole numbers of some five digits, so that c is the same in whatever order it is summed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import WEIGHT_SCALE, FranchiseColumns, Items, UserRows
from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels import columns as column_kernels
from reko_core.engine.kernels import rows as kernels

__all__ = [
    "MIN_SHARED",
    "SHRINKAGE",
    "Question",
    "Similar",
    "compare",
    "damped_norms",
    "franchise_idf",
    "franchise_weights",
    "measure_taste",
]

SHRINKAGE = 50
MIN_SHARED = 3
SCORE_SLOPE = 0.2
NORM_DAMPING = 100.0

SAME_PERSON_JACCARD = 0.6
SAME_PERSON_EQUAL = 0.9
SAME_PERSON_SHARED = 5

_MAX_SUM = 2.0**31 - 2.0**24  # the rest is for what rounding adds
_MAX_WEIGHT = 255


def franchise_weights(deviations: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return x for (n,) deviations of a user's own mean."""
    return np.maximum(0, 1 + np.float32(SCORE_SLOPE) * deviations)


def franchise_idf(popularity: NDArray[np.int32], n_users: int) -> NDArray[np.float32]:
    """Return (n_franchises,) idf: what everybody has seen says little."""
    return np.maximum(np.log(max(n_users, 1) / (1 + popularity)), 0.05).astype(np.float32)


def damped_norms(squares: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return (n,) sqrt(|x_v|^2 + 100) of community users, given their |x_v|^2."""
    return np.sqrt(squares + NORM_DAMPING)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """All that a part of the community must be told to say who in it is similar.

    franchises: (n,) int64 seen, ascending. weights: (n,) int32 idf_f x_uf; times `step` and the
    stored weights of another user, over their damped norm, they add up to c.
    n_seen: titles seen. item_scores: (n_items,) int8, -1 = not seen, 0 = unscored.
    residuals: (n_items,) float32, 0 where unscored. item_base: (n_items,) float32 mu + b_i.
    without: (k,) users left out.
    """

    franchises: NDArray[np.int64]
    weights: NDArray[np.int32]
    step: np.float32
    n_seen: int
    item_scores: NDArray[np.int8]
    residuals: NDArray[np.float32]
    item_base: NDArray[np.float32]
    without: NDArray[np.integer]

    @classmethod
    def of(
        cls,
        profile: Profile,
        items: Items,
        mu: float,
        n_users: int,
        without: NDArray[np.integer] | None = None,
    ) -> "Question":
        """Ask for those similar to a profile; n_users: of the whole community."""
        idf = franchise_idf(items.franchise_popularity[profile.franchises], n_users)
        own = franchise_weights(profile.deviations)
        terms = (idf * own).astype(np.float64)
        # As fine as sums of 31 bits allow.
        scale = _MAX_SUM / (_MAX_WEIGHT * max(float(terms.sum()), 1e-6))
        norm = float(np.sqrt((idf * own**2).sum()))
        return cls(
            franchises=profile.franchises,
            weights=np.rint(scale * terms).astype(np.int32),
            step=np.float32(1 / (scale * WEIGHT_SCALE * norm) if norm > 0 else 0),
            n_seen=len(profile.seen),
            item_scores=profile.item_scores,
            residuals=profile.residuals,
            item_base=items.bias + np.float32(mu),
            without=np.zeros(0, np.int64) if without is None else without,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Similar:
    """Community users and how similar they are; closest first, where nothing else is said.

    users: (n,) int64. taste: (n,) float32 c. agreement: (n,) float32 r. similarity: (n,) float32.
    """

    users: NDArray[np.int64]
    taste: NDArray[np.float32]
    agreement: NDArray[np.float32]
    similarity: NDArray[np.float32]


def measure_taste(question: Question, columns: FranchiseColumns) -> NDArray[np.float32]:
    """Return (n_users,) c: how much each community user has seen and liked in common."""
    return column_kernels.scan_columns(
        columns.dense,
        columns.indptr,
        columns.users,
        columns.weights,
        columns.norms,
        question.franchises,
        question.weights,
        question.step,
    )


def compare(
    question: Question, users: NDArray[np.int64], rows: UserRows
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return r of (n,) users, and which of them are the asking person."""
    n_common, n_scored, n_equal, cosine = kernels.compare_rows(
        users,
        rows.indptr,
        rows.items,
        rows.marks,
        rows.bias,
        question.item_base,
        question.item_scores,
        question.residuals,
    )
    shrunk = cosine * (n_scored / (n_scored + SHRINKAGE)).astype(np.float32)
    agreement = np.where(n_scored >= MIN_SHARED, shrunk, np.float32(0))
    n_all = rows.indptr[users + 1] - rows.indptr[users] + question.n_seen - n_common
    is_same = (
        (n_common > SAME_PERSON_JACCARD * n_all)
        & (n_scored >= SAME_PERSON_SHARED)
        & (n_equal >= SAME_PERSON_EQUAL * n_scored)
    )
    return agreement, is_same
