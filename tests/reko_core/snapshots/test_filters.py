from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from reko_core.contract.recommend import Request
from reko_core.domain.models import Anime
from reko_core.errors import BadInput
from reko_core.snapshots.filters import AGE_RATINGS, TYPES, TitleFilters, build_filters

TITLES = {
    anime.id: anime
    for anime in (
        Anime(
            *(1, "A"),
            media_type="tv",
            n_episodes=12,
            genres=("Comedy", "School"),
            start_date="2017-10-23",
            age_rating="pg_13",
        ),
        Anime(
            *(2, "B"),
            media_type="movie",
            n_episodes=1,
            genres=("Sci-Fi",),
            start_date="1988",
            age_rating="r+",
        ),
        Anime(
            *(3, "C"),
            media_type="tv_special",
            n_episodes=None,
            genres=("comedy",),
            start_date="2018-01",
            age_rating="rx",
        ),
        Anime(4, "D", media_type="music", n_episodes=1, genres=("Music", "Comedy")),
        Anime(5, "E", media_type=None, n_episodes=0),
        Anime(6, "F", media_type="special", n_episodes=2, genres=("School", "Sci-Fi")),
        Anime(7, "G", media_type="ona", n_episodes=2**40, genres=("Comedy", "COMEDY")),
    )
}
IDS = np.array([*TITLES, 8], np.int32)
POPULARITY = np.array([50, 100, 10, 1, 1, 30, 2, 1], np.int32)


@pytest.fixture(scope="module")
def filters() -> TitleFilters:
    """Build the filters of eight titles, the last of which is not in the catalogue."""
    return build_filters(IDS, TITLES, POPULARITY)


def passing(filters: TitleFilters, **fields: Any) -> list[int]:
    request = Request(user_name="ab", **fields)
    filters.validate(request)
    allowed = filters.mask(request)
    assert allowed is not None
    return [int(anime_id) for anime_id in IDS[allowed]]


def test_genres_are_ordered_by_popularity_each_in_one_spelling(filters: TitleFilters) -> None:
    assert filters.genres == ("Sci-Fi", "School", "Comedy", "Music")


def test_a_request_without_filters_has_no_mask(filters: TitleFilters) -> None:
    assert filters.mask(Request(user_name="ab", include_adult=True)) is None


def test_a_title_must_have_all_genres_case_insensitively(filters: TitleFilters) -> None:
    assert passing(filters, genres=["COMEDY"]) == [1, 3, 4, 7]
    assert passing(filters, genres=["comedy", " School "]) == [1]
    assert passing(filters, genres=["Music", "Sci-Fi"]) == []


def test_a_title_must_be_of_one_of_the_types(filters: TitleFilters) -> None:
    assert passing(filters, types=["tv"]) == [1]
    assert passing(filters, types=["movie", "ona"]) == [2, 7]


def test_tv_specials_are_specials(filters: TitleFilters) -> None:
    assert passing(filters, types=["special"]) == [3, 6]


def test_a_title_of_unknown_length_is_never_short_enough(filters: TitleFilters) -> None:
    assert passing(filters, max_episodes=2) == [2, 4, 6]
    assert passing(filters, max_episodes=10_000) == [1, 2, 4, 6]


def test_a_title_must_have_none_of_the_excluded_genres(filters: TitleFilters) -> None:
    assert passing(filters, exclude_genres=["comedy"]) == [2, 5, 6, 8]
    assert passing(filters, exclude_genres=["School", "SCI-FI"]) == [3, 4, 5, 7, 8]
    assert passing(filters, genres=["Comedy"], exclude_genres=["school"]) == [3, 4, 7]
    assert passing(filters, genres=["Comedy"], exclude_genres=["Comedy"]) == []


def test_a_title_of_an_unknown_year_passes_no_filter_of_years(filters: TitleFilters) -> None:
    assert passing(filters, year_from=1900) == [1, 2, 3]
    assert passing(filters, year_to=2100) == [1, 2, 3]
    assert passing(filters, year_from=2018) == [3]
    assert passing(filters, year_to=2017) == [1, 2]
    assert passing(filters, year_from=1988, year_to=1988) == [2]


def test_a_title_must_be_known_to_have_one_of_the_age_ratings(filters: TitleFilters) -> None:
    assert passing(filters, age_ratings=["pg_13"]) == [1]
    assert passing(filters, age_ratings=["g", "r+", "pg_13"]) == [1, 2]
    assert passing(filters, age_ratings=AGE_RATINGS, include_adult=True) == [1, 2, 3]


