"""Progress bars on standard error: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

__all__ = ["Reporter", "reporting"]

_LINE_INTERVAL_S = 5.0


class Reporter:
    """Shows steps of a long work."""

    def __init__(self, console: Console, bars: Progress) -> None:
        self._console = console
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._last_line = 0.0

    def show(self, step: str, done: float, total: float | None, note: str = "") -> None:
        """Show how far a step is; a total of None means that nobody knows."""
        if not self._console.is_terminal:
            self._print_line(step, done, total, note)
            return
        if step not in self._tasks:
            for task in self._tasks.values():
                self._bars.update(task, completed=1, total=1)
            self._tasks[step] = self._bars.add_task(step, total=total, note="")
        self._bars.update(self._tasks[step], completed=done, total=total, note=note)

    def _print_line(self, step: str, done: float, total: float | None, note: str) -> None:
        is_new = step not in self._tasks
        now = time.monotonic()
        if is_new or now - self._last_line > _LINE_INTERVAL_S:
            self._tasks[step] = TaskID(len(self._tasks))
            self._last_line = now
            share = f" {100 * done / total:.0f} %" if total else ""
            self._console.print(f"{step}{share} {note}".rstrip(), highlight=False)


@contextmanager
def reporting() -> Iterator[Reporter]:
    """Give a reporter whose bars end with the context."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("[bold]{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
        TextColumn("[dim]{task.fields[note]}"),
        console=console,
        disable=not console.is_terminal,
    ) as bars:
        yield Reporter(console, bars)
