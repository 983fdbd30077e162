"""New lists under models that were fitted before: a fraction of the work of fitting them anew.

Who has seen and scored what is taken from the new lists, and with it biases, popularity and who is
similar to whom. What takes long is kept: the weights between franchises, the factors, and what was
calibrated. They change slowly, and titles that are new since then have the factors of nobody: they
are expected to be scored as they are on the average.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.community import Items
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import Factors
from reko_core.engine.training.fit import RawCommunity, lay_out

__all__ = ["refit"]


def refit(raw: RawCommunity, fitted: Model) -> Model | None:
    """Return a model of the new lists; None where what was fitted does not apply to them.

    That is where titles are gone, or franchises were joined or divided meanwhile.
    """
    old = fitted.items.index(raw.ids)
    if np.count_nonzero(old >= 0) < fitted.items.n_items:
        return None
    numbered = _keep_numbers(raw.franchise, old, fitted.items)
    if numbered is None:
        return None
    baseline = fit_baseline(raw.indptr, raw.items, raw.marks, len(raw.ids))
    laid = lay_out(raw, baseline, *numbered)
    factors = _widen(fitted.factors, old, baseline.item_bias + np.float32(baseline.mu))
    for part in (laid.rows, laid.items, laid.columns, factors):
        part.freeze()
    return replace(
        fitted,
        items=laid.items,
        rows=laid.rows,
        columns=laid.columns,
        mu=baseline.mu,
        factors=factors,
    )


def _keep_numbers(
    labels: NDArray[np.int32], old: NDArray[np.int64], items: Items
) -> tuple[NDArray[np.int32], int] | None:
    """Give (n_items,) labels the numbers of before, and new franchises those behind them.

    old: (n_items,) index of each title before, -1 where it is new. None where a franchise of now
    is not one of before.
    """
    _, label = np.unique(labels, return_inverse=True)
    is_known = old >= 0
    before = items.franchise[old[is_known]]
    number = np.full(int(label.max()) + 1, -1, np.int32)
    number[label[is_known]] = before
    of_before = np.full(items.n_franchises, -1, np.int64)
    of_before[before] = label[is_known]
    is_joined = (number[label[is_known]] != before).any()
    is_divided = (of_before[before] != label[is_known]).any()
    if is_joined or is_divided:
        return None
    is_new = number < 0
    number[is_new] = items.n_franchises + np.arange(np.count_nonzero(is_new))
    return number[label], items.n_franchises + int(np.count_nonzero(is_new))


def _widen(factors: Factors, old: NDArray[np.int64], base: NDArray[np.float32]) -> Factors:
    """Give titles that are new the factors of nobody; base: (n_items,) mu + b_i."""
    is_known = old >= 0
    weights = np.zeros((len(factors.weights), len(old)), np.float32)
    weights[:, is_known] = factors.weights[:, old[is_known]]
    wide = base.copy()
    wide[is_known] = factors.base[old[is_known]]
    return Factors(wide, weights)
