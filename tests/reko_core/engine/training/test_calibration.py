from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.list_shards import ListShard, ShardedLists, on_threads
from reko_core.engine.kernels.user_rows import SCORE_MASK
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected_score import ScoreModel
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.engine.similarity.search import find_similar, rank_candidates
from reko_core.engine.training import fit
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.calibration import (
    Calibration,
    calibrate,
    choose_users,
    index_shard,
)
from reko_core.engine.training.calibration_cases import hide_franchises, make_case
from reko_core.engine.training.fit import fit_model

Divide = Callable[..., ShardedLists]


def test_whole_franchises_are_hidden_a_fifth_of_those_with_a_score(
    model: Model, dense: Any
) -> None:
    seen = np.flatnonzero(dense.seen[20])
    scores = dense.scores[20, seen]
    franchise = model.items.franchise[seen]
    hidden = hide_franchises(franchise, scores > 0, np.random.default_rng(9))
    hidden_ones = set(franchise[hidden])

    assert not hidden_ones & set(franchise[~hidden])
    assert hidden_ones <= set(franchise[scores > 0])
    assert len(hidden_ones) == round(0.2 * len(set(franchise[scores > 0])))


def test_of_one_franchise_all_is_hidden(make_model: Callable[..., Model]) -> None:
    items = make_model([{0: 8, 1: 8}], n_items=2, franchise=[0, 0]).items
    is_scored = np.array([True, False])
    hidden = hide_franchises(items.franchise, is_scored, np.random.default_rng(9))

    assert hidden.all()


def test_a_tenth_of_a_small_community_is_held_out(
    raw: RawCommunity, dense: Any, divide: Divide
) -> None:
    users = choose_users(divide(raw, 3))
    able = np.flatnonzero((dense.scores > 0).sum(axis=1) >= 10)

    np.testing.assert_array_equal(users.sampled, able)
    assert len(users.held_out) == len(able) // 10 > 3
    assert set(users.held_out) < set(able)


def test_a_thousand_of_a_large_community_are_held_out() -> None:
    n_users = 11_000
    lists = ListShard(
        0,
        np.arange(n_users + 1) * 10,
        np.tile(np.arange(10, dtype=np.uint16), n_users),
        np.full(10 * n_users, 8, np.uint8),
    )
    with on_threads(lists) as divided:
        users = choose_users(divided)

    assert len(np.unique(users.sampled)) == 1000
    np.testing.assert_array_equal(users.sampled, users.held_out)


def test_nothing_is_trained_on_the_scores_of_held_out_users(
    raw: RawCommunity, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def record(*lists: Any, **trained: Any) -> Calibration:
        seen.append((trained["factors"], lists[2].held_out, trained["item_base"]))
        return calibrate(*lists, **trained)

    monkeypatch.setattr(fit, "calibrate", record)
    fit_model(raw)
    held_out = seen[0][1]
    theirs = np.isin(np.repeat(np.arange(len(raw.indptr) - 1), np.diff(raw.indptr)), held_out)
    scored = raw.packed & SCORE_MASK
    turned = np.where(theirs & (scored > 0), raw.packed - scored + 11 - scored, raw.packed)
    fit_model(replace(raw, packed=turned.astype(np.uint8)))

    np.testing.assert_array_equal(seen[0][1], seen[1][1])
    np.testing.assert_allclose(seen[0][0].weights, seen[1][0].weights, atol=1e-3)
    np.testing.assert_array_equal(seen[0][2], seen[1][2])


def test_a_higher_expected_score_means_a_higher_chance(model: Model) -> None:
    surplus = np.column_stack([np.linspace(-1, 1, 9)] * 2 + [np.zeros(9)])

    assert (np.diff(model.enjoyment.probability(surplus)) > 0.03).all()


def test_the_factor_model_has_weight(model: Model) -> None:
    assert model.scores.weights[1] > 0.3


def test_similar_users_have_higher_affinity_than_random_ones(model: Model) -> None:
    midpoint, best = model.scale.midpoint, model.scale.midpoint + 1.815 / model.scale.steepness

    assert 0 < midpoint < best < 1.5


@pytest.mark.parametrize("lists", [[], [{0: 8}], [dict.fromkeys(range(9), 8)] * 5])
def test_communities_too_small_to_calibrate_get_the_priors(
    make_model: Callable[..., Model], lists: list[dict[int, int]]
) -> None:
    model = make_model(lists, n_items=12)

    assert model.scale == AffinityScale(0.06, 6)
    assert model.scores == ScoreModel()
    assert model.enjoyment == EnjoymentModel()


def test_hidden_titles_are_scored_and_not_in_the_profile(model: Model, dense: Any) -> None:
    able = np.flatnonzero((dense.scores > 0).sum(axis=1) >= 10)
    for user in able.tolist():
        case = make_case(model.items, model.mu, len(dense.seen), user, model.rows.row(user))
        assert case is not None
        assert (case.hidden_scores > 0).all()
        assert not case.profile.on_list[case.hidden_items].any()
        own = np.where(case.profile.item_scores > 0, case.profile.item_scores, 0)
        own[case.hidden_items] = case.hidden_scores
        np.testing.assert_array_equal(own, dense.scores[user])
        assert user not in case.others


def test_what_shards_find_is_what_a_search_of_the_whole_finds(
    raw: RawCommunity, model: Model, divide: Divide
) -> None:
    lists = divide(raw)
    users = choose_users(lists)
    bias = fit_baseline(lists, len(raw.ids)).item_bias
    given: Any = {"items": model.items, "mu": model.mu, "item_bias": bias, "users": users}
    found = [
        index_shard(shard, **given, n_users=lists.n_users, n_threads=2)
        for shard in divide(raw, 3).shards
    ]

    for position, user in enumerate(users.sampled.tolist()):
        case = users.case(position, model.items, model.mu, lists.n_users)
        assert case is not None
        expected = find_similar(
            case.profile,
            model.rows,
            model.columns,
            model.items,
            model.mu,
            exclude=np.array([user]),
        )
        merged = rank_candidates([shard.candidates[position] for shard in found])
        for name in ("users", "taste", "agreement", "similarity"):
            np.testing.assert_array_equal(getattr(merged, name), getattr(expected, name))
        assert user not in merged.users
        assert sum(len(shard.random_sims[position]) for shard in found) == len(case.others)


def test_a_title_like_all_others_is_enjoyed(make_model: Callable[..., Model]) -> None:
    rng = np.random.default_rng(11)
    lists = [dict.fromkeys(rng.choice(30, 15, replace=False).tolist(), 8) for _ in range(20)]
    chance = make_model(lists, n_items=30).enjoyment.probability(np.array([[0.5, 0.0, 4.0]]))

    assert chance[0] > 0.9
