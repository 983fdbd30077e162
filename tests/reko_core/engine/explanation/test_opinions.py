"""Opinions on one title against the dense matrices, and against the recommendations."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.explain import explain
from reko_core.engine.explanation.opinions import Opinions
from reko_core.engine.model import Model
from reko_core.engine.neighbourhood import Neighbourhood
from reko_core.engine.ranking.neighbours import NeighbourRules
from reko_core.engine.recommend import Query, recommend

NOBODY = np.zeros(0, np.int64)
LIKED = (Status.COMPLETED, Status.WATCHING, Status.UNKNOWN)


@pytest.mark.parametrize("n_neighbours", [3, 50])
def test_opinions_are_those_of_the_neighbours_who_have_seen_the_title(
    model: Model, dense: Any, n_neighbours: int
) -> None:
    users = np.arange(0, 150, 150 // n_neighbours)[:n_neighbours]
    affinities = np.linspace(90, 60, n_neighbours, dtype=np.float32)
    neighbours = Neighbourhood(users, affinities, np.zeros(0, np.int64), 1, 100)
    for item in range(0, 80, 7):
        found = Opinions.of(model, neighbours, item)
        seen = [k for k, user in enumerate(users) if dense.seen[user, item]]
        scores, statuses = dense.scores[users[seen], item], dense.statuses[users[seen], item]
        liked = (scores == 0) | (scores >= model.rows.mean[users[seen]])

        assert found.n_neighbours == n_neighbours
        np.testing.assert_array_equal(found.affinities, affinities[seen])
        np.testing.assert_array_equal(found.scores, scores)
        np.testing.assert_array_equal(found.is_dropped, statuses == Status.DROPPED)
        np.testing.assert_array_equal(found.recommends, liked & np.isin(statuses, LIKED))
        counts = [int((scores == score).sum()) for score in range(1, 11)]
        assert found.histogram.tolist() == counts


@given(
    scores=st.dictionaries(st.integers(0, 79), st.integers(0, 10), max_size=40),
    planned=st.sets(st.integers(0, 79), max_size=10),
    accuracy=st.floats(0, 100),
    allowed=st.none() | st.sets(st.integers(0, 79)),
    n_wanted=st.integers(1, 40),
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_they_agree_with_the_recommendations_on_who_recommends_a_title(
    model: Model,
    ask: Callable[..., Profile],
    *,
    scores: dict[int, int],
    planned: set[int],
    accuracy: float,
    allowed: set[int] | None,
    n_wanted: int,
) -> None:
    profile = ask(model, scores, planned=sorted(planned - set(scores)))
    rules = NeighbourRules(max_neighbours=12)
    mask = None if allowed is None else np.isin(np.arange(80), list(allowed))
    query = Query(accuracy=accuracy, n_wanted=n_wanted, allowed_items=mask, rules=rules)
    result = recommend(model, profile, query)
    for pick in result.picks:
        found = explain(
            model, profile, pick.item, excluded_users=NOBODY, accuracy=accuracy, rules=rules
        ).opinions

        assert found.n_neighbours == len(result.neighbours)
        assert np.count_nonzero(found.recommends) == len(pick.neighbours)
        behind = [result.neighbours[position].affinity for position in pick.neighbours]
        assert found.affinities[found.recommends].tolist() == behind


def test_nobody_has_an_opinion_on_an_unknown_title() -> None:
    found = Opinions.none()

    assert (found.n_neighbours, len(found.scores)) == (0, 0)
    assert found.histogram.tolist() == [0] * 10
