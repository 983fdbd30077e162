"""The members of a group as arrays: what each of them has seen, planned and would enjoy.

The chance that everybody enjoys a title:

    min(min_u P_u, (prod_u P_u)^.9)

Of titles that all have scored, members who are put together enjoy more together than the product
says, by .03: their errors correlate, if little (.005), and what all of them chose suits all a bit
better. The exponent was fitted to groups of users that were cut for tuning; with it every tenth of
the scale is within .04 there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.model import Model
from reko_core.engine.scoring import CatalogueScores, score_catalogue
from reko_core.engine.similarity.search import SimilarUsers, find_similar

__all__ = ["Member", "everybody_enjoys", "score_among", "score_member", "stack"]

_TOGETHER = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A profile and its scores of the whole catalogue.

    expected: (n_items,) float32, 1-10; the own score of titles that are scored already.
    enjoyment: (n_items,) float64, 0..1; 0 or 1 for these, by the mean.
    """

    profile: Profile
    scores: CatalogueScores
    expected: NDArray[np.float32]
    enjoyment: NDArray[np.float64]

    @classmethod
    def of(cls, profile: Profile, scores: CatalogueScores) -> "Member":
        """Put what is known in the place of what is predicted."""
        is_scored = profile.item_scores > 0
        own = profile.item_scores.astype(np.float32)
        return cls(
            profile,
            scores,
            np.where(is_scored, own, scores.expected),
            np.where(is_scored, own >= profile.mean, scores.enjoyment),
        )


def score_member(model: Model, profile: Profile, excluded_users: NDArray[np.integer]) -> Member:
    """Score the catalogue for one member; (k,) excluded users do not count as similar."""
    similar = find_similar(
        profile, model.rows, model.columns, model.items, model.mu, exclude=excluded_users
    )
    return score_among(model, profile, similar)


def score_among(model: Model, profile: Profile, similar: SimilarUsers) -> Member:
    """Score the catalogue for one member, given the similar users; model.rows are theirs."""
    return Member.of(profile, score_catalogue(model, profile, similar))


def everybody_enjoys(enjoyment: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (n,) chances that all enjoy a title, given (n_members, n) chances of each."""
    together = enjoyment.prod(axis=0) ** _TOGETHER
    return np.asarray(np.minimum(together, enjoyment.min(axis=0)))


def stack(members: Sequence[Member], name: str) -> NDArray[np.float64]:
    """Return (n_members, n_items) of one of the arrays of `Member`."""
    return np.stack([getattr(member, name) for member in members]).astype(np.float64)
