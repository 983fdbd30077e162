"""The community in parts: the same bits as one look at everything."""

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reko_core.engine.data.baseline import fit_baseline
from reko_core.engine.data.community import FranchiseColumns, UserRows
from reko_core.engine.kernels import rows as kernels
from reko_core.engine.kernels.columns import BLOCK_USERS
from reko_core.engine.similarity import shards, similarity
from reko_core.engine.similarity.shards import (
    Candidates,
    Shard,
    Split,
    cut,
    find_similar,
    merge,
    scan,
)
from reko_core.engine.similarity.similarity import Question, Similar
from reko_core.engine.training.fit import _make_columns

N_USERS, N_ITEMS, N_LISTS = 4 * BLOCK_USERS + 1000, 40, 700
NOBODY = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Crowd:
    """Users in five blocks; each list is that of some hundred of them, so that many are equal."""

    rows: UserRows
    columns: FranchiseColumns
    question: Question


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    rng = np.random.default_rng(21)
    seen = rng.random((N_LISTS, N_ITEMS)) < np.linspace(0.9, 0.02, N_ITEMS)
    scores = np.where(seen, rng.integers(0, 11, seen.shape), 0)
    whose = rng.integers(N_LISTS, size=N_USERS)
    seen, scores = seen[whose], scores[whose]
    # The asking person is of the community, in the second block, and once more in the fourth.
    own = slice(BLOCK_USERS + 5, None, 2 * BLOCK_USERS)
    seen[own], scores[own] = seen[BLOCK_USERS + 5], scores[BLOCK_USERS + 5]
    popular = np.argsort(-seen.sum(axis=0), kind="stable")
    seen, scores = seen[:, popular], scores[:, popular]
    indptr = np.r_[0, np.cumsum(seen.sum(axis=1))]
    items, marks = np.nonzero(seen)[1].astype(np.uint16), scores[seen].astype(np.uint8)
    baseline = fit_baseline(indptr, items, marks, N_ITEMS)
    rows = UserRows(indptr, items, marks, baseline.user_mean, baseline.user_bias)
    franchise = np.arange(N_ITEMS, dtype=np.int32)
    positions, met, deviations, *_ = kernels.franchise_deviations(
        indptr, items, marks, baseline.user_mean, franchise, N_ITEMS
    )
    audience = seen.sum(axis=0).astype(np.int32)
    columns = _make_columns(positions, met, deviations, audience, N_USERS)
    me = BLOCK_USERS + 5
    item_base = baseline.item_bias + np.float32(baseline.mu)
    left = (scores[me] - item_base - baseline.user_bias[me]).astype(np.float32)
    question = Question(
        franchises=np.flatnonzero(seen[me]),
        weights=rng.integers(1, 100, np.count_nonzero(seen[me])).astype(np.int32),
        step=np.float32(0.001),
        n_seen=np.count_nonzero(seen[me]),
        item_scores=np.where(seen[me], scores[me], -1).astype(np.int8),
        residuals=np.where(scores[me] > 0, left, np.float32(0)),
        item_base=item_base,
        without=NOBODY,
    )
    return Crowd(rows, columns, question)


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as pool:
        yield pool


def in_one_piece(crowd: Crowd, question: Question) -> Similar:
    """Do it all at once, by sorting."""
    taste = similarity.measure_taste(question, crowd.columns)
    taste[question.without] = 0
    order = np.lexsort((np.arange(N_USERS), -taste))[: shards.N_COMPARED]
    users = order[taste[order] > 0]
    agreement, is_same = similarity.compare(question, users, crowd.rows)
    similar = taste[users] * np.maximum(0, 1 + agreement)
    kept = np.lexsort((users, -similar))
    kept = kept[~is_same[kept]]
    return Similar(users[kept], taste[users[kept]], agreement[kept], similar[kept])


def found(
    crowd: Crowd, question: Question, n_shards: int, pool: ThreadPoolExecutor | None = None
) -> Similar:
    split = Split(n_shards, pool)
    return find_similar(cut(crowd.rows, crowd.columns, split.n_shards), question, split)


