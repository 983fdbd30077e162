from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine import item_model
from reko_core.engine.item_model import fit_ease, score_franchises
from reko_core.engine.model import Model
from reko_core.engine.profile import Profile

Ask = Callable[..., Profile]
HALF = 2.0**-11
"""A float16 is this exact."""


def sparse_rows(n_users: int, n_franchises: int) -> tuple[Any, Any]:
    """seen (bool) and deviations, (n_users, n_franchises)."""
    rng = np.random.default_rng(5)
    seen = rng.random((n_users, n_franchises)) < np.linspace(0.7, 0.05, n_franchises)
    return seen, np.where(seen, rng.normal(0, 2, seen.shape), 0).astype(np.float32)


def fitted(seen: Any, deviations: Any) -> Any:
    positions = np.r_[0, np.cumsum(seen.sum(axis=1))]
    return fit_ease(
        positions, np.nonzero(seen)[1].astype(np.int32), deviations[seen], seen.shape[1]
    )


# The second crosses the chunks in which the rows are read, and has the ridge of large communities.
@pytest.mark.parametrize(("n_users", "ridge"), [(200, 150), (9000, 500)])
def test_weights_are_the_closed_form_of_the_dense_matrix(n_users: int, ridge: float) -> None:
    seen, deviations = sparse_rows(n_users, 25)
    X = np.where(seen, np.maximum(0.05, 1 + 0.2 * deviations), 0)
    G = X.T @ X
    P = np.linalg.inv(G + np.diag(ridge + 0.25 * np.diag(G)))
    B = -P / np.diag(P)
    np.fill_diagonal(B, 0)

    found = fitted(seen, deviations)

    assert found.dtype == np.float16
    np.testing.assert_allclose(found, B, rtol=HALF, atol=1e-6)


def test_only_the_most_popular_franchises_are_modelled(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, deviations = sparse_rows(100, 12)
    monkeypatch.setattr(item_model, "N_MODELLED", 5)

    found = fitted(seen, deviations)

    assert found.shape == (5, 5)
    monkeypatch.undo()
    np.testing.assert_array_equal(found, fitted(seen[:, :5], deviations[:, :5]))


def test_a_model_of_nothing_is_empty() -> None:
    assert fit_ease(
        np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32), 0
    ).shape == (0, 0)


def test_scores_of_a_long_list_are_the_query_times_the_weights(model: Model, ask: Ask) -> None:
    rng = np.random.default_rng(6)
    profile = ask(model, {2 * f: int(rng.integers(0, 11)) for f in range(25)})
    x = np.zeros(len(model.ease))
    x[profile.franchises] = np.maximum(0, 1 + 0.25 * profile.deviations)

    found = score_franchises(
        profile, model.ease, model.items.franchise_popularity, model.rows.n_users
    )

    np.testing.assert_allclose(found, x @ model.ease.astype(float), atol=1e-5)


def test_scores_of_a_short_list_lean_on_popularity(model: Model, ask: Ask) -> None:
    profile = ask(model, {0: 8, 10: 6, 11: 0, 20: 10, 33: 7, 40: 5})
    x = np.zeros(len(model.ease))
    x[profile.franchises] = np.maximum(0, 1 + 0.25 * profile.deviations)
    share = model.items.franchise_popularity / model.rows.n_users
    blend = 0.35 * (1 - 5 / 20)

    found = score_franchises(
        profile, model.ease, model.items.franchise_popularity, model.rows.n_users
    )

    expected = (1 - blend) * (x @ model.ease.astype(float)) + blend * share
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_an_empty_list_is_scored_by_popularity_alone(model: Model, ask: Ask) -> None:
    found = score_franchises(
        ask(model, {}), model.ease, model.items.franchise_popularity, model.rows.n_users
    )

    share = model.items.franchise_popularity / model.rows.n_users
    np.testing.assert_allclose(found, 0.35 * share, rtol=1e-6)


def test_franchises_too_rare_to_be_modelled_say_nothing(model: Model, ask: Ask) -> None:
    popularity, n_users = model.items.franchise_popularity, model.rows.n_users
    rare = int(np.flatnonzero(model.items.franchise == model.items.n_franchises - 1)[0])
    common = int(np.flatnonzero(model.items.franchise == 0)[0])
    small = model.ease[:10, :10]

    alone = score_franchises(ask(model, {common: 8}), small, popularity, n_users)
    both = score_franchises(ask(model, {common: 8, rare: 8}), small, popularity, n_users)

    share = popularity[:10] / n_users
    blends = 0.35 * 0.95, 0.35 * 0.9
    pure = [
        (scores - blend * share) / (1 - blend)
        for scores, blend in zip((alone, both), blends, strict=True)
    ]
    np.testing.assert_allclose(pure[0], pure[1], atol=1e-6)
