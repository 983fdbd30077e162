"""Measures of similar titles against plain counting."""

from collections.abc import Mapping

import numpy as np
import pytest
from evaluation_settings import SEED

from reko_core.domain.models import Anime
from reko_core.engine.selection import Query
from reko_core.engine.similar_titles.find import find_similar_titles, score_similar
from reko_core.engine.similar_titles.title_closeness import GivenTitles
from reko_core.evaluation.holdout.hold_out import Split
from reko_core.evaluation.tasks.similar_task import (
    MEASURES,
    evaluate_split,
    make_similar_case,
    measure_case,
)
from reko_core.snapshots.filters import build_filters


def test_measures_are_those_of_what_would_be_shown(
    split: Split, titles: Mapping[int, Anime]
) -> None:
    items = split.model.items
    has_genre = build_filters(items.ids, titles, items.popularity).genre_matrix()
    case = make_similar_case(split, split.users[0], np.random.default_rng(1), for_user=False)
    assert case is not None
    at = np.array([case.item])
    like, unlike = GivenTitles(at, has_genre[:, at].T), GivenTitles(at[:0], has_genre[:, at[:0]].T)
    query = Query(n_wanted=10, include_adult=True)
    shown = [
        one.item for one in find_similar_titles(split.model, like, unlike, has_genre, query).titles
    ]
    scores = score_similar(split.model, like, unlike, has_genre)
    liked = [item for item in shown if item in case.liked]
    alike = [
        item
        for item in liked
        if (has_genre[:, item] & has_genre[:, case.item]).sum()
        >= 0.3 * np.sqrt(has_genre[:, item].sum() * has_genre[:, case.item].sum())
    ]
    pairs = [(a, b) for a, b in zip(case.liked, case.matched, strict=True) if b >= 0]
    wins = [float(scores[a] > scores[b]) + 0.5 * float(scores[a] == scores[b]) for a, b in pairs]
    found = dict(zip(MEASURES, measure_case(split.model, case, scores, has_genre), strict=True))

    assert found["liked"] == pytest.approx(len(liked) / 10)
    assert found["alike"] == pytest.approx(len(alike) / 10)
    assert found["matched AUC"] == pytest.approx(np.mean(wins))
    popularity = items.popularity
    assert all(0.7 < popularity[a] / popularity[b] < 1.4 for a, b in pairs)


def test_a_report_compares_with_simple_models(split: Split, titles: Mapping[int, Anime]) -> None:
    everybody, user = evaluate_split(split, titles, SEED, lambda *_: None).tables

    assert everybody.columns == user.columns == MEASURES
    liked = {name: row["liked"].value for name, row in everybody.rows.items()}
    assert liked["engine"] > liked["lift of these"]
    assert set(user.rows) == {"engine", "for everybody", "recommendations"}
