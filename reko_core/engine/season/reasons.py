"""Why a title of a season is where it is: the first of these that applies.

SEQUEL: the user has seen an earlier title of the franchise. Otherwise the greatest of three parts
of z, above their means over the season: VIEWERS (nk), POPULAR (members) or content. Content is
STUDIO if that is the trait that speaks most for the title and the user has scored a title of it at
least their mean, else GENRES, its genres and the like that speak for it, most first.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile
from reko_core.engine.prediction.content_interest import ContentInterest
from reko_core.engine.season.features import FEATURES
from reko_core.engine.season.own_titles import OwnTitles

__all__ = ["Reason", "ReasonKind", "find_reasons"]

_N_TRAITS = 3
_STUDIO, _GENRE = "studio ", "genre "


class ReasonKind(StrEnum):
    """What speaks most for a title."""

    SEQUEL = "sequel"
    STUDIO = "studio"
    GENRES = "genres"
    VIEWERS = "viewers"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True)
class Reason:
    """item: a title of the user's, of the franchise or the studio. score: theirs, 0 = unscored.

    traits: names of a studio or of genres.
    """

    kind: ReasonKind
    item: int | None = None
    score: int = 0
    traits: tuple[str, ...] = ()


_PARTS = {
    ReasonKind.GENRES: FEATURES.index("cint"),
    ReasonKind.POPULAR: FEATURES.index("members"),
    ReasonKind.VIEWERS: FEATURES.index("nk"),
}


def find_reasons(
    interest: ContentInterest,
    profile: Profile,
    titles: NDArray[np.int64],
    own: OwnTitles,
    by_trait: NDArray[np.float32],
    parts: NDArray[np.float64],
) -> list[Reason | None]:
    """Return the reasons of (n,) titles, None where nothing speaks for one.

    by_trait: (n_traits,) what each adds to the interest. parts: (n, len(FEATURES)) what each
    feature adds to z.
    """
    if len(titles) == 0:
        return []
    above = parts[:, list(_PARTS.values())]
    above = above - above.mean(axis=0)
    kinds = [list(_PARTS)[best] for best in above.argmax(axis=1).tolist()]
    has_trait = interest.has_traits(titles)
    reasons: list[Reason | None] = []
    for place, (last, kind, is_for) in enumerate(
        zip(own.last.tolist(), kinds, (above.max(axis=1) > 0).tolist(), strict=True)
    ):
        if last >= 0:
            reasons.append(Reason(ReasonKind.SEQUEL, last, int(profile.item_scores[last])))
        elif not is_for:
            reasons.append(None)
        elif kind is ReasonKind.GENRES:
            span = slice(*has_trait.indptr[place : place + 2].tolist())
            reasons.append(_of_content(interest, profile, by_trait, has_trait.indices[span]))
        else:
            reasons.append(Reason(kind))
    return reasons


def _of_content(
    interest: ContentInterest,
    profile: Profile,
    by_trait: NDArray[np.float32],
    traits: NDArray[np.integer],
) -> Reason | None:
    named = [
        (trait, interest.trait_names[trait])
        for trait in sorted(traits.tolist(), key=lambda trait: -by_trait[trait])
        if by_trait[trait] > 0 and interest.trait_names[trait].startswith((_STUDIO, _GENRE))
    ]
    if not named:
        return None
    trait, name = named[0]
    if name.startswith(_STUDIO):
        liked = _best_with(interest, profile, trait)
        if liked is not None:
            return Reason(ReasonKind.STUDIO, *liked, (name.removeprefix(_STUDIO),))
    genres = [name.removeprefix(_GENRE) for _, name in named if name.startswith(_GENRE)]
    return Reason(ReasonKind.GENRES, traits=tuple(genres[:_N_TRAITS])) if genres else None


def _best_with(interest: ContentInterest, profile: Profile, trait: int) -> tuple[int, int] | None:
    """Return the title with a trait that the user scored highest, at least their mean."""
    has_it = interest.has_traits(profile.seen)[:, [trait]].toarray()[:, 0] > 0
    is_liked = has_it & (profile.scores > 0) & (profile.scores >= profile.mean)
    if not is_liked.any():
        return None
    best = int(np.argmax(np.where(is_liked, profile.scores, 0)))
    return int(profile.seen[best]), int(profile.scores[best])
