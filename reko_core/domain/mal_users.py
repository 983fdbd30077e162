"""Users of MAL as Reko has met them: asked for, found on the way, gone, or hidden."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from reko_core.domain.models import normalise_name

__all__ = ["FAILURE_PAUSE", "ListStatus", "MalUser"]

FAILURE_PAUSE = timedelta(days=7)
"""A name that failed is not asked for again before."""

_PAUSE_AFTER_SUCCESS = timedelta(days=1)
_PAUSE_AFTER_REFUSAL = timedelta(days=30)
_MISSES_OF_DELETED = 3
_DAYS_OF_DELETED = timedelta(days=7)


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
    ListStatus.SMALL: _PAUSE_AFTER_REFUSAL,
    ListStatus.PRIVATE: _PAUSE_AFTER_REFUSAL,
    ListStatus.MISSING: FAILURE_PAUSE,
    ListStatus.FAILING: FAILURE_PAUSE,
}
_FAILURES = {ListStatus.MISSING, ListStatus.FAILING}


@dataclass(frozen=True, slots=True)
class MalUser:
    """A user and what is known of their list; `name` is in lower case.

    due_at: not visited by a job before. checked_at: last visit. fetched_at: when the whole list
    was read last. asked_at: when somebody last asked for recommendations for them. friends_at:
    when the names of their friends were read. missing_since: first of the 404s in a row.
    n_failures: failed visits in a row.
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
        """Return somebody who was never visited."""
        return cls(normalise_name(name), name.strip(), ListStatus.NEW, at, at)

    def visited(self, status: ListStatus, at: datetime, *, is_whole: bool = True) -> "MalUser":
        """Return the user after a visit; `is_whole`: the list was read, not only probed."""
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
        """Whether MAL has denied knowing the user repeatedly, over days."""
        return (
            self.missing_since is not None
            and self.checked_at is not None
            and self.n_failures >= _MISSES_OF_DELETED
            and self.checked_at - self.missing_since >= _DAYS_OF_DELETED
        )
