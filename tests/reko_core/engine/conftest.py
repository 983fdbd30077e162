"""Builders of small communities, and one fitted model that all tests read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from reko_core.domain.models import Status
from reko_core.engine.data.franchises import TitleRelations
from reko_core.engine.data.list_shards import ListShard, ShardedLists
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import RawCommunity
from reko_core.engine.training.fit import fit_model

N_USERS, N_ITEMS, N_TASTES = 150, 80, 3


@dataclass(frozen=True)
class Dense:
    """seen, scores, statuses: (n_users, n_items); input of the reference implementations."""

    seen: NDArray[np.bool_]
    scores: NDArray[np.int64]
    statuses: NDArray[np.int64]

    @property
    def means(self) -> NDArray[np.float64]:
        """(n_users,) mean of the user's scores; the global mean if there is none."""
        n_scored = (self.scores > 0).sum(axis=1)
        overall = self.scores[self.scores > 0].mean() if n_scored.any() else 7.0
        own = self.scores.sum(axis=1) / np.maximum(n_scored, 1)
        return np.where(n_scored > 0, own, overall)


def _densify(
    indptr: NDArray[Any], items: NDArray[Any], packed: NDArray[Any], n_items: int
) -> Dense:
    shape = (len(indptr) - 1, n_items)
    at = (np.repeat(np.arange(shape[0]), np.diff(indptr)), items.astype(np.int64))
    seen, scores, statuses = np.zeros(shape, bool), np.zeros(shape, int), np.zeros(shape, int)
    seen[at], scores[at], statuses[at] = True, packed & SCORE_MASK, packed >> STATUS_SHIFT
    return Dense(seen, scores, statuses)


def _raw_of(dense: Dense, **titles: Any) -> RawCommunity:
    """By default each title is its own franchise, typed, aired and not adult.

    titles: fields of `RawCommunity` and `TitleRelations`, and prequels, which are of the same
    story, too.
    """
    n_items = dense.seen.shape[1]
    packed = dense.scores | dense.statuses << STATUS_SHIFT
    prequels = titles.pop("prequels", [[] for _ in range(n_items)])
    same_story = [[*before] for before in prequels]
    for item, before in enumerate(prequels):
        for prequel in before:
            same_story[prequel].append(item)
    franchise = np.array(titles.pop("franchise", np.arange(n_items)), np.int32)
    relations = TitleRelations(
        group=np.array(titles.pop("group", franchise), np.int32),
        franchise=franchise,
        related=titles.pop("related", same_story),
        same_story=titles.pop("same_story", same_story),
        first_word=np.array(titles.pop("first_word", np.full(n_items, -1)), np.int32),
        before=prequels,
        is_typed=np.array(titles.pop("is_typed", np.ones(n_items)), bool),
    )
    described: dict[str, Any] = {
        "ids": np.arange(n_items, dtype=np.int32) * 10 + 5,
        "day": np.arange(n_items, dtype=np.int32) * 100,
        "is_aired": np.ones(n_items, bool),
        "is_recommendable": np.ones(n_items, bool),
        "is_extra": np.zeros(n_items, bool),
        "is_adult": np.zeros(n_items, bool),
        "genres": np.zeros((n_items, 1), np.uint64),
        "content": sparse.csr_array((n_items, 0)),
        "reception": np.zeros((n_items, 0)),
        "season_days": np.array([0, 1]),
    } | titles
    described.setdefault("trait_names", ("",) * described["content"].shape[1])
    described = {
        name: value
        if name in {"genres", "content", "trait_names", "reception"}
        else np.array(value, bool if name.startswith("is_") else np.int32)
        for name, value in described.items()
    }
    return RawCommunity(
        np.r_[0, np.cumsum(dense.seen.sum(axis=1))].astype(np.int64),
        np.nonzero(dense.seen)[1].astype(np.uint16),
        packed[dense.seen].astype(np.uint8),
        relations=relations,
        **described,
    )


def _make_raw(
    lists: Sequence[Mapping[int, int]],
    n_items: int,
    *,
    statuses: Mapping[tuple[int, int], Status] | None = None,
    **titles: Any,
) -> RawCommunity:
    """lists: item -> score of each user. statuses: (user, item) -> status, if not completed."""
    shape = (len(lists), n_items)
    seen, scores = np.zeros(shape, bool), np.zeros(shape, int)
    for user, entries in enumerate(lists):
        for item, score in entries.items():
            seen[user, item], scores[user, item] = True, score
    marked = np.where(seen, int(Status.COMPLETED), 0)
    for at, status in (statuses or {}).items():
        marked[at] = status
    return _raw_of(Dense(seen, scores, marked), **titles)


