from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking import ease
from reko_core.engine.ranking.ease import fit_ease, predict_ease

Ask = Callable[..., Profile]
HALF = 2.0**-11
"""Relative precision of float16."""
LEAST = 2.0**-24
"""The smallest positive float16; values below 2^-14 are multiples of it."""


def sparse_rows(n_users: int, n_franchises: int) -> tuple[Any, Any, Any, Any]:
    """seen (bool), deviations, titles seen and whether scored, (n_users, n_franchises) each."""
    rng = np.random.default_rng(5)
    seen = rng.random((n_users, n_franchises)) < np.linspace(0.7, 0.05, n_franchises)
    is_scored = seen & (rng.random(seen.shape) < 0.8)
    deviations = np.where(is_scored, rng.normal(0, 2, seen.shape), 0).astype(np.float32)
    return seen, deviations, rng.integers(1, 6, seen.shape).astype(np.uint16), is_scored


def fitted(seen: Any, deviations: Any, n_seen: Any, is_scored: Any) -> Any:
    positions = np.r_[0, np.cumsum(seen.sum(axis=1))]
    franchises = np.nonzero(seen)[1].astype(np.int32)
    return fit_ease(
        positions, franchises, deviations[seen], n_seen[seen], is_scored[seen], seen.shape[1]
    )


def query(profile: Profile) -> Any:
    """x of a profile, for the franchises seen."""
    liking = np.maximum(0, 1 + 0.25 * profile.deviations)
    return np.where(profile.is_scored, liking, 0.5) * (1 + 0.15 * np.log(profile.n_seen))


def fit_of(profile: Profile, model: Model, side: int) -> Any:
    """log E of one of the two models, from the dense product."""
    x = np.zeros(model.items.n_franchises)
    x[profile.franchises] = query(profile)
    return np.log(np.maximum(x @ model.ease[side].astype(float), 1e-6))


def popularity_of(model: Model) -> Any:
    return np.log(np.maximum(model.items.franchise_popularity, 1) / model.rows.n_users)


def scored(profile: Profile, model: Model) -> Any:
    return predict_ease(profile, model.ease, model.items.franchise_popularity, model.rows.n_users)


# The second crosses the chunks in which the rows are read, and has the ridge of large communities.
@pytest.mark.parametrize(("n_users", "ridge"), [(200, 150), (9000, 300)])
def test_weights_are_the_closed_form_of_the_dense_matrix(n_users: int, ridge: float) -> None:
    seen, deviations, n_seen, is_scored = sparse_rows(n_users, 25)
    liking = np.where(is_scored, np.maximum(0.05, 1 + 0.2 * deviations), 0.5)
    X = np.where(seen, liking * (1 + 0.15 * np.log(n_seen)), 0)
    G = X.T @ X

    found = fitted(seen, deviations, n_seen, is_scored)

    assert found.dtype == np.float16
    for side, delta in zip(found, (25, 0.5), strict=True):
        P = np.linalg.inv(G + np.diag(ridge + delta * np.diag(G)))
        B = -P / np.diag(P)
        np.fill_diagonal(B, 0)
        np.testing.assert_allclose(side, B, rtol=2 * HALF, atol=LEAST)


def test_only_the_most_popular_franchises_are_modelled(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = sparse_rows(100, 12)
    monkeypatch.setattr(ease, "N_MODELLED", 5)

    found = fitted(*rows)

    assert found.shape == (2, 5, 5)
    monkeypatch.undo()
    np.testing.assert_array_equal(found, fitted(*(array[:, :5] for array in rows)))


def test_a_model_of_nothing_is_empty() -> None:
    nothing = np.zeros(0, np.float32)
    found = fit_ease(
        np.zeros(1, np.int64),
        nothing.astype(np.int32),
        nothing,
        nothing.astype(np.uint16),
        nothing.astype(bool),
        0,
    )

    assert found.shape == (2, 0, 0)


def test_long_lists_are_scored_by_the_model_of_whole_lists(
    model: Model, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ease, "LONG", 20)
    rng = np.random.default_rng(6)
    profile = ask(model, {2 * f: int(rng.integers(0, 11)) for f in range(25)})

    expected = fit_of(profile, model, 1) + popularity_of(model) / 25**2
    np.testing.assert_allclose(scored(profile, model), expected, atol=1e-4)


def test_short_lists_are_scored_by_the_model_of_few_titles(model: Model, ask: Ask) -> None:
    profile = ask(model, {0: 8, 1: 6, 11: 0, 20: 10})
    n = len(profile.franchises)

    expected = fit_of(profile, model, 0) + popularity_of(model) / n**2
    assert n == 3
    np.testing.assert_allclose(scored(profile, model), expected, atol=1e-4)


def test_between_them_both_models_are_blended(model: Model, ask: Ask) -> None:
    profile = ask(model, {2 * f: 5 + f % 4 for f in range(15)})
    t = np.log(45 / 15) / np.log(45 / 5)

    both = t * fit_of(profile, model, 0) + (1 - t) * fit_of(profile, model, 1)
    expected = both + popularity_of(model) / 15**2
    np.testing.assert_allclose(scored(profile, model), expected, atol=1e-4)


def test_what_is_planned_counts_less_than_what_is_seen(model: Model, ask: Ask) -> None:
    without, planning = (ask(model, {0: 8, 10: 6}, planned=planned) for planned in ([], [20, 30]))
    x = np.zeros(model.items.n_franchises)
    x[without.franchises] = query(without)
    x[model.items.franchise[[20, 30]]] = 0.4

    fit = np.log(np.maximum(x @ model.ease[0].astype(float), 1e-6))
    expected = fit + popularity_of(model) / 2**2
    np.testing.assert_allclose(scored(planning, model), expected, atol=1e-4)


def test_an_empty_list_is_scored_by_popularity_alone(model: Model, ask: Ask) -> None:
    found = scored(ask(model, {}), model)

    np.testing.assert_allclose(found, np.log(1e-6) + popularity_of(model), rtol=1e-5)


def test_franchises_too_rare_to_be_modelled_have_no_effect(model: Model, ask: Ask) -> None:
    popularity, n_users = model.items.franchise_popularity, model.rows.n_users
    rare = int(np.flatnonzero(model.items.franchise == model.items.n_franchises - 1)[0])
    common = int(np.flatnonzero(model.items.franchise == 0)[0])
    small = model.ease[:, :10, :10]

    alone = predict_ease(ask(model, {common: 8}), small, popularity, n_users)
    both = predict_ease(ask(model, {common: 8, rare: 8}), small, popularity, n_users)

    np.testing.assert_allclose(alone, both, rtol=1e-6)
    np.testing.assert_allclose(alone[10:], np.log(1e-6) + popularity_of(model)[10:], rtol=1e-6)
