"""How far a crawl is."""

from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from reko_core.community.crawl.limits import CrawlLimits
from reko_core.domain.mal_users import ListStatus
from reko_core.runtime.clock import Clock

__all__ = ["CrawlProgress", "CrawlState", "CrawlStats", "OnProgress"]

RATE_OVER = timedelta(minutes=15)
HOUR_S = 3600.0
# The rate of the first few seconds says nothing.
LEAST_S = 10.0


class CrawlState(StrEnum):
    """What the fetching of lists is at."""

    FETCHING = "fetching"
    WAITING_FOR_MAL = "waiting for MAL"
    WAITING_FOR_DATABASE = "waiting for the database"
    LOOKING = "looking for names"


@dataclass(frozen=True, slots=True)
class CrawlProgress:
    """A crawl in figures, those of this run.

    n_waiting: names that are due for a visit. lists_per_hour: kept, over the last quarter of an
    hour. seconds_left: None where nothing tells. waiting_until: for the two states that wait.
    looking_paused_until: no names are looked for before, Jikan has none or fails.
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
        """Names of which something has become."""
        return self.n_kept + self.n_small + self.n_private + self.n_missing + self.n_failed

    @property
    def share_private(self) -> float:
        """Which part of the visits found a hidden list."""
        return self.n_private / max(self.n_visits, 1)

    @property
    def share_small(self) -> float:
        """Which part of the visits found too short a list."""
        return self.n_small / max(self.n_visits, 1)


OnProgress = Callable[[CrawlProgress], None]


class CrawlStats:
    """Counts during a crawl and tells whoever listens."""

    def __init__(self, clock: Clock, limits: CrawlLimits, on_progress: OnProgress | None) -> None:
        self._clock = clock
        self._limits = limits
        self._on_progress = on_progress
        self._started = clock.now()
        self._kept_at: deque[datetime] = deque()
        self._outcomes: Counter[ListStatus] = Counter()
        self._found: Counter[str] = Counter()
        self._n_waiting = 0
        self._state = CrawlState.LOOKING
        self._waiting_until: datetime | None = None
        self._looking_paused_until: datetime | None = None

    @property
    def has_enough(self) -> bool:
        """Whether as many lists are kept as were wanted."""
        wanted = self._limits.n_lists
        return wanted is not None and self._outcomes[ListStatus.LISTED] >= wanted

    def note_visit(self, standing: ListStatus) -> None:
        """Count what became of a name."""
        self._outcomes[standing] += 1
        self._n_waiting = max(0, self._n_waiting - 1)
        if standing is ListStatus.LISTED:
            self._kept_at.append(self._clock.now())
        self._tell()

    def note_found(self, source: str, n_new: int) -> None:
        """Count new names."""
        self._found[source] += n_new
        self._tell()

    def note_waiting(self, n_waiting: int) -> None:
        """Say how many names are due."""
        self._n_waiting = n_waiting
        self._tell()

    def note_state(self, state: CrawlState, until: datetime | None = None) -> None:
        """Say what the fetching is at."""
        if (state, until) != (self._state, self._waiting_until):
            self._state, self._waiting_until = state, until
            self._tell()

    def note_looking(self, paused_until: datetime | None) -> None:
        """Say until when no names are looked for; None = they are."""
        self._looking_paused_until = paused_until
        self._tell()

    def progress(self) -> CrawlProgress:
        """Return the figures of this moment."""
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
        while self._kept_at and self._kept_at[0] <= now - RATE_OVER:
            self._kept_at.popleft()
        over_s = min(now - self._started, RATE_OVER).total_seconds()
        return len(self._kept_at) * HOUR_S / max(over_s, LEAST_S)

    def _seconds_left(self, rate: float) -> float | None:
        ends = []
        if self._limits.max_hours is not None:
            gone_s = (self._clock.now() - self._started).total_seconds()
            ends.append(max(0.0, self._limits.max_hours * HOUR_S - gone_s))
        if self._limits.n_lists is not None and rate:
            n_left = max(0, self._limits.n_lists - self._outcomes[ListStatus.LISTED])
            ends.append(n_left * HOUR_S / rate)
        return min(ends, default=None)

    def _tell(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self.progress())
