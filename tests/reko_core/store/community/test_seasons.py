from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from reko_core.domain.models import Anime
from reko_core.domain.season import Season
from reko_core.store import SeasonTitles, Store, TitleRank

FALL = Season(2026, "fall")
NOW = datetime(2026, 11, 5, tzinfo=UTC)
TITLES = SeasonTitles(FALL, (21, 7, 9), frozenset({7, 9}), NOW)


async def test_a_season_is_stored_in_its_order_and_replaced(store: Store) -> None:
    assert await store.seasons.get(FALL) is None
    await store.seasons.put(TITLES)
    assert await store.seasons.get(FALL) == TITLES
    later = replace(TITLES, anime_ids=(9,), new_ids=frozenset({9}), fetched_at=NOW + timedelta(1))
    await store.seasons.put(later)
    await store.seasons.put(replace(TITLES, season=FALL.next))
    assert await store.seasons.get(FALL) == later


async def test_titles_are_found_by_the_month_they_start_in(store: Store) -> None:
    starts = {1: "2026-10-01", 2: "2026-12-31", 3: "2026-11", 4: "2026", 5: "2027-01-01"}
    starts |= {6: "2026-09-30", 7: None}
    await store.catalogue.put_many(
        [
            Anime(number, f"Title {number}", start_date=start, members=100 * (number == 3) or None)
            for number, start in starts.items()
        ],
        TitleRank.MAL,
    )
    found = await store.catalogue.started_between(date(2026, 10, 1), date(2027, 1, 1))
    assert found == [3, 1, 2]
