"""Ratings of one title against the dense matrices."""

from typing import Any

import numpy as np
import pytest

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.neighbour_ratings import NeighbourRatings
from reko_core.engine.model import Model
from reko_core.engine.prediction import expected_score
from reko_core.engine.prediction.expected_score import neighbour_residuals
from reko_core.engine.similarity.search import SimilarUsers, find_similar


@pytest.fixture
def similar(model: Model, newcomer: Profile) -> SimilarUsers:
    nobody = np.zeros(0, np.int64)
    return find_similar(newcomer, model.rows, model.columns, model.items, model.mu, exclude=nobody)


def test_the_mean_residual_is_that_of_the_expected_score(
    model: Model, similar: SimilarUsers
) -> None:
    residuals = neighbour_residuals(similar, model.rows, model.items.bias + np.float32(model.mu))

    assert residuals.any()
    for item, residual in enumerate(residuals):
        assert NeighbourRatings.of(model, similar, item).mean_residual == residual


@pytest.mark.parametrize("n_neighbours", [7, 500])
def test_ratings_are_those_of_the_neighbours_who_have_seen_the_title(
    model: Model,
    dense: Any,
    similar: SimilarUsers,
    n_neighbours: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(expected_score, "N_NEIGHBOURS", n_neighbours)
    weights = similar.taste * np.maximum(0, similar.agreement)
    neighbours = [k for k in np.argsort(-weights, kind="stable")[:n_neighbours] if weights[k] > 0]
    for item in range(0, 80, 7):
        found = NeighbourRatings.of(model, similar, item)
        users = [
            int(similar.users[k]) for k in sorted(neighbours) if dense.seen[similar.users[k], item]
        ]

        assert found.n_neighbours == len(neighbours)
        assert found.users.tolist() == users
        np.testing.assert_array_equal(found.scores, dense.scores[users, item])
        np.testing.assert_array_equal(
            found.is_dropped, dense.statuses[users, item] == Status.DROPPED
        )
        residuals = dense.scores[users, item] - model.mu - model.items.bias[item]
        residuals = np.where(found.scores > 0, residuals - model.rows.bias[users], 0)
        np.testing.assert_allclose(found.residuals, residuals, atol=1e-4)
        assert (np.diff(found.affinities) <= 0).all()
        counts = [int((dense.scores[users, item] == score).sum()) for score in range(1, 11)]
        assert found.histogram.tolist() == counts


def test_without_neighbours_there_are_no_ratings(model: Model) -> None:
    nobody = SimilarUsers(np.zeros(0, np.int64), *[np.zeros(0, np.float32)] * 3)
    found = NeighbourRatings.of(model, nobody, 3)

    assert (found.n_neighbours, len(found.users), float(found.mean_residual[0])) == (0, 0, 0.0)
    assert found.histogram.tolist() == [0] * 10
