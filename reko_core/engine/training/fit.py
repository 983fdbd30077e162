"""Fit all models to a community."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.franchises import cut_franchises
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected_score import ScoreModel
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.training.arrays import RawCommunity, build_arrays, number_by_popularity
from reko_core.engine.training.calibration import calibrate, sample_users
from reko_core.engine.training.ease_fit import fit_ease
from reko_core.engine.training.factor_fit import fit_factors

__all__ = ["fit_model"]

Progress = Callable[[str], None]

_SEED = 20221231


def fit_model(raw: RawCommunity, progress: Progress = lambda _: None) -> Model:
    """Fit all models. progress: called with the name of each step as it starts."""
    progress("biases")
    baseline = fit_baseline(raw.indptr, raw.items, raw.packed, len(raw.ids))

    progress("franchises")
    shared = SharedViewers.count(raw.indptr, raw.items, raw.relations.group)
    franchises = number_by_popularity(raw, cut_franchises(raw.relations, shared))
    arrays = build_arrays(raw, baseline, shared, *franchises)
    rows, items, columns = arrays.rows, arrays.items, arrays.columns

    progress("item model")
    ease = fit_ease(arrays)

    progress("factors")
    rng = np.random.default_rng(_SEED)
    users = sample_users(rows, rng)
    factors = fit_factors(rows, baseline.mu, raw.content, raw.reception, users.held_out)

    for part in (rows, items, columns, ease, factors):
        part.freeze()

    progress("affinity and enjoyment")
    uncalibrated = Model(
        items=items,
        rows=rows,
        columns=columns,
        ease=ease,
        mu=baseline.mu,
        factors=factors,
        scale=AffinityScale(0, 1),
        scores=ScoreModel(),
        enjoyment=EnjoymentModel(),
    )
    holdout_baseline = fit_baseline(raw.indptr, raw.items, raw.packed, len(raw.ids), users.held_out)
    item_base = holdout_baseline.item_bias + np.float32(holdout_baseline.mu)
    calibration = calibrate(uncalibrated, users, item_base, rng)
    return replace(
        uncalibrated,
        scale=calibration.scale,
        scores=calibration.scores,
        enjoyment=calibration.enjoyment,
    )
