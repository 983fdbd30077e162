import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from model_comparison import is_same_model

from reko_core.engine.data import score_matrix
from reko_core.engine.data.community import WEIGHT_SCALE, FranchiseColumns
from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.kernels.column_scan import BLOCK_USERS
from reko_core.engine.model import Model
from reko_core.engine.training import calibration, factor_fit
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model


def test_the_same_community_gives_the_same_model(
    make_random_raw: Callable[..., RawCommunity],
) -> None:
    assert is_same_model(
        fit_model(make_random_raw(n_users=60)), fit_model(make_random_raw(n_users=60))
    )


def tile(raw: RawCommunity, n_times: int) -> RawCommunity:
    lengths = np.tile(np.diff(raw.indptr), n_times)
    return replace(
        raw,
        indptr=np.r_[0, np.cumsum(lengths)],
        items=np.tile(raw.items, n_times),
        packed=np.tile(raw.packed, n_times),
    )


def test_neither_shards_nor_threads_change_a_bit(
    make_random_raw: Callable[..., RawCommunity], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(factor_fit, "N_ITERATIONS", 1)
    monkeypatch.setattr(score_matrix, "MAX_USERS", 500)
    monkeypatch.setattr(calibration, "N_SAMPLED", 40)
    raw = tile(make_random_raw(n_users=1000, n_items=30), 45)
    expected = fit_model(raw)

    for n_shards, n_threads in ((1, 1), (2, 2), (3, 1), (7, 2)):
        monkeypatch.setattr(os, "cpu_count", lambda n=n_threads: n)
        with ThreadPoolExecutor(n_threads) as pool:
            lists = ShardedLists.divide(raw.lists, pool, n_shards)
            assert len(lists.shards) == min(n_shards, -(-45_000 // BLOCK_USERS))
            assert is_same_model(fit_model(raw, lists=lists), expected)


def test_every_step_is_named_as_it_starts(make_raw: Callable[..., RawCommunity]) -> None:
    steps: list[str] = []
    fit_model(make_raw([{0: 8}], n_items=1), steps.append)

    assert steps == ["biases", "franchises", "item model", "factors", "affinity and enjoyment"]


def test_franchises_are_numbered_by_their_audience(
    model: Model, raw: RawCommunity, dense: Any
) -> None:
    audience = model.items.franchise_popularity
    for f in range(model.items.n_franchises):
        members = model.items.franchise == f
        assert len(set(raw.relations.franchise[members])) == 1
        assert dense.seen[:, members].any(axis=1).sum() == audience[f]
    assert (np.diff(audience) <= 0).all()


def test_labels_of_franchises_may_have_gaps(make_raw: Callable[..., RawCommunity]) -> None:
    raw = make_raw([{0: 8}, {1: 8, 2: 8}, {2: 6}], n_items=3, franchise=[900, -4, 900])

    assert fit_model(raw).items.franchise.tolist() == [0, 1, 0]


def test_catalogue_franchises_are_cut_where_viewers_do_not_go_on(
    make_raw: Callable[..., RawCommunity],
) -> None:
    """Of 30 viewers each, those of the second title have seen the first, those of the third not."""
    lists = [{0: 8, 1: 7}] * 30 + [{2: 8}] * 30
    raw = make_raw(lists, n_items=3, franchise=[0, 0, 0])

    assert fit_model(raw).items.franchise.tolist() == [0, 0, 1]


def test_popularity_counts_who_has_seen_a_title(model: Model, dense: Any) -> None:
    np.testing.assert_array_equal(model.items.popularity, dense.seen.sum(axis=0))


def column_of(columns: FranchiseColumns, f: int) -> tuple[Any, Any]:
    """Return who of the first block has seen a franchise, and their weights."""
    if f < columns.dense.shape[1]:
        # A weight of 0 does not distinguish unseen from disliked.
        users = np.flatnonzero(columns.dense[0, f])
        return users, columns.dense[0, f, users]
    span = slice(columns.indptr[0, f], columns.indptr[0, f + 1])
    return columns.users[span], columns.weights[span]


def test_columns_hold_what_the_rows_hold(model: Model, dense: Any) -> None:
    columns = model.columns
    for f in range(model.items.n_franchises):
        members = model.items.franchise == f
        users, weights = column_of(columns, f)
        assert users.tolist() == np.flatnonzero(dense.seen[:, members].any(axis=1)).tolist()
        scores = dense.scores[np.ix_(users, members)]
        totals = np.where(scores > 0, scores - dense.means[users, None], 0).sum(axis=1)
        x = np.maximum(0, 1 + 0.2 * totals / np.maximum((scores > 0).sum(axis=1), 1))
        half_a_step = 0.5 / WEIGHT_SCALE + 1e-6
        np.testing.assert_allclose(weights / WEIGHT_SCALE, x, atol=half_a_step)


def test_a_fitted_model_is_never_written(model: Model) -> None:
    parts = (model.items, model.rows, model.columns, model.ease, model.factors)

    assert not any(array.flags.writeable for part in parts for array in part.as_dict().values())
