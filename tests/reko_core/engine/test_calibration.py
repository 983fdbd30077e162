from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from reko_core.engine.affinity import AffinityScale
from reko_core.engine.calibration import _trials, calibrate, hide_franchises
from reko_core.engine.enjoyment import EnjoymentModel
from reko_core.engine.model import Model


def test_whole_franchises_are_hidden_a_fifth_of_those_with_a_score(
    model: Model, dense: Any
) -> None:
    seen = np.flatnonzero(dense.seen[20])
    scores = dense.scores[20, seen]
    hidden = hide_franchises(model.items, seen, scores, np.random.default_rng(9))
    franchise = model.items.franchise[seen]
    hidden_ones = set(franchise[hidden])

    assert not hidden_ones & set(franchise[~hidden])
    assert hidden_ones <= set(franchise[scores > 0])
    assert len(hidden_ones) == round(0.2 * len(set(franchise[scores > 0])))


def test_of_one_franchise_all_is_hidden(make_model: Callable[..., Model]) -> None:
    items = make_model([{0: 8, 1: 8}], n_items=2, franchise=[0, 0]).items
    hidden = hide_franchises(items, np.array([0, 1]), np.array([8, 0]), np.random.default_rng(9))

    assert hidden.all()


def test_calibrating_again_finds_the_same(model: Model) -> None:
    other = replace(model, scale=AffinityScale(9, 9), enjoyment=EnjoymentModel((9.0, 9.0, 9.0)))

    assert calibrate(other) == (model.scale, model.enjoyment)


def test_a_higher_expected_score_means_a_higher_chance(model: Model) -> None:
    assert model.enjoyment.weights[1] > 0.3


def test_close_users_are_closer_than_strangers(model: Model) -> None:
    midpoint, best = model.scale.midpoint, model.scale.midpoint + 1.815 / model.scale.steepness

    assert 0 < midpoint < best < 1.5


@pytest.mark.parametrize("lists", [[], [{0: 8}], [dict.fromkeys(range(9), 8)] * 5])
def test_communities_too_small_to_measure_get_the_usual_scales(
    make_model: Callable[..., Model], lists: list[dict[int, int]]
) -> None:
    model = make_model(lists, n_items=12)

    assert model.scale == AffinityScale(0.06, 6)
    assert model.enjoyment.weights[1] > 0


def test_what_is_hidden_in_a_trial_is_scored_and_told_to_nobody(model: Model, dense: Any) -> None:
    trials = list(_trials(model))

    assert len(trials) == ((dense.scores > 0).sum(axis=1) >= 10).sum()
    for trial in trials:
        assert (trial.hidden_scores > 0).all()
        assert not trial.profile.on_list[trial.hidden_items].any()
        own = np.where(trial.profile.item_scores > 0, trial.profile.item_scores, 0)
        own[trial.hidden_items] = trial.hidden_scores
        (user,) = np.flatnonzero((dense.scores == own).all(axis=1))
        assert user not in trial.similar.users


def test_a_title_like_all_others_is_enjoyed(make_model: Callable[..., Model]) -> None:
    rng = np.random.default_rng(11)
    lists = [dict.fromkeys(rng.choice(30, 15, replace=False).tolist(), 8) for _ in range(20)]
    chance = make_model(lists, n_items=30).enjoyment.probability(np.array([[0.0, 4.0]]))

    assert chance[0] > 0.9
