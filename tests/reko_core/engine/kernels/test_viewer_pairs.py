import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.kernels.viewer_pairs import count_shared_viewers


@given(st.integers(0, 10_000))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_counts_are_those_of_the_dense_matrix(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n_users, n_items, n_groups = rng.integers(0, 9), rng.integers(1, 15), rng.integers(1, 5)
    seen = rng.random((n_users, n_items)) < rng.random()
    users, columns = np.nonzero(seen)
    indptr = np.r_[0, np.cumsum(np.bincount(users, minlength=n_users))].astype(np.int64)
    items = columns.astype(np.uint16)
    indptr.flags.writeable = items.flags.writeable = False
    group = rng.integers(-1, n_groups, n_items).astype(np.int32)
    members = [rng.permutation(np.flatnonzero(group == g)) for g in range(n_groups)]
    size = np.array([len(each) for each in members], np.int32)
    place = np.zeros(n_items, np.int32)
    for each in members:
        place[each] = np.arange(len(each))
    offset = np.r_[0, np.cumsum(size.astype(np.int64) ** 2)]

    counts = count_shared_viewers(indptr, items, group, place, size, offset)

    assert len(counts) == offset[-1]
    for g, each in enumerate(members):
        own = seen[:, each].astype(int)
        matrix = counts[offset[g] : offset[g + 1]].reshape(len(each), len(each))
        np.testing.assert_array_equal(matrix, own.T @ own)
