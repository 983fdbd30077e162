"""`reko move-database`: from SQLite to PostgreSQL."""

import time
from typing import Annotated

from cyclopts import Parameter

from reko_cli.configuration import ConfigPath, configure

__all__ = ["move_database"]


def move_database(
    *,
    to: str,
    source: Annotated[str | None, Parameter(name="--from", show_default=False)] = None,
    config: ConfigPath = None,
) -> None:
    """Copy the SQLite database to an empty PostgreSQL database, and compare every table.

    Stop the bot, the API and imports first: it refuses to begin while a program has either
    database open. The SQLite database stays as it is. After an interruption, run the same command
    again: it continues. Until it is complete, no program can use the new database.

    Parameters
    ----------
    to
        The URL of the new database: postgresql://USER@HOST/DATABASE. Other users of this machine
        can see the command line: keep the password in ~/.pgpass or PGPASSWORD.
    source
        The URL of the SQLite database; database.url by default.

    """
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_core.settings import DatabaseSettings
    from reko_core.store.moving.move import move_database as move

    configured = configure(config).database
    old = configured if source is None else DatabaseSettings(url=source)
    new = DatabaseSettings(url=to, busy_timeout_s=configured.busy_timeout_s)
    started = time.monotonic()
    with step_progress(Console(stderr=True)) as report:
        done = move(old, new, report)
    seconds = time.monotonic() - started
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"{done.n_rows:,} rows of {done.n_tables} tables are in PostgreSQL and equal those in "
        f"{done.path}; {done.n_copied:,} were copied now, in {seconds:.1f} s.\n"
        f"Next, set database.url (or REKO_DATABASE__URL) to {done.url}, with the password unless "
        f"~/.pgpass or PGPASSWORD has it; run: reko doctor; and start the programs. "
        f"Then delete {done.path.name}, which no program updates any more.",
        markup=False,
    )
