import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime

import numpy as np
import pytest
from evaluation_settings import N_HELD_OUT, N_USERS

from reko_core.domain.models import Anime, Entries, UserList
from reko_core.errors import BadInput
from reko_core.evaluation.evaluate import COLD_START, Options, evaluate
from reko_core.evaluation.measures.bootstrap import MEASURES
from reko_core.evaluation.measures.evaluation import Evaluation
from reko_core.evaluation.measures.wrong_titles import WrongTitle
from reko_core.snapshots.builder.load_lists import LoadedLists

Gather = Callable[[Sequence[UserList]], LoadedLists]

OPTIONS = Options(n_users=N_HELD_OUT)
SILENT = ("low_enjoyment", "rmse", "mae", "brier", "auc", "interval_90")
"""Measures that popularity does not have."""


def timeless(found: Evaluation) -> Evaluation:
    return replace(found, latency_ms={})


@pytest.fixture(scope="module")
def found(gathered: LoadedLists, titles: Mapping[int, Anime]) -> Evaluation:
    return evaluate(gathered, titles, OPTIONS, lambda *_: None)


def test_everything_is_measured_for_everybody(found: Evaluation) -> None:
    assert found.models == ("engine", "popularity", "mean", "biases")
    assert (found.n_cases, found.n_community) == (N_HELD_OUT, N_USERS - N_HELD_OUT)
    assert [start.n_titles for start in found.cold_start] == [*COLD_START]
    for measures in (*(g.measures for g in found.groups), *(s.measures for s in found.cold_start)):
        assert set(measures["engine"]) == set(MEASURES)
        assert set(measures["biases"]) == set(MEASURES) - {"interval_90"}
        assert set(measures["popularity"]) == set(MEASURES) - set(SILENT)
    assert set(found.groups[0].differences) == {"popularity", "mean", "biases"}
    assert set(found.calibration) == {"engine", "mean", "biases"}
    assert sum(found.match.shares) == pytest.approx(1)
    assert 0 < found.match.gap < 0.5
    assert set(found.coverage) == set(found.latency_ms) == set(found.models)
    assert all(0 < share <= 1 for share in found.coverage.values())
    assert all(0 < latency.p50 <= latency.p99 for latency in found.latency_ms.values())


def test_differences_are_the_engine_minus_the_other(found: Evaluation) -> None:
    for group in found.groups:
        for name, differences in group.differences.items():
            for measure, metric in differences.items():
                both = (group.measures[one][measure].value for one in ("engine", name))
                one, other = both
                assert metric.value == pytest.approx(one - other)
                assert metric.low <= metric.value + 1e-9
                assert metric.high >= metric.value - 1e-9


def test_groups_hold_all_cases(found: Evaluation) -> None:
    for kind in ("all", "source", "size"):
        assert sum(one.n_cases for one in found.groups if one.kind == kind) == N_HELD_OUT
    counts = [one.count for one in found.calibration["engine"].bins]
    assert sum(counts) > 5 * N_HELD_OUT


def test_the_engine_beats_the_baselines(found: Evaluation) -> None:
    differences = found.groups[0].differences

    assert all(one["ndcg_10"].low > 0 for one in differences.values())
    assert differences["mean"]["rmse"].high < 0


def test_the_same_lists_and_seed_give_the_same_metrics(
    gathered: LoadedLists, titles: Mapping[int, Anime], found: Evaluation
) -> None:
    again = evaluate(gathered, titles, OPTIONS, lambda *_: None)
    other = evaluate(gathered, titles, replace(OPTIONS, seed=2), lambda *_: None)

    assert timeless(again) == timeless(found)
    assert other.groups[0].measures != found.groups[0].measures


def test_without_a_cold_start_all_else_is_the_same(
    gathered: LoadedLists, titles: Mapping[int, Anime], found: Evaluation
) -> None:
    steps: list[str] = []
    options = replace(OPTIONS, with_cold_start=False)
    result = evaluate(gathered, titles, options, lambda step, *_: steps.append(step))

    assert timeless(result) == replace(timeless(found), cold_start=())
    assert "engine, whole lists" in steps
    assert "engine, lists of 1" not in steps


def test_lists_of_one_franchise_each_cannot_be_evaluated(
    gather_lists: Gather,
) -> None:
    joined = {n: Anime(n, "", franchise_id=1) for n in range(1, 7)}
    entries = Entries.build(np.arange(1, 7), np.full(6, 8))
    moment = datetime.now(UTC)
    gathered = gather_lists([UserList(f"fan_{n}", entries, moment) for n in range(4)])

    with pytest.raises(BadInput, match="two franchises"):
        evaluate(gathered, joined, Options(min_scored=2), lambda *_: None)


def test_the_json_has_the_documented_fields(found: Evaluation) -> None:
    written = json.loads(json.dumps(found.as_json(), allow_nan=False))

    group = written["groups"][0]
    assert (group["kind"], group["name"], group["n_cases"]) == ("all", "all", N_HELD_OUT)
    assert set(group["measures"]["engine"]["ndcg_10"]) == {"value", "low", "high"}
    assert set(group["differences"]["popularity"]) == set(MEASURES) - set(SILENT)
    assert {field.name for field in fields(WrongTitle)} == {
        "anime_id",
        "title",
        "count",
        "seen_id",
        "seen_title",
        "seen_count",
    }
    assert set(written["match"]) == {"gap", "shares"}
    assert set(written["cold_start"][0]) == {"n_titles", "measures"}
    assert set(written["calibration"]["engine"]["bins"][0]) == {"predicted", "observed", "count"}
    assert set(written["latency_ms"]["engine"]) == {"p50", "p99"}
