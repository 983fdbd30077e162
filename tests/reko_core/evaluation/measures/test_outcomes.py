from collections.abc import Mapping
from dataclasses import dataclass

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
        scores, expected = np.zeros(items.n_items), np.full(items.n_items, 5, np.float32)
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
    for name in ("ndcg_10", "ndcg_10_franchise", "recall_24", "recall_24_franchise"):
        assert measured[name] == pytest.approx(1)
    assert measured["rmse"] == measured["mae"] == measured["brier"] == 0
    assert measured["interval_90"] == measured["title_seen"] == 1
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
        franchise = split.franchise
        seen = set(franchise[case.items])
        ranked: list[int] = []
        for item in np.argsort(-prediction.title_scores, kind="stable").tolist():
            if prediction.title_scores[item] > -np.inf and franchise[item] not in seen:
                seen.add(franchise[item])
                ranked.append(item)
        ranked = ranked[:N_SHOWN]
        assert engine.shown[k].tolist() == ranked
        liked = {*case.hidden_items[case.hidden_scores >= case.mean].tolist()}
        relevant = {franchise[item] for item in liked}
        places = [p for p, item in enumerate(ranked, start=1) if item in liked]
        loose = [p for p, item in enumerate(ranked, start=1) if franchise[item] in relevant]
        gain, loose_gain = (
            sum(1 / np.log2(p + 1) for p in hits if p <= 10) for hits in (places, loose)
        )
        ideal = sum(1 / np.log2(p + 1) for p in range(1, min(10, len(relevant)) + 1))
        right = [item for item in ranked[:10] if franchise[item] in relevant]
        hidden = {*case.hidden_items, *case.unscored_items}
        misses = [
            prediction.expected[item] - float(score)
            for item, score in zip(case.hidden_items, case.hidden_scores, strict=True)
        ]
        probabilities = prediction.enjoyment[case.hidden_items]
        shares = model.items.popularity[ranked] / model.rows.n_users
        expected = {
            "ndcg_10": gain / ideal if relevant else 0,
            "ndcg_10_franchise": loose_gain / ideal if relevant else 0,
            "recall_24": len(places) / min(24, len(relevant)) if relevant else 0,
            "recall_24_franchise": len(loose) / min(24, len(relevant)) if relevant else 0,
            "title_seen": sum(item in hidden for item in right),
            "low_enjoyment": sum(prediction.enjoyment[item] < 0.5 for item in ranked[:10]),
            "novelty": np.mean([-np.log2(share) for share in shares]),
            "rmse": np.sqrt(np.mean(np.square(misses))),
            "mae": np.mean(np.abs(misses)),
            "brier": np.sum((probabilities - case.enjoyed) ** 2),
            "interval_90": np.sum(np.abs(misses) <= prediction.half_width[case.hidden_items]),
        }
        np.testing.assert_allclose(engine.totals[k], [expected[name] for name in SUMMED], rtol=1e-6)
        ranks, count = float(bool(relevant)), len(case.hidden_items)
        sizes = [len(right), len(ranked[:10])]
        assert engine.weights[k].tolist() == [*[ranks] * 4, 1, *sizes, 1, 1, count, count]
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
        assert case.is_candidate[shown[shown >= 0]].all()


def test_measures_by_title_of_an_example_are_as_computed_by_hand(split: Split) -> None:
    # Franchises: 0 = {0, 1}, 1 = {2, 3}, 2 = {4, 5}, 3 = {6}, the rest apart.
    n_items = split.model.items.n_items
    franchise = np.arange(n_items, dtype=np.int32) + 4
    franchise[:7] = [0, 0, 1, 1, 2, 2, 3]
    case = Case(
        source="here",
        items=np.array([6]),
        scores=np.array([7], np.int8),
        is_dropped=np.zeros(1, bool),
        mean=7.0,
        order=np.zeros(1, np.int64),
        franchise=franchise,
        hidden_items=np.array([1, 2, 3]),
        hidden_scores=np.array([8, 9, 4], np.int8),
        unscored_items=np.array([4]),
    )
    # 0 is not seen, but 1, of its franchise, is liked; 3 is seen, and 2 of its franchise is liked;
    # 4 is seen without a score; 6 is visible; 2 and 5 have a better title of their franchise.
    order = [6, 0, 7, 3, 2, 4, 5]
    scores = np.full(n_items, -np.inf)
    scores[order] = -np.arange(len(order))
    enjoyment = np.ones(n_items)
    enjoyment[[6, 7, 2]] = 0.4
    found = evaluate_model(
        Fixed(Prediction(scores, enjoyment=enjoyment)), [case], split.model, lambda _: None
    )

    assert found.shown[0].tolist() == [0, 7, 3, 4, *[-1] * (N_SHOWN - 4)]
    measured = dict(zip(SUMMED, (found.totals[0] / found.weights[0].clip(1)).tolist(), strict=True))
    ideal = 1 + 1 / np.log2(3)
    assert measured["ndcg_10"] == measured["recall_24"] == 0
    assert measured["ndcg_10_franchise"] == pytest.approx((1 + 1 / 2) / ideal)
    assert measured["recall_24_franchise"] == 1
    assert measured["title_seen"] == 1 / 2
    assert measured["low_enjoyment"] == 1 / 4

    scores[2] = 1
    better = evaluate_model(Fixed(Prediction(scores)), [case], split.model, lambda _: None)
    measured = dict(zip(SUMMED, better.totals[0].tolist(), strict=True))
    assert better.shown[0, :4].tolist() == [2, 0, 7, 4]
    assert measured["ndcg_10"] == pytest.approx(1 / ideal)
    assert measured["ndcg_10_franchise"] == pytest.approx(1)
    assert measured["recall_24"] == 1 / 2


@dataclass(frozen=True)
class Fixed:
    """Predicts the same for everybody."""

    prediction: Prediction
    name: str = "fixed"

    def predict(self, _: Profile) -> Prediction:
        return self.prediction


TITLES = st.lists(
    st.tuples(st.sampled_from([-np.inf, 0.0, 1.0, 2.0]), st.integers(0, 30), st.integers(0, 3)),
    max_size=80,
)


@given(titles=TITLES)
def test_ranking_takes_the_best_title_of_each_franchise(
    titles: list[tuple[float, int, int]],
) -> None:
    expected: list[int] = []
    for item in sorted(range(len(titles)), key=lambda k: (-titles[k][0], -titles[k][2])):
        score, franchise, _ = titles[item]
        if score > -np.inf and franchise not in [titles[one][1] for one in expected]:
            expected.append(item)
    scores, franchise, popularity = (np.array([one[k] for one in titles]) for k in range(3))

    found = rank(scores.astype(float), franchise.astype(int), popularity.astype(int))

    assert found.tolist() == expected[:N_SHOWN]
