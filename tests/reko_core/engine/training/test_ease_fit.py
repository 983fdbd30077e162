from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.community import Items, UserRows
from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.kernels.aggregates import aggregate_franchises
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.prediction.ease import Ease
from reko_core.engine.training import ease_fit
from reko_core.engine.training.arrays import RawCommunity, build_items, number_by_popularity
from reko_core.engine.training.ease_fit import fit_ease

HALF = 2.0**-11
"""Relative precision of float16."""
LEAST = 2.0**-24
"""The smallest positive float16; values below 2^-14 are multiples of it."""
DELTAS = 25, 0.5


@dataclass(frozen=True)
class Community:
    """Lists and titles, and the franchises of each user, as of `aggregate_franchises`."""

    lists: ShardedLists
    rows: UserRows
    items: Items
    mu: float
    positions: Any
    seen: Any
    deviations: Any
    n_seen: Any
    is_scored: Any

    def fit(self) -> Ease:
        return fit_ease(self.lists, self.items, self.mu)


@pytest.fixture
def community(divide: Callable[..., ShardedLists]) -> Callable[..., Community]:
    def build(raw: RawCommunity) -> Community:
        lists = divide(raw)
        baseline = fit_baseline(lists, len(raw.ids))
        shared = SharedViewers.count(lists, raw.relations.group)
        numbered = number_by_popularity(lists, raw.relations.franchise)
        items = build_items(raw, lists, baseline, shared, *numbered)
        rows = raw.rows(baseline)
        entries = aggregate_franchises(
            raw.indptr, raw.items, raw.packed, rows.mean, numbered[0], len(numbered[1])
        )
        return Community(divide(raw, 3), rows, items, baseline.mu, *entries)

    return build


Build = Callable[..., Community]


def dense_inputs(arrays: Community) -> Any:
    """(n_users, n_franchises) X."""
    liking = np.maximum(0.05, 1 + 0.2 * arrays.deviations)
    x = np.where(arrays.is_scored, liking, 0.5) * (1 + 0.15 * np.log(arrays.n_seen))
    X = np.zeros((arrays.rows.n_users, arrays.items.n_franchises))
    X[np.repeat(np.arange(len(X)), np.diff(arrays.positions)), arrays.seen] = x
    return X


def dense_targets(arrays: Community) -> Any:
    """(n_users, n_items) Y."""
    rows, franchise = arrays.rows, arrays.items.franchise
    Y = np.zeros((rows.n_users, arrays.items.n_items))
    for user, mean in enumerate(rows.mean):
        seen, packed = rows.row(user)
        scores = (packed & SCORE_MASK).astype(int)
        n_titles = np.bincount(franchise[seen], minlength=len(franchise))[franchise[seen]]
        liking = np.maximum(0.05, 1 + 0.2 * (scores - mean))
        Y[user, seen] = np.where(scores > 0, liking, 0.6) * (1 + 0.08 * np.log(n_titles))
    return Y


def regress(X: Any, y: Any, ridge: float, delta: float) -> Any:
    """Return the weights of the ridge regression of y on the columns of X."""
    gram = X.T @ X
    return np.linalg.solve(gram + np.diag(ridge + delta * np.diag(gram)), X.T @ y)


# The second has the ridge of large communities.
@pytest.mark.parametrize(("n_users", "ridge"), [(200, 150), (3000, 300)])
def test_each_title_is_regressed_on_all_franchises_but_its_own(
    make_random_raw: Callable[..., RawCommunity], community: Build, n_users: int, ridge: float
) -> None:
    arrays = community(make_random_raw(n_users=n_users, franchise=np.arange(80) // 3))
    X, Y, franchise = dense_inputs(arrays), dense_targets(arrays), arrays.items.franchise

    found = arrays.fit()

    assert found.weights.dtype == np.float16
    assert found.targets.tolist() == np.flatnonzero(arrays.items.popularity).tolist()
    for side, delta in zip(found.weights, DELTAS, strict=True):
        for title, column in zip(found.targets, side.T, strict=True):
            others = np.arange(arrays.items.n_franchises) != franchise[title]
            assert column[~others].tolist() == [0]
            expected = regress(X[:, others], Y[:, title], ridge, delta)
            np.testing.assert_allclose(column[others], expected, rtol=2 * HALF, atol=LEAST)


def test_the_most_popular_franchises_are_the_inputs(
    make_random_raw: Callable[..., RawCommunity],
    community: Build,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrays = community(make_random_raw(franchise=np.arange(80) // 2))
    monkeypatch.setattr(ease_fit, "N_INPUTS", 5)
    X, Y, franchise = dense_inputs(arrays), dense_targets(arrays), arrays.items.franchise

    found = arrays.fit()

    assert found.weights.shape == (2, 5, len(found.targets))
    for title, column in zip(found.targets, found.weights[1].T, strict=True):
        others = np.arange(5) != franchise[title]
        expected = regress(X[:, :5][:, others], Y[:, title], 150, 0.5)
        np.testing.assert_allclose(column[others], expected, rtol=2 * HALF, atol=LEAST)


def test_the_most_popular_titles_that_may_be_recommended_are_the_targets(
    make_raw: Callable[..., RawCommunity], community: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    n_viewers = [3, 9, 5, 0, 7, 5, 5]
    lists = [{title: 8 for title, n in enumerate(n_viewers) if user < n} for user in range(9)]
    arrays = community(make_raw(lists, 7, is_recommendable=np.arange(7) != 4))

    assert arrays.fit().targets.tolist() == [0, 1, 2, 5, 6]
    monkeypatch.setattr(ease_fit, "N_TARGETS", 3)
    chosen = arrays.fit()
    assert chosen.targets.tolist() == [1, 2, 5]
    assert chosen.weights.shape == (2, 7, 3)


@pytest.mark.parametrize(("lists", "n_items"), [([], 0), ([], 3), ([{}, {}], 3)])
def test_a_model_of_nothing_has_no_targets(
    make_raw: Callable[..., RawCommunity],
    community: Build,
    lists: list[dict[int, int]],
    n_items: int,
) -> None:
    found = community(make_raw(lists, n_items)).fit()

    assert found.weights.shape == (2, n_items, 0)
    assert found.targets.tolist() == []
