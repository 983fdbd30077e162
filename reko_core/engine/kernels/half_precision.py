"""Arithmetic on float16 matrices, which numba does not support."""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.kernels.jit import kernel

__all__ = ["sum_half_rows"]

F32 = NDArray[np.float32]


@kernel()
def sum_half_rows(matrix: NDArray[np.uint16], rows: NDArray[np.int64], factors: F32) -> F32:
    """Return (n_columns,) sum_k factors_k matrix[rows_k].

    matrix: (n_rows, n_columns), the bits of finite float16 numbers. rows, factors: (n,).
    """
    result = np.zeros(matrix.shape[1], np.float32)
    for k in range(len(rows)):
        row, factor = matrix[rows[k]], factors[k]
        for column in range(len(result)):
            result[column] += factor * _to_float32(row[column])
    return result


@kernel(inline="always")
def _to_float32(bits: np.uint16) -> np.float32:
    magnitude = np.uint32(bits & np.uint16(0x7FFF))
    normal = np.uint32((magnitude << np.uint32(13)) + np.uint32(0x38000000)).view(np.float32)
    subnormal = np.float32(np.int32(magnitude)) * np.float32(2**-24)
    value = subnormal if magnitude < np.uint32(0x400) else normal
    return -value if bits & np.uint16(0x8000) else value
