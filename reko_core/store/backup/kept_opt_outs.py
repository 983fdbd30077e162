"""Opt-outs outlive a restore: a backup does not know who has opted out since it was made."""

from pathlib import Path

from sqlalchemy import URL, create_engine

from reko_core.store.community.opt_outs import deletions_of_opted_out
from reko_core.store.database.connection import wrap_driver_errors
from reko_core.store.sqlite.copying import open_connection
from reko_core.store.sqlite.pragmas import set_pragmas

__all__ = ["add_opt_outs", "read_opt_outs"]

OptOuts = list[tuple[str, float, int | None]]


def read_opt_outs(path: Path) -> OptOuts:
    """Return the opt-outs of a database of any version. Raises StoreError if it is damaged."""
    if not path.exists():
        return []
    with open_connection(path) as connection:
        known = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'opt_outs'"
        if connection.execute(known).fetchone() is None:
            return []
        columns = {row[1] for row in connection.execute("PRAGMA table_info(opt_outs)")}
        # Versions before the fifth schema do not have it.
        requested_by = "requested_by" if "requested_by" in columns else "NULL"
        query = f"SELECT name, since, {requested_by} FROM opt_outs"  # noqa: S608 - one of two
        return connection.execute(query).fetchall()


def add_opt_outs(path: Path, opt_outs: OptOuts, busy_timeout_s: float) -> int:
    """Add opt-outs to a database of the newest schema, and delete what it has of these users.

    Return how many are new to it. Raises StoreError.
    """
    with open_connection(path) as connection:
        insert = "INSERT OR IGNORE INTO opt_outs (name, since, requested_by) VALUES (?, ?, ?)"
        n_new = connection.executemany(insert, opt_outs).rowcount
    engine = create_engine(URL.create("sqlite", database=str(path)))
    set_pragmas(engine, busy_timeout_s)
    try:
        with wrap_driver_errors(), engine.begin() as connection:
            for statement in deletions_of_opted_out("sqlite"):
                connection.execute(statement)
    finally:
        engine.dispose()
    return max(n_new, 0)
