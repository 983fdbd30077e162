import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.ranking.ranking_score import score_candidates, score_titles


def test_title_scores_are_the_sum_of_logarithms() -> None:
    fit = np.array([-0.5, -3.25, 0], np.float32)

    found = score_titles(fit, np.array([0.9, 0.5, 1]))

    np.testing.assert_allclose(found, fit + 0.2 * np.log([0.9, 0.5, 1]))


def test_titles_sink_steeply_below_even_odds() -> None:
    enjoyment = np.array([0.5, 0.4, 0.25, 0])

    found = score_titles(np.zeros(4, np.float32), enjoyment)

    likely = 0.2 * np.log([0.5, 0.4, 0.25, 1e-4])
    np.testing.assert_allclose(found - likely, [0, -0.4, -1, -2], atol=1e-12)


@pytest.mark.parametrize(("accuracy", "weight"), [(100, 0.1), (50, 0.45), (0, 0.8)])
def test_candidates_that_neighbours_like_more_than_everybody_rise(
    accuracy: float, weight: float
) -> None:
    share, n_recommenders = np.array([0.5, 0.01, 0.01]), np.array([5, 5, 0])

    found, is_wanted = score_candidates(
        np.zeros(3), share, n_recommenders, 10, accuracy=accuracy, popularity=0
    )

    lift = (n_recommenders + 5 * share) / (15 * share)
    np.testing.assert_allclose(found, weight * np.log(lift))
    assert found[1] > found[0] > found[2]
    # Whoever has seen them.
    assert is_wanted.all()


def test_without_neighbours_candidates_keep_their_scores() -> None:
    scores, nobody = np.array([3.0, 1, 2]), np.zeros(3, int)
    found, _ = score_candidates(
        scores, np.array([0.5, 0.1, 0.01]), nobody, 0, accuracy=50, popularity=0
    )

    np.testing.assert_allclose(found, scores)


def moved_by(
    popularity: float, share: NDArray[np.float64]
) -> tuple[NDArray[np.float64], list[bool]]:
    """Return what popularity adds to the score of titles of some recommenders, and the wanted."""
    n_recommenders = np.arange(len(share))
    (moved, is_wanted), (unmoved, _) = (
        score_candidates(
            np.zeros(len(share)), share, n_recommenders, 10, accuracy=100, popularity=asked
        )
        for asked in (popularity, 0)
    )
    return moved - unmoved, is_wanted.tolist()


@pytest.mark.parametrize(("popularity", "most"), [(-1, 0.05), (-0.5, 0.05**0.5)])
def test_hidden_gems_are_seen_by_few(popularity: float, most: float) -> None:
    share = np.array([0.5, 0.3, most, 0.01, 0.0001])

    expected = np.where(share > most, -6 - 2 * np.log(share / most), 0)
    moved, is_wanted = moved_by(popularity, share)
    np.testing.assert_allclose(moved, expected, atol=1e-9)
    assert is_wanted == [False, False, True, True, True]


@pytest.mark.parametrize(("popularity", "least"), [(1, 0.05), (0.5, 0.05**2)])
def test_popular_titles_are_seen_by_many(popularity: float, least: float) -> None:
    share = np.array([0.5, 0.1, least, 0.001, 0.0001])

    expected = popularity * np.log(share) / 2
    expected -= np.where(share < least, 6 + 2 * np.log(least / share), 0)
    moved, is_wanted = moved_by(popularity, share)
    np.testing.assert_allclose(moved, expected, atol=1e-9)
    assert is_wanted == [True, True, True, False, False]
