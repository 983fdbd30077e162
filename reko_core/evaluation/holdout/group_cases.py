"""Test cases of groups: held-out users put together, with a part hidden from all of them.

Groups of each size are made in two ways: of random users, and of users with similar lists. A fifth
of the franchises that any member has scored is hidden, whole and from every member. A case counts
if every member has scored one of these at least their own mean, so that each can be pleased.

Similar users are the nearest by the cosine of their franchises, weighted by rarity; lists closer
than SAME_LIST are taken for those of one person in two collections.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from reko_core.engine.training.calibration_cases import hide_franchises
from reko_core.evaluation.holdout.cases import Case, split_list
from reko_core.evaluation.holdout.hold_out import HeldOutUser, Split

__all__ = ["KINDS", "SIZES", "GroupCase", "make_group_cases"]

SIZES = (2, 3, 5)
KINDS = ("random", "similar")
SAME_LIST = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class GroupCase:
    """Members whose lists are hidden in part, the same franchises from all; kind: one of KINDS."""

    kind: str
    members: tuple[Case, ...]

    @property
    def is_candidate(self) -> NDArray[np.bool_]:
        """(n_items,) which titles are of a franchise that no member has visibly begun."""
        return np.asarray(np.all([member.is_candidate for member in self.members], axis=0))


def make_group_cases(split: Split, n_groups: int, seed: int) -> list[GroupCase]:
    """Make `n_groups` groups of each size and kind, fewer where too few users are held out."""
    rng = np.random.default_rng(seed)
    likeness = _measure_likeness(split.users, split.franchise)
    cases: list[GroupCase] = []
    for size in SIZES:
        for kind in KINDS:
            teams = _random_teams if kind == "random" else _similar_teams
            made = (_make_case(kind, split, team, rng) for team in teams(likeness, size, rng))
            usable = (case for case in made if case is not None)
            cases.extend(case for case, _ in zip(usable, range(n_groups), strict=False))
    return cases


def _make_case(
    kind: str, split: Split, team: Sequence[int], rng: np.random.Generator
) -> GroupCase | None:
    users = [split.users[one] for one in team]
    franchise = np.concatenate([split.franchise[user.items] for user in users])
    is_hidden = hide_franchises(franchise, np.concatenate([u.scores for u in users]) > 0, rng)
    ends = np.cumsum([len(user.items) for user in users])[:-1]
    parts = zip(users, np.split(is_hidden, ends), strict=True)
    members = [split_list(user, split.franchise, hidden, rng) for user, hidden in parts]
    found = tuple(one for one in members if one is not None and len(one.relevant))
    return GroupCase(kind, found) if len(found) == len(team) else None


def _random_teams(
    likeness: NDArray[np.float64], size: int, rng: np.random.Generator
) -> Iterator[list[int]]:
    """Yield groups of which no two have a member in common, until too few users are left."""
    order = rng.permutation(len(likeness))
    for start in range(0, len(order) - size + 1, size):
        yield order[start : start + size].tolist()


def _similar_teams(
    likeness: NDArray[np.float64], size: int, rng: np.random.Generator
) -> Iterator[list[int]]:
    """Yield random users, each with those nearest to them."""
    for user in rng.permutation(len(likeness)).tolist():
        others = np.where(likeness[user] < SAME_LIST, likeness[user], -1)
        others[user] = -1
        nearest = np.argsort(-others, kind="stable")[: size - 1].tolist()
        if len(nearest) == size - 1:
            yield [user, *nearest]


def _measure_likeness(
    users: Sequence[HeldOutUser], franchise: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return (n_users, n_users) cosines."""
    seen = [np.unique(franchise[user.items]) for user in users]
    indptr = np.r_[0, np.cumsum([len(one) for one in seen])]
    columns = np.concatenate([np.zeros(0, np.int64), *seen])
    shape = (len(users), int(franchise.max(initial=-1)) + 1)
    rarity = np.log(len(users) / np.maximum(np.bincount(columns, minlength=shape[1]), 1))
    lists = sparse.csr_array((rarity[columns], columns, indptr), shape)
    norms = np.maximum(sparse.linalg.norm(lists, axis=1), np.finfo(float).tiny)
    return np.asarray((lists @ lists.T).todense() / norms[:, None] / norms)
