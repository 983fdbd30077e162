from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from job_environment import JobEnvironment, entries_of

from reko_core.domain.models import Anime, Relation, UserList
from reko_core.engine.data.community import Items
from reko_core.engine.data.profile import make_profile
from reko_core.engine.ranking.candidates import find_candidates
from reko_core.errors import SiteUnavailable
from reko_core.jobs.paced_job import IDLE_S
from reko_core.jobs.title_upkeep import TitleUpkeep, is_due
from reko_core.settings import CommunitySettings, JobSettings
from reko_core.snapshots.builder.build import build_snapshot
from reko_core.snapshots.storage import load_snapshot
from reko_core.store import TitleOutline, TitleRank, TitleVisit
from reko_demo.community.catalogue import load_titles
from reko_demo.fake_server import Fault

SETTINGS = JobSettings()
GARBLED = Fault(200, '{"id": 20, "ti')
NARUTO, SHIPPUUDEN, BEBOP, TRIGUN, UNKNOWN = 20, 1735, 1, 6, 999_999
N_LISTS = {BEBOP: 50, NARUTO: 90, SHIPPUUDEN: 70, TRIGUN: 10, UNKNOWN: 60}


def job_in(
    environment: JobEnvironment, n_lists: Mapping[int, int] = N_LISTS, **settings: Any
) -> TitleUpkeep:
    return TitleUpkeep(
        store=environment.store,
        mal=environment.mal,
        n_lists=lambda: n_lists,
        settings=JobSettings(**settings),
        clock=environment.clock,
        metrics=environment.metrics.jobs,
    )


async def rounds(environment: JobEnvironment, job: TitleUpkeep, n: int) -> list[int]:
    """Run the job at the times it asks for; return the titles visited, in order."""
    visited = []
    for _ in range(n):
        before = await environment.store.title_visits.all()
        rest_s = await job.run_once()
        after = await environment.store.title_visits.all()
        visited += [anime_id for anime_id, visit in after.items() if visit != before.get(anime_id)]
        environment.clock.advance(seconds=rest_s)
    return visited


@pytest.fixture
def job(environment: JobEnvironment) -> TitleUpkeep:
    return job_in(environment)


