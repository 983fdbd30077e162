"""Progress of a crawl."""

import pytest
from fake_clock import FakeClock

from reko_core.community.crawl import CrawlLimits, CrawlProgress, CrawlState
from reko_core.community.crawl.progress import CrawlStats
from reko_core.domain.mal_users import ListStatus


def test_the_rate_is_that_of_the_last_quarter_of_an_hour() -> None:
    clock = FakeClock()
    stats = CrawlStats(clock, CrawlLimits(n_lists=1000), None)
    for _ in range(100):
        clock.advance(seconds=6)
        stats.count_visit(ListStatus.LISTED)
    assert stats.progress().lists_per_hour == pytest.approx(600)
    assert stats.progress().seconds_left == pytest.approx(900 * 6)

    clock.advance(minutes=10)
    # 50 of them are older than 15 minutes.
    assert stats.progress().lists_per_hour == pytest.approx(50 * 4, abs=4)
    clock.advance(minutes=10)
    assert stats.progress().lists_per_hour == 0
    assert stats.progress().seconds_left is None


def test_the_time_left_is_that_of_the_first_limit() -> None:
    clock = FakeClock()
    stats = CrawlStats(clock, CrawlLimits(n_lists=1000, max_hours=1), None)
    assert stats.progress().seconds_left == 3600
    clock.advance(minutes=30)
    assert stats.progress().seconds_left == 1800
    assert CrawlStats(clock, CrawlLimits(), None).progress().seconds_left is None


def test_each_change_is_reported_once() -> None:
    clock = FakeClock()
    received: list[CrawlProgress] = []
    stats = CrawlStats(clock, CrawlLimits(), received.append)
    stats.set_waiting(7)
    stats.count_visit(ListStatus.PRIVATE)
    stats.count_found("updates", 3)
    stats.set_state(CrawlState.FETCHING)
    stats.set_state(CrawlState.FETCHING)
    assert [(now.n_waiting, now.n_private, now.state) for now in received] == [
        (7, 0, CrawlState.LOOKING),
        (6, 1, CrawlState.LOOKING),
        (6, 1, CrawlState.LOOKING),
        (6, 1, CrawlState.FETCHING),
    ]
    assert received[-1].n_found == {"updates": 3}
