"""Fit all models to a community."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from reko_core.engine.data.baseline import fit_baseline, fit_item_biases
from reko_core.engine.data.franchises import cut_franchises
from reko_core.engine.data.list_shards import ShardedLists, on_threads
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected_score import ScoreModel
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.training.arrays import (
    RawCommunity,
    build_arrays,
    number_by_popularity,
)
from reko_core.engine.training.calibration import calibrate, choose_users
from reko_core.engine.training.ease_fit import fit_ease
from reko_core.engine.training.factor_fit import fit_factors

__all__ = ["fit_model"]

Progress = Callable[[str], None]


def fit_model(
    raw: RawCommunity,
    progress: Progress = lambda _: None,
    lists: ShardedLists | None = None,
) -> Model:
    """Fit all models. progress: called with the name of each step as it starts.

    lists: those of `raw`, however divided, which changes nothing; None = on the threads of this
    process.
    """
    if lists is None:
        with on_threads(raw.lists) as divided:
            return fit_model(raw, progress, divided)
    n_items = len(raw.ids)
    progress("biases")
    baseline = fit_baseline(lists, n_items)

    progress("franchises")
    shared = SharedViewers.count(lists, raw.relations.group)
    franchises = number_by_popularity(lists, cut_franchises(raw.relations, shared))
    arrays = build_arrays(raw, lists, baseline, shared, *franchises)
    rows, items, columns = arrays.rows, arrays.items, arrays.columns

    progress("item model")
    ease = fit_ease(lists, items, baseline.mu)

    progress("factors")
    users = choose_users(lists)
    factors = fit_factors(lists, baseline.mu, raw.content, raw.reception, users.held_out)

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
    mu, item_bias = fit_item_biases(lists, n_items, users.held_out)
    item_base = item_bias.astype(np.float32) + np.float32(mu)
    calibration = calibrate(uncalibrated, users, item_base)
    return replace(
        uncalibrated,
        scale=calibration.scale,
        scores=calibration.scores,
        enjoyment=calibration.enjoyment,
    )
