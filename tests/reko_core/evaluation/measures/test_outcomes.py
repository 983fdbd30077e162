from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.domain.models import Anime
from reko_core.engine.data.profile import Profile
from reko_core.evaluation.evaluated_models import Prediction, make_models
from reko_core.evaluation.holdout.cases import Case
from reko_core.evaluation.holdout.hold_out import Split
from reko_core.evaluation.measures.auc import weighted_auc
from reko_core.evaluation.measures.outcomes import N_SHOWN, SUMMED, Outcomes, evaluate_model, rank


@dataclass(frozen=True)
class Clairvoyant:
    """An oracle: knows the hidden entries, and identifies users by their seen titles."""

    cases: list[Case]
    split: Split
    name: str = "clairvoyant"

    def predict(self, profile: Profile) -> Prediction:
        (case,) = (one for one in self.cases if np.array_equal(one.items, profile.seen))
        items = self.split.model.items
        scores, expected = np.zeros(items.n_franchises), np.full(items.n_items, 5, np.float32)
        scores[case.relevant] = 1
        expected[case.hidden_items] = case.hidden_scores
        enjoyment = np.zeros(items.n_items)
        enjoyment[case.hidden_items] = case.enjoyed
        spread = np.zeros(items.n_items, np.float32)
        return Prediction(scores, expected, enjoyment, spread)


def means(outcomes: Outcomes) -> dict[str, float]:
    totals, weights = outcomes.totals.sum(axis=0), outcomes.weights.sum(axis=0)
    return dict(zip(SUMMED, (totals / weights).tolist(), strict=True))


def evaluate(split: Split, cases: list[Case], titles: Mapping[int, Anime], place: int) -> Outcomes:
    evaluated = make_models(split.model, titles)[place]
    return evaluate_model(evaluated, cases, split.model, lambda _: None)


@pytest.fixture(scope="module")
def engine(split: Split, cases: list[Case], titles: Mapping[int, Anime]) -> Outcomes:
    return evaluate(split, cases, titles, 0)


def test_an_oracle_is_perfect(split: Split, cases: list[Case]) -> None:
    done: list[int] = []
    found = evaluate_model(Clairvoyant(cases, split), cases, split.model, done.append)

    measured = means(found)
    assert measured["ndcg_10"] == measured["recall_24"] == pytest.approx(1)
    assert measured["rmse"] == measured["mae"] == measured["brier"] == 0
    assert measured["interval_90"] == 1
    everybody = np.ones((1, len(cases)))
    assert weighted_auc(found.probabilities, found.enjoyed, found.users, everybody) == [1]
    assert done == list(range(1, len(cases) + 1))


def test_outcomes_are_those_of_the_reference_loops(
    split: Split, cases: list[Case], titles: Mapping[int, Anime], engine: Outcomes
) -> None:
    model = split.model
    evaluated = make_models(model, titles)[0]
    for k, case in enumerate(cases):
        prediction = evaluated.predict(case.fold_in(model))
        assert prediction.expected is not None
        assert prediction.enjoyment is not None
        assert prediction.half_width is not None
        seen = set(model.items.franchise[case.items])
        order = np.argsort(-prediction.franchise_scores, kind="stable")
        ranked = [f for f in order if f not in seen][:N_SHOWN]
        assert engine.shown[k].tolist() == ranked
        relevant = set(case.relevant)
        places = [p for p, f in enumerate(ranked, start=1) if f in relevant]
        gain = sum(1 / np.log2(p + 1) for p in places if p <= 10)
        ideal = sum(1 / np.log2(p + 1) for p in range(1, min(10, len(relevant)) + 1))
        misses = [
            prediction.expected[item] - float(score)
            for item, score in zip(case.hidden_items, case.hidden_scores, strict=True)
        ]
        probabilities = prediction.enjoyment[case.hidden_items]
        shares = model.items.franchise_popularity[ranked] / model.rows.n_users
        expected = {
            "ndcg_10": gain / ideal if relevant else 0,
            "recall_24": len(places) / min(24, len(relevant)) if relevant else 0,
            "novelty": np.mean([-np.log2(share) for share in shares]),
            "rmse": np.sqrt(np.mean(np.square(misses))),
            "mae": np.mean(np.abs(misses)),
            "brier": np.sum((probabilities - case.enjoyed) ** 2),
            "interval_90": np.sum(np.abs(misses) <= prediction.half_width[case.hidden_items]),
        }
        np.testing.assert_allclose(engine.totals[k], [expected[name] for name in SUMMED], rtol=1e-6)
        ranks, count = float(bool(relevant)), len(case.hidden_items)
        assert engine.weights[k].tolist() == [ranks, ranks, 1, 1, 1, count, count]
        np.testing.assert_array_equal(engine.probabilities[engine.users == k], probabilities)
        np.testing.assert_array_equal(engine.enjoyed[engine.users == k], case.enjoyed)


def test_a_model_without_probabilities_has_no_measures_of_them(
    split: Split, cases: list[Case], titles: Mapping[int, Anime]
) -> None:
    found = evaluate(split, cases, titles, 1)

    assert len(found.probabilities) == len(found.enjoyed) == len(found.users) == 0
    assert not found.weights[:, [SUMMED.index(name) for name in ("rmse", "mae", "brier")]].any()
    assert found.weights[:, SUMMED.index("novelty")].all()


def test_every_case_takes_its_time(engine: Outcomes, cases: list[Case]) -> None:
    assert engine.seconds.shape == (len(cases),)
    assert (engine.seconds > 0).all()


def test_a_cold_start_is_harder(
    split: Split, cases: list[Case], titles: Mapping[int, Anime], engine: Outcomes
) -> None:
    evaluated = make_models(split.model, titles)[0]
    cold = evaluate_model(evaluated, cases, split.model, lambda _: None, 1)

    assert means(cold)["ndcg_10"] < means(engine)["ndcg_10"]
    assert means(cold)["rmse"] > means(engine)["rmse"]
    for shown, case in zip(cold.shown, cases, strict=True):
        assert not set(shown) & set(case.seen_franchises)


@given(
    scores=st.lists(st.integers(0, 4), max_size=80), seen=st.sets(st.integers(0, 79), max_size=70)
)
def test_ranking_is_a_stable_sort_of_what_is_not_seen(scores: list[int], seen: set[int]) -> None:
    inside: Any = np.array([f for f in sorted(seen) if f < len(scores)], np.int64)
    unseen = (f for f in range(len(scores)) if f not in seen)

    found = rank(np.array(scores, float), inside)

    assert found.tolist() == sorted(unseen, key=lambda f: -scores[f])[:N_SHOWN]
