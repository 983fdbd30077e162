"""`reko migrate`: the newest database schema."""

from reko_cli.configuration import ConfigPath, configure

__all__ = ["migrate"]


def migrate(*, config: ConfigPath = None) -> None:
    """Migrate the database to the schema of this version.

    Every command does this by itself when it starts, without losing data; this one only does that
    and reports it.
    """
    from rich.console import Console

    from reko_core import store

    migration = store.migrate(configure(config).database)
    if migration.before == migration.after:
        message = f"The database is up to date, at revision {migration.after}."
    elif migration.before is None:
        message = f"The database was created, at revision {migration.after}."
    else:
        message = f"The database was migrated from {migration.before} to {migration.after}."
    Console(highlight=False, soft_wrap=True).print(message, markup=False)
