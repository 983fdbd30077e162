"""Seasons: the quarters of a year in which titles start, as MAL names them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

__all__ = ["SEASON_NAMES", "Season", "SeasonName"]

SeasonName = Literal["winter", "spring", "summer", "fall"]
SEASON_NAMES: tuple[SeasonName, ...] = get_args(SeasonName)
"""In the order of the year: winter is January to March."""

_MONTHS = 3
_MONTH_LENGTH = len("2017-10")


@dataclass(frozen=True, slots=True)
class Season:
    """One season of one year."""

    year: int
    name: SeasonName

    @classmethod
    def of(cls, day: date) -> "Season":
        """Return the season of a day."""
        return cls(day.year, SEASON_NAMES[(day.month - 1) // _MONTHS])

    @property
    def next(self) -> "Season":
        """The season after this one."""
        return self._shifted(1)

    @property
    def previous(self) -> "Season":
        """The season before this one."""
        return self._shifted(-1)

    @property
    def first_day(self) -> date:
        """The first day of its first month."""
        return date(self.year, _MONTHS * SEASON_NAMES.index(self.name) + 1, 1)

    @classmethod
    def of_start(cls, start_date: str | None) -> "Season | None":
        """Return the season of a title that starts then, None for a date without a month."""
        if start_date is None or len(start_date) < _MONTH_LENGTH:
            return None
        return cls.of(date(int(start_date[:4]), int(start_date[5:7]), 1))

    def has_start(self, start_date: str | None) -> bool:
        """Return whether a title that starts then is new; a date without a month tells nothing."""
        return self == Season.of_start(start_date)

    def _shifted(self, n: int) -> "Season":
        years, index = divmod(SEASON_NAMES.index(self.name) + n, len(SEASON_NAMES))
        return Season(self.year + years, SEASON_NAMES[index])
