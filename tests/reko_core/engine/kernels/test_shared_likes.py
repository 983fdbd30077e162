from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Status
from reko_core.engine.kernels.shared_likes import sum_shared_likes
from reko_core.engine.kernels.user_rows import SUM_SCALE
from reko_core.engine.model import Model
from reko_core.engine.ranking.recommenders import IS_LIKED_STATUS


@pytest.mark.parametrize("item", [8, 41])
def test_shared_likes_are_those_of_the_dense_matrix(model: Model, dense: Any, item: int) -> None:
    rows = model.rows
    users = np.arange(0, rows.n_users, 2)
    found = sum_shared_likes(
        item,
        users,
        rows.indptr,
        rows.items,
        rows.packed,
        rows.mean,
        IS_LIKED_STATUS,
        20.0,
        model.items.n_items,
    )
    is_good = (dense.scores == 0) | (dense.scores >= dense.means[:, None])
    status = ~np.isin(dense.statuses, (Status.ON_HOLD, Status.DROPPED))
    liked = (dense.seen & is_good & status)[users]
    weights = np.where(liked[:, item], 1 / (liked.sum(axis=1) + 20), 0)

    assert found[item] > 0
    np.testing.assert_allclose(found / SUM_SCALE, weights @ liked, atol=1e-6)
