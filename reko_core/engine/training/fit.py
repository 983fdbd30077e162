"""Fit all models to a community."""

import os
from collections.abc import Callable
from functools import partial

import numpy as np

from reko_core.engine.data.baseline import fit_baseline, fit_item_biases
from reko_core.engine.data.franchises import cut_franchises
from reko_core.engine.data.list_shards import ShardedLists, on_threads
from reko_core.engine.data.season_viewers import SeasonViewers
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import (
    RawCommunity,
    build_items,
    join_columns,
    number_by_popularity,
)
from reko_core.engine.training.calibration import calibrate, choose_users, index_shard
from reko_core.engine.training.content_interest_fit import fit_content_interest
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
    numbered = number_by_popularity(lists, cut_franchises(raw.relations, shared))
    items = build_items(raw, lists, baseline, shared, *numbered)
    items.freeze()

    progress("item model")
    ease = fit_ease(lists, items, baseline.mu)

    progress("factors")
    users = choose_users(lists)
    factors = fit_factors(lists, baseline.mu, raw.content, raw.reception, users.held_out)
    factors.freeze()

    interest = fit_content_interest(raw, lists, baseline.mu)
    viewers = SeasonViewers.sample(lists, raw.day, raw.season_days)

    progress("affinity and enjoyment")
    step = partial(
        index_shard,
        items=items,
        mu=baseline.mu,
        item_bias=baseline.item_bias,
        users=users,
        n_users=lists.n_users,
        n_threads=max(1, (os.cpu_count() or 1) // len(lists.shards)),
    )
    shards = list(lists.map(step))
    mu, item_bias = fit_item_biases(lists, n_items, users.held_out)
    calibration = calibrate(
        lists,
        shards,
        users,
        items=items,
        baseline=baseline,
        factors=factors,
        item_base=item_bias.astype(np.float32) + np.float32(mu),
    )
    rows = raw.rows(baseline)
    columns = join_columns([shard.columns for shard in shards])
    for part in (rows, columns, ease, interest, viewers):
        part.freeze()
    return Model(
        items=items,
        rows=rows,
        columns=columns,
        ease=ease,
        mu=baseline.mu,
        factors=factors,
        scale=calibration.scale,
        scores=calibration.scores,
        enjoyment=calibration.enjoyment,
        interest=interest,
        viewers=viewers,
    )
