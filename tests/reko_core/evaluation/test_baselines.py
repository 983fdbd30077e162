from collections.abc import Mapping
from math import ceil
from statistics import NormalDist

import numpy as np
import pytest

from reko_core.domain.models import Anime
from reko_core.engine.recommend import Query, recommend
from reko_core.evaluation.baselines import Contender, make_contenders
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.holdout.hold_out import Split


@pytest.fixture(scope="module")
def contenders(split: Split, titles: Mapping[int, Anime]) -> dict[str, Contender]:
    return {one.name: one for one in make_contenders(split.model, titles)}


def test_the_engine_comes_first(contenders: dict[str, Contender]) -> None:
    assert [*contenders] == ["engine", "popularity", "mean", "biases"]


def test_the_engine_judges_as_it_recommends(
    contenders: dict[str, Contender], split: Split, cases: list[Case]
) -> None:
    items = split.model.items
    for case in cases[:10]:
        profile = case.fold_in(split.model)
        judgement = contenders["engine"].judge(profile)
        picks = recommend(split.model, profile, Query(include_adult=True)).picks
        assert picks
        assert judgement.expected is not None
        assert judgement.enjoyment is not None
        for pick in picks:
            assert pick.expected == judgement.expected[pick.item]
            assert pick.enjoyment == judgement.enjoyment[pick.item]
        scores = judgement.franchise_scores[[items.franchise[pick.item] for pick in picks]]
        assert (np.diff(scores) < 0).all()
        assert np.count_nonzero(judgement.franchise_scores > scores.min()) == len(picks) - 1


def test_popularity_is_the_same_for_everybody(
    contenders: dict[str, Contender], split: Split, cases: list[Case]
) -> None:
    for case in cases[:3]:
        judgement = contenders["popularity"].judge(case.fold_in(split.model))
        popularity = split.model.items.franchise_popularity
        np.testing.assert_array_equal(judgement.franchise_scores, popularity)
        assert judgement.expected is judgement.enjoyment is None


def test_means_are_those_of_mal_where_they_are_known(split: Split, cases: list[Case]) -> None:
    items, mu = split.model.items, split.model.mu
    known = int(items.ids[4])
    contenders = make_contenders(split.model, {known: Anime(known, "", mean=9.25)})
    expected = contenders[2].judge(cases[0].fold_in(split.model)).expected

    assert expected is not None
    assert expected[4] == 9.25
    others = np.arange(items.n_items) != 4
    np.testing.assert_allclose(expected[others], (mu + items.bias)[others], rtol=1e-6)


def test_biases_are_those_of_title_and_user(
    contenders: dict[str, Contender], split: Split, cases: list[Case]
) -> None:
    profile, items = cases[0].fold_in(split.model), split.model.items
    judgement = contenders["biases"].judge(profile)

    assert judgement.expected is not None
    raw = split.model.mu + items.bias + profile.bias
    np.testing.assert_allclose(judgement.expected, np.clip(raw, 1, 10), rtol=1e-5)
    for f in range(items.n_franchises):
        main = items.bias[(items.franchise == f) & items.is_main]
        expected = split.model.mu + main.max() if len(main) else 0
        assert judgement.franchise_scores[f] == pytest.approx(expected, rel=1e-5)


def test_chances_rise_with_the_expected_score(
    contenders: dict[str, Contender], split: Split, cases: list[Case]
) -> None:
    for name in ("mean", "biases"):
        judgement = contenders[name].judge(cases[0].fold_in(split.model))
        assert judgement.expected is not None
        assert judgement.enjoyment is not None
        best, worst = judgement.expected.argmax(), judgement.expected.argmin()
        assert 0 < judgement.enjoyment[worst] < judgement.enjoyment[best] < 1


def test_chances_are_those_of_whole_scores_around_the_expected_one(
    contenders: dict[str, Contender], split: Split, cases: list[Case]
) -> None:
    profile = cases[0].fold_in(split.model)
    judgement = contenders["biases"].judge(profile)
    own = profile.scores[profile.scores > 0].astype(float)
    deviation = np.sqrt((((own - own.mean()) ** 2).sum() + 11.2) / (len(own) + 8))

    assert judgement.expected is not None
    assert judgement.enjoyment is not None
    for item in range(0, split.model.items.n_items, 20):
        scores = NormalDist(float(judgement.expected[item]), deviation)
        chance = 1 - scores.cdf(ceil(own.mean()) - 0.5)
        assert judgement.enjoyment[item] == pytest.approx(chance, rel=1e-4)
