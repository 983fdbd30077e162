import numpy as np
import pytest

from reko_core.engine.model import Model
from reko_core.engine.ranking.ranking_score import (
    best_of_franchise,
    score_candidates,
    score_franchises,
)


def test_franchise_scores_are_the_sum_of_logarithms() -> None:
    fit = np.array([-0.5, -3.25, 0], np.float32)

    found = score_franchises(fit, np.array([0.9, 0.25, 0]))

    np.testing.assert_allclose(found, fit + 0.15 * np.log([0.9, 0.25, 1e-4]))


def test_the_best_title_of_a_franchise_is_a_main_one(model: Model) -> None:
    values = np.random.default_rng(8).random(model.items.n_items)
    found = best_of_franchise(model.items, values)

    for f in range(model.items.n_franchises):
        main = values[(model.items.franchise == f) & model.items.is_main]
        assert found[f] == (main.max() if len(main) else 0)


@pytest.mark.parametrize(("accuracy", "weight"), [(100, 0.2), (50, 0.4), (0, 0.6)])
def test_candidates_that_neighbours_like_more_than_everybody_rise(
    accuracy: float, weight: float
) -> None:
    share, n_supporters = np.array([0.5, 0.01, 0.01]), np.array([5, 5, 0])

    found = score_candidates(np.zeros(3), share, n_supporters, 10, accuracy=accuracy, popularity=0)

    lift = (n_supporters + 5 * share) / (15 * share)
    np.testing.assert_allclose(found, weight * np.log(lift))
    assert found[1] > found[0] > found[2]


def test_without_neighbours_candidates_keep_their_scores() -> None:
    scores, nobody = np.array([3.0, 1, 2]), np.zeros(3, int)
    found = score_candidates(
        scores, np.array([0.5, 0.1, 0.01]), nobody, 0, accuracy=50, popularity=0
    )

    np.testing.assert_allclose(found, scores)


@pytest.mark.parametrize("popularity", [-1, -0.25, 0.5, 1])
def test_popularity_moves_candidates_by_their_audience(popularity: float) -> None:
    share, n_supporters = np.array([0.5, 0.1]), np.array([1, 2])

    moved, unmoved = (
        score_candidates(np.zeros(2), share, n_supporters, 10, accuracy=100, popularity=asked)
        for asked in (popularity, 0)
    )

    np.testing.assert_allclose(moved - unmoved, 0.3 * popularity * np.log(share))
