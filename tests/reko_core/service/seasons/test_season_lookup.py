from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from job_environment import JobEnvironment, open_job_environment

from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.lists.shared_fetches import SharedFetches
from reko_core.service.seasons.season_lookup import SeasonLookup
from reko_core.settings import MalSettings
from reko_core.store import SeasonTitles, Store, TitleRank
from reko_demo.fake_server import Fault

SPRING = Season(2012, "spring")
DOWN = Fault(502, "{}")


@pytest.fixture
async def environment(store: Store) -> AsyncIterator[JobEnvironment]:
    async with open_job_environment(store) as opened:
        yield opened


@pytest.fixture
def lookup(environment: JobEnvironment) -> SeasonLookup:
    fetches = SharedFetches(MalSettings(), environment.metrics)
    return SeasonLookup(environment.store, environment.mal, fetches, environment.clock)


async def test_a_season_is_read_from_mal_once(
    environment: JobEnvironment, lookup: SeasonLookup
) -> None:
    first = await lookup.get(SPRING)
    assert first.new_ids
    assert await lookup.get(SPRING) == first
    assert environment.mal_server.requests["season"] == 1
    assert len(await environment.store.catalogue.get_many(first.anime_ids)) == len(first.anime_ids)


async def test_without_mal_a_season_has_the_titles_that_the_catalogue_knows(
    environment: JobEnvironment, lookup: SeasonLookup
) -> None:
    environment.mal_server.season_faults[SPRING] = DOWN
    new = Anime(5, "New", start_date="2012-04-04")
    await environment.store.catalogue.put_many([new], TitleRank.KAGGLE)
    found = await lookup.get(SPRING)
    assert (found.anime_ids, found.new_ids) == ((5,), {5})
    assert await environment.store.seasons.get(SPRING) is None
    await lookup.get(SPRING)
    assert environment.mal_server.requests["season"] == 1


async def test_a_season_that_no_job_refreshes_is_read_again_when_it_is_old(
    environment: JobEnvironment, lookup: SeasonLookup
) -> None:
    current, now = lookup.current, environment.clock.now()
    old = SeasonTitles(current, (1,), frozenset(), now - timedelta(days=1, hours=23))
    await environment.store.seasons.put(old)
    assert await lookup.get(current) == old
    environment.mal_server.season_faults[current] = DOWN
    environment.clock.advance(hours=2)
    assert await lookup.get(current) == old
    environment.mal_server.season_faults.clear()
    lookup._failed.clear()
    assert (await lookup.get(current)).fetched_at == environment.clock.now()
