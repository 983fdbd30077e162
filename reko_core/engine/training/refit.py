"""Update a model to new lists without retraining, in a fraction of the time.

Lists, biases, popularity and franchise columns come from the new lists. What takes long to train is
kept: EASE weights, factors and calibration, which change slowly. Only titles that are new, or on
_GROWTH times as many lists as before, get new factors: from their content and these lists.
"""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.community import Items
from reko_core.engine.data.franchises import cut_franchises
from reko_core.engine.data.list_shards import ShardedLists, on_threads
from reko_core.engine.data.season_viewers import SeasonViewers
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import N_FACTORS, Factors
from reko_core.engine.training.arrays import (
    RawCommunity,
    build_items,
    columns_of_shard,
    count_audience,
    join_columns,
)
from reko_core.engine.training.content_interest_fit import update_traits
from reko_core.engine.training.content_prior import ContentPrior
from reko_core.engine.training.factor_fit import fit_items_alone

__all__ = ["refit"]

_GROWTH = 1.5


def refit(raw: RawCommunity, fitted: Model) -> Model | None:
    """Return a model of the new lists, None if the trained parts do not apply to them.

    They do not if titles are gone, or if a franchise was divided.
    """
    old = fitted.items.index(raw.ids)
    if np.count_nonzero(old >= 0) < fitted.items.n_items:
        return None
    with on_threads(raw.lists) as lists:
        return _refit(raw, lists, fitted, old)


def _refit(
    raw: RawCommunity, lists: ShardedLists, fitted: Model, old: NDArray[np.int64]
) -> Model | None:
    """old: (n_items,) former index of each title, -1 for new ones."""
    shared = SharedViewers.count(lists, raw.relations.group)
    numbered = _keep_franchise_indexes(raw, shared, old, fitted.items)
    if numbered is None:
        return None
    franchise, n_franchises = numbered
    audience = count_audience(lists, franchise, n_franchises)
    baseline = fit_baseline(lists, len(raw.ids))
    items = build_items(raw, lists, baseline, shared, franchise, audience)
    step = partial(columns_of_shard, mu=baseline.mu, items=items, n_users=lists.n_users)
    columns = join_columns(list(lists.map(step)))
    rows = raw.rows(baseline)
    factors = _fit_new_items(raw, lists, items, baseline.mu, fitted, old)
    targets = np.flatnonzero(old >= 0)[fitted.ease.targets].astype(np.int32)
    ease = replace(fitted.ease, targets=targets)
    interest = update_traits(raw, fitted.interest)
    viewers = SeasonViewers.sample(lists, raw.day, raw.season_days)
    for part in (rows, items, columns, ease, factors, interest, viewers):
        part.freeze()
    return replace(
        fitted,
        items=items,
        rows=rows,
        columns=columns,
        ease=ease,
        mu=baseline.mu,
        factors=factors,
        interest=interest,
        viewers=viewers,
    )


def _keep_franchise_indexes(
    raw: RawCommunity, shared: SharedViewers, old: NDArray[np.int64], items: Items
) -> tuple[NDArray[np.int32], int] | None:
    """Keep the franchise indexes of known titles; new titles join these, or get indexes above.

    old: (n_items,) former index of each title, -1 for new ones. Returns (n_items,) indexes and the
    number of franchises; None if a franchise is no longer held together by relations.
    """
    is_known = old >= 0
    known = np.where(is_known, items.franchise[old], np.int32(-1))
    group_of = np.full(items.n_franchises, -1, np.int64)
    group_of[known[is_known]] = raw.relations.franchise[is_known]
    if (group_of[known[is_known]] != raw.relations.franchise[is_known]).any():
        return None
    labels = cut_franchises(raw.relations, shared, known)
    is_new = labels >= items.n_franchises
    _, number = np.unique(labels[is_new], return_inverse=True)
    labels[is_new] = items.n_franchises + number
    return labels, int(labels.max(initial=-1)) + 1


def _fit_new_items(
    raw: RawCommunity,
    lists: ShardedLists,
    items: Items,
    mu: float,
    fitted: Model,
    old: NDArray[np.int64],
) -> Factors:
    """Return the kept factors, with those of new and of fast growing titles fitted.

    old: as above. The prior is that of the kept factors and the current content.
    """
    is_known = old >= 0
    counts = np.where(is_known, fitted.items.popularity[old], 0)
    is_fitted = ~is_known | (items.popularity > _GROWTH * counts)
    if not is_fitted.any():
        return fitted.factors
    base = np.full(len(old), mu, np.float32)
    base[is_known] = fitted.factors.base[old[is_known]]
    weights = np.zeros((N_FACTORS, len(old)), np.float32)
    weights[:, is_known] = fitted.factors.weights[:, old[is_known]]
    prior = ContentPrior(raw.content, raw.reception, counts).fit(
        np.column_stack([base - mu, weights.T]).astype(np.float64)
    )
    return fit_items_alone(lists, mu, Factors(base, weights), prior, is_fitted)
