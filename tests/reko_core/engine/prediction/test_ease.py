from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction import ease
from reko_core.engine.prediction.ease import Ease, predict_ease

Ask = Callable[..., Profile]
LEAST = np.log(1e-6)


def query(profile: Profile) -> Any:
    """x of a profile, for the franchises seen."""
    liking = np.maximum(0, 1 + 0.25 * profile.deviations)
    return np.where(profile.is_scored, liking, 0.5) * (1 + 0.15 * np.log(profile.n_seen))


def log_fit(x: Any, model: Model, side: int) -> Any:
    """(n_items,) log E of one of the two models, from the dense product with (n_franchises,) x."""
    found = np.full(model.items.n_items, LEAST)
    fit = x @ model.ease.weights[side].astype(float)
    found[model.ease.targets] = np.log(np.maximum(fit, 1e-6))
    return found


def fit_of(profile: Profile, model: Model, side: int) -> Any:
    x = np.zeros(model.items.n_franchises)
    x[profile.franchises] = query(profile)
    return log_fit(x, model, side)


def popularity_of(model: Model) -> Any:
    return np.log(np.maximum(model.items.popularity, 1) / model.rows.n_users)


def scored(profile: Profile, model: Model) -> Any:
    return predict_ease(profile, model.ease, model.items, model.rows.n_users)


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

    expected = log_fit(x, model, 0) + popularity_of(model) / 2**2
    np.testing.assert_allclose(scored(planning, model), expected, atol=1e-4)


def test_an_empty_list_is_scored_by_popularity_alone(model: Model, ask: Ask) -> None:
    found = scored(ask(model, {}), model)

    np.testing.assert_allclose(found, LEAST + popularity_of(model), rtol=1e-5)


def test_franchises_too_rare_to_be_inputs_have_no_effect(model: Model, ask: Ask) -> None:
    rare, common = (
        int(np.flatnonzero(model.items.franchise == f)[0])
        for f in (model.items.n_franchises - 1, 0)
    )
    small = Ease(model.ease.weights[:, :10].copy(), model.ease.targets)

    alone, both, planning = (
        predict_ease(profile, small, model.items, model.rows.n_users)
        for profile in (
            ask(model, {common: 8}),
            ask(model, {common: 8, rare: 8}),
            ask(model, {common: 8}, planned=[rare]),
        )
    )

    np.testing.assert_allclose(alone, both, rtol=1e-6)
    np.testing.assert_allclose(alone, planning, rtol=1e-6)


def test_titles_too_rare_to_be_targets_have_the_least_fit(model: Model, ask: Ask) -> None:
    is_target = np.arange(len(model.ease.targets)) % 2 > 0
    half = Ease(model.ease.weights[..., is_target].copy(), model.ease.targets[is_target])
    profile, n_users = ask(model, {0: 8, 20: 6, 41: 9}), model.rows.n_users

    found = predict_ease(profile, half, model.items, n_users)

    is_rare = ~np.isin(np.arange(model.items.n_items), half.targets)
    expected = np.where(is_rare, LEAST + popularity_of(model) / 3**2, scored(profile, model))
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_titles_of_one_franchise_are_told_apart(model: Model, ask: Ask) -> None:
    found = scored(ask(model, {2 * f: 5 + f % 4 for f in range(15)}), model)

    is_target = np.isin(np.arange(model.items.n_items), model.ease.targets)
    both = is_target[::2] & is_target[1::2]
    assert (found[::2] != found[1::2])[both].all()
