from collections.abc import Mapping
from math import ceil
from statistics import NormalDist

import numpy as np
import pytest

from reko_core.domain.models import Anime
from reko_core.engine.recommend import Query, recommend
from reko_core.evaluation.evaluated_models import EvaluatedModel, make_models
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.holdout.hold_out import Split


@pytest.fixture(scope="module")
def models(split: Split, titles: Mapping[int, Anime]) -> dict[str, EvaluatedModel]:
    return {one.name: one for one in make_models(split.model, titles)}


def test_the_engine_comes_first(models: dict[str, EvaluatedModel]) -> None:
    assert [*models] == ["engine", "popularity", "mean", "biases"]


def test_the_engine_predicts_as_it_recommends(
    models: dict[str, EvaluatedModel], split: Split, cases: list[Case]
) -> None:
    for case in cases[:10]:
        profile = case.fold_in(split.model)
        prediction = models["engine"].predict(profile)
        picks = recommend(split.model, profile, Query(include_adult=True)).picks
        assert picks
        assert prediction.expected is not None
        assert prediction.enjoyment is not None
        for pick in picks:
            assert pick.expected == prediction.expected[pick.item]
            assert pick.enjoyment == prediction.enjoyment[pick.item]
        scores = prediction.title_scores[[pick.item for pick in picks]]
        assert (np.diff(scores) < 0).all()
        assert np.count_nonzero(prediction.title_scores > scores.min()) == len(picks) - 1


def test_popularity_is_the_same_for_everybody(
    models: dict[str, EvaluatedModel], split: Split, cases: list[Case]
) -> None:
    for case in cases[:3]:
        prediction = models["popularity"].predict(case.fold_in(split.model))
        items = split.model.items
        expected = [
            float(seen) if is_main else -np.inf
            for seen, is_main in zip(items.popularity, items.is_main, strict=True)
        ]
        assert prediction.title_scores.tolist() == expected
        assert prediction.expected is prediction.enjoyment is None


def test_means_are_those_of_mal_where_they_are_known(split: Split, cases: list[Case]) -> None:
    items, mu = split.model.items, split.model.mu
    known = int(items.ids[4])
    models = make_models(split.model, {known: Anime(known, "", mean=9.25)})
    expected = models[2].predict(cases[0].fold_in(split.model)).expected

    assert expected is not None
    assert expected[4] == 9.25
    others = np.arange(items.n_items) != 4
    np.testing.assert_allclose(expected[others], (mu + items.bias)[others], rtol=1e-6)


def test_biases_are_those_of_title_and_user(
    models: dict[str, EvaluatedModel], split: Split, cases: list[Case]
) -> None:
    profile, items = cases[0].fold_in(split.model), split.model.items
    prediction = models["biases"].predict(profile)

    assert prediction.expected is not None
    raw = split.model.mu + items.bias + profile.bias
    np.testing.assert_allclose(prediction.expected, np.clip(raw, 1, 10), rtol=1e-5)
    np.testing.assert_allclose(
        prediction.title_scores[items.is_main],
        split.model.mu + items.bias[items.is_main],
        rtol=1e-5,
    )
    assert (prediction.title_scores[~items.is_main] == -np.inf).all()


def test_probabilities_rise_with_the_expected_score(
    models: dict[str, EvaluatedModel], split: Split, cases: list[Case]
) -> None:
    for name in ("mean", "biases"):
        prediction = models[name].predict(cases[0].fold_in(split.model))
        assert prediction.expected is not None
        assert prediction.enjoyment is not None
        best, worst = prediction.expected.argmax(), prediction.expected.argmin()
        assert 0 < prediction.enjoyment[worst] < prediction.enjoyment[best] < 1


def test_probabilities_are_those_of_rounded_normal_scores(
    models: dict[str, EvaluatedModel], split: Split, cases: list[Case]
) -> None:
    profile = cases[0].fold_in(split.model)
    prediction = models["biases"].predict(profile)
    own = profile.scores[profile.scores > 0].astype(float)
    deviation = np.sqrt((((own - own.mean()) ** 2).sum() + 11.2) / (len(own) + 8))

    assert prediction.expected is not None
    assert prediction.enjoyment is not None
    for item in range(0, split.model.items.n_items, 20):
        scores = NormalDist(float(prediction.expected[item]), deviation)
        chance = 1 - scores.cdf(ceil(own.mean()) - 0.5)
        assert prediction.enjoyment[item] == pytest.approx(chance, rel=1e-4)
