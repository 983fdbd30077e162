"""`reko migrate`: the database to the newest schema."""

from reko_cli.configuration import ConfigPath, configure

__all__ = ["migrate"]


def migrate(*, config: ConfigPath = None) -> None:
    """Bring the database to the schema of this version.

    Every command does so by itself when it starts; nothing is ever lost. This one only says
    what was done.
    """
    from rich.console import Console

    from reko_core import store

    migration = store.migrate(configure(config).database)
    if migration.before == migration.after:
        told = f"The database is up to date, at revision {migration.after}."
    elif migration.before is None:
        told = f"The database is new, at revision {migration.after}."
    else:
        told = f"The database went from revision {migration.before} to {migration.after}."
    Console(highlight=False, soft_wrap=True).print(told, markup=False)
