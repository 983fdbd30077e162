from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.franchise_weights import franchise_idf, franchise_weights
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.similarity.query import SimilarityQuery

Ask = Callable[..., Profile]


@given(st.lists(st.floats(-5, 9, width=32), max_size=80), st.integers(1, 10**7))
@settings(deadline=None, derandomize=True)
def test_fixed_point_weights_fit_31_bits_and_keep_the_proportions(
    model: Model, ask: Ask, deviations: list[float], n_users: int
) -> None:
    n = min(len(deviations), model.items.n_franchises)
    own = np.array(deviations[:n], np.float32)
    profile = replace(ask(model, {}), franchises=np.arange(n), deviations=own)
    query = SimilarityQuery.of(profile, model.items, model.mu, n_users)

    terms = franchise_idf(model.items.franchise_popularity[:n], n_users) * franchise_weights(own)
    assert 255 * query.weights.sum(dtype=np.int64) < 2**31
    found = query.weights / max(query.weights.sum(), 1)
    np.testing.assert_allclose(found, terms / max(terms.sum(), 1e-9), atol=1e-5)
