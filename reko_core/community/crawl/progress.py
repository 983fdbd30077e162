"""Limits and progress of a crawl."""

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reko_core.domain.mal_users import ListStatus
from reko_core.runtime.clock import Clock

__all__ = ["CrawlLimits", "CrawlProgress", "CrawlState", "CrawlStats", "OnProgress"]

RATE_OVER = timedelta(minutes=15)
HOUR_S = 3600.0
# A rate over a shorter time is meaningless.
MIN_RATE_S = 10.0


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """When a crawl ends, and how fast it goes; None = no limit.

    n_lists: stop after this many stored lists. max_hours: stop after this time. lists_per_hour:
    at most this many visits an hour, whatever their outcome, besides the throttle of the client.
    """

    n_lists: int | None = None
    max_hours: float | None = None
    lists_per_hour: float | None = None


class CrawlState(StrEnum):
    """What the visits of a crawl are doing."""

    FETCHING = "fetching"
    WAITING_FOR_MAL = "waiting for MAL"
    WAITING_FOR_DATABASE = "waiting for the database"
    LOOKING = "looking for names"


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """Progress of this run.

    n_waiting: names that are due for a visit. lists_per_hour: stored, over the last quarter of an
    hour. seconds_left: None if unknown. waiting_until: for the two states that wait.
    looking_paused_until: name discovery is paused until then, as Jikan fails or has no new names.
    """

    n_kept: int = 0
    n_small: int = 0
    n_private: int = 0
    n_missing: int = 0
    n_failed: int = 0
    n_waiting: int = 0
    n_found: Mapping[str, int] | None = None
    lists_per_hour: float = 0.0
    seconds_left: float | None = None
    state: CrawlState = CrawlState.LOOKING
    waiting_until: datetime | None = None
    looking_paused_until: datetime | None = None

    @property
    def n_visits(self) -> int:
        """Number of visits with an outcome."""
        return self.n_kept + self.n_small + self.n_private + self.n_missing + self.n_failed

    @property
    def share_private(self) -> float:
        """Share of the visits that found a private list."""
        return self.n_private / max(self.n_visits, 1)

    @property
    def share_small(self) -> float:
        """Share of the visits that found too short a list."""
        return self.n_small / max(self.n_visits, 1)


OnProgress = Callable[[CrawlProgress], None]


class CrawlStats:
    """Counters of a crawl; `on_progress` is called on every change."""

    def __init__(self, clock: Clock, limits: CrawlLimits, on_progress: OnProgress | None) -> None:
        self._clock = clock
        self._limits = limits
        self._on_progress = on_progress
        self._started = clock.now()
        self._stored_at: deque[datetime] = deque()
        self._outcomes: Counter[ListStatus] = Counter()
        self._found: Counter[str] = Counter()
        self._n_waiting = 0
        self._state = CrawlState.LOOKING
        self._waiting_until: datetime | None = None
        self._looking_paused_until: datetime | None = None

    @property
    def has_enough(self) -> bool:
        """Whether `n_lists` lists are stored."""
        limit = self._limits.n_lists
        return limit is not None and self._outcomes[ListStatus.LISTED] >= limit

    @property
    def visit_interval_s(self) -> float:
        """Least time from one visit to the next."""
        per_hour = self._limits.lists_per_hour
        return HOUR_S / per_hour if per_hour else 0.0

    def count_visit(self, status: ListStatus) -> None:
        """Count a visit by its outcome."""
        self._outcomes[status] += 1
        self._n_waiting = max(0, self._n_waiting - 1)
        if status is ListStatus.LISTED:
            self._stored_at.append(self._clock.now())
        self._notify()

    def count_found(self, source: str, n_new: int) -> None:
        """Count new names."""
        self._found[source] += n_new
        self._notify()

    def set_waiting(self, n_waiting: int) -> None:
        """Set how many names are due."""
        self._n_waiting = n_waiting
        self._notify()

    def set_state(self, state: CrawlState, until: datetime | None = None) -> None:
        """Set what the visits are doing."""
        if (state, until) != (self._state, self._waiting_until):
            self._state, self._waiting_until = state, until
            self._notify()

    def set_discovery_pause(self, paused_until: datetime | None) -> None:
        """Set until when name discovery is paused; None = it is not."""
        self._looking_paused_until = paused_until
        self._notify()

    def progress(self) -> CrawlProgress:
        """Return the current progress."""
        rate = self._rate()
        return CrawlProgress(
            n_kept=self._outcomes[ListStatus.LISTED],
            n_small=self._outcomes[ListStatus.SMALL],
            n_private=self._outcomes[ListStatus.PRIVATE],
            n_missing=self._outcomes[ListStatus.MISSING],
            n_failed=self._outcomes[ListStatus.FAILING],
            n_waiting=self._n_waiting,
            n_found=dict(self._found),
            lists_per_hour=rate,
            seconds_left=self._seconds_left(rate),
            state=self._state,
            waiting_until=self._waiting_until,
            looking_paused_until=self._looking_paused_until,
        )

    def _rate(self) -> float:
        now = self._clock.now()
        while self._stored_at and self._stored_at[0] <= now - RATE_OVER:
            self._stored_at.popleft()
        over_s = min(now - self._started, RATE_OVER).total_seconds()
        return len(self._stored_at) * HOUR_S / max(over_s, MIN_RATE_S)

    def _seconds_left(self, rate: float) -> float | None:
        ends = []
        if self._limits.max_hours is not None:
            elapsed_s = (self._clock.now() - self._started).total_seconds()
            ends.append(max(0.0, self._limits.max_hours * HOUR_S - elapsed_s))
        if self._limits.n_lists is not None and rate:
            n_left = max(0, self._limits.n_lists - self._outcomes[ListStatus.LISTED])
            ends.append(n_left * HOUR_S / rate)
        return min(ends, default=None)

    def _notify(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self.progress())
