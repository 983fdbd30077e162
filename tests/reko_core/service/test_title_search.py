import asyncio
from dataclasses import replace

import pytest

from reko_core.contract.title_query import TitleQuery
from reko_core.domain.models import Anime
from reko_core.errors import CatalogueEmpty
from reko_core.service import title_search
from reko_core.service.title_search import TitleSearch
from reko_core.store import Store, TitleRank

TITLES = [
    Anime(1, "Haikyuu!!", "Haikyu!!", "ハイキュー!!", media_type="tv", members=900),
    Anime(2, "Haikyuu!! Second Season", members=400),
    Anime(3, "Monster", start_date="2004-04-07", members=500),
]


async def found(search: TitleSearch, text: str, **query: bool) -> list[int]:
    return [title.id for title in (await search.find(TitleQuery(q=text, **query))).root]


async def test_titles_are_found_with_their_names(store: Store) -> None:
    await store.catalogue.put_many(TITLES, TitleRank.MAL)
    async with TitleSearch.open(store) as search:
        first, second = (await search.find(TitleQuery(q="haikyu"))).root
    assert first.model_dump() == {
        "id": 1,
        "title": "Haikyuu!!",
        "titles": {"romaji": "Haikyuu!!", "english": "Haikyu!!", "japanese": "ハイキュー!!"},
        "media_type": "tv",
        "airing_date": None,
        "main_image": None,
        "found_by": "name",
        "similarity": 100,
    }
    assert second.found_by == "start"


async def test_an_empty_catalogue_is_an_error_until_titles_are_imported(store: Store) -> None:
    async with TitleSearch.open(store) as search:
        with pytest.raises(CatalogueEmpty):
            await found(search, "monster")
        await store.catalogue.put_many(TITLES, TitleRank.MAL)
        assert await found(search, "monster") == [3]


async def test_titles_that_became_adult_or_are_gone_are_not_named(store: Store) -> None:
    await store.catalogue.put_many(TITLES, TitleRank.MAL)
    async with TitleSearch.open(store) as search:
        assert await found(search, "haikyuu") == [1, 2]
        await store.catalogue.mark_missing(2)
        await store.catalogue.put_many([replace(TITLES[0], age_rating="rx")], TitleRank.MAL)
        assert await found(search, "haikyuu") == []
        assert await found(search, "haikyuu", include_adult=True) == [1]


async def test_an_old_index_answers_while_a_newer_one_is_made(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.catalogue.put_many(TITLES[:1], TitleRank.MAL)
    async with TitleSearch.open(store) as search:
        assert await found(search, "monster") == []
        await store.catalogue.put_many(TITLES, TitleRank.MAL)
        assert await found(search, "monster") == []
        monkeypatch.setattr(title_search, "_MAX_AGE_S", 0.0)
        assert await found(search, "monster") == []
        assert search._making is not None
        await search._making
        assert await found(search, "monster") == [3]


async def test_a_search_that_is_cancelled_does_not_stop_the_others(store: Store) -> None:
    await store.catalogue.put_many(TITLES, TitleRank.MAL)
    async with TitleSearch.open(store) as search:
        one = asyncio.create_task(found(search, "monster"))
        other = asyncio.create_task(found(search, "monster"))
        await asyncio.sleep(0)
        one.cancel()
        assert await other == [3]
