"""`reko build`."""

from pathlib import Path

from rich.console import Console

from reko_cli.progress import reporting
from reko_cli.settings import read_settings
from reko_core.community.build import build_snapshot
from reko_core.store import Store

__all__ = ["run"]


async def run(config: Path | None) -> int:
    """Build a snapshot and say what is in it."""
    settings = read_settings(config)
    async with Store.open(settings.database) as store:
        with reporting() as reporter:
            report = await build_snapshot(store, settings.community, reporter.show)
    console = Console(highlight=False)
    console.print(
        f"Snapshot [bold]{report.name}[/]: {report.n_users:,} users, {report.n_items:,} titles,"
        f" {report.n_entries:,} entries, {report.n_bytes / 1e6:.1f} MB, {report.seconds:.1f} s"
    )
    for reason, count in sorted(report.n_skipped.items()):
        console.print(f"  left out, {reason}: {count:,} lists")
    return 0
