"""Test cases by the protocol "discovery": the visible and the hidden part of a held-out list.

A fifth of the franchises with a score is hidden, whole: with single titles hidden, a model could
win by naming the next season. Candidates are the franchises without a visible title. A hidden
franchise is relevant if one of its titles is scored at least the mean of the visible scores.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.model import Model
from reko_core.engine.training.calibration import hide_franchises
from reko_core.evaluation.holdout.hold_out import HeldOutUser, Split

__all__ = ["Case", "make_case", "make_cases"]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A held-out list, partly hidden.

    items, scores, is_dropped: (n,) the visible part, by item. mean: of its scores.
    order: (n,) int64 permutation: which visible titles remain at a cold start.
    seen_franchises: (k,) those of the visible part, which are not candidates.
    hidden_items, hidden_scores: (m,) the hidden titles with a score.
    relevant: (r,) int64 franchises, ascending.
    """

    source: str
    items: NDArray[np.int64]
    scores: NDArray[np.int8]
    is_dropped: NDArray[np.bool_]
    mean: float
    order: NDArray[np.int64]
    seen_franchises: NDArray[np.int32]
    hidden_items: NDArray[np.int64]
    hidden_scores: NDArray[np.int8]
    relevant: NDArray[np.int32]

    @property
    def enjoyed(self) -> NDArray[np.bool_]:
        """(m,) which hidden titles are scored at least the mean."""
        return np.asarray(self.hidden_scores >= self.mean)

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
        make_case(user, split.model.items, np.random.default_rng([seed, number]))
        for number, user in enumerate(split.users, start=1)
    )
    return [case for case in made if case is not None]


def make_case(user: HeldOutUser, items: Items, rng: np.random.Generator) -> Case | None:
    """Hide a part of one list, None if no scored title is left on either side."""
    if not (user.scores > 0).any():
        return None
    hidden = hide_franchises(items, user.items, user.scores, rng)
    visible, tested = ~hidden, hidden & (user.scores > 0)
    own = user.scores[visible & (user.scores > 0)]
    if len(own) == 0:
        return None
    mean = float(own.astype(np.float32).mean())
    return Case(
        source=user.source,
        items=user.items[visible],
        scores=user.scores[visible],
        is_dropped=user.is_dropped[visible],
        mean=mean,
        order=rng.permutation(np.count_nonzero(visible)),
        seen_franchises=np.unique(items.franchise[user.items[visible]]),
        hidden_items=user.items[tested],
        hidden_scores=user.scores[tested],
        relevant=np.unique(items.franchise[user.items[tested & (user.scores >= mean)]]),
    )
