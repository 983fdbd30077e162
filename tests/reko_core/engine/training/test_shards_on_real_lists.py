"""Shards change nothing on real lists, either, if available."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.training import ease_fit
from reko_core.engine.training.calibration import choose_users
from reko_core.engine.training.ease_fit import fit_ease
from reko_core.evaluation.holdout.hold_out import Split


def test_the_number_of_shards_changes_nothing_on_real_lists(
    real_split: Split,
    divide_lists: Callable[[ListShard, int], ShardedLists],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Only the sums are of interest here, and large matrices take long to invert.
    monkeypatch.setattr(ease_fit, "N_INPUTS", 400)
    monkeypatch.setattr(ease_fit, "N_TARGETS", 600)
    rows, items = real_split.model.rows, real_split.model.items
    whole = ListShard(0, rows.indptr, rows.items, rows.packed)

    def fit(n_shards: int) -> list[Any]:
        lists = divide_lists(whole, n_shards)
        baseline, users = fit_baseline(lists, items.n_items), choose_users(lists)
        ease = fit_ease(lists, items, baseline.mu)
        return [baseline.item_bias, baseline.user_bias, users.lists.packed, ease.weights]

    expected = fit(1)
    for n_shards in (2, 4, 7):
        for one, other in zip(fit(n_shards), expected, strict=True):
            np.testing.assert_array_equal(one, other)
