"""Cases of the calibration: parts of lists, and what is hidden of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.kernels.user_rows import SCORE_MASK

__all__ = ["HIDDEN_SHARE", "Case", "hide_franchises", "make_case"]

HIDDEN_SHARE = 0.2
N_RANDOM_PAIRS = 20
_SEED = 20221231


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A user's profile without the hidden part of their list, and that part.

    others: (n,) int64 random other users, ascending. hidden_items: (k,) int64, hidden_scores: (k,)
    int8.
    """

    user: int
    profile: Profile
    others: NDArray[np.int64]
    hidden_items: NDArray[np.int64]
    hidden_scores: NDArray[np.int8]


def make_case(
    items: Items,
    mu: float,
    n_users: int,
    user: int,
    entries: tuple[NDArray[np.uint16], NDArray[np.uint8]],
) -> Case | None:
    """Return the case of a user of n_users, given their items and packed scores.

    None where no score is left. The same arguments give the same case.
    """
    rng = np.random.default_rng([_SEED, user])
    seen, packed = entries
    scores = (packed & SCORE_MASK).astype(np.int8)
    is_hidden = hide_franchises(items.franchise[seen], scores > 0, rng)
    is_hidden |= _hide_last(items, seen, np.where(is_hidden, 0, scores), rng)
    if not (scores[~is_hidden] > 0).any():
        return None
    visible = seen[~is_hidden]
    profile = make_profile(
        items,
        mu,
        items.ids[visible],
        scores[~is_hidden],
        is_seen=np.ones(len(visible), bool),
        is_dropped=np.zeros(len(visible), bool),
    )
    others = np.sort(rng.integers(n_users, size=N_RANDOM_PAIRS))
    is_tested = is_hidden & (scores > 0)
    return Case(
        user,
        profile,
        others[others != user],
        seen[is_tested].astype(np.int64),
        scores[is_tested],
    )


def hide_franchises(
    franchise: NDArray[np.int32], is_scored: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Sample a fifth of the franchises with a score; return (n,) which entries are hidden.

    franchise, is_scored: (n,) of the entries of one list, some of them scored.
    """
    scored = np.unique(franchise[is_scored])
    n_hidden = max(1, round(HIDDEN_SHARE * len(scored)))
    return np.isin(franchise, rng.choice(scored, n_hidden, replace=False))


def _hide_last(
    items: Items, seen: NDArray[np.integer], scores: NDArray[np.integer], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Sample a fifth of the franchises with several scores; hide the last scored title of each.

    Returns (n,) which entries are hidden, so that others of their franchise remain.
    """
    scored = np.flatnonzero(scores > 0)
    order = scored[np.lexsort((items.day[seen[scored]], items.franchise[seen[scored]]))]
    franchise = items.franchise[seen[order]]
    is_next = np.r_[False, franchise[1:] == franchise[:-1]]
    is_last = np.r_[franchise[1:] != franchise[:-1], True][: len(order)]
    candidates = order[(is_next & is_last)[: len(order)]]
    hidden = np.zeros(len(seen), bool)
    hidden[candidates[rng.random(len(candidates)) < HIDDEN_SHARE]] = True
    return hidden
