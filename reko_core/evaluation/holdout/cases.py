"""Test cases by the protocol "discovery": the visible and the hidden part of a held-out list.

A fifth of the franchises with a score is hidden, whole: with single titles hidden, a model could
win by naming the next season. Candidates are titles of franchises without a visible title. A hidden
title is relevant if it is scored at least the mean of the visible scores, a hidden franchise if one
of its titles is. Franchises are those of the data (`Split.franchise`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.model import Model
from reko_core.engine.training.calibration_cases import hide_franchises
from reko_core.evaluation.holdout.hold_out import HeldOutUser, Split

__all__ = ["Case", "make_case", "make_cases", "split_list"]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A held-out list, partly hidden.

    items, scores, is_dropped: (n,) the visible part, by item. mean: of its scores.
    order: (n,) int64 permutation: which visible titles remain at a cold start.
    franchise: (n_items,) int32, that of every title.
    hidden_items, hidden_scores: (m,) the hidden titles with a score.
    unscored_items: (k,) the hidden titles without a score.
    """

    source: str
    items: NDArray[np.int64]
    scores: NDArray[np.int8]
    is_dropped: NDArray[np.bool_]
    mean: float
    order: NDArray[np.int64]
    franchise: NDArray[np.int32]
    hidden_items: NDArray[np.int64]
    hidden_scores: NDArray[np.int8]
    unscored_items: NDArray[np.int64]

    @property
    def enjoyed(self) -> NDArray[np.bool_]:
        """(m,) which hidden titles are scored at least the mean."""
        return np.asarray(self.hidden_scores >= self.mean)

    @property
    def relevant(self) -> NDArray[np.int64]:
        """(r,) relevant titles, ascending."""
        return self.hidden_items[self.enjoyed]

    @property
    def relevant_franchises(self) -> NDArray[np.int32]:
        """(f,) relevant franchises, ascending."""
        return np.unique(self.franchise[self.relevant])

    @property
    def is_candidate(self) -> NDArray[np.bool_]:
        """(n_items,) which titles are of a franchise without a visible title."""
        return np.isin(self.franchise, self.franchise[self.items], invert=True)

    def fold_in(self, model: Model, n_titles: int | None = None) -> Profile:
        """Return the profile of the visible part, or of at most `n_titles` of it."""
        known = np.sort(self.order[:n_titles])
        return make_profile(
            model.items,
            model.mu,
            model.items.ids[self.items[known]],
            self.scores[known],
            np.ones(len(known), bool),
            self.is_dropped[known],
        )


def make_cases(split: Split, seed: int) -> list[Case]:
    """Hide a part of each held-out list; those left without a visible score are skipped."""
    # A random stream for each user, so that cases do not depend on each other.
    made = (
        make_case(user, split.franchise, np.random.default_rng([seed, number]))
        for number, user in enumerate(split.users, start=1)
    )
    return [case for case in made if case is not None]


def make_case(
    user: HeldOutUser, franchise: NDArray[np.int32], rng: np.random.Generator
) -> Case | None:
    """Hide a part of one list, None if no scored title is left on either side.

    franchise: (n_items,).
    """
    is_scored = user.scores > 0
    if not is_scored.any():
        return None
    hidden = hide_franchises(franchise[user.items], is_scored, rng)
    return split_list(user, franchise, hidden, rng)


def split_list(
    user: HeldOutUser,
    franchise: NDArray[np.int32],
    hidden: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Case | None:
    """Return one list without its (n,) hidden entries, None if no scored title is left.

    franchise: (n_items,).
    """
    is_scored = user.scores > 0
    visible, tested = ~hidden, hidden & is_scored
    own = user.scores[visible & is_scored]
    if len(own) == 0:
        return None
    return Case(
        source=user.source,
        items=user.items[visible],
        scores=user.scores[visible],
        is_dropped=user.is_dropped[visible],
        mean=float(own.astype(np.float32).mean()),
        order=rng.permutation(np.count_nonzero(visible)),
        franchise=franchise,
        hidden_items=user.items[tested],
        hidden_scores=user.scores[tested],
        unscored_items=user.items[hidden & ~is_scored],
    )
