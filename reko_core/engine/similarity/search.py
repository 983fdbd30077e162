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

from collections.abc import Sequence
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
    "Candidates",
    "SimilarUsers",
    "compare_scores",
    "find_candidates",
    "find_closest",
    "find_similar",
    "is_same_list",
    "measure_taste",
    "rank_candidates",
]

N_COMPARED = 1000
SHRINKAGE = 50
MIN_SHARED = 3

SAME_LIST = 0.6
SAME_SCORES = 0.9
SAME_PART = 0.9
MIN_SAME = 12
MIN_SAME_SCORES = 5


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The users of highest c, ascending; is_same: (n,) bool, copies of the same list.

    users: (n,) int64. taste: (n,) float32 c. agreement: (n,) float32 r.
    """

    users: NDArray[np.int64]
    taste: NDArray[np.float32]
    agreement: NDArray[np.float32]
    is_same: NDArray[np.bool_]


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

    Left out are users who share no franchise with it, (k,) `exclude`, and copies of the same list
    (`is_same_list`).
    """
    query = SimilarityQuery.of(profile, items, mu, rows.n_users)
    return rank_candidates([find_candidates(query, measure_taste(query, columns), rows, exclude)])


def find_candidates(
    query: SimilarityQuery,
    taste: NDArray[np.float32],
    rows: UserRows,
    exclude: NDArray[np.integer],
) -> Candidates:
    """Compare the N_COMPARED users of highest (n_users,) c; those of `exclude` are set to 0."""
    users, taste = find_closest(taste, exclude)
    return Candidates(users, taste, *compare_scores(query, users, rows))


def find_closest(
    taste: NDArray[np.float32], exclude: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the N_COMPARED users of highest (n_users,) c > 0, ascending, and their c.

    Those of `exclude` are set to 0.
    """
    taste[exclude] = 0
    users = top_k(taste, N_COMPARED)
    return users, taste[users]


def rank_candidates(parts: Sequence[Candidates]) -> SimilarUsers:
    """Rank the candidates of a community that was searched in parts, in order of their users."""
    users, taste, agreement, is_same = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("users", "taste", "agreement", "is_same")
    )
    compared = top_k(taste, N_COMPARED)
    others = compared[~is_same[compared]]
    similarity = taste * np.maximum(0, 1 + agreement)
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
    n_scored = counts[:, 1]
    shrunk = cosine * (n_scored / (n_scored + SHRINKAGE)).astype(np.float32)
    agreement = np.where(n_scored >= MIN_SHARED, shrunk, np.float32(0))
    n_theirs = rows.indptr[users + 1] - rows.indptr[users]
    return agreement, is_same_list(query.n_seen, n_theirs, *counts.T)


def is_same_list(
    n_own: int,
    n_theirs: NDArray[np.int64],
    n_common: NDArray[np.int32],
    n_scored: NDArray[np.int32],
    n_equal: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Return (n,) which lists are the own one, of the requesting user, or near-copies of it.

    Two lists are the same if more than 60 % of the titles of both are common (Jaccard index): from
    12 common titles on, whatever the scores are; from 5 scored ones on, if 90 % of the scores are
    equal. Also if 90 % of the shorter one is common, with 12 scored titles and 90 % equal scores:
    one is a part of the other. Shorter lists resemble each other by chance.
    """
    is_equal = n_equal >= SAME_SCORES * n_scored
    is_alike = n_common > SAME_LIST * (n_own + n_theirs - n_common)
    is_part = n_common >= SAME_PART * np.minimum(n_own, n_theirs)
    return (is_alike & ((n_common >= MIN_SAME) | (is_equal & (n_scored >= MIN_SAME_SCORES)))) | (
        is_part & is_equal & (n_scored >= MIN_SAME)
    )
