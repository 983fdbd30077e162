"""Find the titles most like given ones, for everybody or for one user.

    score = c                               for everybody
    score = c + .5 cos(g_i, g) + r          for one user
    match = 100 exp((score - score of the closest title) / n)         n = 1, for one user 2

c and the genres g: `title_closeness`. r: `ranking.ranking_score`, by which the user's
recommendations are ordered. The closest title is that of the whole community, whatever a request
leaves out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.model import Model
from reko_core.engine.ranking.candidates import find_candidates
from reko_core.engine.ranking.match import in_order
from reko_core.engine.ranking.ranking_score import score_candidates
from reko_core.engine.scoring import CatalogueScores
from reko_core.engine.selection import Query
from reko_core.engine.similar_titles.title_closeness import (
    GENRE_WEIGHT,
    GivenTitles,
    measure_closeness,
)

__all__ = ["Asker", "FoundTitles", "SimilarTitle", "find_similar_titles", "score_similar"]

_EXTRA_GENRE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Asker:
    """The user that titles are found for; scores: those of the profile."""

    profile: Profile
    scores: CatalogueScores


@dataclass(frozen=True, slots=True)
class SimilarTitle:
    """A title like the given ones.

    match: 0-100, never higher than that of the title before. expected: score 1-10. enjoyment:
    probability 0..1; both None for everybody.
    """

    item: int
    match: int
    expected: float | None
    enjoyment: float | None


@dataclass(frozen=True, slots=True)
class FoundTitles:
    """titles: best first. n_found: how many there are, skipped ones included."""

    titles: tuple[SimilarTitle, ...]
    n_found: int


def find_similar_titles(
    model: Model,
    like: GivenTitles,
    unlike: GivenTitles,
    has_genre: NDArray[np.bool_],
    query: Query,
    asker: Asker | None = None,
) -> FoundTitles:
    """Return the titles most like the given ones, none of their franchises.

    has_genre: (n_genres, n_items). asker: None = for everybody.
    """
    items = model.items
    scores = score_similar(model, like, unlike, has_genre, asker)
    given = np.concatenate([like.items, unlike.items])
    is_given = np.isin(items.franchise, items.franchise[given])
    banned = is_given.copy()
    banned[query.banned_items] = True
    if query.allowed_items is not None:
        banned |= ~query.allowed_items
    candidates = find_candidates(
        items,
        _nobody(model) if asker is None else asker.profile,
        scores,
        banned=banned,
        include_adult=query.include_adult,
        continue_franchises=query.continue_franchises,
        planned=query.planned,
    )
    ranking, is_wanted = score_candidates(
        scores[candidates],
        (items.popularity[candidates] + 1) / max(model.n_users, 1),
        np.zeros(len(candidates), np.int64),
        0,
        accuracy=query.accuracy,
        popularity=query.popularity,
    )
    order = np.lexsort((-ranking, ~is_wanted))
    closest = scores[~is_given].max(initial=-np.inf)
    shares = np.exp((scores[candidates[order]] - closest) / (1 if asker is None else 2))
    shown = slice(query.n_skipped, query.n_skipped + query.n_wanted + query.n_spare)
    found = zip(candidates[order][shown].tolist(), in_order(shares)[shown].tolist(), strict=True)
    return FoundTitles(
        tuple(
            SimilarTitle(
                item,
                match,
                None if asker is None else float(asker.scores.expected[item]),
                None if asker is None else float(asker.scores.enjoyment[item]),
            )
            for item, match in found
        ),
        len(candidates),
    )


def score_similar(
    model: Model,
    like: GivenTitles,
    unlike: GivenTitles,
    has_genre: NDArray[np.bool_],
    asker: Asker | None = None,
) -> NDArray[np.float64]:
    """Return (n_items,) scores of all titles, only for ranking."""
    if asker is None:
        return measure_closeness(model, like, unlike, has_genre)
    closeness = measure_closeness(
        model, like, unlike, has_genre, GENRE_WEIGHT + _EXTRA_GENRE_WEIGHT
    )
    return np.asarray(closeness + asker.scores.title_scores)


def _nobody(model: Model) -> Profile:
    """Return the profile of an empty list."""
    ids = np.zeros(0, np.int32)
    nothing = np.zeros(0, bool)
    return make_profile(model.items, model.mu, ids, np.zeros(0, np.int8), nothing, nothing)
