"""The journal of a run: faults, outcomes, and violations, with times."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["Fault", "Journal"]

MAX_TOLD = 20


@dataclass
class Fault:
    """A fault and its time; `ended` is None while it lasts."""

    kind: str
    began: float
    ended: float | None = None


@dataclass
class Journal:
    """Times are those of the monotonic clock. path: file for violations."""

    path: Path | None = None
    faults: list[Fault] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    n_violations: int = 0

    @contextmanager
    def fault(self, kind: str) -> Iterator[Fault]:
        fault = Fault(kind, time.monotonic())
        self.faults.append(fault)
        try:
            yield fault
        finally:
            fault.ended = time.monotonic()

    def had(self, *kinds: str, since: float, margin_s: float = 0.0) -> bool:
        """Return whether a fault with this prefix was active since `since - margin_s`."""
        return any(
            fault.kind.startswith(kinds) and (fault.ended is None or fault.ended > since - margin_s)
            for fault in reversed(self.faults)
        )

    def began(self, *kinds: str, since: float) -> bool:
        """Return whether a fault with this prefix has started since."""
        return any(fault.kind.startswith(kinds) and fault.began > since for fault in self.faults)

    def violation(self, message: str) -> None:
        """Record a violation."""
        self.n_violations += 1
        on = [fault.kind for fault in self.faults if fault.ended is None]
        message = f"{datetime.now(UTC):%H:%M:%S} {message} (now: {', '.join(on) or '-'})"
        if len(self.violations) < MAX_TOLD:
            self.violations.append(message)
            if self.path is not None:
                with self.path.open("a") as file:
                    file.write(f"{message}\n")

    def counted(self) -> Counter[str]:
        return Counter(fault.kind for fault in self.faults)