def assert_same(one: Similar, other: Similar) -> None:
    for name in ("users", "taste", "agreement", "similarity"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def candidates(users: list[int], taste: list[float]) -> Candidates:
    return Candidates(np.array(users, np.int64), np.array(taste, np.float32))


@pytest.mark.parametrize("n_shards", [1, 2, 3, 5, 64])
def test_any_number_of_shards_finds_the_same_users(crowd: Crowd, n_shards: int) -> None:
    expected = in_one_piece(crowd, crowd.question)

    assert len(expected.users) > shards.N_COMPARED / 2
    assert_same(found(crowd, crowd.question, n_shards), expected)


@pytest.mark.parametrize("n_shards", [2, 5])
def test_threads_find_the_same_users(crowd: Crowd, pool: ThreadPoolExecutor, n_shards: int) -> None:
    expected = found(crowd, crowd.question, 1)

    assert_same(found(crowd, crowd.question, n_shards, pool), expected)


def test_of_equal_users_the_first_are_compared(crowd: Crowd) -> None:
    taste = similarity.measure_taste(crowd.question, crowd.columns)
    least = np.sort(taste)[-shards.N_COMPARED]
    compared = merge([scan(shard, crowd.question) for shard in cut(crowd.rows, crowd.columns, 5)])
    of_least = compared.users[compared.taste == least]

    assert np.count_nonzero(taste == least) > len(of_least) > 0
    assert of_least.tolist() == np.flatnonzero(taste == least)[: len(of_least)].tolist()


def test_equally_similar_users_come_in_their_own_order(crowd: Crowd) -> None:
    similar = found(crowd, crowd.question, 5)
    is_equal = np.diff(similar.similarity) == 0

    assert is_equal.sum() > 100
    assert (np.diff(similar.users)[is_equal] > 0).all()
    assert (np.diff(similar.similarity) <= 0).all()


@pytest.mark.parametrize("n_shards", [1, 2, 5])
def test_users_are_left_out_wherever_they_are(crowd: Crowd, n_shards: int) -> None:
    closest = found(crowd, crowd.question, 1).users[:200]
    last = N_USERS - 1
    question = replace(crowd.question, without=np.r_[closest, last, 0])
    similar = found(crowd, question, n_shards)

    assert len({int(user) // BLOCK_USERS for user in closest}) > 3
    assert not np.isin(similar.users, question.without).any()
    assert_same(similar, in_one_piece(crowd, question))


def test_the_same_person_is_compared_but_not_similar(crowd: Crowd) -> None:
    me = BLOCK_USERS + 5
    twins = [me, me + 2 * BLOCK_USERS]
    compared = merge([scan(shard, crowd.question) for shard in cut(crowd.rows, crowd.columns, 5)])

    assert np.isin(twins, compared.users).all()
    assert not np.isin(twins, found(crowd, crowd.question, 5).users).any()


def test_shards_hold_every_user_once(crowd: Crowd) -> None:
    for n_shards in (1, 2, 3, 4, 5, 6, 1000):
        parts = cut(crowd.rows, crowd.columns, n_shards)
        ends = [part.first + part.rows.n_users for part in parts]

        assert len(parts) == min(n_shards, 5)
        assert [part.first for part in parts] == [0, *ends[:-1]]
        assert ends[-1] == N_USERS


def test_partials_come_in_any_order(crowd: Crowd) -> None:
    partials = [scan(shard, crowd.question) for shard in cut(crowd.rows, crowd.columns, 5)]
    merged, mixed = merge(partials), merge([partials[k] for k in (3, 0, 4, 2, 1)])

    np.testing.assert_array_equal(merged.users, mixed.users)
    np.testing.assert_array_equal(merged.taste, mixed.taste)


def test_merging_keeps_the_highest_and_the_first_of_equals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shards, "N_COMPARED", 3)
    merged = merge(
        [candidates([7, 9], [0.5, 0.25]), candidates([], []), candidates([1, 4], [0.25, 0.75])]
    )

    assert merged.users.tolist() == [1, 4, 7]
    assert merged.taste.tolist() == [0.25, 0.75, 0.5]


@given(
    st.lists(st.tuples(st.sampled_from([0.25, 0.5, 0.75]), st.integers(0, 4)), max_size=60),
    st.integers(1, 20),
)
@settings(deadline=None, derandomize=True)
def test_merged_partials_are_the_highest_of_all(
    users: list[tuple[float, int]], n_compared: int
) -> None:
    everybody = np.array([taste for taste, _ in users], np.float32)
    owner = np.array([shard for _, shard in users], np.int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "N_COMPARED", n_compared)
        partials = []
        for shard in range(5):
            own = np.flatnonzero(owner == shard)
            # As a shard does: the highest of its own, ascending.
            own = np.sort(own[np.lexsort((own, -everybody[own]))[:n_compared]])
            partials.append(Candidates(own, everybody[own]))
        merged = merge(partials)

    order = np.lexsort((np.arange(len(users)), -everybody))[:n_compared]
    assert merged.users.tolist() == sorted(order.tolist())
    np.testing.assert_array_equal(merged.taste, everybody[merged.users])


def test_a_partial_is_small_and_needs_no_community(crowd: Crowd) -> None:
    shard = cut(crowd.rows, crowd.columns, 2)[1]
    partial = scan(shard, crowd.question)
    sent = pickle.dumps(partial)

    assert len(partial.users) == shards.N_COMPARED
    assert len(sent) < 14 * shards.N_COMPARED
    np.testing.assert_array_equal(pickle.loads(sent).users, partial.users)
    assert not any(
        np.shares_memory(partial.taste, array) for array in shard.columns.as_dict().values()
    )


def test_a_shard_without_users_and_one_where_nobody_is_similar_add_nothing(crowd: Crowd) -> None:
    whole = cut(crowd.rows, crowd.columns, 1)[0]
    nobody = Shard(0, whole.rows.part(0, 0), whole.columns.part(0, 0))
    stranger = replace(crowd.question, franchises=NOBODY, weights=np.zeros(0, np.int32))

    assert len(scan(nobody, crowd.question).users) == 0
    assert len(scan(whole, stranger).users) == 0
    assert len(found(crowd, stranger, 5).users) == 0
    assert_same(find_similar([nobody, whole], crowd.question), in_one_piece(crowd, crowd.question))


@pytest.mark.parametrize("n_users", [0, 1, 3])
@pytest.mark.parametrize("n_shards", [1, 2, 8])
def test_fewer_users_than_shards_are_one_shard(n_users: int, n_shards: int) -> None:
    ones = np.ones(n_users, np.float32)
    rows = UserRows(
        np.arange(n_users + 1),
        np.zeros(n_users, np.uint16),
        np.full(n_users, 8, np.uint8),
        8 * ones,
        0 * ones,
    )
    audience = np.array([n_users], np.int32)
    columns = _make_columns(rows.indptr, np.zeros(n_users, np.int32), 0 * ones, audience, n_users)
    question = Question(
        franchises=np.array([0]),
        weights=np.array([1], np.int32),
        step=np.float32(1 / 64),
        n_seen=1,
        item_scores=np.array([9], np.int8),
        residuals=np.ones(1, np.float32),
        item_base=np.full(1, 7, np.float32),
        without=NOBODY,
    )
    parts = cut(rows, columns, n_shards)

    assert [part.rows.n_users for part in parts] == [n_users]
    assert find_similar(parts, question).users.tolist() == list(range(n_users))
