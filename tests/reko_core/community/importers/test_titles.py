import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest

from reko_core.community.importers import import_file
from reko_core.domain.models import Anime, Relation
from reko_core.domain.sites import Site
from reko_core.store import Changes, Store, TitleRank

Write = Callable[..., Path]

KAGGLE_2016 = (
    "anime_id,name,genre,type,episodes,rating,members\n"
    '1,Cowboy Bebop,"Action, Sci-Fi",TV,26,8.82,486824\n'
    "2,Gintama&#039;s Best,,OVA,Unknown,,12\n"
)
KAGGLE_2020 = (
    "MAL_ID,Name,Score,Genres,English name,Japanese name,Type,Episodes,Aired,Studios,"
    "Source,Rating,Members\n"
    '1,Cowboy Bebop,8.78,"Action, Sci-Fi",Cowboy Bebop,カウボーイビバップ,TV,26,'
    '"Apr 3, 1998 to Apr 24, 1999",'
    "Sunrise,Original,R - 17+ (violence & profanity),1251960\n"
    "2,Nameless,Unknown,Unknown,Unknown,Unknown,Unknown,Unknown,Apr 2019,Unknown,Light novel,Rx,7\n"
)
KAGGLE_2023 = (
    "anime_id,Name,English name,Other name,Score,Genres,Type,Episodes,Aired,Status,Studios,Source,"
    "Rating,Scored By,Members,Image URL\n"
    "1,Cowboy Bebop,UNKNOWN,カウボーイビバップ,8.75,Action,TV,26.0,1998,Finished Airing,"
    "Sunrise,Original,PG-13 - Teens 13 or older,914193.0,1771505,https://images.example/1.jpg\n"
)
MAL_PAGE = "https://myanimelist.net/anime/"
LINES: list[object] = [
    {"license": {"name": "ODbL"}, "lastUpdate": "2024-01-01"},
    {
        "sources": ["https://anidb.example/1", "https://myanimelist.net/anime/1"],
        "title": "Cowboy Bebop",
        "type": "TV",
        "episodes": 26,
        "status": "FINISHED",
        "animeSeason": {"season": "SPRING", "year": 1998},
        "picture": "https://images.example/1.jpg",
        "duration": {"value": 1440, "unit": "SECONDS"},
        "score": {"arithmeticMean": 8.756},
        "studios": ["sunrise"],
        "synonyms": ["Bebop", "Ковбой Бибоп"],
        "relatedAnime": ["https://myanimelist.net/anime/5", "https://anidb.example/5"],
    },
    {"sources": ["https://anidb.example/9"], "title": "Elsewhere Only", "type": "OVA"},
    {"sources": ["https://myanimelist.net/anime/7"], "title": "Bare"},
]


def json_lines(records: list[object]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def parquet(rows: list[dict[str, object]]) -> bytes:
    buffer = BytesIO()
    pl.DataFrame(rows).write_parquet(buffer)
    return buffer.getvalue()


async def title(store: Store, anime_id: int) -> Anime:
    return (await store.catalogue.get_many([anime_id]))[anime_id]


@pytest.mark.parametrize("suffix", [".csv", ".gz", ".zst", ".zip", ".bz2", ".xz"])
async def test_titles_of_2016_are_read_however_they_are_compressed(
    store: Store, write: Write, suffix: str
) -> None:
    summary = await import_file(store, write(KAGGLE_2016, f"anime{suffix}"))
    assert (summary.layout, summary.titles) == ("kaggle titles", Changes(new=2))
    assert await title(store, 1) == Anime(
        1,
        "Cowboy Bebop",
        media_type="tv",
        n_episodes=26,
        mean=8.82,
        members=486_824,
        genres=("Action", "Sci-Fi"),
    )
    assert await title(store, 2) == Anime(2, "Gintama's Best", media_type="ova", members=12)


async def test_titles_of_2020_have_dates_and_age_ratings(store: Store, write: Write) -> None:
    await import_file(store, write(KAGGLE_2020))
    bebop, nameless = await title(store, 1), await title(store, 2)
    assert (bebop.mean, bebop.start_date, bebop.age_rating) == (8.78, "1998-04-03", "r")
    assert (bebop.origin, bebop.studios) == ("original", ("Sunrise",))
    assert (bebop.title_japanese, bebop.end_date) == ("カウボーイビバップ", "1999-04-24")
    assert (nameless.title_japanese, nameless.end_date) == (None, None)
    assert (nameless.mean, nameless.start_date, nameless.age_rating) == (None, "2019-04", "rx")
    assert (nameless.title_english, nameless.origin, nameless.genres) == (None, "light_novel", ())


async def test_titles_of_2023_have_pictures_and_numbers_of_scores(
    store: Store, write: Write
) -> None:
    await import_file(store, write(KAGGLE_2023))
    bebop = await title(store, 1)
    assert (bebop.n_episodes, bebop.scored_by, bebop.members) == (26, 914_193, 1_771_505)
    assert (bebop.airing, bebop.age_rating) == ("finished_airing", "pg_13")
    assert (bebop.picture, bebop.start_date) == ("https://images.example/1.jpg", "1998")
    assert (bebop.title_english, bebop.title_japanese) == (None, "カウボーイビバップ")


async def test_parquet_of_titles_keeps_relations_and_franchises(store: Store, write: Write) -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "title": "Cowboy Bebop", "type": "tv", "episodes": 26, "start_date": None}
        | {"year": 1998, "source": "light novel", "related_ids": "5,4037", "franchise_id": 3},
        {"id": None, "title": "No Id", "type": "tv"},
    ]
    summary = await import_file(store, write(parquet(rows)))
    assert summary.skipped == {"bad id or title": 1}
    bebop = await title(store, 1)
    assert (bebop.start_date, bebop.origin, bebop.franchise_id) == ("1998", "light_novel", 3)
    assert bebop.relations == (Relation(5), Relation(4037))


