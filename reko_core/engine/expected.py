"""The expected score: damped biases plus what similar users thought.

    p_ui = mu + b_i + b_u + sum_v w_uv (s_vi - mu - b_i - b_v) / (sum_v w_uv + .2)
    w_uv = c_uv max(0, r_uv), over the N_VOTERS users of highest w

(neighbourhood model with baselines; Koren, 2010). More voters are heard here than are named as
neighbours: a name must be close, a vote need only be worth more than noise.
"""

import numpy as np
from numpy.typing import NDArray

from reko_core.engine import kernels
from reko_core.engine.affinity import Similar
from reko_core.engine.community import Items, UserRows
from reko_core.engine.profile import Profile

__all__ = ["MAX_SCORE", "MIN_SCORE", "predict_scores"]

MIN_SCORE, MAX_SCORE = 1.0, 10.0
N_VOTERS = 500
DAMPING = 0.2


def predict_scores(
    profile: Profile, similar: Similar, rows: UserRows, items: Items, mu: float
) -> NDArray[np.float32]:
    """Return (n_items,) the scores this user would give, on 1-10."""
    weights = similar.taste * np.maximum(0, similar.agreement)
    order = np.lexsort((similar.users, -weights))[:N_VOTERS]
    voters = order[weights[order] > 0]
    item_base = items.bias + np.float32(mu)
    sums, totals = kernels.accumulate_residuals(
        similar.users[voters],
        weights[voters],
        rows.indptr,
        rows.items,
        rows.marks,
        rows.bias,
        item_base,
    )
    predicted = item_base + np.float32(profile.bias) + sums / (totals + np.float32(DAMPING))
    return np.clip(predicted, MIN_SCORE, MAX_SCORE).astype(np.float32)
