import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.similarity.affinity import AffinityScale


def test_the_scale_puts_random_pairs_at_50_and_best_ones_at_86() -> None:
    random_sims = np.array([0, 0.1, 0.1, 0.4], np.float32)
    scale = AffinityScale.fit(random_sims, np.array([0.2, 0.5, 0.9], np.float32))
    found = scale.affinity(np.array([0.1, 0.5], np.float32))

    np.testing.assert_allclose(found, [50, 86], atol=0.01)


@given(
    st.lists(st.floats(0, 2, width=32), min_size=1, max_size=20),
    st.lists(st.floats(0, 2, width=32), min_size=1, max_size=20),
    st.lists(st.floats(0, 2, width=32), max_size=20),
)
@settings(deadline=None, derandomize=True)
def test_affinity_lies_between_0_and_100_and_grows_with_similarity(
    random_sims: list[float], best_sims: list[float], sims: list[float]
) -> None:
    scale = AffinityScale.fit(np.array(random_sims, np.float32), np.array(best_sims, np.float32))
    found = scale.affinity(np.sort(np.array(sims, np.float32)))

    assert ((found >= 0) & (found <= 100)).all()
    assert (np.diff(found) >= 0).all()
