from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from reko_core.engine.data.list_shards import ShardedLists
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import N_FACTORS, NOISE, fold_in
from reko_core.engine.training import factor_fit
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.factor_fit import _whiten, fit_factors
from reko_core.engine.training.fit import fit_model

Ask = Callable[..., Profile]
NOBODY = np.zeros(0, np.int64)


def content_prior(X: Any, counts: Any, W: Any) -> tuple[Any, Any]:
    X = np.column_stack([X, np.ones(len(X))])
    n = np.minimum(counts, 200)
    K = (n / (n + 20))[:, None]
    B = np.linalg.solve(X.T @ (K * X) + 5 * np.eye(X.shape[1]), X.T @ (K * W))
    variance = np.average((W - X @ B) ** 2, axis=0, weights=K[:, 0] ** 4)
    return X @ B, 0.7 / np.maximum(variance, 1e-4)


def fitted(scores: Any, mu: float, X: Any, n_iterations: int) -> Any:
    """(n_items, d + 1) by the same steps, written densely."""
    is_scored = scores > 0
    counts, d = is_scored.sum(axis=0), N_FACTORS
    W = np.random.default_rng(20221231).normal(0, 0.05, (scores.shape[1], d + 1))
    W[:, 0] = np.where(is_scored, scores - mu, 0).sum(axis=0) / (counts + 5)
    W[:, 1] = 1
    prior, precision = np.zeros(W.shape), np.ones(d + 1)
    for _ in range(n_iterations):
        V = W[:, 1:]
        C = np.linalg.inv(np.eye(d) + np.einsum("ui,ia,ib->uab", is_scored, V, V) / NOISE)
        left = np.where(is_scored, scores - mu - W[:, 0], 0)
        P = np.einsum("uab,ub->ua", C, left @ V / NOISE)
        L = np.linalg.cholesky(np.cov(P.T, bias=True) + C.mean(axis=0))
        Z = np.linalg.solve(L, (P - P.mean(axis=0)).T).T
        D = np.linalg.solve(L, np.linalg.solve(L, C).transpose(0, 2, 1))
        Q = np.column_stack([np.ones(len(Z)), Z])
        M = np.einsum("ua,ub->uab", Q, Q)
        M[:, 1:, 1:] += D
        A = np.einsum("ui,uab->iab", is_scored, M) / NOISE + np.diag(precision)
        r = np.where(is_scored, scores - mu, 0).T @ Q / NOISE + precision * prior
        W = np.linalg.solve(A, r[..., None])[..., 0]
        prior, precision = content_prior(X, counts, W)
    return W


@pytest.mark.parametrize("n_iterations", [1, 3])
def test_factors_are_those_of_the_dense_formula(
    *,
    model: Model,
    dense: Any,
    raw: RawCommunity,
    divide: Callable[..., ShardedLists],
    n_iterations: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(factor_fit, "N_ITERATIONS", n_iterations)
    scores = dense.scores[dense.scores.any(axis=1)]
    W = fitted(scores, model.mu, raw.content.toarray(), n_iterations)
    found = fit_factors(divide(raw), model.mu, raw.content, raw.reception, NOBODY)

    np.testing.assert_allclose(found.base, model.mu + W[:, 0], atol=1e-3)
    np.testing.assert_allclose(found.weights, W[:, 1:].T, atol=1e-3)


def test_whitened_users_have_mean_0_and_covariance_1() -> None:
    rng = np.random.default_rng(16)
    Q = np.column_stack([np.ones(90), rng.normal(2, 1, (90, N_FACTORS)) * np.arange(1, 33)])
    moments = np.einsum("ua,ub->uab", Q, Q)
    T = _whiten(moments[:, *np.tril_indices(N_FACTORS + 1)].astype(np.float32))

    total = T @ moments.mean(axis=0) @ T.T
    np.testing.assert_allclose(total, np.eye(N_FACTORS + 1), atol=1e-2)


def test_a_title_is_expected_to_please_those_whom_its_like_pleases(
    make_model: Callable[..., Model], ask: Ask
) -> None:
    rng = np.random.default_rng(17)
    camp = np.arange(40) % 2
    lists = [
        {
            item: int(rng.integers(7, 10)) if camp[item] == user % 2 else int(rng.integers(4, 7))
            for item in rng.choice(40, 20, replace=False).tolist()
        }
        for user in range(200)
    ]
    model = make_model(lists, n_items=40)
    profile = ask(model, {item: 9 if camp[item] == 0 else 5 for item in range(20)})
    predicted = fold_in(model.factors, profile).predict(model.factors)[20:]

    assert predicted[camp[20:] == 0].min() > predicted[camp[20:] == 1].max() + 1


def test_a_title_nobody_scored_is_taken_for_what_it_is_like(
    make_raw: Callable[..., RawCommunity],
) -> None:
    good = np.arange(60) < 30
    lists = [{item: 9 if good[item] else 5 for item in range(1, 59)} for _ in range(60)]
    raw = make_raw(lists, n_items=60, content=sparse.csr_array(good[:, None].astype(float)))
    factors = fit_model(raw).factors

    assert factors.base[0] > 8
    assert factors.base[59] < 6


@pytest.mark.parametrize("lists", [[], [{}], [{0: 0}]])
def test_without_scores_the_factors_are_zero(
    make_model: Callable[..., Model], lists: list[dict[int, int]]
) -> None:
    factors = make_model(lists, n_items=3).factors

    assert factors.base.tolist() == [7, 7, 7]
    assert not factors.weights.any()


@pytest.mark.parametrize("lists", [[{0: 9}], [dict.fromkeys(range(12), 8)], [{0: 1}, {0: 10}]])
def test_very_few_scores_leave_everything_near_the_mean(
    make_model: Callable[..., Model], lists: list[dict[int, int]]
) -> None:
    model = make_model(lists, n_items=12)

    assert np.isfinite(model.factors.weights).all()
    assert np.abs(model.factors.base - model.mu).max() < 1
