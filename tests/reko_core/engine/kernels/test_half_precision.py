import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.kernels.half_precision import sum_half_rows


def test_every_finite_float16_is_converted_exactly() -> None:
    bits = np.arange(65_536).astype(np.uint16)
    numbers = bits.view(np.float16).astype(np.float32)
    finite = np.isfinite(numbers)
    found = sum_half_rows(bits[finite][None], np.array([0]), np.ones(1, np.float32))

    np.testing.assert_array_equal(found, numbers[finite])


@given(st.lists(st.tuples(st.integers(0, 6), st.floats(-9, 9, width=32)), max_size=12))
@settings(deadline=None, derandomize=True)
def test_the_sum_is_the_dense_product(terms: list[tuple[int, float]]) -> None:
    matrix = np.random.default_rng(8).normal(0, 0.1, (7, 33)).astype(np.float16)
    rows = np.array([row for row, _ in terms], np.int64)
    factors = np.array([factor for _, factor in terms], np.float32)
    found = sum_half_rows(matrix.view(np.uint16), rows, factors)

    np.testing.assert_allclose(found, factors @ matrix[rows].astype(np.float32), atol=1e-4)
