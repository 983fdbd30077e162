from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from reko_core.domain.models import Anime, Relation
from reko_core.engine.data.community import NO_DATE
from reko_core.snapshots.builder.title_arrays import TitleArrays, describe_titles

TODAY = date(2026, 1, 5)


def describe(*titles: Anime, listed: tuple[int, ...] | None = None) -> TitleArrays:
    """Describe the listed titles of a catalogue, by default all."""
    ids = listed or tuple(sorted(anime.id for anime in titles))
    return describe_titles(np.array(ids, np.int32), {anime.id: anime for anime in titles}, TODAY)


def related(anime_id: int, name: str = "", **kinds: int) -> Anime:
    """Return a title with a relation of each kind to another title."""
    relations = tuple(Relation(other, kind) for kind, other in kinds.items())
    return Anime(anime_id, name or f"Title {anime_id}", relations=relations)


def test_prequels_parents_and_full_stories_come_before() -> None:
    relations = describe(
        related(1, sequel=2, character=3),
        related(2, prequel=1, side_story=3),
        related(3, parent_story=2, other=1),
        related(4, full_story=1, prequel=999),
    ).relations

    assert relations.before == [[], [0], [1], [0]]
    assert relations.is_typed.all()


def test_versions_sequels_side_stories_and_recaps_tell_the_same_story() -> None:
    relations = describe(
        related(1, sequel=2, character=3, spin_off=4, alternative_version=5),
        related(2, prequel=1, side_story=3, summary=4),
        related(3, parent_story=2, other=1),
        related(4, full_story=2, alternative_setting=1),
        related(5, unknown=1),
    ).relations

    assert relations.same_story == [[1, 4], [0, 2, 3], [1], [1], []]
    assert relations.related == [[1, 2, 3, 4], [0, 2, 3], [1, 0], [1, 0], [0]]
    assert relations.is_typed.tolist() == [True, True, True, True, False]


def test_titles_on_no_list_have_no_item_but_join_those_that_have() -> None:
    relations = describe(
        related(10, sequel=20), related(20, sequel=30), Anime(30, "C"), listed=(10, 30)
    ).relations

    assert relations.related == relations.before == [[], []]
    assert relations.franchise[0] == relations.franchise[1]
    assert relations.group[0] == relations.group[1]


def test_titles_outside_the_catalogue_have_no_relations() -> None:
    described = describe(Anime(1, "Hunter x Hunter"), listed=(1, 2, 3))
    relations = described.relations

    assert relations.related == relations.same_story == relations.before == [[], [], []]
    assert len(set(relations.franchise.tolist())) == len(set(relations.group.tolist())) == 3
    assert relations.first_word[1:].tolist() == [-1, -1]
    assert described.is_aired.all()
    assert not described.is_extra.any()


def test_titles_that_start_with_the_same_word_have_an_equal_first_word() -> None:
    titles = "Fate/Zero", "fate/stay night", "Fateful", "K", "K: Missing Kings"
    words = describe(*(Anime(one, name) for one, name in enumerate(titles))).relations.first_word

    assert words[0] == words[1] != words[2]
    assert min(words[:3]) >= 0
    assert words[3:].tolist() == [-1, -1]


def test_groups_hold_titles_of_one_name_that_nothing_relates() -> None:
    titles = Anime(1, "Hunter x Hunter"), Anime(2, "Hunter x Hunter: Phantom Rouge")
    relations = describe(*titles).relations

    assert relations.group[0] == relations.group[1]
    assert relations.franchise[0] != relations.franchise[1]


