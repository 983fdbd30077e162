"""Results of checks."""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Facts", "Finding", "State", "failure", "ok", "skipped", "warning"]

Facts = dict[str, str | int | float | None]


class State(StrEnum):
    """Severity; SKIPPED: not checked."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: its state, and a message of what is wrong and how to fix it.

    action: a command to run or an address to open, complete. Nothing here contains a secret.
    """

    check: str
    state: State
    message: str
    facts: Facts = field(default_factory=dict)
    action: str | None = None


def ok(
    check: str, message: str, action: str | None = None, /, **facts: str | float | None
) -> Finding:
    """Return the finding that all is well."""
    return Finding(check, State.OK, message, dict(facts), action)


def warning(
    check: str, message: str, action: str | None = None, /, **facts: str | float | None
) -> Finding:
    """Return the finding that something works, but not well or not for long."""
    return Finding(check, State.WARNING, message, dict(facts), action)


def failure(
    check: str, message: str, action: str | None = None, /, **facts: str | float | None
) -> Finding:
    """Return the finding that something does not work."""
    return Finding(check, State.ERROR, message, dict(facts), action)


def skipped(check: str, message: str) -> Finding:
    """Return the finding that something was not checked."""
    return Finding(check, State.SKIPPED, message)
