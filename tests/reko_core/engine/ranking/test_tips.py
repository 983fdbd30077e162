"""What one user would recommend to another."""

from collections.abc import Callable

import numpy as np

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.tips import Tips
from reko_core.engine.recommend import Query, recommend


def test_only_what_the_other_likes_is_recommended(
    model: Model, newcomer: Profile, ask: Callable[..., Profile]
) -> None:
    scores = {item: 9 if item % 4 == 0 else 5 for item in range(model.items.n_items)}
    sender = ask(model, scores, dropped=[8])
    query = Query(tips=Tips.of(sender), include_adult=True, n_wanted=100)
    result = recommend(model, newcomer, query)
    items = [pick.item for pick in result.picks]

    assert items
    assert len(items) == result.n_found
    assert all(scores[item] == 9 and item != 8 for item in items)
    assert not newcomer.on_list[items].any()


def test_a_score_above_the_mean_counts_a_little(model: Model, ask: Callable[..., Profile]) -> None:
    tips = Tips.of(ask(model, {4: 10, 6: 6, 8: 0}))

    np.testing.assert_allclose(tips.bonus[[4, 6, 8]], [0.2, -0.2, 0])
    # Unscored titles are not known to be liked where others are scored.
    assert np.flatnonzero(tips.is_liked).tolist() == [4]


def test_a_seed_draws_from_the_best(model: Model, newcomer: Profile) -> None:
    best = recommend(model, newcomer, Query(n_wanted=100))
    drawn = recommend(model, newcomer, Query(n_wanted=100, seed=3))

    assert {pick.item for pick in drawn.picks} == {pick.item for pick in best.picks}
    assert [pick.item for pick in drawn.picks] != [pick.item for pick in best.picks]
    is_good = [pick.enjoyment >= 0.5 for pick in drawn.picks]
    assert is_good == sorted(is_good, reverse=True)
    first = recommend(model, newcomer, Query(n_wanted=1, seed=3)).picks
    assert first[0].item == drawn.picks[0].item
