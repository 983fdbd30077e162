"""`reko restore`: a backup in place of the database."""

from pathlib import Path
from typing import TYPE_CHECKING

from reko_cli.arguments.file_path import FilePath
from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.operations.backup import RestoreReport

__all__ = ["restore"]


def restore(file: FilePath, /, *, config: ConfigPath = None) -> None:
    """Replace the database with a backup, and migrate it.

    The current database is first copied to a file beside it. Running programs see either the old
    or the new state; what they write in between is lost, so it is better to stop them. Users who
    have opted out since the backup was made stay out.

    Parameters
    ----------
    file
        A backup, or a copy of a Reko database.

    """
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_core.operations.backup import restore as restore_backup

    settings = configure(config)
    with step_progress(Console(stderr=True)) as report:
        done = restore_backup(settings, file, report)
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(file, done):
        console.print(line, markup=False)


def _lines(file: Path, done: "RestoreReport") -> list[str]:
    from reko_core.operations.backup import SecretStatus

    made = f", made at {done.made_at}" if done.made_at else ""
    lines = [f"The database was restored from {file}{made}."]
    if done.safety_copy is not None:
        saved = (
            f"was damaged ({done.damage}), and was saved byte by byte"
            if done.damage
            else "was saved"
        )
        lines.append(f"The previous database {saved} as {done.safety_copy}")
    if done.n_opt_outs is None:
        lines.append(
            "The opt-outs of the previous database could not be read. Run: reko opt-out list, "
            "and add those that are missing."
        )
    elif done.n_opt_outs:
        lines.append(f"Left out, as they have opted out since: {done.n_opt_outs:,} users.")
    by_status = {
        SecretStatus.REPLACED: "The secret of the user hashes was restored, too. Run: reko build, "
        "and restart running programs.",
        SecretStatus.DIFFERS: "The backup was made with another secret of the user hashes: its "
        "bans of users work only with the community.hash_secret of that time.",
        SecretStatus.UNKNOWN: "The file does not say with which secret of the user hashes it was "
        "made; its bans of users work only with that one.",
    }
    if done.secret in by_status:
        lines.append(by_status[done.secret])
    return lines
