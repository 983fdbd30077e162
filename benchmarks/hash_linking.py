"""What a person who holds all lists can tell from hashes, and whether near-copies find their owner.

Responses say by hash which titles each similar user recommends. Held-out users of REKO_DATA ask for
recommendations; for every hash, the lists are counted that fit all that a number of filtered
responses say of it: titles recommended, and titles not recommended. A hash is linked if one fits.

Then askers have changed copies of lists of the community, and it is counted how often the owner is
among the similar users all the same.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from support.held_out_users import hold_out_reported
from support.real_lists import DATA, read_lists

from reko_core.domain.models import Status
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.recommend import Query, recommend
from reko_core.engine.similarity.search import find_similar

MIN_SCORED, N_SHOWN = 20, 50
SHARES = (0.01, 0.05, 0.1, 0.3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--askers", type=int, default=8, help="of these, who ask for titles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    draw = hold_out_reported(read_lists(options.data), options.users, MIN_SCORED, options.seed)
    model, rng = draw.model, np.random.default_rng(options.seed)
    profiles = [case.fold_in(model) for case in draw.cases[: options.askers]]
    likes = _likes(model)
    for limit, n_requests in ((24, 1), (100, 1), (100, 10), (100, 100)):
        found = [
            _link(model, likes, one, rng, limit=limit, n_requests=n_requests) for one in profiles
        ]
        print(f"{n_requests} responses of {limit} titles:", *_totals(found))
    for name, n_found, n_tried in _try_copies(model, options.users, rng):
        print(f"{name}: the owner is similar to {n_found} of {n_tried} copies")


def _likes(model: Model) -> sparse.csc_array:
    """(n_users, n_items) who recommends what, as `engine.ranking.recommenders` has it."""
    rows = model.rows
    owners = np.repeat(np.arange(rows.n_users), np.diff(rows.indptr))
    scores, statuses = rows.packed & SCORE_MASK, rows.packed >> STATUS_SHIFT
    is_liked = (scores == 0) | (scores >= rows.mean[owners])
    is_liked &= ~np.isin(statuses, (Status.ON_HOLD, Status.DROPPED))
    places = owners[is_liked], rows.items[is_liked].astype(np.int64)
    shape = (rows.n_users, model.items.n_items)
    return sparse.csc_array((np.ones(len(places[0]), np.int32), places), shape)


def _link(
    model: Model,
    likes: sparse.csc_array,
    profile: Profile,
    rng: np.random.Generator,
    *,
    limit: int,
    n_requests: int,
) -> tuple[int, int, int]:
    """Return how many hashes there are, how many are linked, and how many of these rightly."""
    liked, others = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for allowed in _filters(model, n_requests, rng):
        result = recommend(model, profile, Query(n_wanted=limit, allowed_items=allowed))
        for pick in result.picks:
            for place, neighbour in enumerate(result.neighbours):
                said = liked if place in pick.neighbours else others
                said[neighbour.user].add(pick.item)
    users = sorted(liked, key=lambda user: -len(liked[user]))[:N_SHOWN]
    fitting = [_fitting(likes, liked[user], others[user]) for user in users]
    linked = [(user, fits[0]) for user, fits in zip(users, fitting, strict=True) if len(fits) == 1]
    return len(users), len(linked), sum(user == fit for user, fit in linked)


def _filters(
    model: Model, n_requests: int, rng: np.random.Generator
) -> Iterator[NDArray[np.bool_] | None]:
    """Yield no filter, then one for each further request: some genre of some eight years."""
    yield None
    items = model.items
    for _ in range(n_requests - 1):
        word, bit = divmod(int(rng.integers(40)), 64)
        has_genre = items.genres[:, word] >> np.uint64(bit) & np.uint64(1) > 0
        first = 365 * int(rng.integers(15, 48))
        yield has_genre & (items.day >= first) & (items.day < first + 8 * 365)


def _fitting(likes: sparse.csc_array, liked: set[int], others: set[int]) -> NDArray[np.int64]:
    counts = likes[:, sorted(liked)].sum(axis=1), likes[:, sorted(others)].sum(axis=1)
    return np.flatnonzero((counts[0] == len(liked)) & (counts[1] == 0))


def _totals(found: list[tuple[int, int, int]]) -> tuple[str, ...]:
    n_hashes, n_linked, n_right = np.sum(found, axis=0)
    return f"{n_hashes} hashes,", f"{n_linked} linked to one list,", f"{n_right} of them rightly"


def _try_copies(
    model: Model, n_users: int, rng: np.random.Generator
) -> Iterator[tuple[str, int, int]]:
    lengths = np.diff(model.rows.indptr)
    owners = rng.choice(np.flatnonzero(lengths >= MIN_SCORED), n_users, replace=False)
    for share in SHARES:
        for name in ("dropped", "added", "scores changed"):
            copies = [(owner, _copy(model, int(owner), name, share, rng)) for owner in owners]
            n_found = sum(int(owner in _similar(model, copy)) for owner, copy in copies)
            yield f"{share:.0%} {name}", n_found, n_users


def _copy(model: Model, owner: int, change: str, share: float, rng: np.random.Generator) -> Profile:
    row, packed = model.rows.row(owner)
    items, scores = row.astype(np.int64), (packed & SCORE_MASK).astype(np.int8)
    n_changed = max(1, round(share * len(items)))
    chosen = rng.choice(len(items), n_changed, replace=False)
    if change == "dropped":
        items, scores = np.delete(items, chosen), np.delete(scores, chosen)
    elif change == "added":
        unseen = np.setdiff1d(np.arange(model.items.n_items), items)
        items = np.r_[items, rng.choice(unseen, n_changed, replace=False)]
        scores = np.r_[scores, rng.integers(5, 10, n_changed, np.int8)]
    else:
        changed = (scores[chosen] + rng.choice([-1, 1], n_changed)).clip(1, 10)
        scores[chosen] = np.where(scores[chosen] > 0, changed, 7)
    everything = np.ones(len(items), bool)
    return make_profile(
        model.items, model.mu, model.items.ids[items], scores, everything, ~everything
    )


def _similar(model: Model, profile: Profile) -> NDArray[np.int64]:
    nobody = np.zeros(0, np.int64)
    return find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=nobody
    ).users


if __name__ == "__main__":
    main()
