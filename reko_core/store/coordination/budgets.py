"""Request budgets: when the next request to a site may be sent, over all processes.

The generic cell rate algorithm (GCRA) with reservations. For each site there is one row with the
theoretical arrival time `next_at` of the next request. At the time t of the server, with the
interval T between requests and bursts of b, a request is sent at

    s = max(t, next_at - (b - 1) T, resume_at),   after which   next_at := max(next_at, s) + T,

and not before the `per_minute`-th request before it is a minute ago. One statement does all of it:
the row is locked for no longer than that, and no process can die in between.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy import text

from reko_core.observability.metrics import StoreMetrics
from reko_core.store.coordination.processes import Processes
from reko_core.store.database.connection import Database

__all__ = ["RequestBudget", "open_budgets"]

# A background request is granted only when `next_at` is past: then no part of a burst is used, and
# nobody waits in any process.
_RESERVE = text(
    """
UPDATE request_budgets AS budget SET (next_at, granted_at, sent_at) = (
  SELECT CASE WHEN is_granted THEN greatest(budget.next_at, slot) + :interval_s
              ELSE budget.next_at END,
         CASE WHEN is_granted THEN slot END,
         CASE WHEN is_granted AND :per_minute > 0
              THEN (budget.sent_at || slot)[cardinality(budget.sent_at) + 2 - :per_minute :]
              ELSE budget.sent_at END
  FROM (SELECT extract(epoch FROM clock_timestamp())::float8 AS now) AS clock,
       LATERAL (SELECT greatest(now, budget.next_at - :tolerance_s, budget.resume_at,
           CASE WHEN cardinality(budget.sent_at) >= :per_minute
                THEN budget.sent_at[cardinality(budget.sent_at) + 1 - :per_minute] + 60 END
         ) AS slot) AS slots,
       LATERAL (SELECT CASE WHEN :is_background THEN greatest(slot, budget.next_at) <= now
           ELSE budget.resume_at - now <= :max_wait_s END AS is_granted) AS granted
)
WHERE site = :site
RETURNING granted_at - extract(epoch FROM clock_timestamp())::float8,
          resume_at - extract(epoch FROM clock_timestamp())::float8
"""
)
_ADD = text(
    """
INSERT INTO request_budgets (site, next_at, resume_at, sent_at) VALUES (:site, 0, 0, '{}')
ON CONFLICT (site) DO NOTHING
"""
)
_PAUSE = text(
    """
UPDATE request_budgets
SET resume_at = greatest(resume_at, extract(epoch FROM clock_timestamp())::float8 + :pause_s)
WHERE site = :site
"""
)
_REMAINING = text(
    """
SELECT resume_at - extract(epoch FROM clock_timestamp())::float8 FROM request_budgets
WHERE site = :site
"""
)


class RequestBudget:
    """The budget of one site."""

    def __init__(self, database: Database, processes: Processes, site: str) -> None:
        self._database = database
        self.processes = processes
        self._site = site

    @property
    def n_processes(self) -> int:
        """How many processes share the budget."""
        return self.processes.n_seen

    async def reserve(
        self,
        *,
        interval_s: float,
        burst: int,
        per_minute: int | None,
        max_wait_s: float,
        is_background: bool,
    ) -> tuple[float | None, float]:
        """Reserve a request: return in how many seconds to send it, and those of a pause.

        The first is None if none was reserved: during a pause that is longer than `max_wait_s`, and
        for a background request that cannot be sent at once, or only as part of a burst. Raises
        StoreError.
        """
        values = {
            "site": self._site,
            "interval_s": interval_s,
            "tolerance_s": (burst - 1) * interval_s,
            "per_minute": per_minute or 0,
            "max_wait_s": max_wait_s,
            "is_background": is_background,
        }
        async with self._database.write() as connection:
            row = (await connection.execute(_RESERVE, values)).first()
            if row is None:
                await connection.execute(_ADD, {"site": self._site})
                row = (await connection.execute(_RESERVE, values)).one()
        wait_s, pause_s = row
        return wait_s, pause_s

    async def pause(self, pause_s: float) -> None:
        """Pause the requests of all processes. Raises StoreError."""
        async with self._database.write() as connection:
            await connection.execute(_ADD, {"site": self._site})
            await connection.execute(_PAUSE, {"site": self._site, "pause_s": pause_s})

    async def pause_remaining_s(self) -> float:
        """Return how long the pause lasts that any process has begun. Raises StoreError."""
        async with self._database.read() as connection:
            return await connection.scalar(_REMAINING, {"site": self._site}) or 0.0


@asynccontextmanager
async def open_budgets(
    database: Database, metrics: StoreMetrics | None
) -> AsyncIterator[Callable[[str], RequestBudget | None]]:
    """Yield what returns the budget of a site, None in SQLite: there each process has its own.

    Until the context exits, this process counts as one that shares them. Raises StoreError.
    """
    if database.dialect != "postgresql":
        yield lambda _site: None
        return
    async with Processes.open(database, metrics) as processes:
        yield partial(RequestBudget, database, processes)
