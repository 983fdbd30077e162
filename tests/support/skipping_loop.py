"""An event loop that skips waiting: its time jumps to the next timer."""

import asyncio
import selectors
from typing import Any

# Who waits for less than a number of this size can tell must not wait for ever.
LEAST_S = 1e-6


class _SkippingSelector(selectors.DefaultSelector):
    skipped_s = 0.0

    def select(self, timeout: float | None = None) -> Any:
        self.skipped_s += max(timeout or 0.0, LEAST_S)
        return super().select(0)


class SkippingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _SkippingSelector()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.skipped_s
