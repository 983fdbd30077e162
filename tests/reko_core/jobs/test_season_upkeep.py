import pytest
from job_environment import JobEnvironment

from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.jobs.paced_job import IDLE_S
from reko_core.jobs.season_upkeep import SeasonUpkeep
from reko_core.jobs.title_upkeep import TitleUpkeep
from reko_core.settings import JobSettings
from reko_demo.fake_server import Fault

NEW, PLANNED, RUNNING, EARLIER = 900_001, 900_002, 21, 900_003


@pytest.fixture
def job(environment: JobEnvironment) -> SeasonUpkeep:
    return SeasonUpkeep(
        store=environment.store,
        mal=environment.mal,
        clock=environment.clock,
        metrics=environment.metrics.jobs,
    )


@pytest.fixture
def current(environment: JobEnvironment) -> Season:
    """Let MAL have a new title in the current, the next and the last season; return the current."""
    current = Season.of(environment.clock.now().date())
    for anime_id, season, airing in (
        (NEW, current, "currently_airing"),
        (PLANNED, current.next, "not_yet_aired"),
        (EARLIER, current.previous, "finished_airing"),
    ):
        environment.mal_server._titles = {
            **environment.mal_server._titles,
            anime_id: Anime(
                anime_id,
                f"Title {anime_id}",
                media_type="tv",
                start_date=season.first_day.isoformat(),
                airing=airing,
            ),
        }
    return current


async def run(environment: JobEnvironment, job: SeasonUpkeep, n: int) -> None:
    for _ in range(n):
        environment.clock.advance(seconds=await job.run_once())


async def test_three_seasons_are_read_in_three_requests(
    environment: JobEnvironment, job: SeasonUpkeep, current: Season
) -> None:
    await run(environment, job, 3)
    assert await job.run_once() == IDLE_S
    assert environment.mal_server.requests["season"] == 3
    assert environment.n_done("seasons", "ok") == 3
    found = await environment.store.seasons.get(current)
    assert found is not None
    assert found.new_ids == {NEW}
    assert RUNNING in found.anime_ids
    known = await environment.store.catalogue.get_many([NEW, PLANNED, EARLIER])
    assert known.keys() == {NEW, PLANNED, EARLIER}
    assert known[NEW].is_on_mal


async def test_current_and_next_are_read_daily_and_the_last_weekly(
    environment: JobEnvironment, job: SeasonUpkeep
) -> None:
    await run(environment, job, 4)
    environment.clock.advance(days=1)
    await run(environment, job, 3)
    assert environment.mal_server.requests["season"] == 5
    environment.clock.advance(days=6)
    await run(environment, job, 4)
    assert environment.mal_server.requests["season"] == 8


async def test_a_season_that_fails_is_left_out_for_an_hour(
    environment: JobEnvironment, job: SeasonUpkeep, current: Season
) -> None:
    environment.mal_server.season_faults[current] = Fault(200, '{"data": [{"no')
    await run(environment, job, 3)
    assert await environment.store.seasons.get(current) is None
    assert await environment.store.seasons.get(current.next) is not None
    environment.mal_server.season_faults.clear()
    environment.clock.advance(hours=1)
    await run(environment, job, 1)
    assert await environment.store.seasons.get(current) is not None


@pytest.mark.usefixtures("current")
async def test_details_of_new_titles_are_looked_up_before_all_others(
    environment: JobEnvironment, job: SeasonUpkeep
) -> None:
    await run(environment, job, 3)
    titles = TitleUpkeep(
        store=environment.store,
        mal=environment.mal,
        n_lists=lambda: {1: 90, 20: 80},
        settings=JobSettings(),
        clock=environment.clock,
        metrics=environment.metrics.jobs,
    )
    for _ in range(4):
        await titles.run_once()
    visits = await environment.store.title_visits.all()
    assert {NEW, PLANNED, RUNNING} < visits.keys()
    assert 20 not in visits
