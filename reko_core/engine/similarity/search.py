"""Find the users of the community who are most similar to a profile; an exact search.

    sim  = c max(0, 1 + r)
    c_uv = sum_f idf_f x_uf x_vf / (|x_u| |x_v|)       (`data.franchise_weights`)
    r_uv = cosine of the residuals s - mu - b_i - b_u over the titles both have scored,
           shrunk by n / (n + 50) for n such titles; 0 when n < 3

What two users watch in common (c) predicts what they will like; how they score in common (r)
predicts how they will score. r is computed only for the N_COMPARED users of highest c: on held-out
users the others add nothing, and r reads whole lists. The residuals are not centred again over
the shared titles, as Pearson's correlation does: that measured slightly worse.

c is a sum of integers, so the result does not depend on the order of summation. Of equal
users, those with the lower index come first.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import FranchiseColumns, Items, UserRows
from reko_core.engine.data.profile import Profile
from reko_core.engine.kernels.column_scan import scan_columns
from reko_core.engine.kernels.user_rows import compare_rows
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.top_k import top_k

__all__ = [
    "MIN_SHARED",
    "N_COMPARED",
    "SHRINKAGE",
    "SimilarUsers",
    "compare_scores",
    "find_similar",
    "measure_taste",
]

N_COMPARED = 1000
SHRINKAGE = 50
MIN_SHARED = 3

SAME_PERSON_JACCARD = 0.6
SAME_PERSON_EQUAL = 0.9
SAME_PERSON_SHARED = 5


@dataclass(frozen=True, slots=True, eq=False)
class SimilarUsers:
    """Community users, the most similar first.

    users: (n,) int64. taste: (n,) float32 c. agreement: (n,) float32 r. similarity: (n,) float32.
    """

    users: NDArray[np.int64]
    taste: NDArray[np.float32]
    agreement: NDArray[np.float32]
    similarity: NDArray[np.float32]


def find_similar(
    profile: Profile,
    rows: UserRows,
    columns: FranchiseColumns,
    items: Items,
    mu: float,
    *,
    exclude: NDArray[np.integer],
) -> SimilarUsers:
    """Return the users most similar to a profile, at most N_COMPARED.

    Left out are users who share no franchise with it, (k,) `exclude`, and other copies of the
    same list (Jaccard index above .6 and 90 % equal scores).
    """
    query = SimilarityQuery.of(profile, items, mu, rows.n_users)
    taste = measure_taste(query, columns)
    taste[exclude] = 0
    users = top_k(taste, N_COMPARED)
    taste = taste[users]
    agreement, is_same = compare_scores(query, users, rows)
    similarity = taste * np.maximum(0, 1 + agreement)
    others = np.flatnonzero(~is_same)
    order = others[np.argsort(-similarity[others], kind="stable")]
    return SimilarUsers(users[order], taste[order], agreement[order], similarity[order])


def measure_taste(query: SimilarityQuery, columns: FranchiseColumns) -> NDArray[np.float32]:
    """Return (n_users,) c of every community user."""
    return scan_columns(
        columns.dense,
        columns.indptr,
        columns.users,
        columns.weights,
        columns.norms,
        query.franchises,
        query.weights,
        query.step,
    )


def compare_scores(
    query: SimilarityQuery, users: NDArray[np.int64], rows: UserRows
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return (n,) r of (n,) users, and (n,) which of their lists are the requesting user's."""
    counts, cosine = compare_rows(
        users,
        rows.indptr,
        rows.items,
        rows.packed,
        rows.bias,
        query.item_base,
        query.item_scores,
        query.residuals,
    )
    n_common, n_scored, n_equal = counts.T
    shrunk = cosine * (n_scored / (n_scored + SHRINKAGE)).astype(np.float32)
    agreement = np.where(n_scored >= MIN_SHARED, shrunk, np.float32(0))
    n_all = rows.indptr[users + 1] - rows.indptr[users] + query.n_seen - n_common
    is_same = (
        (n_common > SAME_PERSON_JACCARD * n_all)
        & (n_scored >= SAME_PERSON_SHARED)
        & (n_equal >= SAME_PERSON_EQUAL * n_scored)
    )
    return agreement, is_same
