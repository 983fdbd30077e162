from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.list_shards import ShardedLists, on_threads
from reko_core.engine.data.shared_viewers import SharedViewers
from reko_core.engine.training.arrays import RawCommunity


def count(raw: RawCommunity, labels: list[int]) -> list[tuple[list[int], list[list[int]]]]:
    with on_threads(raw.lists) as lists:
        shared = SharedViewers.count(lists, np.array(labels, np.int32))
    return [(members.tolist(), counts.tolist()) for members, counts in shared.groups()]


def test_members_of_a_group_are_in_order_of_popularity(
    make_raw: Callable[..., RawCommunity],
) -> None:
    raw = make_raw([{0: 8, 2: 0}, {2: 7}, {2: 7, 3: 5}, {1: 9}], n_items=4)

    assert count(raw, [6, 6, 6, 6]) == [
        ([2, 0, 1, 3], [[3, 1, 0, 1], [1, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]])
    ]


def test_titles_without_a_group_are_left_out(make_raw: Callable[..., RawCommunity]) -> None:
    raw = make_raw([{0: 8, 1: 8, 2: 8, 4: 8}, {1: 7, 4: 7}], n_items=5)

    assert count(raw, [3, 9, 5, 3, 9]) == [([0, 3], [[1, 0], [0, 0]]), ([1, 4], [[2, 2], [2, 2]])]
    assert count(raw, [0, 1, 2, 3, 4]) == []


def test_no_lists_and_no_titles_are_no_shared_viewers(
    make_raw: Callable[..., RawCommunity],
) -> None:
    assert count(make_raw([], n_items=2), [0, 0]) == [([0, 1], [[0, 0], [0, 0]])]
    assert count(make_raw([{}], n_items=0), []) == []


def test_counts_are_those_of_the_dense_matrix(
    make_random_raw: Callable[..., RawCommunity], divide: Callable[..., ShardedLists]
) -> None:
    raw = make_random_raw(seed=6)
    labels = np.random.default_rng(6).integers(25, size=len(raw.ids)).astype(np.int32)
    seen: NDArray[np.int64] = np.zeros((len(raw.indptr) - 1, len(raw.ids)), np.int64)
    seen[np.repeat(np.arange(len(seen)), np.diff(raw.indptr)), raw.items] = 1
    found = list(SharedViewers.count(divide(raw, 3), labels).groups())

    for members, counts in found:
        np.testing.assert_array_equal(counts, seen[:, members].T @ seen[:, members])
    sizes = np.bincount(labels)
    assert [len(members) for members, _ in found] == sizes[sizes > 1].tolist()
    for members, _ in found:
        same = np.flatnonzero(labels == labels[members[0]])
        assert sorted(members.tolist()) == same.tolist()
