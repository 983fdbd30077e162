"""`reko import`."""

import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from reko_cli.errors import sentence
from reko_cli.progress import Reporter, reporting
from reko_cli.settings import read_settings
from reko_core.community.importers import Progress, Summary, import_file
from reko_core.errors import ImportRefused
from reko_core.store import Store

__all__ = ["run"]


async def run(files: list[Path], source: str | None, config: Path | None) -> int:
    """Import the files; go on after one that is refused, and return 1 then."""
    settings = read_settings(config)
    refused = []
    async with Store.open(settings.database) as store:
        for path in files:
            try:
                with reporting() as reporter:
                    summary = await import_file(
                        store, path, source=source, progress=_progress(reporter, path)
                    )
            except ImportRefused as error:
                refused.append(error)
                continue
            Console().print(_table(path, summary))
    for error in refused:
        Console(stderr=True).print(f"[red]reko:[/] {sentence(error)}", soft_wrap=True)
    return 1 if refused else 0


def _progress(reporter: Reporter, path: Path) -> Callable[[Progress], None]:
    started = time.monotonic()

    def show(progress: Progress) -> None:
        speed = progress.n_rows / max(time.monotonic() - started, 1e-3)
        note = f"{progress.n_rows:,} rows, {speed:,.0f} rows/s"
        reporter.show(path.name, progress.bytes_read, progress.bytes_total, note)

    return show


def _table(path: Path, summary: Summary) -> Table:
    table = Table(title=f"{path.name}: {summary.layout}", show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_row("rows read", f"{summary.n_rows:,}")
    table.add_row("taken", f"{summary.n_taken:,}")
    for reason, count in sorted(summary.skipped.items()):
        table.add_row(f"skipped: {reason}", f"[yellow]{count:,}[/]")
    for noun, changes in (("lists", summary.lists), ("titles", summary.titles)):
        if changes.total:
            table.add_row(f"{noun} new", f"{changes.new:,}")
            table.add_row(f"{noun} changed", f"{changes.changed:,}")
            table.add_row(f"{noun} unchanged", f"{changes.unchanged:,}")
    table.add_row("time", f"{summary.seconds:.1f} s, {summary.rows_per_second:,.0f} rows/s")
    return table
