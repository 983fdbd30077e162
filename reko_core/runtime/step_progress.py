"""Progress of work in steps."""

from collections.abc import Callable

__all__ = ["StepProgress", "no_progress"]

StepProgress = Callable[[str, int, int | None], None]
"""Called with the step, how much of it is done, and its total (None = unknown)."""


def no_progress(_step: str, _done: int, _total: int | None) -> None:
    """Report nothing."""
