"""What happened in a run, and when: faults, outcomes, and what must not have been."""

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
    """A fault in its time; `ended` is None while it goes on."""

    kind: str
    began: float
    ended: float | None = None


@dataclass
class Journal:
    """Times are those of the monotonic clock. path: file for violations."""

    path: Path | None = None
    faults: list[Fault] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    figures: dict[str, str] = field(default_factory=dict)
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
        """Say whether a fault whose kind begins so was on, from `since` less the margin to now."""
        return any(
            fault.kind.startswith(kinds) and (fault.ended is None or fault.ended > since - margin_s)
            for fault in reversed(self.faults)
        )

    def began(self, *kinds: str, since: float) -> bool:
        """Say whether a fault whose kind begins so has begun since."""
        return any(fault.kind.startswith(kinds) and fault.began > since for fault in self.faults)

    def violation(self, message: str) -> None:
        """Note what must not have been."""
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
