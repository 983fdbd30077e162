"""Kernel that scans the franchise columns: weighted sums for every user of the community.

The sums are integers, so they do not depend on the order of summation. Users are processed a block
at a time, so that the sums of a block stay in the cache.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel, subkernel
from reko_core.engine.kernels.user_rows import CACHE_LINE

__all__ = ["BLOCK_USERS", "scan_columns"]

BLOCK_USERS = 16_384
"""Users in a block of columns; their sums take 64 kB."""

F32 = NDArray[np.float32]

_MIN_NORM = np.float32(1e-6)


@kernel()
def scan_columns(
    dense: NDArray[np.uint8],
    indptr: NDArray[np.int64],
    users: NDArray[np.uint16],
    weights: NDArray[np.uint8],
    norms: F32,
    franchises: NDArray[np.int64],
    query: NDArray[np.int32],
    step: np.float32,
) -> F32:
    """Return (n_users,) step * sum_f query_f w_vf / norm_v for every community user v.

    franchises, query: (n,), franchises ascending; the other arrays are those of
    `FranchiseColumns`, w its integer weights. The integer sums must fit 31 bits.
    """
    n_dense = np.searchsorted(franchises, dense.shape[1])
    result = np.empty(len(norms), np.float32)
    sums = np.empty(BLOCK_USERS + 1, np.int32)
    popular, rare = franchises[:n_dense], franchises[n_dense:]
    for block in range(len(indptr)):
        sums[:BLOCK_USERS] = 0
        _add_dense(dense[block], popular, query[:n_dense], sums[:BLOCK_USERS])
        # Stored, or the compiler would drop the loads.
        sums[BLOCK_USERS] = _prefetch(rare, indptr[block], users, weights)
        _add_sparse(indptr[block], users, weights, rare, query[n_dense:], sums)
        span = slice(block * BLOCK_USERS, (block + 1) * BLOCK_USERS)
        out, norm = result[span], norms[span]
        for user in range(len(out)):
            out[user] = step * np.float32(sums[user]) / max(norm[user], _MIN_NORM)
    return result


@subkernel()
def _prefetch(
    franchises: NDArray[np.int64],
    indptr: NDArray[np.int64],
    users: NDArray[np.uint16],
    weights: NDArray[np.uint8],
) -> int:
    """Touch each cache line of sparse columns: independent loads overlap."""
    total = 0
    for franchise in franchises:
        span = slice(indptr[franchise], indptr[franchise + 1])
        own_users, own_weights = users[span], weights[span]
        for position in range(0, len(own_users), CACHE_LINE // 2):
            total += own_users[position]
        for position in range(0, len(own_weights), CACHE_LINE):
            total += own_weights[position]
    return total


@subkernel()
def _add_dense(
    dense: NDArray[np.uint8],
    franchises: NDArray[np.int64],
    query: NDArray[np.int32],
    sums: NDArray[np.int32],
) -> None:
    """Add dense columns, four at a time, so that sums are loaded less often."""
    n_whole = len(franchises) // 4 * 4
    for k in range(0, n_whole, 4):
        a, b = dense[franchises[k]], dense[franchises[k + 1]]
        c, d = dense[franchises[k + 2]], dense[franchises[k + 3]]
        q_a, q_b, q_c, q_d = query[k], query[k + 1], query[k + 2], query[k + 3]
        for user in range(len(sums)):
            sums[user] += (
                q_a * np.int32(a[user])
                + q_b * np.int32(b[user])
                + q_c * np.int32(c[user])
                + q_d * np.int32(d[user])
            )
    for k in range(n_whole, len(franchises)):
        a, q_a = dense[franchises[k]], query[k]
        for user in range(len(sums)):
            sums[user] += q_a * np.int32(a[user])


@subkernel()
def _add_sparse(
    indptr: NDArray[np.int64],
    users: NDArray[np.uint16],
    weights: NDArray[np.uint8],
    franchises: NDArray[np.int64],
    query: NDArray[np.int32],
    sums: NDArray[np.int32],
) -> None:
    for k in range(len(franchises)):
        # Sliced first: indexes into a slice need no check for being negative.
        span = slice(indptr[franchises[k]], indptr[franchises[k] + 1])
        own_users, own_weights, factor = users[span], weights[span], query[k]
        for position in range(len(own_users)):
            sums[own_users[position]] += factor * np.int32(own_weights[position])
