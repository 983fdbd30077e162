import numpy as np

from reko_core.engine.ranking.random_order import random_order


def test_the_first_is_drawn_in_proportion_to_its_weight() -> None:
    weights = np.array([60, 30, 10, 0])
    first = np.bincount([random_order(weights, seed)[0] for seed in range(3000)], minlength=4)

    np.testing.assert_allclose(first / 3000, weights / 100, atol=0.03)


def test_an_order_holds_everything_once_and_is_that_of_its_seed() -> None:
    weights = np.arange(20)

    assert sorted(random_order(weights, 1).tolist()) == list(range(20))
    assert random_order(weights, 1).tolist() == random_order(weights, 1).tolist()
    assert random_order(weights, 1).tolist() != random_order(weights, 2).tolist()
