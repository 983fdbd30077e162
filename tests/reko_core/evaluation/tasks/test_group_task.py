"""Measures of groups against plain counting."""

import json
from collections.abc import Mapping
from math import log2

import numpy as np
import pytest
from evaluation_settings import MIN_SCORED, N_HELD_OUT, SEED

from reko_core.domain.models import Anime
from reko_core.engine.group.group_candidates import GroupFilters
from reko_core.engine.group.members import score_member
from reko_core.engine.group.recommend_to_group import GroupQuery, recommend_to_group
from reko_core.engine.group.rules import GroupRule
from reko_core.evaluation.holdout.group_cases import GroupCase, make_group_cases
from reko_core.evaluation.holdout.hold_out import Split
from reko_core.evaluation.tasks.all_tasks import TASKS
from reko_core.evaluation.tasks.group_task import evaluate_group
from reko_core.snapshots.builder.load_lists import LoadedLists


@pytest.fixture(scope="module")
def cases(split: Split) -> list[GroupCase]:
    return make_group_cases(split, 2, seed=4)


def test_measures_are_those_of_what_the_group_would_be_shown(
    split: Split, cases: list[GroupCase]
) -> None:
    model, nobody = split.model, np.zeros(0, np.int64)
    for case in cases:
        members = [score_member(model, one.fold_in(model), nobody) for one in case.members]
        filters = GroupFilters(allowed=case.is_candidate, include_adult=True)
        result = recommend_to_group(model, members, GroupQuery(filters, n_wanted=40))
        shown = list({split.franchise[p.item]: p.item for p in reversed(result.picks)}.values())
        shown = shown[::-1][:10]
        gains, n_bad, n_known = [], 0, 0
        for one in case.members:
            scores = dict(zip(one.hidden_items.tolist(), one.hidden_scores.tolist(), strict=True))
            liked = {split.franchise[item] for item, score in scores.items() if score >= one.mean}
            gain = sum(
                1 / log2(place + 2)
                for place, item in enumerate(shown)
                if split.franchise[item] in liked
            )
            gains.append(gain / sum(1 / log2(place + 2) for place in range(min(10, len(liked)))))
            known = [scores[item] for item in shown if item in scores]
            n_known += len(known)
            n_bad += sum(score < one.mean for score in known)

        found = evaluate_group(model, case)

        assert found.totals["everyone"][:2] == pytest.approx([np.mean(gains), min(gains)])
        assert found.totals["everyone"][3] == n_bad
        assert found.weights["everyone"].tolist() == [1, 1, 1, n_known]
        assert len(found.chances) == len(found.enjoyed)


def test_a_report_has_every_rule_and_the_chance_of_everybody(
    gathered: LoadedLists, titles: Mapping[int, Anime]
) -> None:
    options = {"n_users": N_HELD_OUT, "min_scored": MIN_SCORED, "seed": SEED}
    found = TASKS["group"](gathered, titles, report=lambda *_: None, n_groups=3, **options)

    rules, differences, groups, chance = found.tables
    assert {rule.value for rule in GroupRule} < set(rules.rows)
    assert "everyone" not in differences.rows
    assert sum(row["groups"].value for row in groups.rows.values()) > 10
    assert 0 < chance.rows["all"]["predicted"].value < 1
    assert json.loads(json.dumps(found.as_json()))["task"] == "group"
