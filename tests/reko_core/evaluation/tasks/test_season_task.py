"""What a report on seasons holds."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from evaluation_settings import SEED

from reko_core.domain.models import Anime
from reko_core.errors import BadInput
from reko_core.evaluation.holdout import season_split
from reko_core.evaluation.tasks import season_task
from reko_core.evaluation.tasks.all_tasks import TASKS
from reko_core.snapshots.builder.load_lists import LoadedLists

OPTIONS: dict[str, Any] = {"min_scored": 10, "seed": SEED, "report": lambda *_: None}


def test_a_report_has_every_number_of_lists_and_simple_rules(
    gathered: LoadedLists, titles: Mapping[int, Anime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(season_task, "_N_SEASONS", 1)
    monkeypatch.setattr(season_split, "_MIN_TESTED", 5)

    found = TASKS["season"](gathered, titles, n_users=30, **OPTIONS)

    total, season = found.tables
    ours = {"0 lists", "0 lists, members unknown", "20 lists", "100 lists"}
    simple = {"members alone", "content interest alone", "expected score alone"}
    assert set(total.rows) == ours | simple
    assert total.rows == season.rows
    for name, row in total.rows.items():
        assert 0 <= row["AUC"].value <= 1
        assert 0 <= row["nDCG@5"].value <= 1
        assert ("within 90 %" in row) == (name in ours)
    assert json.loads(json.dumps(found.as_json()))["task"] == "season"


def test_without_a_season_that_enough_have_seen_there_is_nothing_to_measure(
    gathered: LoadedLists, titles: Mapping[int, Anime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(season_split, "_MIN_TESTED", 10_000)

    with pytest.raises(BadInput, match="no season"):
        TASKS["season"](gathered, titles, n_users=30, **OPTIONS)
