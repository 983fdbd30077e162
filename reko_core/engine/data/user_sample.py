"""Samples of users that depend on the numbers of the users alone, not on how lists are divided.

The users whose numbers have the least hashes are sampled. So each shard can tell its candidates.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.kernels.aggregates import count_scored, has_any

__all__ = ["gather_lists", "sample_users"]

_MULTIPLIERS = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_INCREMENT = 0x9E3779B97F4A7C15


def sample_users(
    lists: ShardedLists,
    n_users: int,
    *,
    min_scored: int,
    seed: int,
    without: NDArray[np.int64] | None = None,
    with_any: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.int64], int]:
    """Return at most `n_users` random users, in random order, and how many were eligible.

    Eligible are users with at least `min_scored` scores, none of (k,) `without`, and with an entry
    of (n_items,) `with_any`.
    """
    step = partial(
        _sample,
        n_users=n_users,
        min_scored=min_scored,
        seed=seed,
        without=without,
        with_any=with_any,
    )
    users, counts = zip(*lists.map(step), strict=True)
    return _least(np.concatenate(users), n_users, seed), sum(counts)


def gather_lists(lists: ShardedLists, users: NDArray[np.int64]) -> ListShard:
    """Return the lists of (k,) users, ascending, renumbered from 0."""
    parts = list(lists.map(partial(_gather, users=users)))
    lengths, items, packed = (np.concatenate(each) for each in zip(*parts, strict=True))
    return ListShard(0, np.r_[0, np.cumsum(lengths)], items, packed)


def _sample(
    shard: ListShard,
    *,
    n_users: int,
    min_scored: int,
    seed: int,
    without: NDArray[np.int64] | None,
    with_any: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], int]:
    """Return those users of a shard who may be among the sampled, and how many are eligible."""
    is_eligible = count_scored(shard.indptr, shard.packed)[:, 0] >= min_scored
    if with_any is not None:
        is_eligible &= has_any(shard.indptr, shard.items, with_any)
    users = shard.first_user + np.flatnonzero(is_eligible)
    if without is not None:
        users = np.setdiff1d(users, without, assume_unique=True)
    return _least(users, n_users, seed), len(users)


def _gather(
    shard: ListShard, *, users: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.uint16], NDArray[np.uint8]]:
    """Return the lengths, items and packed entries of the lists of users who are in a shard."""
    own = shard.indexes_of(users)
    lengths = np.diff(shard.indptr)[own]
    starts = np.repeat(shard.indptr[own] - np.cumsum(lengths) + lengths, lengths)
    entries = starts + np.arange(len(starts))
    return lengths, shard.items[entries], shard.packed[entries]


def _least(users: NDArray[np.int64], n_users: int, seed: int) -> NDArray[np.int64]:
    """Return those `n_users` of (n,) users whose hashes are least, in order of these."""
    return users[np.argsort(_hash(users, seed))[:n_users]]


def _hash(users: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """Return (n,) hashes of (n,) users, no two the same (SplitMix64; Steele et al., 2014)."""
    state = users.astype(np.uint64) + np.uint64(seed * _INCREMENT % 2**64)
    for shift, multiplier in zip((30, 27), _MULTIPLIERS, strict=True):
        state = (state ^ (state >> np.uint64(shift))) * multiplier
    return state ^ (state >> np.uint64(31))
