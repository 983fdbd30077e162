"""Which titles people without a list are asked about, with a small community of three tastes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.prediction.ease import predict_ease
from reko_core.engine.titles_to_rate.choose import choose_titles
from reko_core.engine.titles_to_rate.interest_covariance import InterestCovariance

Ask = Callable[..., Profile]
NOISE = 0.1


@pytest.fixture(scope="module")
def interest(model: Model) -> InterestCovariance:
    return InterestCovariance.of(model.items, model.columns)


def choose(
    model: Model, interest: InterestCovariance, profile: Profile, *asked: int, n: int = 5
) -> list[int]:
    found: list[int] = choose_titles(
        model, interest, profile, np.array(asked, np.int64), n
    ).tolist()
    return found


def gains(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array(
        [sum(one**2 for one in row) / (row[k] + NOISE) for k, row in enumerate(covariance)]
    )


def given(covariance: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    """Return the covariance once one answer is known."""
    row = covariance[place]
    return covariance - np.outer(row, row) / (row[place] + NOISE)


def test_covariance_is_that_of_the_interest_of_all_users(
    model: Model, dense: Any, interest: InterestCovariance
) -> None:
    weights = np.zeros((len(dense.seen), len(interest.items)))
    for place, franchise in enumerate(interest.franchises):
        own = model.items.franchise == franchise
        scored = dense.seen & (dense.scores > 0) & own
        deviations = np.where(scored, dense.scores - dense.means[:, None], 0).sum(axis=1)
        mean = deviations / np.maximum(scored.sum(axis=1), 1)
        weights[:, place] = np.where(
            (dense.seen & own).any(axis=1), np.maximum(0, 1 + 0.2 * mean), 0
        )

    # Weights are stored in steps of 1/64.
    np.testing.assert_allclose(interest.covariance, np.cov(weights.T, bias=True), atol=0.01)
    audience = model.items.franchise_popularity[interest.franchises]
    assert (np.diff(audience) <= 0).all()


def test_one_title_of_each_franchise_may_be_asked_about_and_no_special_ones(
    model: Model, interest: InterestCovariance
) -> None:
    items, asked = model.items, interest.items
    may_ask = items.is_main & items.is_recommendable & items.is_aired & ~items.is_adult

    assert may_ask[asked].all()
    assert np.array_equal(np.sort(items.franchise[asked]), np.unique(items.franchise[may_ask]))
    for item in asked.tolist():
        same = may_ask & (items.franchise == items.franchise[item])
        assert items.popularity[item] == items.popularity[same].max()


def test_each_title_explains_most_of_what_those_before_leave_open(
    model: Model, interest: InterestCovariance, ask: Ask
) -> None:
    remaining, expected = interest.covariance, []
    for _ in range(5):
        gain = gains(remaining)
        gain[expected] = 0
        expected.append(int(gain.argmax()))
        remaining = given(remaining, expected[-1])

    assert choose(model, interest, ask(model, {})) == interest.items[expected].tolist()


def test_what_was_not_seen_is_not_asked_again_and_leaves_less_open(
    model: Model, interest: InterestCovariance, ask: Ask
) -> None:
    first = choose(model, interest, ask(model, {}), n=10)

    assert choose(model, interest, ask(model, {}), *first[:4], n=6) == first[4:]


def test_titles_that_this_person_may_know_come_first(
    model: Model, interest: InterestCovariance, ask: Ask
) -> None:
    known = interest.items[:2].tolist()
    profile = ask(model, {known[0]: 9, known[1]: 5})
    remaining = given(given(interest.covariance, 0), 1)
    chance = np.minimum(np.exp(predict_ease(profile, model.ease, model.items, model.n_users)), 1)
    share = model.items.popularity[interest.items] / model.n_users
    gain = gains(remaining) * np.sqrt(chance[interest.items] / share)
    gain[:2] = 0

    (found,) = choose(model, interest, profile, n=1)
    assert found == interest.items[gain.argmax()]


def test_every_title_is_asked_about_once_and_then_none(
    model: Model, interest: InterestCovariance, ask: Ask
) -> None:
    everything = choose(model, interest, ask(model, {}), n=1000)

    assert sorted(everything) == sorted(interest.items.tolist())
    assert choose(model, interest, ask(model, {}), *everything) == []


def test_no_community_has_nothing_to_ask_about(make_model: Callable[..., Model], ask: Ask) -> None:
    model = make_model([{}], 0)
    interest = InterestCovariance.of(model.items, model.columns)

    assert choose(model, interest, ask(model, {})) == []
