"""`reko backup`: the database and the secret of the user hashes, in one file."""

import time

from reko_cli.arguments.file_path import FilePath
from reko_cli.configuration import ConfigPath, configure

__all__ = ["backup"]

MEGABYTE = 1_000_000


def backup(file: FilePath, /, *, force: bool = False, config: ConfigPath = None) -> None:
    """Copy the database to a file, while programs use it.

    The file is a SQLite database; it appears only when it is complete and verified. It also holds
    the secret of the user hashes, unless community.hash_secret is set: store it safely.

    Parameters
    ----------
    file
        The file to write.
    force
        Replace an existing file.

    """
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_core.operations.backup import SecretStatus, back_up

    settings = configure(config)
    started = time.monotonic()
    with step_progress(Console(stderr=True)) as report:
        done = back_up(settings, file, report, is_forced=force)
    seconds = time.monotonic() - started
    message = (
        f"{file}: {done.n_bytes / MEGABYTE:,.1f} MB in {seconds:.1f} s "
        f"({done.n_bytes / MEGABYTE / max(seconds, 1e-3):,.0f} MB/s), verified."
    )
    if done.secret is SecretStatus.CONFIGURED:
        message += " It does not include community.hash_secret: back that up, too."
    Console(highlight=False, soft_wrap=True).print(message, markup=False)
