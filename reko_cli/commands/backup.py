"""`reko backup` and `reko restore`: the database and the secret of its hashes, in one file."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.operations.backup import RestoreReport

__all__ = ["backup", "restore"]

MEGABYTE = 1_000_000


def backup(file: Path, /, *, force: bool = False, config: ConfigPath = None) -> None:
    """Write the database to a file, while programs use it.

    The file is a SQLite database, and there when it is whole and checked. It holds the secret of
    the user hashes, too, unless community.hash_secret is set: keep it where nobody else reads.

    Parameters
    ----------
    file
        The file to write.
    force
        Replace a file that is there.

    """
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_core.operations.backup import SecretStatus, back_up

    settings = configure(config)
    started = time.monotonic()
    with step_progress(Console(stderr=True)) as report:
        done = back_up(settings, file, report, is_forced=force)
    seconds = time.monotonic() - started
    told = (
        f"{file}: {done.n_bytes / MEGABYTE:,.1f} MB in {seconds:.1f} s "
        f"({done.n_bytes / MEGABYTE / max(seconds, 1e-3):,.0f} MB/s), checked."
    )
    if done.secret is SecretStatus.CONFIGURED:
        told += " It does not hold community.hash_secret: keep that, too."
    Console(highlight=False, soft_wrap=True).print(told, markup=False)


def restore(file: Path, /, *, config: ConfigPath = None) -> None:
    """Put a backup in the place of the database, and migrate it.

    The present state is kept beside the database first. Running programs see either the old
    or the new state; what they write between the two is lost, so better stop them.

    Parameters
    ----------
    file
        A backup, or a copy of a database of Reko.

    """
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_core.operations.backup import restore as restore_backup

    settings = configure(config)
    with step_progress(Console(stderr=True)) as report:
        done = restore_backup(settings, file, report)
    console = Console(highlight=False, soft_wrap=True)
    for line in _told(file, done):
        console.print(line, markup=False)


def _told(file: Path, done: "RestoreReport") -> list[str]:
    from reko_core.operations.backup import SecretStatus

    made = f", made at {done.made_at}" if done.made_at else ""
    told = [f"The database is now what {file} holds{made}."]
    if done.safety_copy is not None:
        told.append(f"What it was before is kept: {done.safety_copy}")
    by_fate = {
        SecretStatus.REPLACED: "The secret of the user hashes was restored, too. Run: reko build, "
        "and start running programs anew.",
        SecretStatus.DIFFERS: "The backup was made under another secret of the user hashes: its "
        "bans of users hold only where community.hash_secret is what it was then.",
        SecretStatus.UNKNOWN: "The file does not say under which secret of the user hashes it was "
        "made; its bans of users hold only under that one.",
    }
    if done.secret in by_fate:
        told.append(by_fate[done.secret])
    return told
