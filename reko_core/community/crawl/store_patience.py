"""A database that fails is given some time, and then up."""

import structlog

from reko_core.errors import StoreError
from reko_core.runtime.clock import Clock

__all__ = ["StorePatience"]

PAUSE_S = 10.0
MAX_FAILURES = 6

_log = structlog.get_logger(__name__)


class StorePatience:
    """Bears so many failures in a row, with a pause after each."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._n_failures = 0

    async def bear(self, error: StoreError) -> None:
        """Wait before going on. Raises the error when it was one too many."""
        self._n_failures += 1
        if self._n_failures >= MAX_FAILURES:
            raise error
        _log.warning("crawl waits", reason=str(error))
        await self._clock.sleep(PAUSE_S)

    def reset(self) -> None:
        """Forget the failures: the database works."""
        self._n_failures = 0
