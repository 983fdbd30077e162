"""Invented titles of the current season and the next, so that the demo has seasons at any time."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from reko_core.domain.models import Anime, Relation
from reko_core.domain.season import SEASON_NAMES, Season
from reko_demo.community.catalogue import cover_url

__all__ = ["with_new_titles"]

# Far beyond the ids of MAL.
_FIRST_ID, _PER_SEASON = 9_000_000, 10
_MEMBERS = 600_000
_LENGTH = timedelta(weeks=11)
# What demo users like, by season in turn.
_FOLLOWED = ((32935, 2904, 4181, 10165), (37965, 2001, 23273, 19))
# Name, genres, studio.
_ORIGINALS = (
    ("Paper Lantern Detectives", ("Mystery", "Detective", "Historical"), "Studio Inkwell"),
    ("Second Set, Match Point", ("Sports", "Team Sports", "School"), "North Court"),
    ("The Lighthouse at Kilometre Nine", ("Slice of Life", "Iyashikei"), "Studio Inkwell"),
    ("Iron Orchard", ("Action", "Mecha", "Sci-Fi", "Space"), "Foundry 8"),
    ("My Roommate Is a Retired Demon King", ("Comedy", "Fantasy", "Supernatural"), "Foundry 8"),
    ("Letters to the Rainy Season", ("Drama", "Romance", "School"), "North Court"),
)


def with_new_titles(titles: Mapping[int, Anime], today: date) -> dict[int, Anime]:
    """Return the titles and those that start in the season of a day and in the next."""
    current = Season.of(today)
    new = (*_season(titles, current, current), *_season(titles, current.next, current))
    return {**titles, **{anime.id: anime for anime in new}}


def _season(titles: Mapping[int, Anime], season: Season, current: Season) -> Iterator[Anime]:
    number = len(SEASON_NAMES) * season.year + SEASON_NAMES.index(season.name)
    followed = [titles[anime_id] for anime_id in _FOLLOWED[number % len(_FOLLOWED)]]
    sequels = [
        (f"{one.title}: Once More", one.genres, one.studios, (Relation(one.id, "prequel"),))
        for one in followed
    ]
    originals = [
        (f"{name} {season.year}", genres, (studio,), ()) for name, genres, studio in _ORIGINALS
    ]
    for k, (name, genres, studios, relations) in enumerate((*sequels, *originals)):
        start = season.first_day + timedelta(days=2 * k)
        yield Anime(
            id=(anime_id := _FIRST_ID + number * _PER_SEASON + k),
            title=name,
            media_type="tv",
            n_episodes=12,
            start_date=start.isoformat(),
            end_date=(start + _LENGTH).isoformat(),
            airing="currently_airing" if season == current else "not_yet_aired",
            members=_MEMBERS // (k + 1),
            age_rating="pg_13",
            genres=genres,
            origin="manga" if relations else "original",
            studios=studios,
            picture=cover_url(anime_id),
            duration_min=24,
            relations=relations,
        )
