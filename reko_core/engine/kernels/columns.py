"""The scan of the franchise columns, compiled: the sums over all that a user has seen in common.

Sums are whole numbers, so that their order does not matter. A block of users is scanned at a time:
their sums stay in the processor's cache.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from reko_core.engine.kernels.rows import CACHE_LINE

__all__ = ["BLOCK_USERS", "scan_columns"]

BLOCK_USERS = 16_384
"""Users of one block of columns: their sums stay in the processor's cache while it is scanned."""

F32 = NDArray[np.float32]

_LEAST_NORM = np.float32(1e-6)


@njit(cache=True, nogil=True)
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
    """Return (n_users,) step sum_f query_f w_vf / norm_v for every community user v.

    franchises, query: (n,), the franchises ascending; the other arrays are those of
    `FranchiseColumns`, w its whole weights. The sums are whole numbers and must fit 31 bits: so
    their order does not matter.
    """
    n_dense = np.searchsorted(franchises, dense.shape[1])
    result = np.empty(len(norms), np.float32)
    sums = np.empty(BLOCK_USERS + 1, np.int32)
    often, rare = franchises[:n_dense], franchises[n_dense:]
    for block in range(len(indptr)):
        sums[:BLOCK_USERS] = 0
        # What is never stored would never be read.
        sums[BLOCK_USERS] = _fetch_starts(rare, indptr[block], users, weights)
        _add_dense(dense[block], often, query[:n_dense], sums[:BLOCK_USERS])
        _add_sparse(indptr[block], users, weights, rare, query[n_dense:], sums)
        span = slice(block * BLOCK_USERS, (block + 1) * BLOCK_USERS)
        out, norm = result[span], norms[span]
        for user in range(len(out)):
            out[user] = step * np.float32(sums[user]) / max(norm[user], _LEAST_NORM)
    return result


@njit(cache=True, nogil=True)
def _fetch_starts(
    franchises: NDArray[np.int64],
    indptr: NDArray[np.int64],
    users: NDArray[np.uint16],
    weights: NDArray[np.uint8],
) -> int:
    """Touch where sparse columns start: memory answers many questions in the time of one."""
    total = 0
    for franchise in franchises:
        span = slice(indptr[franchise], indptr[franchise + 1])
        own_users, own_weights = users[span], weights[span]
        if len(own_users) > 0:
            total += own_users[0] + own_weights[0]
        if len(own_users) > CACHE_LINE // 2:
            total += own_users[CACHE_LINE // 2]
    return total


@njit(cache=True, nogil=True)
def _add_dense(
    dense: NDArray[np.uint8],
    franchises: NDArray[np.int64],
    query: NDArray[np.int32],
    sums: NDArray[np.int32],
) -> None:
    """Add what stands in dense columns, four at a time: so the sums are loaded less often."""
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


@njit(cache=True, nogil=True)
def _add_sparse(
    indptr: NDArray[np.int64],
    users: NDArray[np.uint16],
    weights: NDArray[np.uint8],
    franchises: NDArray[np.int64],
    query: NDArray[np.int32],
    sums: NDArray[np.int32],
) -> None:
    for k in range(len(franchises)):
        # Cut out first, so that no position is checked for being negative.
        span = slice(indptr[franchises[k]], indptr[franchises[k] + 1])
        own_users, own_weights, factor = users[span], weights[span], query[k]
        for position in range(len(own_users)):
            sums[own_users[position]] += factor * np.int32(own_weights[position])
