"""The community cut by user: its parts are asked apart, by threads or on several machines.

    scan(shard, question)     the N_COMPARED users of the shard of highest c
    merge(partials)           of all of them the N_COMPARED of highest c
    compare(shard, question)  r of those of them whom the shard owns

What goes to a shard and what comes back is plain arrays, and the answer is the same to the bit
however many shards there are: users are compared one by one, c is added up in whole numbers, and
what is chosen among equals is the first. A shard cannot tell which of its users are among the
highest of all, and rows are dear to read: so it is asked twice, and 1,000 rows are compared in
all, not in each.

Two later steps read rows, too. `support` reads those of the neighbours who are named, some 40 kB:
a shard elsewhere would send them. `expected` adds up the residuals of N_VOTERS users: sums are
whole numbers there, so that each shard can add up those of its own, and theirs can be added.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import FranchiseColumns, UserRows
from reko_core.engine.kernels.columns import BLOCK_USERS
from reko_core.engine.similarity import similarity
from reko_core.engine.similarity.highest import find_highest
from reko_core.engine.similarity.similarity import Question, Similar

__all__ = ["N_COMPARED", "SERIAL", "Candidates", "Shard", "Split", "cut", "find_similar"]

N_COMPARED = 1000

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Split:
    """How the work of one answer is divided; it changes nothing but the time.

    n_shards: at most so many. pool: who works, but not the one whose thread waits for the answer;
    None = that thread itself.
    """

    n_shards: int = 1
    pool: Executor | None = None

    def run(self, work: Callable[..., Result], *parts: Iterable[Any]) -> list[Result]:
        """Call `work` for each part, and return what it said in the same order."""
        return list((self.pool.map if self.pool else map)(work, *parts))


SERIAL = Split()
"""All in one piece, in the thread that asks."""


@dataclass(frozen=True, slots=True, eq=False)
class Shard:
    """Some users of the community: those from number `first` on."""

    first: int
    rows: UserRows
    columns: FranchiseColumns

    def __post_init__(self) -> None:
        assert len(self.columns.norms) == self.rows.n_users


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Users who may be similar. users: (n,) int64, ascending. taste: (n,) float32 c."""

    users: NDArray[np.int64]
    taste: NDArray[np.float32]


def cut(rows: UserRows, columns: FranchiseColumns, n_shards: int) -> list[Shard]:
    """Cut a community into at most `n_shards` shards of whole blocks; nothing is copied."""
    assert n_shards > 0
    n_parts = max(1, min(n_shards, columns.n_blocks))
    bounds = [columns.n_blocks * part // n_parts for part in range(n_parts + 1)]
    return [
        Shard(
            first * BLOCK_USERS,
            rows.part(first * BLOCK_USERS, min(last * BLOCK_USERS, rows.n_users)),
            columns.part(first, last),
        )
        for first, last in pairwise(bounds)
    ]


def scan(shard: Shard, question: Question) -> Candidates:
    """Return the shard's N_COMPARED users of highest c above 0."""
    taste = similarity.measure_taste(question, shard.columns)
    without = question.without - shard.first
    taste[without[(without >= 0) & (without < len(taste))]] = 0
    users = find_highest(taste, N_COMPARED)
    return Candidates(users + shard.first, taste[users])


def merge(partials: Sequence[Candidates]) -> Candidates:
    """Return the N_COMPARED of highest c of all shards, which may come in any order."""
    if len(partials) == 1:
        return partials[0]
    users = np.concatenate([partial.users for partial in partials])
    taste = np.concatenate([partial.taste for partial in partials])
    order = np.argsort(users, kind="stable")
    kept = order[find_highest(taste[order], N_COMPARED)]
    return Candidates(users[kept], taste[kept])


def compare(
    shard: Shard, question: Question, users: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return r of (n,) users of the shard, and which of them are the asking person."""
    return similarity.compare(question, users - shard.first, shard.rows)


def find_similar(shards: Sequence[Shard], question: Question, split: Split = SERIAL) -> Similar:
    """Return the similar users among all shards, closest first, without the asking person."""
    found = merge(split.run(scan, shards, [question] * len(shards)))
    bounds = np.searchsorted(found.users, [shard.first for shard in shards[1:]])
    owned = np.split(found.users, bounds)
    compared = split.run(compare, shards, [question] * len(shards), owned)
    agreement = np.concatenate([part for part, _ in compared])
    is_same = np.concatenate([part for _, part in compared])
    similar = found.taste * np.maximum(0, 1 + agreement)
    kept = np.flatnonzero(~is_same)
    order = kept[np.argsort(-similar[kept], kind="stable")]
    return Similar(found.users[order], found.taste[order], agreement[order], similar[order])
