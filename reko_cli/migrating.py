"""`reko migrate`."""

from pathlib import Path

from rich.console import Console

from reko_cli.settings import read_settings
from reko_core.store import migrate

__all__ = ["run"]


def run(config: Path | None) -> int:
    """Run the migrations that are missing and say which."""
    done = migrate(read_settings(config).database)
    console = Console(highlight=False)
    if done.before == done.after:
        console.print(f"The database is up to date (revision {done.after}).")
    else:
        console.print(f"The database went from {done.before or 'empty'} to revision {done.after}.")
    return 0