@pytest.mark.parametrize("suffix", [".jsonl", ".zst"])
async def test_offline_database_gives_titles_that_are_on_mal(
    store: Store, write: Write, suffix: str
) -> None:
    summary = await import_file(store, write(json_lines(LINES), f"titles{suffix}"))
    assert summary.layout == "anime-offline-database"
    assert (summary.titles, summary.skipped) == (Changes(new=2), {"not on MAL": 1})
    assert await title(store, 7) == Anime(7, "Bare")
    assert await title(store, 1) == Anime(
        1,
        "Cowboy Bebop",
        synonyms=("Bebop", "Ковбой Бибоп"),
        media_type="tv",
        n_episodes=26,
        start_date="1998",
        airing="finished_airing",
        mean=8.76,
        studios=("sunrise",),
        picture="https://images.example/1.jpg",
        duration_min=24,
        relations=(Relation(5),),
    )


async def test_offline_database_tells_the_ids_of_titles_on_other_sites(
    store: Store, write: Write
) -> None:
    sources = [
        [f"{MAL_PAGE}1", "https://anilist.co/anime/11", "https://kitsu.app/anime/21"],
        [f"{MAL_PAGE}2", "https://kitsu.io/anime/22", "https://anilist.co/anime/12"],
        [f"{MAL_PAGE}2", "https://anilist.co/anime/13", "https://anilist.co/anime/99999999999"],
        [f"{MAL_PAGE}3", f"{MAL_PAGE}4", "https://anilist.co/anime/14"],
        ["https://anilist.co/anime/15"],
    ]
    records: list[object] = [{"sources": urls, "title": "Some Title"} for urls in sources]
    await store.site_ids.learn(Site.ANILIST, {11: 77})
    await import_file(store, write(json_lines(records)))

    ids = range(30)
    assert await store.site_ids.mal_ids(Site.ANILIST, ids) == {11: 1, 12: 2, 13: 2}
    assert await store.site_ids.mal_ids(Site.KITSU, ids) == {21: 1, 22: 2}


@pytest.mark.parametrize("indent", [None, 2])
async def test_offline_database_is_read_as_one_document(
    store: Store, write: Write, indent: int | None
) -> None:
    document = {"license": {"name": "ODbL"}, "lastUpdate": "2024-01-01", "data": LINES[1:]}
    summary = await import_file(store, write(json.dumps(document, indent=indent)))
    assert (summary.titles, summary.skipped) == (Changes(new=2), {"not on MAL": 1})
    assert await title(store, 7) == Anime(7, "Bare")


async def test_a_document_larger_than_a_block_is_read_to_the_end(
    store: Store, write: Write
) -> None:
    titles = [
        {"sources": [f"https://myanimelist.net/anime/{i}"], "title": "あ" * 900}
        for i in range(1, 500)
    ]
    document = {"lastUpdate": "2024-01-01", "data": titles}
    summary = await import_file(store, write(json.dumps(document, ensure_ascii=False)))
    assert (summary.titles, summary.skipped) == (Changes(new=499), {})


async def test_texts_of_excel_are_read_and_noted(store: Store, write: Write) -> None:
    text = "anime_id,name,genre,type,episodes,rating,members\n1,Café,Comedy,TV,12,7.2,1000\n"
    summary = await import_file(store, write(text.encode("cp1252")))
    assert (await title(store, 1)).title == "Café"
    assert summary.notes == {"lines read as Windows-1252, not being UTF-8": 1}


