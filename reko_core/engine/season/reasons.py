"""Why a title of a season is where it is: the first of these that applies.

SEQUEL: the user has seen something of the franchise. Otherwise the greatest of three parts of z,
above their means over the season: VIEWERS (nk), POPULAR (members) or content. Content is STUDIO if
that is the trait that speaks most for the title and the user has scored a title of it at least
their mean, else GENRES, its genres and the like that speak for it, most first.
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
_PARTS = {"content": "cint", "popular": "members", "viewers": "nk"}


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


def find_reasons(
    interest: ContentInterest,
    profile: Profile,
    titles: NDArray[np.int64],
    own: OwnTitles,
    parts: NDArray[np.float64],
) -> list[Reason | None]:
    """Return the reasons of (n,) titles, None where nothing speaks for one.

    parts: (n, len(FEATURES)) what each feature adds to z.
    """
    centred = parts - parts.mean(axis=0) if len(parts) else parts
    of_part = {name: FEATURES.index(feature) for name, feature in _PARTS.items()}
    by_trait = interest.by_trait(interest.taste(profile))[1:]
    has_trait = interest.has_traits(titles)
    reasons: list[Reason | None] = []
    for place, last in enumerate(own.last.tolist()):
        if last >= 0:
            score = int(profile.item_scores[last])
            reasons.append(Reason(ReasonKind.SEQUEL, last, score))
            continue
        values = {name: float(centred[place, column]) for name, column in of_part.items()}
        best = max(values, key=lambda name: values[name])
        if values[best] <= 0:
            reasons.append(None)
        elif best == "content":
            span = slice(*has_trait.indptr[place : place + 2].tolist())
            traits = has_trait.indices[span]
            reasons.append(_of_content(interest, profile, by_trait, traits))
        else:
            reasons.append(Reason(ReasonKind(best)))
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
