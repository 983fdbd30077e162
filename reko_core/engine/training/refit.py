"""Update a model to new lists without retraining, in a fraction of the time.

Lists, biases, popularity and franchise columns come from the new lists. What takes long to train is
kept: EASE weights, factors and calibration, which change slowly. New titles have zero factors, so
that their expected score is mu + b_i.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.community import Items
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import Factors
from reko_core.engine.training.arrays import RawCommunity, build_arrays

__all__ = ["refit"]


def refit(raw: RawCommunity, fitted: Model) -> Model | None:
    """Return a model of the new lists, None if the trained parts do not apply to them.

    They do not if titles are gone, or if franchises were joined or divided.
    """
    old = fitted.items.index(raw.ids)
    if np.count_nonzero(old >= 0) < fitted.items.n_items:
        return None
    numbered = _keep_franchise_indexes(raw.franchise, old, fitted.items)
    if numbered is None:
        return None
    baseline = fit_baseline(raw.indptr, raw.items, raw.packed, len(raw.ids))
    arrays = build_arrays(raw, baseline, *numbered)
    factors = _add_items(fitted.factors, old, baseline.item_bias + np.float32(baseline.mu))
    for part in (arrays.rows, arrays.items, arrays.columns, factors):
        part.freeze()
    return replace(
        fitted,
        items=arrays.items,
        rows=arrays.rows,
        columns=arrays.columns,
        mu=baseline.mu,
        factors=factors,
    )


def _keep_franchise_indexes(
    labels: NDArray[np.int32], old: NDArray[np.int64], items: Items
) -> tuple[NDArray[np.int32], int] | None:
    """Map (n_items,) labels to the old franchise indexes, and new franchises to those after them.

    old: (n_items,) former index of each title, -1 for new ones. Returns (n_items,) indexes and the
    number of franchises; None if franchises do not correspond one to one.
    """
    _, label = np.unique(labels, return_inverse=True)
    is_known = old >= 0
    before = items.franchise[old[is_known]]
    number = np.full(int(label.max()) + 1, -1, np.int32)
    number[label[is_known]] = before
    label_of = np.full(items.n_franchises, -1, np.int64)
    label_of[before] = label[is_known]
    is_joined = (number[label[is_known]] != before).any()
    is_divided = (label_of[before] != label[is_known]).any()
    if is_joined or is_divided:
        return None
    is_new = number < 0
    number[is_new] = items.n_franchises + np.arange(np.count_nonzero(is_new))
    return number[label], items.n_franchises + int(np.count_nonzero(is_new))


def _add_items(factors: Factors, old: NDArray[np.int64], base: NDArray[np.float32]) -> Factors:
    """Add new titles with zero factors; base: (n_items,) mu + b_i. old: as above."""
    is_known = old >= 0
    weights = np.zeros((len(factors.weights), len(old)), np.float32)
    weights[:, is_known] = factors.weights[:, old[is_known]]
    merged = base.copy()
    merged[is_known] = factors.base[old[is_known]]
    return Factors(merged, weights)
