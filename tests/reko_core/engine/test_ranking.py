import numpy as np

from reko_core.engine.model import Model
from reko_core.engine.ranking import best_of_franchise, rank_scores


def test_scores_to_rank_by_are_the_sum_of_logarithms() -> None:
    fit = np.array([-0.5, -3.25, 0], np.float32)

    found = rank_scores(fit, np.array([0.9, 0.25, 0]))

    np.testing.assert_allclose(found, fit + 0.15 * np.log([0.9, 0.25, 1e-4]))


def test_the_best_title_of_a_franchise_is_a_main_one(model: Model) -> None:
    values = np.random.default_rng(8).random(model.items.n_items)
    found = best_of_franchise(model.items, values)

    for f in range(model.items.n_franchises):
        main = values[(model.items.franchise == f) & model.items.is_main]
        assert found[f] == (main.max() if len(main) else 0)
