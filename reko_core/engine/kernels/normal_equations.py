"""Kernels that solve normal equations. LAPACK's bits depend on the number of its threads."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel

__all__ = ["factorise", "solve_factorised"]

F64 = NDArray[np.float64]


@kernel()
def factorise(matrix: F64) -> F64:
    """Return (n, n) the lower L with L L' the (n, n) symmetric positive definite matrix."""
    lower = np.zeros(matrix.shape)
    for a in range(len(matrix)):
        for c in range(a + 1):
            total = matrix[a, c]
            for k in range(c):
                total -= lower[a, k] * lower[c, k]
            lower[a, c] = np.sqrt(total) if a == c else total / lower[c, c]
    return lower


@kernel()
def solve_factorised(lower: F64, right: F64) -> F64:
    """Return (n, m) X with L L' X the (n, m) right side."""
    n, m = right.shape
    result = right.copy()
    for a in range(n):
        for k in range(a):
            for c in range(m):
                result[a, c] -= lower[a, k] * result[k, c]
        for c in range(m):
            result[a, c] /= lower[a, a]
    for a in range(n - 1, -1, -1):
        for k in range(a + 1, n):
            for c in range(m):
                result[a, c] -= lower[k, a] * result[k, c]
        for c in range(m):
            result[a, c] /= lower[a, a]
    return result
