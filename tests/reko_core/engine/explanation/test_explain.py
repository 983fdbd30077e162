"""Explanations agree with the predictions, and named titles have the stated effect."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.explain import MIN_EFFECT, N_NAMED, Explanation, explain
from reko_core.engine.model import Model
from reko_core.engine.scoring import score_catalogue
from reko_core.engine.similarity.search import find_similar

Ask = Callable[..., Profile]
NOBODY = np.zeros(0, np.int64)
LIKED, OTHERS = range(0, 80, 6), range(3, 80, 9)
SCORES = {
    **{item: 6 + item % 3 for item in OTHERS},
    **{item: 10 - item % 4 for item in LIKED},
    11: 0,
}
UNSEEN = [item for item in range(80) if item not in SCORES]


def explained(model: Model, profile: Profile, item: int) -> Explanation:
    return explain(model, profile, item, excluded_users=NOBODY)


def without(scores: dict[int, int], items: Sequence[int]) -> dict[int, int]:
    return {item: score for item, score in scores.items() if item not in items}


def test_the_prediction_is_that_of_the_recommendations(model: Model, ask: Ask) -> None:
    profile = ask(model, SCORES)
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=NOBODY
    )
    scores = score_catalogue(model, profile, similar)
    for item in UNSEEN:
        found = explained(model, profile, item).prediction

        assert found.score == scores.expected[item]
        assert found.enjoyment == pytest.approx(scores.enjoyment[item], rel=1e-12)
        half_width = float(scores.half_width[item])
        assert found.low == pytest.approx(max(1, found.score - half_width), rel=1e-6)
        assert found.high == pytest.approx(min(10, found.score + half_width), rel=1e-6)


def test_titles_are_named_strongest_first_and_at_most_five(model: Model, ask: Ask) -> None:
    n_named = []
    for item in UNSEEN:
        found = explained(model, ask(model, SCORES), item)
        up = [one.effect for one in found.raising.influences]
        down = [one.effect for one in found.lowering.influences]

        assert up == sorted(up, reverse=True)
        assert down == sorted(down)
        assert all(effect >= MIN_EFFECT for effect in up)
        assert all(effect <= -MIN_EFFECT for effect in down)
        assert max(len(up), len(down)) <= N_NAMED
        for one in (*found.raising.influences, *found.lowering.influences):
            assert one.score == SCORES[one.item] > 0
        n_named += [len(up), len(down)]
    assert max(n_named) == N_NAMED


def test_removing_the_named_titles_changes_the_prediction_as_stated(model: Model, ask: Ask) -> None:
    """Everything is computed again: similar users, their residuals, the prediction."""
    n_tried, off = 0, []
    for item in UNSEEN:
        found = explained(model, ask(model, SCORES), item)
        for group, sign in ((found.raising, 1), (found.lowering, -1)):
            if group.without is None:
                continue
            named = [one.item for one in group.influences]
            after = explained(model, ask(model, without(SCORES, named)), item).prediction.score
            n_tried += 1
            assert sign * (found.prediction.score - after) > 0
            assert sign * (found.prediction.score - group.without) > 0
            off.append(abs(group.without - after))
    assert n_tried > 80
    assert np.mean(off) < 0.1


def test_an_empty_list_has_no_influences(model: Model, ask: Ask) -> None:
    for scores in ({}, {10: 0}):
        found = explained(model, ask(model, scores), 5)

        assert (found.raising.influences, found.raising.without) == ((), None)
        assert (found.lowering.influences, found.lowering.without) == ((), None)
        assert 1 <= found.prediction.low < found.prediction.score < found.prediction.high <= 10


def test_excluded_users_do_not_count(model: Model, ask: Ask) -> None:
    profile, item = ask(model, SCORES), max(UNSEEN, key=model.items.popularity.__getitem__)
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=NOBODY
    )
    found = explain(model, profile, item, excluded_users=similar.users[5:]).opinions

    assert found.n_neighbours == 5


def test_a_seen_title_cannot_be_explained(model: Model, ask: Ask) -> None:
    with pytest.raises(AssertionError):
        explained(model, ask(model, SCORES), LIKED[0])