async def test_texts_of_several_lines_and_stray_quotes_cost_no_other_row(
    store: Store, write: Write
) -> None:
    rows = '3,"Two\nlines, one title",,TV,1,7,1\n4,"Open,,TV,1,7,1\n5,6" and more,,TV,1,7,1\n'
    rows += "".join(f"{i},Plain,,TV,1,7,1\n" for i in range(6, 400))
    summary = await import_file(store, write(KAGGLE_2016 + rows))
    assert (await title(store, 3)).title == "Two lines, one title"
    assert summary.titles.new >= 398
    assert await title(store, 6) == await title(store, 6)


async def test_numbers_are_read_however_they_are_written(store: Store, write: Write) -> None:
    rows = '"3","A","","TV","12.0","7.5","1e+05"\n4.0,B,,TV,12,7,1000000\n5.5,C,,TV,12,7,1\n'
    summary = await import_file(store, write(KAGGLE_2016 + rows))
    first, second = await title(store, 3), await title(store, 4)
    assert (first.n_episodes, first.mean, first.members) == (12, 7.5, 100_000)
    assert second.members == 1_000_000
    assert summary.skipped == {"bad id or title": 1}


async def test_offline_database_needs_no_header(store: Store, write: Write) -> None:
    summary = await import_file(store, write(json_lines(LINES[1:])))
    assert summary.titles == Changes(new=2)


async def test_lines_that_are_no_json_are_counted(store: Store, write: Write) -> None:
    summary = await import_file(store, write(json_lines(LINES) + '{"sources": [\n'))
    assert summary.skipped == {"not on MAL": 1, "no JSON": 1}


@pytest.mark.parametrize(
    "record",
    [
        3,
        [],
        "a text",
        {"sources": None, "title": "A"},
        {"sources": [5], "title": "A"},
        {"sources": ["https://myanimelist.net/anime/8"], "title": "A", "animeSeason": []},
        {"sources": ["https://myanimelist.net/anime/8"], "title": "A", "episodes": "many"},
        {"sources": ["https://myanimelist.net/anime/99999999999999999999"], "title": "A"},
    ],
)
async def test_malformed_records_are_counted_not_fatal(
    store: Store, write: Write, record: object
) -> None:
    summary = await import_file(store, write(json_lines([*LINES, record])))
    assert (summary.titles.new, sum(summary.skipped.values())) == (2, 2)


async def test_rows_without_id_or_title_are_counted(store: Store, write: Write) -> None:
    summary = await import_file(store, write(KAGGLE_2016 + "x,A,,TV,1,7,1\n3,,,TV,1,7,1\n"))
    assert (summary.n_imported, summary.skipped) == (2, {"bad id or title": 2})


async def test_the_last_row_of_a_title_wins(store: Store, write: Write) -> None:
    summary = await import_file(store, write(KAGGLE_2016 + "1,Bebop,,TV,26,8,1\n"))
    assert summary.skipped == {"duplicate": 1}
    assert (await title(store, 1)).title == "Bebop"


async def test_byte_order_mark_and_windows_line_ends_are_accepted(
    store: Store, write: Write
) -> None:
    await import_file(store, write(KAGGLE_2016.replace("\n", "\r\n").encode("utf-8-sig")))
    assert (await title(store, 1)).members == 486_824


async def test_imports_are_idempotent(store: Store, write: Write) -> None:
    path = write(KAGGLE_2020)
    await import_file(store, path)
    assert (await import_file(store, path)).titles == Changes(unchanged=2)


async def test_dumps_add_to_titles_of_mal_but_never_override_them(
    store: Store, write: Write
) -> None:
    await store.catalogue.put_many([Anime(1, "As MAL says", n_episodes=25)], TitleRank.MAL)
    await import_file(store, write(KAGGLE_2016))
    bebop = await title(store, 1)
    assert (bebop.title, bebop.n_episodes, bebop.members) == ("As MAL says", 25, 486_824)


async def test_real_titles_are_read(store: Store, real_data: Path) -> None:
    summary = await import_file(store, real_data / "dumps/cooper2016/anime.csv")
    assert summary.n_imported == summary.titles.new > 12_000
    assert (await title(store, 1)).media_type == "tv"


@pytest.mark.parametrize(
    ("tags", "is_adult"),
    [(["drama", "Hentai"], True), (["18 restricted"], True), (["ecchi", "adult cast"], False)],
)
async def test_adult_tags_of_the_offline_database_are_kept(
    store: Store, write: Write, tags: list[str], *, is_adult: bool
) -> None:
    record = {"sources": ["https://myanimelist.net/anime/7"], "title": "Tagged", "tags": tags}
    await import_file(store, write(json_lines([LINES[0], record])))
    await store.catalogue.put_many([Anime(7, "Tagged", age_rating="r+")], TitleRank.MAL)

    assert (await store.catalogue.get_many([7]))[7].is_adult == is_adult
