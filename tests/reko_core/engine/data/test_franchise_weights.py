import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reko_core.engine.data.franchise_weights import (
    franchise_idf,
    franchise_interest,
    franchise_weights,
)


def interest(
    deviation: float, n_seen: int, *, is_scored: bool = True, floor: float = 0.05
) -> float:
    found = franchise_interest(
        np.array([deviation], np.float32),
        np.array([n_seen]),
        np.array([is_scored]),
        slope=0.2,
        floor=floor,
    )
    assert found.dtype == np.float32
    return float(found[0])


def test_liked_titles_have_higher_weights() -> None:
    np.testing.assert_allclose(
        [interest(deviation, 1) for deviation in (2, 0, -2, -9)], [1.4, 1, 0.6, 0.05], rtol=1e-6
    )
    assert interest(-9, 1, floor=0) == 0


def test_unscored_titles_count_half() -> None:
    assert interest(0, 1, is_scored=False) == 0.5


@given(deviation=st.floats(-5, 5), n_seen=st.integers(1, 500), is_scored=st.booleans())
def test_more_watched_episodes_have_higher_weights(
    deviation: float, n_seen: int, *, is_scored: bool
) -> None:
    once = interest(deviation, 1, is_scored=is_scored)
    found = interest(deviation, n_seen, is_scored=is_scored)

    np.testing.assert_allclose(found, once * (1 + 0.15 * np.log(n_seen)), rtol=1e-5)


def test_idf_falls_with_popularity_down_to_a_floor() -> None:
    idf = franchise_idf(np.array([0, 9, 99, 100], np.int32), 100)

    np.testing.assert_allclose(idf, [np.log(100), np.log(10), 0.05, 0.05], rtol=1e-6)


def test_weights_grow_with_the_score_and_are_never_negative() -> None:
    x = franchise_weights(np.array([-9, -5, 0, 2.5, 9], np.float32))

    np.testing.assert_allclose(x, [0, 0, 1, 1.5, 2.8], rtol=1e-6)
