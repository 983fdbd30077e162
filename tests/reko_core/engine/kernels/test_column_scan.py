"""The scan against a product with the dense matrix."""

from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.community import WEIGHT_SCALE, FranchiseColumns
from reko_core.engine.kernels.column_scan import BLOCK_USERS, scan_columns
from reko_core.engine.training.arrays import build_columns, join_columns


def sample_columns(n_users: int, shares: list[float]) -> tuple[Any, FranchiseColumns]:
    """Sample who has seen franchises, given the share of users for each, in descending order.

    Return also the dense (n_users, n_franchises) weights.
    """
    rng = np.random.default_rng(4)
    seen = rng.random((n_users, len(shares))) < shares
    deviations = np.where(seen, rng.integers(-5, 10, seen.shape), 0).astype(np.float32)
    audience = seen.sum(axis=0).astype(np.int32)
    blocks = [
        build_columns(
            np.r_[0, np.cumsum(seen[block].sum(axis=1))],
            np.nonzero(seen[block])[1].astype(np.int32),
            deviations[block][seen[block]],
            audience,
            n_users,
        )
        for block in (slice(n, n + BLOCK_USERS) for n in range(0, max(n_users, 1), BLOCK_USERS))
    ]
    columns = join_columns(blocks)
    x = np.where(seen, np.rint(WEIGHT_SCALE * np.maximum(0, 1 + 0.2 * deviations)), 0)
    return x.astype(np.int64), columns


@pytest.mark.parametrize("n_users", [0, 1, 16_384, 16_385, 40_000])
@pytest.mark.parametrize(
    "franchises", [[], [0], [8], [0, 1, 2], [2, 3, 5, 7], list(range(9)), [1, 2, 3, 4, 5, 6]]
)
def test_scanning_the_columns_is_a_product_with_the_dense_matrix(
    n_users: int, franchises: list[int]
) -> None:
    x, columns = sample_columns(n_users, [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.1, 0.05, 0])
    query = np.random.default_rng(5).integers(0, 100_000, len(franchises)).astype(np.int32)
    norms = np.linspace(0.5, 20, n_users).astype(np.float32)

    found = scan_columns(
        columns.dense,
        columns.indptr,
        columns.users,
        columns.weights,
        norms,
        np.array(franchises, np.int64),
        query,
        np.float32(0.25),
    )

    assert n_users < 2 or columns.dense.shape[1] == 6
    expected = np.float32(0.25) * (x[:, franchises] @ query).astype(np.float32) / norms
    np.testing.assert_array_equal(found, expected)


def test_an_empty_list_has_no_taste() -> None:
    _, columns = sample_columns(3, [0.0])
    found = scan_columns(
        columns.dense,
        columns.indptr,
        columns.users,
        columns.weights,
        np.zeros(3, np.float32),
        np.array([0]),
        np.array([9], np.int32),
        np.float32(1),
    )

    assert found.tolist() == [0, 0, 0]
