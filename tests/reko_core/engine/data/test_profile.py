from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.model import Model

Ask = Callable[..., Profile]


def test_residuals_are_what_the_biases_leave(model: Model, ask: Ask) -> None:
    profile = ask(model, {4: 9, 5: 0, 20: 3})
    left = np.array([9, 3]) - model.mu - model.items.bias[[4, 20]]
    bias = left.sum() / (2 + 2)

    assert profile.bias == pytest.approx(bias, abs=1e-6)
    np.testing.assert_allclose(profile.residuals[[4, 20]], left - bias, atol=1e-6)
    assert np.flatnonzero(profile.residuals).tolist() == [4, 20]


def test_deviations_are_means_by_franchise(model: Model, ask: Ask) -> None:
    profile = ask(model, {0: 9, 1: 6, 2: 0, 3: 3, 4: 0})
    franchise = model.items.franchise
    expected = {franchise[0]: 1.5, franchise[2]: -3.0, franchise[4]: 0.0}

    assert profile.mean == 6
    assert profile.n_scored == 3
    assert dict(zip(profile.franchises, profile.deviations, strict=True)) == expected
    assert (np.diff(profile.franchises) > 0).all()


def test_a_community_user_asking_deviates_as_in_the_community(
    model: Model, ask: Ask, dense: Any
) -> None:
    seen = np.flatnonzero(dense.seen[17])
    profile = ask(model, dict(zip(seen.tolist(), dense.scores[17, seen].tolist(), strict=True)))

    assert profile.mean == pytest.approx(model.rows.mean[17])
    assert profile.bias == pytest.approx(model.rows.bias[17], abs=1e-2)


def test_planned_titles_are_on_the_list_but_not_seen(model: Model, ask: Ask) -> None:
    profile = ask(model, {0: 8}, planned=[2], dropped=[0])

    assert np.flatnonzero(profile.on_list).tolist() == [0, 2]
    assert np.flatnonzero(profile.item_scores >= 0).tolist() == profile.seen.tolist() == [0]
    assert np.flatnonzero(profile.dropped).tolist() == [0]
    assert profile.planned.tolist() == [model.items.franchise[2]]


def test_planning_the_next_season_starts_the_franchise(model: Model, ask: Ask) -> None:
    profile = ask(model, {0: 8}, planned=[1])

    assert model.items.franchise[0] == model.items.franchise[1]
    assert not len(profile.planned)


def test_unknown_titles_are_dropped(model: Model) -> None:
    profile = make_profile(
        model.items,
        model.mu,
        np.array([1, 5, 2_000_000], np.int32),
        np.array([10, 6, 10], np.int8),
        np.ones(3, bool),
        np.ones(3, bool),
    )

    assert profile.seen.tolist() == [0]
    assert not len(profile.planned)
    assert profile.mean == 6
    assert np.flatnonzero(profile.dropped).tolist() == [0]


def test_a_user_without_scores_has_the_global_mean(model: Model, ask: Ask) -> None:
    profile = ask(model, {0: 0, 7: 0})

    assert profile.mean == model.mu
    assert profile.bias == profile.n_scored == 0
    assert not profile.deviations.any()
    assert not profile.residuals.any()
