import asyncio
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.domain.models import Anime, Relation
from reko_core.settings import DatabaseSettings
from reko_core.store import Changes, Store, TitleOutline, TitleRank
from reko_core.store.community import title_cache
from reko_core.store.community.catalogue import merge_titles

FULL = Anime(
    id=1,
    title="Cowboy Bebop",
    title_english="Cowboy Bebop",
    title_japanese="カウボーイビバップ",
    synonyms=("Space Jazz",),
    media_type="tv",
    n_episodes=26,
    start_date="1998-04-03",
    end_date="1999-04-24",
    airing="finished_airing",
    mean=8.75,
    scored_by=914_193,
    members=1_771_505,
    age_rating="r",
    genres=("Action", "Sci-Fi"),
    origin="original",
    studios=("Sunrise",),
    picture="https://images.example/1.jpg",
    duration_min=24,
    franchise_id=3,
    relations=(Relation(5, "side_story"), Relation(4037)),
)
BARE = Anime(1, "Bebop")
ranks = st.sampled_from(TitleRank)


async def test_a_stored_title_is_read_unchanged(store: Store) -> None:
    bare = replace(BARE, id=2)
    assert await store.catalogue.put_many([bare, FULL], TitleRank.MAL) == Changes(new=2)
    assert await store.catalogue.get_many([1, 2, 3]) == {1: FULL, 2: bare}
    assert await store.catalogue.all() == [FULL, bare]