@pytest.mark.parametrize(
    ("media_type", "n_episodes", "duration_min", "is_extra"),
    [
        ("special", 12, 24, True),
        ("tv_special", 1, 90, True),
        ("tv", 12, 24, False),
        ("tv", 12, 4, True),
        ("ona", 10, 5, False),
        ("ova", 1, 49, True),
        ("ova", 1, 50, False),
        ("ova", None, 10, False),
        ("tv", 12, None, False),
        ("movie", 1, 39, True),
        ("movie", 1, 40, False),
        ("movie", 3, 20, True),
        ("movie", None, None, False),
        (None, None, None, False),
    ],
)
def test_specials_and_what_is_shorter_than_a_series_or_a_film_are_extras(
    media_type: str | None,
    n_episodes: int | None,
    duration_min: int | None,
    is_extra: bool,  # noqa: FBT001
) -> None:
    title = Anime(1, "", media_type=media_type, n_episodes=n_episodes, duration_min=duration_min)

    assert describe(title).is_extra.tolist() == [is_extra]


@pytest.mark.parametrize("hours", [1, 2, 4])
def test_films_whose_length_is_given_in_hours_are_no_extras(hours: int) -> None:
    film = Anime(1, "", media_type="movie", n_episodes=1, duration_min=hours)

    assert not describe(film).is_extra.any()


def test_music_and_commercials_are_not_recommendable() -> None:
    kinds = "tv", "music", "movie", "cm", "pv", None
    described = describe(*(Anime(one, "", media_type=kind) for one, kind in enumerate(kinds)))

    assert described.is_recommendable.tolist() == [True, False, True, False, False, True]


def test_titles_gone_from_mal_are_not_recommendable() -> None:
    described = describe(Anime(1, "", is_on_mal=False), Anime(2, "", is_on_mal=True), Anime(3, ""))

    assert described.is_recommendable.tolist() == [False, True, True]


def test_titles_are_adult_by_rating_and_without_one_by_genre_or_mark() -> None:
    described = describe(
        Anime(1, "", age_rating="rx"),
        Anime(2, "", age_rating="r+"),
        Anime(3, ""),
        Anime(4, "", genres=("Hentai",)),
        Anime(5, "", is_marked_adult=True),
    )

    assert described.is_adult.tolist() == [True, False, False, True, True]


def test_announced_titles_and_those_of_a_later_date_are_not_aired() -> None:
    titles = (
        Anime(1, "", start_date="2026-01-05"),
        Anime(2, "", start_date="2026-01-06"),
        Anime(3, "", start_date="2026"),
        Anime(4, "", airing="not_yet_aired"),
        Anime(5, ""),
    )

    assert describe(*titles).is_aired.tolist() == [True, False, True, False, True]


def test_a_partial_date_is_its_first_day() -> None:
    titles = (
        Anime(one, "", start_date=day) for one, day in enumerate(["1970", "1970-02", "1970-02-03"])
    )

    assert describe(*titles).day.tolist() == [0, 31, 33]


def test_without_any_date_no_day_is_guessed() -> None:
    described = describe(Anime(1, "", start_date="20xx"), Anime(2, ""))

    assert described.day.tolist() == [NO_DATE, NO_DATE]


def guessed_days(start_dates: Mapping[int, str | None]) -> dict[int, int]:
    titles = {one: Anime(one, "", start_date=day) for one, day in start_dates.items()}
    ids = np.array(list(titles), np.int32)
    return dict(zip(start_dates, describe_titles(ids, titles, TODAY).day.tolist(), strict=True))


@pytest.mark.parametrize("undated", [995, 2000])
def test_a_title_without_a_date_is_as_new_as_its_id_though_old_works_are_entered_late(
    undated: int,
) -> None:
    dates: dict[int, str | None] = {one: f"{1980 + one // 25}-06-01" for one in range(10, 1000, 10)}
    dates |= {960: "1965-01-01", 990: "1999-12-31", undated: None}
    days = guessed_days(dict(sorted(dates.items())))
    assert days[undated] >= days[980]


def test_a_title_that_was_broadcast_late_dates_no_other() -> None:
    dates: dict[int, str | None] = {one: f"{1980 + one // 25}-06-01" for one in range(10, 1000, 10)}
    dates |= {300: "2021-03-08", 305: None}
    days = guessed_days(dict(sorted(dates.items())))
    assert days[305] < days[700]
