"""Progress of a crawl: two live lines on a terminal, plain lines elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from reko_cli.views.progress import IntervalTimer
from reko_core.community.crawl import CrawlLimits, CrawlProgress, CrawlState

__all__ = ["CrawlView", "crawl_progress"]

BAR_WIDTH = 24
HOUR_S = 3600.0


class CrawlView(Protocol):
    """Shows the progress of a crawl; `latest` is what was shown last."""

    latest: CrawlProgress

    def show(self, now: CrawlProgress) -> None:
        """Show the progress."""


@contextmanager
def crawl_progress(console: Console, limits: CrawlLimits) -> Iterator[CrawlView]:
    """Yield the view of a crawl while it runs."""
    if not console.is_terminal:
        yield _Lines(console, limits, IntervalTimer())
        return
    view = _Screen(limits)
    with Live(view, console=console, refresh_per_second=4, transient=True):
        yield view


class _Screen:
    """A bar with rate and time left, and below it the state and the user names."""

    def __init__(self, limits: CrawlLimits) -> None:
        self.latest = CrawlProgress()
        self._limits = limits
        self._spinner = Spinner("dots")

    def show(self, now: CrawlProgress) -> None:
        self.latest = now

    def __rich__(self) -> RenderableType:
        now, total = self.latest, self._limits.n_lists
        bar = ProgressBar(
            total=None if _share(now, self._limits) is None else 1.0,
            completed=_share(now, self._limits) or 0.0,
            width=BAR_WIDTH,
        )
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_row(self._spinner, bar, *(Text(part) for part in _counts(now, total)))
        return Group(grid, Text(f"  {_state(now)}; {_names(now)}", style="dim"))


class _Lines:
    """A line when the state changes or a pause starts, and every few seconds."""

    def __init__(self, console: Console, limits: CrawlLimits, timer: IntervalTimer) -> None:
        self.latest = CrawlProgress()
        self._console = console
        self._limits = limits
        self._timer = timer
        self._last_state: tuple[CrawlState, datetime | None] | None = None

    def show(self, now: CrawlProgress) -> None:
        self.latest = now
        is_due = self._timer.is_due()
        state = now.state, now.looking_paused_until
        if is_due or state != self._last_state:
            parts = (*_counts(now, self._limits.n_lists), _state(now), _names(now))
            line = f"{self._timer.elapsed_s:6.0f} s  {', '.join(parts)}"
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)
            self._last_state = state


def _share(now: CrawlProgress, limits: CrawlLimits) -> float | None:
    if limits.n_lists is not None:
        return now.n_kept / limits.n_lists
    if limits.max_hours is not None and now.seconds_left is not None:
        return 1 - now.seconds_left / (limits.max_hours * HOUR_S)
    return None


def _counts(now: CrawlProgress, total: int | None) -> list[str]:
    lists = f"{now.n_kept:,} lists" if total is None else f"{now.n_kept:,}/{total:,} lists"
    counts = [lists, f"{now.lists_per_hour:,.0f}/h"]
    if now.seconds_left is not None:
        counts.append(f"{timedelta(seconds=round(now.seconds_left))} left")
    return counts


def _state(now: CrawlProgress) -> str:
    state = now.state.value
    if now.waiting_until is not None:
        state += f" until {now.waiting_until.astimezone():%H:%M:%S}"
    if now.looking_paused_until is not None:
        state += f" (no name discovery before {now.looking_paused_until.astimezone():%H:%M:%S})"
    return state


def _names(now: CrawlProgress) -> str:
    return (
        f"{now.n_waiting:,} names waiting, {now.share_private:.0%} private, "
        f"{now.share_small:.0%} too small"
    )
