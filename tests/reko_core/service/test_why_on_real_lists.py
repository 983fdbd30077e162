"""Named titles have the stated effect on real lists, too, if available."""

from dataclasses import replace

import numpy as np

from reko_core.engine.data.profile import make_profile
from reko_core.engine.explanation.explain import Explanation, explain
from reko_core.engine.model import Model
from reko_core.engine.prediction.expected_score import MAX_SCORE, MIN_SCORE
from reko_core.evaluation.holdout.cases import Case, make_cases
from reko_core.evaluation.holdout.hold_out import Split

N_ASKING, SEED = 40, 5
NOBODY = np.zeros(0, np.int64)


def explained(model: Model, case: Case, item: int, removed: list[int]) -> Explanation:
    kept = ~np.isin(case.items, removed)
    ids = model.items.ids[case.items[kept]]
    everything = np.ones(len(ids), bool)
    profile = make_profile(
        model.items, model.mu, ids, case.scores[kept], everything, case.is_dropped[kept]
    )
    return explain(model, profile, item, excluded_users=NOBODY)


def test_removing_named_titles_from_real_lists_changes_the_prediction_as_stated(
    real_split: Split,
) -> None:
    model = real_split.model
    cases = make_cases(replace(real_split, users=real_split.users[:N_ASKING]), SEED)
    groups, singles = [], []
    for case in cases:
        for item in case.hidden_items[:5].tolist():
            found = explained(model, case, item, [])
            now = found.prediction.score
            for group, sign in ((found.raising, 1), (found.lowering, -1)):
                named = [one.item for one in group.influences]
                after = explained(model, case, item, named).prediction.score
                if not named or (now == after and now in {MIN_SCORE, MAX_SCORE}):
                    continue  # no effect: clamped to the scale with and without them
                groups.append(sign * (now - after) > 0)
                for one in group.influences[:2]:
                    single = explained(model, case, item, [one.item]).prediction.score
                    singles.append(sign * (now - single) > 0)
    assert len(groups) > 200
    # Without the titles there are also other neighbours, which rarely outweighs a small effect.
    assert np.mean(groups) > 0.99
    assert np.mean(singles) > 0.97
