"""Habits of users, and where one stands among them."""

from collections.abc import Callable

import numpy as np
from numpy.testing import assert_allclose

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.taste.habits import percentile, profile_habits, sample_habits
from tests.reko_core.engine.conftest import Dense


def test_habits_are_those_of_the_lists(model: Model, dense: Dense) -> None:
    popularity = model.items.popularity
    habits = sample_habits(model.rows, popularity)
    for user, seen in enumerate(dense.seen):
        scores = dense.scores[user][dense.scores[user] > 0]
        assert habits.n_titles[user] == seen.sum()
        if seen.any():
            is_dropped = dense.statuses[user][seen] == Status.DROPPED
            assert_allclose(habits.dropped[user], is_dropped.mean())
            assert_allclose(habits.familiarity[user], np.log(popularity[seen] + 1.0).mean())
        own = [habits.mean[user], habits.spread[user]]
        if len(scores) >= 5:
            assert_allclose(own, [scores.mean(), scores.std()], atol=1e-9)
        else:
            assert np.isnan(own).all()


def test_a_profile_is_measured_as_a_list_of_the_community(
    model: Model, dense: Dense, ask: Callable[..., Profile]
) -> None:
    items = np.flatnonzero(dense.seen[3])
    dropped = np.flatnonzero(dense.statuses[3] == Status.DROPPED)
    profile = ask(
        model, {int(item): int(dense.scores[3, item]) for item in items}, dropped=dropped.tolist()
    )
    community = sample_habits(model.rows, model.items.popularity).as_dict()
    for name, values in profile_habits(profile, model.items.popularity).as_dict().items():
        assert_allclose(values, community[name][[3]], err_msg=name)


def test_percentile_counts_ties_half_and_leaves_out_the_unknown() -> None:
    sample = np.array([1.0, 2.0, 2.0, 3.0, np.nan])
    assert percentile(2.0, sample) == 50
    assert percentile(2.5, sample) == 75
    assert percentile(0.0, sample) == 0
    assert percentile(np.nan, sample) is None
    assert percentile(1.0, np.array([np.nan])) is None