def _make_random_raw(
    seed: int = 1, n_users: int = N_USERS, n_items: int = N_ITEMS, **titles: Any
) -> RawCommunity:
    """Users of three tastes and titles that fit one of them; some entries are unscored."""
    rng = np.random.default_rng(seed)
    fits = np.equal.outer(rng.integers(N_TASTES, size=n_users), np.arange(n_items) // 2 % N_TASTES)
    fame = rng.beta(1, 3, n_items)
    seen = rng.random((n_users, n_items)) < fame * np.where(fits, 1, 0.35)
    points = (
        rng.normal(6.8, 1, (n_users, 1)) + rng.normal(0, 0.6, n_items) + np.where(fits, 0.7, -0.7)
    )
    scores = np.clip(np.rint(points + rng.normal(0, 1, seen.shape)), 1, 10).astype(int)
    scores[rng.random(seen.shape) < 0.1] = 0
    statuses = rng.choice([2, 1, 3, 4, 0], size=seen.shape, p=[0.8, 0.05, 0.05, 0.05, 0.05])
    return _raw_of(Dense(seen, np.where(seen, scores, 0), np.where(seen, statuses, 0)), **titles)


def _ask(
    model: Model,
    scores: Mapping[int, int],
    *,
    planned: Sequence[int] = (),
    dropped: Sequence[int] = (),
) -> Profile:
    """Fold in a list given as item -> score; dropped items are among them, planned ones not."""
    items = np.array(sorted({*scores, *planned}), np.int64)
    return make_profile(
        model.items,
        model.mu,
        model.items.ids[items],
        np.array([scores.get(int(item), 0) for item in items], np.int8),
        ~np.isin(items, np.array(planned, np.int64)),
        np.isin(items, np.array(dropped, np.int64)),
    )


def _relate(rng: np.random.Generator, n_items: int, n_groups: int, share: float) -> dict[str, Any]:
    """Return random groups, two franchises in each, and relations within them."""
    group = rng.integers(n_groups, size=n_items)
    related = [
        [o for o in range(n_items) if group[o] == group[item] and o != item]
        for item in range(n_items)
    ]
    return {
        "group": group,
        "franchise": group * 2 + rng.integers(2, size=n_items),
        "related": [[o for o in each if rng.random() < share] for each in related],
    }


class _InTurn:
    """An executor without any threads."""

    def map(self, function: Any, shards: Any) -> Any:
        return map(function, shards)


def _divide_lists(whole: ListShard, n_shards: int) -> ShardedLists:
    """Divide into equally many users each, wherever blocks of columns end."""
    cuts = np.linspace(0, whole.n_users, n_shards + 1).astype(int).tolist()
    shards = [whole.users(*span) for span in pairwise(cuts)]
    return ShardedLists(_InTurn(), shards, whole.n_users)


@pytest.fixture(scope="session")
def divide_lists() -> Callable[[ListShard, int], ShardedLists]:
    return _divide_lists


@pytest.fixture(scope="session")
def divide() -> Callable[..., ShardedLists]:
    return lambda raw, n_shards=1: _divide_lists(raw.lists, n_shards)


@pytest.fixture(scope="session")
def relate() -> Callable[..., dict[str, Any]]:
    return _relate


@pytest.fixture(scope="session")
def make_raw() -> Callable[..., RawCommunity]:
    return _make_raw


@pytest.fixture(scope="session")
def make_random_raw() -> Callable[..., RawCommunity]:
    return _make_random_raw


@pytest.fixture(scope="session")
def make_model() -> Callable[..., Model]:
    """Fit a community; arguments as of `make_raw`."""
    return lambda *args, **titles: fit_model(_make_raw(*args, **titles))


@pytest.fixture(scope="session")
def ask() -> Callable[..., Profile]:
    return _ask


@pytest.fixture(scope="session")
def raw() -> RawCommunity:
    """Franchises of two titles, the second a sequel, with every kind of exclusion."""
    rng = np.random.default_rng(2)
    return _make_random_raw(
        franchise=np.arange(N_ITEMS) // 2,
        day=rng.permutation(N_ITEMS) * 50,
        is_aired=rng.random(N_ITEMS) > 0.05,
        is_recommendable=rng.random(N_ITEMS) > 0.05,
        is_adult=rng.random(N_ITEMS) < 0.05,
        prequels=[[item - 1] if item % 2 else [] for item in range(N_ITEMS)],
        is_typed=rng.random(N_ITEMS) > 0.3,
        content=sparse.csr_array(np.eye(N_TASTES)[np.arange(N_ITEMS) // 2 % N_TASTES]),
    )


@pytest.fixture(scope="session")
def model(raw: RawCommunity) -> Model:
    return fit_model(raw)


@pytest.fixture(scope="session")
def dense(raw: RawCommunity) -> Dense:
    return _densify(raw.indptr, raw.items, raw.packed, len(raw.ids))


@pytest.fixture(scope="session")
def newcomer(model: Model) -> Profile:
    """A user outside the community, with a taste like the first of the three."""
    rng = np.random.default_rng(3)
    seen = [item for item in range(N_ITEMS) if rng.random() < (0.1, 0.5)[item // 2 % N_TASTES == 0]]
    return _ask(model, {item: int(rng.integers(0, 11)) for item in seen})
