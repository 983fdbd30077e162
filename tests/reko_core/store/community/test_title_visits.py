from datetime import UTC, datetime, timedelta

from reko_core.store import Store, TitleVisit

START = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_last_visit_to_each_title_is_stored(store: Store) -> None:
    await store.title_visits.put([1, 2], START, is_found=True)
    await store.title_visits.put([2], START + HOUR, is_found=False)
    assert await store.title_visits.all() == {
        1: TitleVisit(1, START, is_found=True),
        2: TitleVisit(2, START + HOUR, is_found=False),
    }


async def test_visits_of_the_last_hour_are_counted(store: Store) -> None:
    await store.title_visits.put([1, 2], START, is_found=True)
    await store.title_visits.put([3], START + HOUR, is_found=True)
    assert await store.title_visits.count_since(START) == 1
    assert await store.title_visits.count_since(START - HOUR) == 3
