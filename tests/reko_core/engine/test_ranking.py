import numpy as np

from reko_core.engine.model import Model
from reko_core.engine.ranking import best_of_franchise, rank_scores


def test_scores_to_rank_by_are_the_sum_of_logarithms() -> None:
    found = rank_scores(np.array([0.5, 2], np.float32), np.array([0.9, 0.25]))

    np.testing.assert_allclose(found, np.log([0.5, 2]) + 0.25 * np.log([0.9, 0.25]))


def test_bad_and_rare_franchises_get_the_floor() -> None:
    found = rank_scores(np.array([-3, 0, 1e-9], np.float32), np.array([1.0, 1, 1, 1, 0]))

    np.testing.assert_allclose(found, np.log(1e-4) * np.array([1, 1, 1, 1, 1.25]))


def test_the_best_title_of_a_franchise_is_a_main_one(model: Model) -> None:
    values = np.random.default_rng(8).random(model.items.n_items)
    found = best_of_franchise(model.items, values)

    for f in range(model.items.n_franchises):
        main = values[(model.items.franchise == f) & model.items.is_main]
        assert found[f] == (main.max() if len(main) else 0)
