from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reko_core.engine import expected
from reko_core.engine.affinity import Similar, find_similar
from reko_core.engine.expected import predict_scores
from reko_core.engine.model import Model
from reko_core.engine.profile import Profile

Ask = Callable[..., Profile]


@pytest.fixture
def similar(model: Model, newcomer: Profile) -> Similar:
    nobody = np.zeros(0, np.int64)
    return find_similar(newcomer, model.rows, model.columns, model.items, model.mu, without=nobody)


def predicted(
    model: Model, dense: Any, profile: Profile, similar: Similar, n_voters: int = 500
) -> Any:
    """Predict by the dense formula."""
    weights = similar.taste.astype(float) * np.maximum(0, similar.agreement)
    voters = np.argsort(-weights, kind="stable")[:n_voters]
    w, scores = weights[voters], dense.scores[similar.users[voters]]
    base = model.mu + model.items.bias
    left = scores - base - model.rows.bias[similar.users[voters], None]
    pull = w @ np.where(scores > 0, left, 0) / (w @ (scores > 0) + 0.2)
    return np.clip(base + profile.bias + pull, 1, 10)


def test_expected_scores_are_biases_and_the_votes_of_similar_users(
    model: Model, dense: Any, newcomer: Profile, similar: Similar
) -> None:
    found = predict_scores(newcomer, similar, model.rows, model.items, model.mu)

    np.testing.assert_allclose(found, predicted(model, dense, newcomer, similar), atol=1e-4)


def test_only_the_votes_of_highest_weight_are_heard(
    model: Model,
    dense: Any,
    newcomer: Profile,
    similar: Similar,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(expected, "N_VOTERS", 7)
    found = predict_scores(newcomer, similar, model.rows, model.items, model.mu)

    np.testing.assert_allclose(found, predicted(model, dense, newcomer, similar, 7), atol=1e-4)


def test_without_voters_the_biases_speak(model: Model, ask: Ask) -> None:
    nobody = Similar(np.zeros(0, np.int64), *[np.zeros(0, np.float32)] * 3)
    profile = ask(model, {0: 9, 5: 10})
    found = predict_scores(profile, nobody, model.rows, model.items, model.mu)

    biases = model.mu + model.items.bias + profile.bias
    np.testing.assert_allclose(found, np.clip(biases, 1, 10), atol=1e-5)


def test_users_who_disagree_have_no_vote(model: Model, newcomer: Profile, similar: Similar) -> None:
    opposed = Similar(similar.users, similar.taste, -np.abs(similar.agreement), similar.similarity)
    found = predict_scores(newcomer, opposed, model.rows, model.items, model.mu)

    biases = model.mu + model.items.bias + newcomer.bias
    np.testing.assert_allclose(found, np.clip(biases, 1, 10), atol=1e-5)


@pytest.mark.parametrize("score", [1, 10])
def test_expected_scores_stay_on_the_scale(model: Model, ask: Ask, score: int) -> None:
    profile = ask(model, dict.fromkeys(range(80), score))
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, without=np.zeros(0, np.int64)
    )
    found = predict_scores(profile, similar, model.rows, model.items, model.mu)

    assert found.dtype == np.float32
    assert ((found >= 1) & (found <= 10)).all()
    assert found.min() == 1 or found.max() == 10
