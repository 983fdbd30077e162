"""Hold users out of the community, and fit a model to all others.

The whole list of a user is held out. A person in two collections may be held out of one only; the
engine then excludes the other copy of the list from the neighbours (`engine.similarity.search`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.models import Anime, Status
from reko_core.engine.data.list_shards import on_threads
from reko_core.engine.kernels.user_rows import SCORE_MASK, STATUS_SHIFT
from reko_core.engine.model import Model
from reko_core.engine.training.arrays import number_by_popularity
from reko_core.engine.training.fit import fit_model
from reko_core.errors import BadInput
from reko_core.runtime.step_progress import StepProgress
from reko_core.snapshots.builder.load_lists import LoadedLists, make_raw_community

__all__ = ["HeldOutUser", "Split", "choose_users", "hold_out"]


@dataclass(frozen=True, slots=True, eq=False)
class HeldOutUser:
    """The list of a held-out user, without titles that nobody else has.

    items: (n,) int64 item indexes, ascending. scores: (n,) int8, 0 = unscored.
    is_dropped: (n,) bool. source: collection of the list.
    """

    source: str
    items: NDArray[np.int64]
    scores: NDArray[np.int8]
    is_dropped: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A model of the community without the held-out users, and those users.

    franchise: (n_items,) int32 franchises of the data, popular ones first. The engine may divide
    them; the evaluation hides and counts by these, so that its results stay comparable.
    """

    model: Model
    users: list[HeldOutUser]
    franchise: NDArray[np.int32]


def choose_users(
    gathered: LoadedLists, n_users: int, min_scored: int, seed: int
) -> NDArray[np.int64]:
    """Sample (n_users,) positions of users with at least `min_scored` scored titles.

    The sample depends on names and seed, not on the order of the lists. At most half of the
    community is held out. Raises BadInput if no user is eligible.
    """
    running = np.r_[0, np.cumsum(gathered.packed & SCORE_MASK > 0)]
    n_scored = running[gathered.indptr[1:]] - running[gathered.indptr[:-1]]
    eligible = sorted(
        np.flatnonzero(n_scored >= min_scored), key=lambda user: gathered.owners[user]
    )
    n_held_out = min(n_users, len(eligible), len(gathered.owners) // 2)
    if n_held_out == 0:
        reason = f"the store holds too few lists with {min_scored} scored titles: import some"
        raise BadInput("community", reason)
    rng = np.random.default_rng(seed)
    return rng.choice(np.array(eligible, np.int64), n_held_out, replace=False)


def hold_out(
    gathered: LoadedLists,
    users: NDArray[np.int64],
    titles: Mapping[int, Anime],
    today: date,
    report: StepProgress,
) -> Split:
    """Hold out (n,) users and fit a model to the others."""
    raw = make_raw_community(gathered.without(users), titles, today)
    model = fit_model(raw, lambda step: report(step, 0, None))
    with on_threads(raw.lists) as lists:
        franchise, _ = number_by_popularity(lists, raw.relations.franchise)
    return Split(model, [_held_out(gathered, int(user), model) for user in users], franchise)


def _held_out(gathered: LoadedLists, user: int, model: Model) -> HeldOutUser:
    anime_ids, packed = gathered.entries(user)
    index = model.items.index(anime_ids)
    items, known = index[index >= 0], packed[index >= 0]
    return HeldOutUser(
        source=gathered.owners[user][0],
        items=items,
        scores=(known & SCORE_MASK).astype(np.int8),
        is_dropped=known >> STATUS_SHIFT == Status.DROPPED,
    )