async def test_titles_that_another_process_has_changed_are_read_again(
    database: DatabaseSettings, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.catalogue.put_many([FULL, replace(BARE, id=2)], TitleRank.MAL)
    kept = await store.catalogue.get_many([1, 2])
    monkeypatch.setattr(title_cache, "_CHECK_INTERVAL_S", 0)
    with monkeypatch.context() as elsewhere:
        # The clock of its machine is an hour slow.
        elsewhere.setattr("time.time", lambda now=time.time: now() - 3600)
        async with Store.open(database) as other:
            await other.catalogue.put_many([replace(FULL, mean=9.0)], TitleRank.MAL)
            await other.catalogue.mark_missing(2)

    found = await store.catalogue.get_many([1, 2])
    assert (found[1].mean, found[2].is_on_mal) == (9.0, False)
    # What has not changed stays in memory.
    assert (await store.catalogue.get_many([1]))[1] is found[1] is not kept[1]


async def test_popular_titles_are_returned_most_members_first(store: Store) -> None:
    members = {1: 5, 2: 90, 3: None, 4: 90, 5: 12}
    titles = [Anime(anime_id, "Title", members=n) for anime_id, n in members.items()]
    await store.catalogue.put_many(titles, TitleRank.MAL)
    assert await store.catalogue.most_popular(10) == [2, 4, 5, 1]
    assert await store.catalogue.most_popular(2) == [2, 4]


async def test_missing_titles_are_returned_in_the_given_order(store: Store) -> None:
    await store.catalogue.put_many([FULL], TitleRank.MAL)
    assert await store.catalogue.missing([9, 1, 4]) == [9, 4]
    assert await store.catalogue.missing([]) == []


async def test_more_titles_than_fit_one_query_are_found(store: Store) -> None:
    titles = [Anime(number, f"Title {number}") for number in range(1, 1203)]
    assert await store.catalogue.put_many(titles, TitleRank.KAGGLE) == Changes(new=1202)
    found = await store.catalogue.get_many(range(1, 1300))
    assert found == {title.id: title for title in titles}
    assert await store.catalogue.missing(range(1200, 1205)) == [1203, 1204]


async def test_concurrent_writers_of_the_same_titles_add_them_once(store: Store) -> None:
    titles = [Anime(number, f"Title {number}") for number in range(1, 101)]
    changes = await asyncio.gather(
        *(store.catalogue.put_many(titles[start:], TitleRank.MAL) for start in range(20))
    )
    assert sum(change.new for change in changes) == len(titles)
    assert await store.catalogue.all() == titles


async def test_same_title_again_changes_nothing(store: Store) -> None:
    await store.catalogue.put_many([FULL], TitleRank.MAL)
    assert await store.catalogue.put_many([FULL], TitleRank.MAL) == Changes(unchanged=1)
    assert await store.catalogue.put_many([BARE], TitleRank.KAGGLE) == Changes(unchanged=1)


async def test_a_better_source_overrides_and_a_worse_one_only_adds(store: Store) -> None:
    await store.catalogue.put_many([Anime(1, "Parquet", mean=7.0)], TitleRank.PARQUET)
    worse = Anime(1, "Kaggle", mean=6.0, members=12)
    assert await store.catalogue.put_many([worse], TitleRank.KAGGLE) == Changes(changed=1)
    assert await store.catalogue.all() == [Anime(1, "Parquet", mean=7.0, members=12)]
    await store.catalogue.put_many([Anime(1, "MAL", n_episodes=3)], TitleRank.MAL)
    merged = Anime(1, "MAL", mean=7.0, members=12, n_episodes=3)
    assert await store.catalogue.all() == [merged]


async def test_the_rank_of_a_title_never_falls(store: Store) -> None:
    await store.catalogue.put_many([FULL], TitleRank.MAL)
    await store.catalogue.put_many([replace(FULL, mean=1.0)], TitleRank.OFFLINE_DATABASE)
    await store.catalogue.put_many([replace(FULL, mean=2.0)], TitleRank.PARQUET)
    assert await store.catalogue.all() == [FULL]


@given(ranks, ranks)
def test_known_value_never_becomes_unknown(old: TitleRank, new: TitleRank) -> None:
    for merged in (merge_titles(FULL, old, BARE, new), merge_titles(BARE, old, FULL, new)):
        assert replace(merged, title="") == replace(FULL, title="")


@given(ranks, ranks)
def test_the_synonyms_of_all_sources_are_kept(old: TitleRank, new: TitleRank) -> None:
    many = replace(FULL, synonyms=tuple(map(str, range(49))))
    other = replace(FULL, synonyms=("3", "Bebop", "Kaubōi"))
    assert len(merge_titles(many, old, other, new).synonyms) == 50
    assert set(merge_titles(other, old, FULL, new).synonyms) == {*other.synonyms, "Space Jazz"}


@given(ranks)
def test_the_newer_of_two_equal_sources_wins(rank: TitleRank) -> None:
    assert merge_titles(FULL, rank, replace(FULL, mean=5.0), rank).mean == 5.0


@given(ranks, ranks)
def test_typed_relations_are_never_replaced_by_untyped_ones(old: TitleRank, new: TitleRank) -> None:
    untyped = replace(FULL, relations=(Relation(9), Relation(5)))
    assert merge_titles(FULL, old, untyped, new).relations == FULL.relations
    if new >= old:
        assert merge_titles(untyped, old, FULL, new).relations == FULL.relations


async def test_outlines_cover_all_titles_and_their_state(
    store: Store,
) -> None:
    titles = [
        Anime(n, f"Title {n}", airing="currently_airing" if n == 7 else None)
        for n in range(1, 1203)
    ]
    await store.catalogue.put_many(titles, TitleRank.MAL)
    await store.catalogue.mark_missing(9)
    outlines = await store.catalogue.outlines()
    assert list(outlines) == list(range(1, 1203))
    assert outlines[7] == TitleOutline(7, "currently_airing")
    assert outlines[8] == TitleOutline(8, None)
    assert outlines[9] == TitleOutline(9, None, is_on_mal=False)


async def test_titles_are_read_in_batches_by_id(store: Store) -> None:
    titles = [Anime(number, f"Title {number}") for number in range(1, 1203)]
    await store.catalogue.put_many(titles, TitleRank.MAL)
    read: list[Anime] = []
    while batch := await store.catalogue.after(read[-1].id if read else 0):
        read += batch
    assert read == titles