def test_rx_is_refused_where_adult_titles_are_excluded(filters: TitleFilters) -> None:
    with pytest.raises(BadInput) as caught:
        filters.validate(Request(user_name="ab", age_ratings=("r+", "rx")))

    assert (caught.value.field, caught.value.reason) == ("age_ratings.1", "rx needs include_adult")


def test_filters_are_combined(filters: TitleFilters) -> None:
    assert passing(filters, genres=["sci-fi"], types=["special", "movie"], max_episodes=1) == [2]


@pytest.mark.parametrize("field", ["genres", "exclude_genres"])
def test_an_unknown_genre_is_named_with_similar_ones(filters: TitleFilters, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        filters.validate(Request(user_name="ab", **{field: ("School", "scifi")}))

    assert caught.value.field == f"{field}.1"
    assert caught.value.reason == "is no known genre; near it are Sci-Fi"


def test_a_genre_without_similar_ones_is_refused_without_suggestions(filters: TitleFilters) -> None:
    with pytest.raises(BadInput) as caught:
        filters.validate(Request(user_name="ab", genres=("???",)))

    assert caught.value.reason == "is no known genre"


def test_at_most_five_genres_are_suggested() -> None:
    titles = {1: Anime(1, "A", genres=tuple(f"Genre {number}" for number in range(9)))}
    filters = build_filters(np.array([1], np.int32), titles, np.array([1], np.int32))
    with pytest.raises(BadInput) as caught:
        filters.validate(Request(user_name="ab", genres=("genre",)))

    assert caught.value.reason.count("Genre ") == 5


def test_titles_without_genres_have_facets_all_the_same() -> None:
    filters = build_filters(IDS, {}, POPULARITY)

    assert filters.genres == ()
    assert passing(filters, max_episodes=5) == passing(filters, types=TYPES) == []
    assert passing(filters, year_from=1900) == passing(filters, age_ratings=["g"]) == []


ANIME = st.builds(
    Anime,
    id=st.just(0),
    title=st.just(""),
    media_type=st.sampled_from([None, "music", "tv_special", *TYPES]),
    n_episodes=st.none() | st.integers(0, 30),
    genres=st.lists(st.sampled_from("ABCd"), unique=True).map(tuple),
    start_date=st.sampled_from([None, "1999", "2000-12", "2001-01-01"]),
    age_rating=st.sampled_from([None, "none of these", *AGE_RATINGS]),
)
YEARS = st.none() | st.integers(1998, 2002)


@given(
    catalogue=st.lists(ANIME, min_size=1, max_size=20),
    genres=st.lists(st.sampled_from("abcD"), max_size=2),
    exclude_genres=st.lists(st.sampled_from("abcD"), max_size=2),
    types=st.lists(st.sampled_from(TYPES), max_size=3),
    max_episodes=st.none() | st.integers(1, 30),
    years=st.tuples(YEARS, YEARS).filter(lambda years: None in years or years[0] <= years[1]),
    age_ratings=st.lists(st.sampled_from(AGE_RATINGS), max_size=3),
)
@how(deadline=None, derandomize=True, max_examples=300)
def test_filters_match_a_title_by_title_reference(
    *,
    catalogue: list[Anime],
    genres: list[str],
    exclude_genres: list[str],
    types: list[str],
    max_episodes: int | None,
    years: tuple[int | None, int | None],
    age_ratings: list[str],
) -> None:
    ids = np.arange(len(catalogue), dtype=np.int32)
    filters = build_filters(ids, dict(enumerate(catalogue)), np.ones(len(ids), np.int32))
    known = {genre.lower() for genre in filters.genres}
    asked = [genre for genre in genres if genre.lower() in known]
    unwanted = [genre for genre in exclude_genres if genre.lower() in known]
    first, last = years
    request = Request(
        user_name="ab",
        genres=asked,
        exclude_genres=unwanted,
        types=types,
        max_episodes=max_episodes,
        year_from=first,
        year_to=last,
        age_ratings=age_ratings,
        include_adult=True,
    )

    def passes(anime: Anime) -> bool:
        borne = {genre.lower() for genre in anime.genres}
        kind = "special" if anime.media_type == "tv_special" else anime.media_type
        year = int(anime.start_date[:4]) if anime.start_date else None
        return (
            {genre.lower() for genre in asked} <= borne
            and not {genre.lower() for genre in unwanted} & borne
            and (not types or kind in types)
            and (max_episodes is None or 0 < (anime.n_episodes or 0) <= max_episodes)
            and (first is None or (year is not None and year >= first))
            and (last is None or (year is not None and year <= last))
            and (not age_ratings or anime.age_rating in age_ratings)
        )

    allowed = filters.mask(request)
    if allowed is None:
        allowed = np.ones(len(ids), bool)
    assert allowed.tolist() == [passes(anime) for anime in catalogue]
