"""Real users are told to watch what a fan would tell them to, if real lists are available."""

from collections import Counter

import numpy as np
import pytest
from franchise_facts import load_facts

from reko_core.engine.data.profile import make_profile
from reko_core.engine.recommend import Query, recommend
from reko_core.evaluation.holdout.hold_out import Split

FACTS = load_facts()


@pytest.mark.parametrize("query", [Query(), Query(continue_franchises=True)])
def test_titles_of_well_known_franchises_are_what_fans_would_watch_next(
    real_split: Split, query: Query
) -> None:
    items, mu = real_split.model.items, real_split.model.mu
    reasons: Counter[tuple[str, str | None]] = Counter()
    for user in real_split.users:
        ids = items.ids[user.items]
        is_seen = np.ones(len(ids), bool)
        profile = make_profile(items, mu, ids, user.scores, is_seen, user.is_dropped)
        picks = recommend(real_split.model, profile, query).picks
        recommended = [int(items.ids[pick.item]) for pick in picks]
        for title, reason in FACTS.check(frozenset(ids.tolist()), recommended):
            reasons[title.name, reason] += 1
    wrong = Counter({key: n for key, n in reasons.items() if key[1] is not None})
    assert len(real_split.users) >= 300
    assert reasons.total() > 3000
    assert wrong.total() / reasons.total() <= 0.03, wrong.most_common(20)
