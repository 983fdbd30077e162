import json
import os
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import ValidationError

from reko_core.domain.models import Anime
from reko_demo.community.catalogue import _Title, load_titles, with_details

INVERSE = {
    "sequel": {"prequel"},
    "prequel": {"sequel"},
    "side_story": {"parent_story"},
    "spin_off": {"parent_story"},
    "parent_story": {"side_story", "spin_off"},
    "alternative_version": {"alternative_version"},
    "alternative_setting": {"alternative_setting"},
}
GENRES = {
    *("Action", "Adventure", "Avant Garde", "Award Winning", "Boys Love", "Comedy", "Drama"),
    *("Ecchi", "Fantasy", "Girls Love", "Gourmet", "Hentai", "Horror", "Mystery", "Romance"),
    *("Sci-Fi", "Slice of Life", "Sports", "Supernatural", "Suspense"),
}
THEMES = {
    *("Adult Cast", "Anthropomorphic", "CGDCT", "Childcare", "Combat Sports", "Delinquents"),
    *("Detective", "Gag Humor", "Gore", "Harem", "High Stakes Game", "Historical"),
    *("Idols (Female)", "Isekai", "Iyashikei", "Love Polygon", "Mahou Shoujo", "Martial Arts"),
    *("Mecha", "Military", "Music", "Mythology", "Organized Crime", "Otaku Culture", "Parody"),
    *("Performing Arts", "Psychological", "Racing", "Reincarnation", "Reverse Harem", "Samurai"),
    *("School", "Showbiz", "Space", "Strategy Game", "Super Power", "Survival", "Team Sports"),
    *("Time Travel", "Vampire", "Video Game", "Visual Arts", "Workplace"),
}
DEMOGRAPHICS = {"Kids", "Shounen", "Shoujo", "Seinen", "Josei"}


@pytest.fixture(scope="module")
def titles() -> dict[int, Anime]:
    return load_titles()


def test_the_file_holds_one_title_a_line_sorted_by_id_and_each_once() -> None:
    text = files("reko_demo.community").joinpath("titles.json").read_text(encoding="utf-8")
    first, *lines, last = text.splitlines()
    assert (first, last) == ("[", "]")
    ids = [json.loads(line.rstrip(","))["id"] for line in lines]
    assert ids == sorted(set(ids))


def test_every_line_of_the_file_is_a_title(titles: dict[int, Anime]) -> None:
    text = files("reko_demo.community").joinpath("titles.json").read_text(encoding="utf-8")
    assert list(titles) == [line["id"] for line in json.loads(text)]
    assert len(titles) >= 300


def test_a_line_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="synopsis"):
        _Title.model_validate_json(
            '{"id": 1, "title": "A", "media_type": "tv", "genres": ["Drama"], "synopsis": ""}'
        )


def test_titles_are_unique(titles: dict[int, Anime]) -> None:
    names = Counter(anime.title for anime in titles.values())
    assert names.most_common(1)[0][1] == 1


def test_genres_are_among_those_of_mal_and_stated_once(titles: dict[int, Anime]) -> None:
    known = GENRES | THEMES | DEMOGRAPHICS
    assert {genre for anime in titles.values() for genre in anime.genres} <= known
    assert all(len(set(anime.genres)) == len(anime.genres) for anime in titles.values())


def test_every_title_has_a_genre_proper(titles: dict[int, Anime]) -> None:
    bare = [anime.title for anime in titles.values() if not GENRES & set(anime.genres)]
    assert bare == []


def test_relations_stay_inside_the_catalogue(titles: dict[int, Anime]) -> None:
    for anime in titles.values():
        others = [relation.anime_id for relation in anime.relations]
        assert set(others) <= titles.keys() - {anime.id}
        assert len(set(others)) == len(others)


def test_relations_are_stated_from_both_sides(titles: dict[int, Anime]) -> None:
    for anime in titles.values():
        for relation in anime.relations:
            back = {r.kind for r in titles[relation.anime_id].relations if r.anime_id == anime.id}
            assert back & INVERSE[relation.kind], (anime.title, relation)


def test_a_title_comes_after_its_prequel_and_its_parent_story(titles: dict[int, Anime]) -> None:
    for anime in titles.values():
        for relation in anime.relations:
            if relation.kind in {"prequel", "parent_story"}:
                earlier = titles[relation.anime_id].start_date
                assert earlier is not None
                assert earlier < (anime.start_date or "9999"), (anime.title, relation)


def test_only_what_is_not_yet_aired_lacks_a_mean_and_a_date(titles: dict[int, Anime]) -> None:
    for anime in titles.values():
        is_aired = anime.airing != "not_yet_aired"
        assert (anime.mean is not None) == (anime.start_date is not None) == is_aired
    assert sum(anime.airing == "not_yet_aired" for anime in titles.values()) == 4


def test_the_catalogue_is_broad(titles: dict[int, Anime]) -> None:
    ratings = Counter(anime.age_rating for anime in titles.values())
    types = Counter(anime.media_type for anime in titles.values())
    decades = Counter(anime.year // 10 * 10 for anime in titles.values() if anime.year)
    assert ratings["g"] + ratings["pg"] >= 20
    assert 5 <= ratings["r+"] <= 20
    assert ratings["rx"] == 2
    assert types["music"] == 2
    assert types["movie"] >= 40
    assert all(decades[decade] >= 15 for decade in (1980, 1990, 2000, 2010, 2020))


def test_some_franchises_have_several_titles_but_most_have_one(titles: dict[int, Anime]) -> None:
    alone = sum(not anime.relations for anime in titles.values())
    assert 100 <= alone <= len(titles) - 100


def test_the_best_known_titles_have_names_studios_and_lengths(titles: dict[int, Anime]) -> None:
    detailed = with_details(titles)
    assert detailed.keys() == titles.keys()
    best_known = sorted(detailed.values(), key=lambda anime: anime.members or 0)[-40:]
    assert all(
        anime.title_english and anime.title_japanese and anime.studios and anime.duration_min
        for anime in best_known
    )


def test_ids_and_titles_are_those_of_the_real_catalogue(titles: dict[int, Anime]) -> None:
    path = Path(os.environ.get("REKO_DATA", "../shared/data")) / "anime.parquet"
    if not path.is_file():
        pytest.skip("REKO_DATA holds no anime.parquet")
    polars = pytest.importorskip("polars", reason="polars, of the import extra, is absent")
    real = polars.read_parquet(path, columns=["id", "title", "type"])
    known = {number: (title, kind) for number, title, kind in real.iter_rows()}
    for anime in titles.values():
        assert known[anime.id] == (anime.title, anime.media_type)
