"""MAL users: which lists are theirs, and what the visits to their lists have shown."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from reko_core.domain.models import normalise_name

__all__ = [
    "DIGITS",
    "FAILURE_PAUSE",
    "MAL_SOURCE",
    "ListStatus",
    "MalUser",
    "is_mal_user",
]

MAL_SOURCE = "mal"
"""The source of lists that were fetched from MAL."""

DIGITS = "0123456789"

FAILURE_PAUSE = timedelta(days=7)
"""A user whose visit failed is not visited again before this."""

_PAUSE_AFTER_SUCCESS = timedelta(days=1)
_LONG_PAUSE = timedelta(days=30)
_MIN_MISSES = 3
_MIN_MISSING_TIME = timedelta(days=7)


def is_mal_user(name: str, source: str) -> bool:
    """Return whether the owner of a list is the MAL user of that name, whatever its source.

    Nearly all public dumps number their users: a name of digits says nothing outside of its dump.
    Every other name is a MAL user's, who is one person in all sources. Importers take no other
    kind of name, and none of digits for a MAL user's. In lists fetched from MAL digits may be a
    name.
    """
    return source == MAL_SOURCE or bool(name.strip(DIGITS))


class ListStatus(StrEnum):
    """What the last visit to a user's list has shown."""

    NEW = "new"
    LISTED = "listed"
    SMALL = "small"
    PRIVATE = "private"
    MISSING = "missing"
    FAILING = "failing"


_PAUSES = {
    ListStatus.LISTED: _PAUSE_AFTER_SUCCESS,
    ListStatus.SMALL: _LONG_PAUSE,
    ListStatus.PRIVATE: _LONG_PAUSE,
    ListStatus.MISSING: FAILURE_PAUSE,
    ListStatus.FAILING: FAILURE_PAUSE,
}
_FAILURES = {ListStatus.MISSING, ListStatus.FAILING}


@dataclass(frozen=True, slots=True)
class MalUser:
    """A user and the status of their list; `name` is in lower case.

    due_at: not visited by a job before. checked_at: last visit. fetched_at: when the whole list
    was last read. asked_at: last request for their recommendations. friends_at: when the names of
    their friends were read. missing_since: first of the consecutive 404s. n_failures: consecutive
    failed visits.
    """

    name: str
    display_name: str
    status: ListStatus
    found_at: datetime
    due_at: datetime
    checked_at: datetime | None = None
    fetched_at: datetime | None = None
    asked_at: datetime | None = None
    friends_at: datetime | None = None
    missing_since: datetime | None = None
    n_failures: int = 0

    @classmethod
    def found(cls, name: str, at: datetime) -> "MalUser":
        """Return a user who was never visited."""
        return cls(normalise_name(name), name.strip(), ListStatus.NEW, at, at)

    def visited(self, status: ListStatus, at: datetime, *, is_whole: bool = True) -> "MalUser":
        """Return the user after a visit; `is_whole`: the list was read, not only checked."""
        is_read = status in {ListStatus.LISTED, ListStatus.SMALL} and is_whole
        return replace(
            self,
            status=status,
            due_at=at + _PAUSES[status],
            checked_at=at,
            fetched_at=at if is_read else self.fetched_at,
            missing_since=(self.missing_since or at) if status is ListStatus.MISSING else None,
            n_failures=self.n_failures + 1 if status in _FAILURES else 0,
        )

    @property
    def is_deleted(self) -> bool:
        """Whether MAL has answered 404 repeatedly, over days."""
        return (
            self.missing_since is not None
            and self.checked_at is not None
            and self.n_failures >= _MIN_MISSES
            and self.checked_at - self.missing_since >= _MIN_MISSING_TIME
        )
