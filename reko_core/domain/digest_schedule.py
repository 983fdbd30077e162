"""When digests are sent: every week or at the start of a season, at an hour of a time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from reko_core.domain.season import Season

__all__ = ["DigestFrequency", "DigestSchedule", "timezones"]

DigestFrequency = Literal["weekly", "season"]

_DAY = timedelta(days=1)
# All other names are old ones.
_REGIONS = (
    *("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/"),
    *("Europe/", "Indian/", "Pacific/"),
)


@cache
def timezones() -> frozenset[str]:
    """Return the names of all time zones, such as Europe/Berlin; blocks the first time."""
    return frozenset(name for name in available_timezones() if name.startswith(_REGIONS)) | {"UTC"}


@dataclass(frozen=True, slots=True)
class DigestSchedule:
    """When digests are sent.

    weekday: 0 = Monday, of weekly ones; seasonal ones are sent on the first day of January, April,
    July and October. hour: 0-23, in `timezone`.
    """

    frequency: DigestFrequency
    weekday: int
    hour: int
    timezone: str

    def next_after(self, moment: datetime) -> datetime:
        """Return the next time to send after a moment, in UTC.

        An hour that is skipped when clocks go forward is taken as the hour after it.
        """
        zone = ZoneInfo(self.timezone)
        day = moment.astimezone(zone).date()
        while not self._is_day(day) or self._on(day, zone) <= moment:
            day += _DAY
        return self._on(day, zone)

    def _is_day(self, day: date) -> bool:
        if self.frequency == "weekly":
            return day.weekday() == self.weekday
        return day == Season.of(day).first_day

    def _on(self, day: date, zone: ZoneInfo) -> datetime:
        local = datetime(day.year, day.month, day.day, self.hour, tzinfo=zone)
        return local.astimezone(UTC)