async def test_the_most_listed_titles_come_first(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    assert await rounds(environment, job, 5) == [NARUTO, SHIPPUUDEN, UNKNOWN, BEBOP, TRIGUN]
    assert await job.run_once() == IDLE_S
    assert (environment.n_done("titles", "ok"), environment.n_done("titles", "unknown")) == (4, 1)


async def test_titles_come_with_typed_relations_over_what_was_known(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    poor = Anime(NARUTO, "Naruto", genres=("Guessed",), relations=(Relation(SHIPPUUDEN),))
    await environment.store.catalogue.put_many([poor], TitleRank.KAGGLE)
    await rounds(environment, job, 1)
    known = (await environment.store.catalogue.get_many([NARUTO]))[NARUTO]
    expected = load_titles()[NARUTO]
    assert known.is_typed
    assert known.relations == expected.relations
    assert known.genres == expected.genres


async def test_another_process_goes_on_where_one_stopped(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    await rounds(environment, job, 2)
    other = job_in(environment)
    assert await rounds(environment, other, 3) == [UNKNOWN, BEBOP, TRIGUN]


async def test_budget_of_an_hour_holds_across_restarts(environment: JobEnvironment) -> None:
    for _ in range(3):
        again = job_in(environment, titles_per_hour=2)
        await again.run_once()
    assert environment.mal_server.requests["anime"] == 2
    environment.clock.advance(hours=1)
    await job_in(environment, titles_per_hour=2).run_once()
    assert environment.mal_server.requests["anime"] == 3


async def test_titles_of_the_catalogue_are_updated_without_a_snapshot(
    environment: JobEnvironment,
) -> None:
    await environment.store.catalogue.put_many([Anime(BEBOP, "Cowboy Bebop")], TitleRank.KAGGLE)
    job = job_in(environment, {})
    assert await rounds(environment, job, 1) == [BEBOP]


async def test_title_that_fails_does_not_block_the_others(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    environment.mal_server.title_faults[NARUTO] = GARBLED
    assert await rounds(environment, job, 5) == [SHIPPUUDEN, UNKNOWN, BEBOP, TRIGUN]
    environment.mal_server.title_faults.clear()
    environment.clock.advance(hours=2)
    assert await rounds(environment, job, 2) == []
    environment.clock.advance(days=1)
    assert await rounds(environment, job, 1) == [NARUTO]


async def test_mal_that_is_down_is_reported_after_a_few_titles(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    environment.mal_server.title_faults.update(dict.fromkeys(N_LISTS, GARBLED))
    await job.run_once()
    await job.run_once()
    with pytest.raises(SiteUnavailable):
        await job.run_once()


async def test_a_title_that_mal_denies_on_two_days_is_marked_and_found_again_is_not(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    catalogue = environment.store.catalogue
    await catalogue.put_many([Anime(UNKNOWN, "Deleted", members=9)], TitleRank.KAGGLE)

    async def known() -> Anime:
        return (await catalogue.get_many([UNKNOWN]))[UNKNOWN]

    await rounds(environment, job, 5)
    assert (await known()).is_on_mal is None
    environment.clock.advance(hours=22)
    assert await rounds(environment, job, 2) == []
    environment.clock.advance(hours=2)
    assert UNKNOWN in await rounds(environment, job, 5)
    assert await known() == Anime(UNKNOWN, "Deleted", members=9, is_on_mal=False)
    environment.clock.advance(days=28)
    assert UNKNOWN not in await rounds(environment, job, 5)

    environment.mal_server._titles = {**load_titles(), UNKNOWN: Anime(UNKNOWN, "Back")}
    environment.clock.advance(days=3)
    await rounds(environment, job, 5)
    assert (await known()).is_on_mal

    # Gone again, it is denied on two days again.
    environment.mal_server._titles = load_titles()
    for days, is_on_mal in ((61, True), (1, False)):
        environment.clock.advance(days=days)
        assert UNKNOWN in await rounds(environment, job, 5)
        assert (await known()).is_on_mal is is_on_mal


async def test_a_title_that_no_source_describes_is_marked_after_two_days(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    for _ in range(2):
        await rounds(environment, job, 5)
        environment.clock.advance(days=1)
    known = await environment.store.catalogue.get_many([UNKNOWN])
    assert known[UNKNOWN].is_on_mal is False
    assert UNKNOWN not in await rounds(environment, job, 5)


async def test_two_denials_on_one_day_do_not_mark_a_title(
    environment: JobEnvironment, job: TitleUpkeep
) -> None:
    now = environment.clock.now()
    await environment.store.title_visits.put([UNKNOWN], now, is_found=False)
    await environment.store.title_visits.put([NARUTO], now, is_found=True)
    await job.next_due()
    job._queue.appendleft(UNKNOWN)
    assert await job.visit(UNKNOWN) == "unknown"
    assert await environment.store.catalogue.get_many([UNKNOWN]) == {}


def visit(now: datetime, days: float, *, is_found: bool = True) -> TitleVisit:
    return TitleVisit(1, now - timedelta(days=days), is_found)


@pytest.mark.parametrize(
    ("outline", "days", "is_found", "expected"),
    [
        (TitleOutline(1, "currently_airing"), 0.9, True, False),
        (TitleOutline(1, "currently_airing"), 1.0, True, True),
        (TitleOutline(1, "not_yet_aired"), 1.0, True, True),
        (TitleOutline(1, "finished_airing"), 59, True, False),
        (TitleOutline(1, "finished_airing"), 60, True, True),
        (TitleOutline(1, None), 59, True, False),
        (TitleOutline(1, None), 0.9, False, False),
        (TitleOutline(1, None), 1, False, True),
        (TitleOutline(1, None, is_on_mal=True), 1, False, True),
        (TitleOutline(1, None, is_on_mal=False), 29, False, False),
        (TitleOutline(1, None, is_on_mal=False), 30, False, True),
        (None, 0.9, False, False),
        (None, 1, False, True),
    ],
)
def test_titles_are_due_by_what_they_are(
    environment: JobEnvironment,
    outline: TitleOutline | None,
    days: float,
    is_found: bool,  # noqa: FBT001 - a parameter of the test
    expected: bool,  # noqa: FBT001
) -> None:
    now = environment.clock.now()
    seen = visit(now, days, is_found=is_found)
    assert is_due(outline, seen, now, SETTINGS) is expected


def test_title_that_was_never_visited_is_due(environment: JobEnvironment) -> None:
    assert is_due(TitleOutline(1, "finished_airing"), None, environment.clock.now(), SETTINGS)
    assert is_due(None, None, environment.clock.now(), SETTINGS)


async def test_franchises_come_together_when_their_relations_are_known(
    environment: JobEnvironment, job: TitleUpkeep, tmp_path: Path
) -> None:
    """Relations come from lookups only; with them, sequels are not recommended first."""
    expected = load_titles()
    ids = (NARUTO, SHIPPUUDEN, BEBOP, TRIGUN)
    await environment.store.catalogue.put_many(
        [replace(expected[anime_id], relations=()) for anime_id in ids], TitleRank.MAL
    )
    await environment.store.lists.put_many(
        UserList(f"user_{n}", entries_of(*ids), environment.clock.now()) for n in range(8)
    )
    community = CommunitySettings(snapshot_dir=tmp_path, min_entries=2)

    async def built() -> Items:
        await build_snapshot(environment.store, community)
        return load_snapshot(tmp_path).model.items

    def franchises(items: Items) -> dict[int, int]:
        return dict(zip(items.ids.tolist(), items.franchise.tolist(), strict=True))

    before = franchises(await built())
    assert len(set(before.values())) == 4
    await rounds(environment, job, 5)
    items = await built()
    after = franchises(items)
    assert after[NARUTO] == after[SHIPPUUDEN]
    assert len(set(after.values())) == 3
    nothing = np.zeros(0, np.int32)
    newcomer = make_profile(items, 7.0, nothing, nothing.astype(np.int8), nothing > 0, nothing > 0)
    candidates = find_candidates(
        items,
        newcomer,
        np.zeros(items.n_items),
        banned=np.zeros(items.n_items, bool),
        include_adult=False,
        continue_franchises=False,
    )
    assert sorted(items.ids[candidates].tolist()) == [BEBOP, TRIGUN, NARUTO]
