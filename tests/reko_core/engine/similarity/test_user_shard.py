from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.explanation.explain import explain, explain_among
from reko_core.engine.kernels.column_scan import BLOCK_USERS
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend, recommend_among
from reko_core.engine.similarity import search
from reko_core.engine.similarity.query import SimilarityQuery
from reko_core.engine.similarity.user_shard import (
    FoundUsers,
    ShardQuery,
    UserShard,
    choose_closest,
    divide_users,
)
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.refit import refit

N_QUERIES = 12
Ask = Callable[..., Profile]


@pytest.fixture(scope="module")
def large(raw: RawCommunity, model: Model) -> Model:
    """Seven blocks of users; every list stands in it many times, so that many users are equal."""
    n_times = 7 * BLOCK_USERS // (len(raw.indptr) - 1)
    lengths = np.tile(np.diff(raw.indptr), n_times)
    tiled = replace(
        raw,
        indptr=np.r_[0, np.cumsum(lengths)],
        items=np.tile(raw.items, n_times),
        packed=np.tile(raw.packed, n_times),
    )
    larger = refit(tiled, model)
    assert larger is not None
    return larger


def find(
    model: Model, profile: Profile, exclude: NDArray[np.int64], n_shards: int, *missing: int
) -> FoundUsers:
    base = model.items.bias + np.float32(model.mu)
    cuts = divide_users(model.n_users, n_shards)
    assert len(cuts) == n_shards
    shards = [
        UserShard.cut(model.rows, model.columns, base, cut)
        for k, cut in enumerate(cuts)
        if k not in missing
    ]
    query = ShardQuery.of(SimilarityQuery.of(profile, model.items, model.mu, model.n_users))
    chosen = choose_closest([shard.closest(query, exclude) for shard in shards])
    compared = [shard.compare(query, one.users) for shard, one in zip(shards, chosen, strict=True)]
    return FoundUsers.of(chosen, compared)


def queries(model: Model, ask: Ask, newcomer: Profile) -> list[tuple[Profile, Query]]:
    rng = np.random.default_rng(5)
    profiles = [newcomer, ask(model, {}), ask(model, {3: 0})]
    while len(profiles) < N_QUERIES:
        seen = rng.choice(model.items.n_items, int(rng.integers(1, 50)), replace=False)
        profiles.append(ask(model, {int(item): int(rng.integers(0, 11)) for item in seen}))
    return [
        (
            profile,
            Query(
                accuracy=float(rng.integers(0, 101)),
                n_wanted=8,
                excluded_users=rng.integers(model.n_users, size=int(rng.integers(0, 3000))),
                banned_items=rng.integers(model.items.n_items, size=int(rng.integers(0, 5))),
            ),
        )
        for profile in profiles
    ]


@pytest.mark.parametrize("n_shards", [1, 2, 4, 7])
def test_the_number_of_shards_changes_no_bit_of_an_answer(
    large: Model, ask: Ask, newcomer: Profile, n_shards: int
) -> None:
    n_neighbours = 0
    for profile, query in queries(large, ask, newcomer):
        expected = recommend(large, profile, query)
        n_neighbours += len(expected.neighbours)

        found = find(large, profile, query.excluded_users, n_shards)
        assert recommend_among(large, profile, query, found) == expected

        item = int(np.flatnonzero(profile.item_scores < 0)[0])
        explained = explain_among(large, profile, item, found, accuracy=query.accuracy)
        assert as_text(explained) == as_text(
            explain(
                large,
                profile,
                item,
                excluded_users=query.excluded_users,
                accuracy=query.accuracy,
            )
        )
    assert n_neighbours > N_QUERIES


def as_text(value: Any) -> str:
    with np.printoptions(floatmode="unique", threshold=10**6):
        return repr(value)


def test_of_equal_users_those_of_lower_numbers_are_found(large: Model, newcomer: Profile) -> None:
    expected = search.find_similar(
        newcomer, large.rows, large.columns, large.items, large.mu, exclude=np.array([5])
    )
    found = find(large, newcomer, np.array([5]), 4)

    assert np.array_equal(found.users[found.similar.users], expected.users)
    assert len(np.unique(expected.taste)) < len(expected.taste) / 10


def test_a_missing_shard_leaves_the_users_of_the_others(large: Model, newcomer: Profile) -> None:
    first = divide_users(large.n_users, 4)[1].start * BLOCK_USERS
    nobody = np.zeros(0, np.int64)

    found = find(large, newcomer, nobody, 4, 0)

    without = find(large, newcomer, np.arange(first), 4)
    assert np.array_equal(found.users, without.users)
    assert as_text(found.similar) == as_text(without.similar)
    assert len(find(large, newcomer, nobody, 2, 0, 1).users) == 0


def test_shards_are_whole_blocks_of_about_equal_numbers() -> None:
    cuts = divide_users(10 * BLOCK_USERS + 1, 4)

    assert [(cut.start, cut.stop) for cut in cuts] == [(0, 2), (2, 5), (5, 8), (8, 11)]
    assert divide_users(5, 4) == [slice(0, 1)]
    assert divide_users(0, 4) == [slice(0, 0)]
