import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.engine.similarity.top_k import top_k


def test_only_the_highest_positive_values_are_found() -> None:
    values = np.array([0, 0.5, -1, 0.25, 1], np.float32)

    assert sorted(top_k(values, 2)) == [1, 4]
    assert sorted(top_k(values, 9)) == [1, 3, 4]


@given(
    st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.5, 0.75, 1.0]), max_size=300),
    st.integers(1, 40),
)
def test_highest_are_the_highest_positive_and_the_first_of_equals(
    some: list[float], n: int
) -> None:
    values = np.array(some, np.float32)
    expected = sorted(np.flatnonzero(values > 0), key=lambda index: (-values[index], index))[:n]
    assert sorted(top_k(values, n)) == sorted(expected)


@pytest.mark.parametrize("n", [1, 100, 2000])
def test_highest_of_very_many_are_found_by_their_threshold(n: int) -> None:
    values = np.random.default_rng(7).gamma(0.5, size=100_000).astype(np.float32)
    values[::3] = 0
    expected = np.sort(values)[-n:]
    assert np.sort(values[top_k(values, n)]).tolist() == expected.tolist()


def test_highest_are_found_where_the_sample_misleads() -> None:
    values = np.zeros(100_000, np.float32)
    values[1:50] = 1
    assert sorted(top_k(values, 2000)) == list(range(1, 50))
