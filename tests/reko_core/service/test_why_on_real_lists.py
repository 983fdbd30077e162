"""Named titles have the stated effect on real lists, too, if available."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.explanation.explain import explain
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.engine.scoring import score_for
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import Split

N_ASKING, SEED = 40, 5
NOBODY = np.zeros(0, np.int64)


def profile_without(model: Model, case: Case, removed: Sequence[int] = ()) -> Profile:
    kept = ~np.isin(case.items, removed)
    ids = model.items.ids[case.items[kept]]
    everything = np.ones(len(ids), bool)
    return make_profile(
        model.items, model.mu, ids, case.scores[kept], everything, case.is_dropped[kept]
    )


def test_removing_named_titles_from_real_lists_changes_the_prediction_as_stated(
    real_split: Split,
) -> None:
    model = real_split.model
    cases = make_cases(replace(real_split, users=real_split.users[:N_ASKING]), SEED)
    groups, singles = [], []

    # All titles at once: several are explained by the same ones of a list.
    @cache
    def expected_without(case_index: int, *removed: int) -> NDArray[np.float32]:
        profile = profile_without(model, cases[case_index], removed)
        return score_for(model, profile, NOBODY).expected

    for index, case in enumerate(cases):
        profile = profile_without(model, case)
        for item in case.hidden_items[:5].tolist():
            found = explain(model, profile, item, excluded_users=NOBODY)
            now = found.prediction.score
            assert now == expected_without(index)[item]
            for group, sign in ((found.raising, 1), (found.lowering, -1)):
                named = sorted(one.item for one in group.influences)
                after = expected_without(index, *named)[item]
                if not named or (now == after and now in {MIN_SCORE, MAX_SCORE}):
                    continue  # no effect: clamped to the scale with and without them
                groups.append(sign * (now - after) > 0)
                for one in group.influences[:2]:
                    single = expected_without(index, one.item)[item]
                    singles.append(sign * (now - single) > 0)
    assert len(groups) > 200
    # Without the titles there are also other neighbours, which rarely outweighs a small effect.
    assert np.mean(groups) > 0.99
    assert np.mean(singles) > 0.97
