from datetime import UTC, datetime, timedelta

import pytest

from reko_core.domain.digest_schedule import DigestSchedule, timezones


def weekly(weekday: int = 4, hour: int = 18, timezone: str = "Europe/Berlin") -> DigestSchedule:
    return DigestSchedule("weekly", weekday, hour, timezone)


@pytest.mark.parametrize(
    ("schedule", "moment", "expected"),
    [
        (weekly(), "2026-01-05 12:00", "2026-01-09 17:00"),
        (weekly(), "2026-01-09 16:59", "2026-01-09 17:00"),
        (weekly(), "2026-01-09 17:00", "2026-01-16 17:00"),
        (weekly(), "2026-07-06 12:00", "2026-07-10 16:00"),
        # Where it is Saturday already.
        (weekly(5, 1, "Asia/Tokyo"), "2026-01-09 15:00", "2026-01-09 16:00"),
        # 2 o'clock is skipped, and comes twice.
        (weekly(6, 2), "2026-03-28 12:00", "2026-03-29 01:00"),
        (weekly(6, 2), "2026-10-24 12:00", "2026-10-25 00:00"),
        (DigestSchedule("season", 0, 9, "UTC"), "2026-01-05 12:00", "2026-04-01 09:00"),
        (
            DigestSchedule("season", 0, 9, "America/New_York"),
            "2026-10-01 13:00",
            "2027-01-01 14:00",
        ),
    ],
)
def test_next_digest_is_sent_at_the_local_hour(
    schedule: DigestSchedule, moment: str, expected: str
) -> None:
    found = schedule.next_after(datetime.fromisoformat(moment).replace(tzinfo=UTC))

    assert f"{found:%Y-%m-%d %H:%M}" == expected


def test_a_year_has_a_weekly_digest_each_week_and_a_seasonal_one_each_season() -> None:
    for schedule, n in ((weekly(6, 2), 52), (DigestSchedule("season", 0, 0, "Asia/Tokyo"), 4)):
        moment = datetime(2026, 1, 5, tzinfo=UTC)
        end, n_sent = moment + timedelta(days=365), 0
        while (moment := schedule.next_after(moment)) < end:
            n_sent += 1
        assert n_sent == n


def test_timezones_are_regions_and_utc() -> None:
    assert {"Europe/Berlin", "America/Sao_Paulo", "Asia/Tokyo", "UTC"} <= timezones()
    assert not {"CET", "US/Eastern", "Etc/GMT+2"} & timezones()
