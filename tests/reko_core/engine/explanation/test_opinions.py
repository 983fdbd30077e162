"""What similar users thought of one title, against the dense matrices."""

from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.opinions import Opinions
from reko_core.engine.model import Model
from reko_core.engine.prediction import expected
from reko_core.engine.prediction.expected import neighbour_residuals
from reko_core.engine.similarity.search import SimilarUsers, find_similar


@pytest.fixture
def similar(model: Model, newcomer: Profile) -> SimilarUsers:
    nobody = np.zeros(0, np.int64)
    return find_similar(newcomer, model.rows, model.columns, model.items, model.mu, exclude=nobody)


def test_the_vote_on_a_title_is_the_one_that_is_heard(model: Model, similar: SimilarUsers) -> None:
    votes = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))

    assert votes.any()
    for item, vote in enumerate(votes):
        assert Opinions.of(model, similar, item).vote == vote


@pytest.mark.parametrize("n_voters", [7, 500])
def test_opinions_are_those_of_the_voters_who_have_the_title(
    model: Model, dense: Any, similar: SimilarUsers, n_voters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expected, "N_VOTERS", n_voters)
    weights = similar.taste * np.maximum(0, similar.agreement)
    heard = [k for k in np.argsort(-weights, kind="stable")[:n_voters] if weights[k] > 0]
    for item in range(0, 80, 7):
        found = Opinions.of(model, similar, item)
        users = [int(similar.users[k]) for k in sorted(heard) if dense.seen[similar.users[k], item]]

        assert found.n_voters == len(heard)
        assert found.users.tolist() == users
        np.testing.assert_array_equal(found.scores, dense.scores[users, item])
        np.testing.assert_array_equal(
            found.is_dropped, dense.statuses[users, item] == Status.DROPPED
        )
        left = dense.scores[users, item] - model.mu - model.items.bias[item]
        left = np.where(found.scores > 0, left - model.rows.bias[users], 0)
        np.testing.assert_allclose(found.residuals, left, atol=1e-4)
        assert (np.diff(found.affinities) <= 0).all()
        counts = [int((dense.scores[users, item] == score).sum()) for score in range(1, 11)]
        assert found.histogram.tolist() == counts


def test_without_voters_there_are_no_opinions(model: Model) -> None:
    nobody = SimilarUsers(np.zeros(0, np.int64), *[np.zeros(0, np.float32)] * 3)
    found = Opinions.of(model, nobody, 3)

    assert (found.n_voters, len(found.users), float(found.vote[0])) == (0, 0, 0.0)
    assert found.histogram.tolist() == [0] * 10
