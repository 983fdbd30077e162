"""The engine's description of a taste as the response of `POST /taste`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from reko_core.contract.taste import (
    DecadeTaste,
    GenreLeaning,
    GenreTaste,
    RareFavourite,
    ScoreHabits,
    Standing,
    TasteMetadata,
    TasteRequest,
    TasteResponse,
    TitleCounts,
)
from reko_core.domain.models import Anime, UserList
from reko_core.engine.data.profile import Profile
from reko_core.engine.taste import genre_taste
from reko_core.engine.taste.describe import Decades, Taste
from reko_core.engine.taste.habits import Habits, percentile
from reko_core.service.response import format_timestamp
from reko_core.service.title_infos import titles_of
from reko_core.snapshots.storage import Snapshot

__all__ = ["DescribedUser", "make_taste_response"]

N_LEANINGS = 3
MIN_LEANING_TITLES = 5
MIN_CERTAINTY = 2.0
"""Standard errors; among some 70 genres one or two come by chance, which damping keeps small."""


@dataclass(frozen=True, slots=True, eq=False)
class DescribedUser:
    """A user as the engine describes them. genres: (n_genres,) names. community: its habits."""

    snapshot: Snapshot
    profile: Profile
    taste: Taste
    genres: NDArray[np.str_]
    community: Habits


def make_taste_response(
    request: TasteRequest, user_list: UserList, user: DescribedUser, titles: Mapping[int, Anime]
) -> TasteResponse:
    """Return the response; titles: at least the rare favourites."""
    profile, taste = user.profile, user.taste
    generous, harsh = _leanings(taste.genres, user.genres)
    return TasteResponse(
        user_name=user_list.user_name,
        metadata=TasteMetadata(
            user_last_analyzed=format_timestamp(user_list.fetched_at),
            community=user.snapshot.model.n_users,
        ),
        counts=TitleCounts(
            seen=len(profile.seen),
            scored=profile.n_scored,
            dropped=int(np.count_nonzero(profile.dropped)),
            planned=int(np.count_nonzero(profile.is_planned)),
        ),
        scores=ScoreHabits(
            mean=_known(taste.habits.mean[0]),
            spread=_known(taste.habits.spread[0]),
            histogram=tuple(taste.histogram.tolist()),
        ),
        standing=_standing(taste.habits, user.community),
        genres=tuple(_genres(taste.genres, user.genres)),
        generous_on=generous,
        harsh_on=harsh,
        decades=tuple(_decades(taste.decades)),
        rare_favourites=tuple(_favourites(request, user, titles)),
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else round(float(value), 2)


def _percent(share: float) -> float:
    return round(100 * float(share), 1)


def _standing(own: Habits, community: Habits) -> Standing:
    def place(name: str) -> int | None:
        found = percentile(float(getattr(own, name)[0]), getattr(community, name))
        # Nobody is above all, who are compared with a sample.
        return None if found is None else min(round(found), 99)

    return Standing(
        titles=place("n_titles"),
        mean=place("mean"),
        spread=place("spread"),
        dropped=place("dropped"),
        mainstream=place("familiarity"),
    )


def _genres(found: genre_taste.GenreTaste, names: NDArray[np.str_]) -> Iterator[GenreTaste]:
    for genre in np.argsort(-found.deviation, kind="stable").tolist():
        yield GenreTaste(
            name=str(names[genre]),
            seen=int(found.seen[genre]),
            share=_percent(found.share[genre]),
            community_share=_percent(found.community_share[genre]),
        )


def _leanings(
    found: genre_taste.GenreTaste, names: NDArray[np.str_]
) -> tuple[tuple[GenreLeaning, ...], tuple[GenreLeaning, ...]]:
    """Return the genres that are scored higher, and those that are scored lower than by others."""
    is_clear = (found.scored >= MIN_LEANING_TITLES) & (np.abs(found.certainty) >= MIN_CERTAINTY)
    order = np.argsort(-found.certainty, kind="stable")
    order = order[is_clear[order]]
    higher, lower = order[found.difference[order] > 0], order[found.difference[order] < 0][::-1]
    return (
        tuple(_leaning(found, names, genre) for genre in higher[:N_LEANINGS].tolist()),
        tuple(_leaning(found, names, genre) for genre in lower[:N_LEANINGS].tolist()),
    )


def _leaning(found: genre_taste.GenreTaste, names: NDArray[np.str_], genre: int) -> GenreLeaning:
    return GenreLeaning(
        name=str(names[genre]),
        scored=int(found.scored[genre]),
        mean=round(float(found.mean[genre]), 2),
        difference=round(float(found.difference[genre]), 2),
    )


def _decades(found: Decades) -> Iterator[DecadeTaste]:
    for row in range(len(found.first_year)):
        yield DecadeTaste(
            first_year=int(found.first_year[row]),
            seen=int(found.seen[row]),
            share=_percent(found.share[row]),
            community_share=_percent(found.community_share[row]),
        )


def _favourites(
    request: TasteRequest, user: DescribedUser, titles: Mapping[int, Anime]
) -> Iterator[RareFavourite]:
    items, n_users = user.snapshot.model.items, user.snapshot.model.n_users
    for item in user.taste.favourites.tolist():
        anime = titles[int(items.ids[item])]
        # The catalogue may have learnt since the snapshot was built that a title is adult, or gone.
        if anime.is_shown(include_adult=request.include_adult):
            yield RareFavourite(
                id=anime.id,
                title=anime.title,
                titles=titles_of(anime),
                score=int(user.profile.item_scores[item]),
                known_by=round(100 * int(items.popularity[item]) / n_users, 2),
            )
