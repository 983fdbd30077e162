from collections.abc import Callable

import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.own_franchise import FranchiseScores

Ask = Callable[..., Profile]


@pytest.fixture
def three(make_model: Callable[..., Model]) -> Model:
    """One franchise of three titles, the last of which was broadcast first, and a single title."""
    return make_model([{0: 8, 3: 7}], n_items=4, franchise=[0, 0, 0, 1], day=[20, 30, 10, 40])


def test_scores_count_relative_to_the_own_mean(three: Model, ask: Ask) -> None:
    profile = ask(three, {0: 9, 1: 6, 2: 9, 3: 4})
    found = FranchiseScores.of(three.items, profile)
    franchise = three.items.franchise

    assert found.user_mean == 7
    assert found.n_scored[franchise].tolist() == [3, 3, 3, 1]
    assert found.mean[franchise[[0, 3]]] == pytest.approx([0.75, -1.5])
    assert found.last[franchise[[0, 3]]] == pytest.approx([-1, -3])


def test_unscored_and_removed_titles_do_not_count(three: Model, ask: Ask) -> None:
    profile = ask(three, {0: 9, 1: 0, 3: 5})
    found = FranchiseScores.of(three.items, profile, without=three.items.index(three.items.ids[:1]))
    franchise = three.items.franchise

    assert found.n_scored[franchise].tolist() == [0, 0, 0, 1]
    assert not found.mean[franchise[0]]
    assert not found.last[franchise[0]]
    assert found.last[franchise[3]] == pytest.approx(-2)
