"""What a check has found."""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Facts", "Finding", "State", "ok", "skipped", "trouble", "warning"]

Facts = dict[str, str | int | float | None]


class State(StrEnum):
    """How bad it is; what was SKIPPED is not known."""

    OK = "ok"
    WARNING = "warning"
    TROUBLE = "trouble"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state, and a sentence of what is wrong and what helps.

    Neither the sentence nor the facts hold a secret.
    """

    check: str
    state: State
    told: str
    facts: Facts = field(default_factory=dict)


def ok(check: str, told: str, **facts: str | float | None) -> Finding:
    """Say that something is as it should be."""
    return Finding(check, State.OK, told, dict(facts))


def warning(check: str, told: str, **facts: str | float | None) -> Finding:
    """Say that something works, but not well or not for long."""
    return Finding(check, State.WARNING, told, dict(facts))


def trouble(check: str, told: str, **facts: str | float | None) -> Finding:
    """Say that something does not work."""
    return Finding(check, State.TROUBLE, told, dict(facts))


def skipped(check: str, told: str) -> Finding:
    """Say that something was not looked at."""
    return Finding(check, State.SKIPPED, told)
