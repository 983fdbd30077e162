"""Influence against folding in the list again without the scores."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.influence import Evidence
from reko_core.engine.model import Model
from reko_core.engine.prediction.factors import N_FACTORS, Factors, fold_in

Ask = Callable[..., Profile]


@pytest.fixture(scope="module")
def factors() -> Factors:
    """Make factors for the 80 titles, not fitted to anything."""
    rng = np.random.default_rng(14)
    base = rng.normal(7, 1, 80).astype(np.float32)
    found = Factors(base, rng.normal(0, 0.4, (N_FACTORS, 80)).astype(np.float32))
    found.freeze()
    return found


def evidence_of(factors: Factors, profile: Profile) -> Evidence:
    return Evidence.of(factors, profile, fold_in(factors, profile))


def predicted(factors: Factors, profile: Profile, item: int) -> float:
    return float(factors.weights[:, item].astype(float) @ fold_in(factors, profile).mean)


@given(
    scores=st.dictionaries(st.integers(0, 79), st.integers(0, 10), min_size=1),
    target=st.integers(0, 79),
)
@settings(deadline=None, derandomize=True, max_examples=40)
def test_each_influence_is_what_folding_in_without_the_title_takes_away(
    model: Model, ask: Ask, factors: Factors, scores: dict[int, int], target: int
) -> None:
    evidence = evidence_of(factors, ask(model, scores))
    found = evidence.influences(factors.weights[:, target].astype(float))
    now = predicted(factors, ask(model, scores), target)
    without = [
        predicted(factors, ask(model, {own: s for own, s in scores.items() if own != j}), target)
        for j in evidence.items
    ]

    assert evidence.items.tolist() == sorted(item for item, score in scores.items() if score)
    np.testing.assert_allclose(found, now - np.array(without), atol=1e-4)


@given(
    scores=st.dictionaries(st.integers(0, 79), st.integers(1, 10), min_size=3),
    places=st.sets(st.integers(0, 99), max_size=6),
    target=st.integers(0, 79),
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_joint_influence_is_what_folding_in_without_all_of_them_takes_away(  # noqa: PLR0917
    model: Model,
    ask: Ask,
    factors: Factors,
    scores: dict[int, int],
    places: set[int],
    target: int,
) -> None:
    chosen = sorted({place % len(scores) for place in places})
    evidence = evidence_of(factors, ask(model, scores))
    named = set(evidence.items[chosen].tolist())
    left = {item: score for item, score in scores.items() if item not in named}
    found = evidence.joint_influence(
        factors.weights[:, target].astype(float), np.array(chosen, int)
    )
    now, without = (predicted(factors, ask(model, one), target) for one in (scores, left))

    assert found == pytest.approx(now - without, abs=1e-4)


def test_a_score_as_all_others_predict_has_no_influence(
    model: Model, ask: Ask, factors: Factors
) -> None:
    profile = ask(model, {3: 9, 20: 4, 41: 8})
    evidence = evidence_of(factors, profile)
    as_expected = Evidence(
        evidence.items, evidence.scores, evidence.weights, evidence.projected, np.zeros(3)
    )

    assert not as_expected.influences(factors.weights[:, 5].astype(float)).any()


def test_a_user_without_scores_has_no_influences(model: Model, ask: Ask, factors: Factors) -> None:
    evidence = evidence_of(factors, ask(model, {3: 0}))

    assert evidence.influences(factors.weights[:, 5].astype(float)).shape == (0,)
    assert evidence.joint_influence(factors.weights[:, 5].astype(float), np.zeros(0, int)) == 0
