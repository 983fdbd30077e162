"""An event loop whose time jumps to the next timer, so that sleeping takes no time."""

import asyncio
import selectors
from typing import Any

# Minimum advance of the clock: adding less than float precision would loop forever.
LEAST_S = 1e-6


class _TimeWarpSelector(selectors.DefaultSelector):
    skipped_s = 0.0

    def select(self, timeout: float | None = None) -> Any:
        self.skipped_s += max(timeout or 0.0, LEAST_S)
        return super().select(0)


class TimeWarpLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _TimeWarpSelector()
        super().__init__(self._skipping)

    def time(self) -> float:
        return self._skipping.skipped_s
