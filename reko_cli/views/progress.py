"""Progress of long work: bars on a terminal, a plain line every few seconds elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from reko_core.domain.text import clean

if TYPE_CHECKING:
    from reko_core.community.importers import Progress as FileProgress
    from reko_core.runtime.step_progress import StepProgress

__all__ = ["IntervalTimer", "file_progress", "step_progress"]

LINE_INTERVAL_S = 5.0
MEGABYTE = 1_000_000


class IntervalTimer:
    """Reports when an interval has passed, by a clock in seconds."""

    def __init__(
        self, interval_s: float = LINE_INTERVAL_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interval_s = interval_s
        self._clock = clock
        self._started = self._last = clock()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the work started."""
        return self._clock() - self._started

    def is_due(self) -> bool:
        """Return whether the interval has passed, and if so start the next."""
        now = self._clock()
        if now - self._last < self._interval_s:
            return False
        self._last = now
        return True


@contextmanager
def step_progress(console: Console) -> Iterator["StepProgress"]:
    """Yield a function to call with the progress of work in named steps."""
    if not console.is_terminal:
        yield _step_lines(console, IntervalTimer())
        return
    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        _CountColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        yield _step_bars(bars)
        for task_id in bars.task_ids:
            _finish(bars, task_id)


@contextmanager
def file_progress(console: Console, name: str) -> Iterator["Callable[[FileProgress], None]"]:
    """Yield a function to call with the progress of one file: bytes and rows."""
    if not console.is_terminal:
        yield _file_lines(console, clean(name), IntervalTimer())
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task_id = bar.add_task(clean(name), total=None, rows="")
        timer = IntervalTimer()

        def report(now: "FileProgress") -> None:
            bar.update(
                task_id, completed=now.bytes_read, total=now.bytes_total, rows=_rows(now, timer)
            )

        yield report


class _CountColumn(ProgressColumn):
    """Done of total, if the step has a total."""

    def render(self, task: Task) -> Text:
        """Render the count of one step."""
        total = task.fields.get("counted")
        return Text(f"{int(task.completed):,}/{total:,}" if total else "", style="dim")


def _step_bars(bars: Progress) -> "StepProgress":
    def report(step: str, done: int, total: int | None) -> None:
        if not bars.tasks or bars.tasks[-1].description != step:
            for task_id in bars.task_ids:
                _finish(bars, task_id)
            bars.add_task(step, total=None, counted=None)
        bars.update(bars.task_ids[-1], completed=done, total=total, counted=total)

    return report


def _finish(bars: Progress, task_id: TaskID) -> None:
    """Fill the bar of a step, also of one without a total."""
    task = next(task for task in bars.tasks if task.id == task_id)
    bars.update(task_id, total=task.total or 1, completed=task.total or 1)


def _step_lines(console: Console, timer: IntervalTimer) -> "StepProgress":
    last = ""

    def report(step: str, done: int, total: int | None) -> None:
        nonlocal last
        is_due = timer.is_due()
        if step != last or is_due:
            count = f" {done:,}/{total:,}" if total else ""
            console.print(f"{timer.elapsed_s:6.1f} s  {step}{count}", markup=False, highlight=False)
            last = step

    return report


def _file_lines(
    console: Console, name: str, timer: IntervalTimer
) -> "Callable[[FileProgress], None]":
    def report(now: "FileProgress") -> None:
        if not timer.is_due():
            return
        share = now.bytes_read / max(now.bytes_total, 1)
        left_s = timer.elapsed_s * (1 - share) / share if share else 0.0
        console.print(
            f"{name}: {now.bytes_read / MEGABYTE:,.0f} of {now.bytes_total / MEGABYTE:,.0f} MB, "
            f"{_rows(now, timer)}, {left_s:.0f} s left",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )

    return report


def _rows(now: "FileProgress", timer: IntervalTimer) -> str:
    return f"{now.n_rows:,} rows, {now.n_rows / max(timer.elapsed_s, 1e-3):,.0f}/s"
