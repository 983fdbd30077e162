"""The move of a whole database, which continues where a killed one has stopped."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.engine import URL

from reko_core.errors import ConfigurationError, MoveRefused, StoreError
from reko_core.runtime.step_progress import StepProgress
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import migrate
from reko_core.store.moving.postgres_target import PostgresTarget
from reko_core.store.moving.sqlite_source import SqliteSource
from reko_core.store.moving.table_rows import MOVED_TABLES, Checksum, batches
from reko_core.store.postgres.connecting import without_passwords
from reko_core.store.sqlite.files import sqlite_path

__all__ = ["MoveReport", "move_database"]

_NO_SQLITE = (
    "only a file of SQLite is moved, that of --from, by default database.url, such as "
    "sqlite+aiosqlite:///reko.sqlite3"
)


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What was moved: `n_copied` of `n_rows` by this call, the others before it was repeated."""

    path: Path
    url: str
    """The URL of the new database, without its password."""
    n_tables: int
    n_rows: int
    n_copied: int


def move_database(
    source: DatabaseSettings, target: DatabaseSettings, report: StepProgress
) -> MoveReport:
    """Copy a SQLite database into an empty PostgreSQL database, and compare every table.

    A call that was killed is repeated: it copies what is missing. The SQLite database is migrated,
    and otherwise stays as it is. Raises MoveRefused, StoreError. Blocking.
    """
    url, path = _target_url(target), _source_path(source)
    migrate(source)
    tables = MOVED_TABLES
    with SqliteSource.open(path) as old, PostgresTarget.open(url, target) as new:
        n_copied = sum(_copy(table, old, new, report) for table in tables)
        n_rows = 0
        for table in tables:
            expected, found = _compare(table, old, new, report)
            if found != expected:
                # The SQLite database has changed since the move began.
                new.empty(table)
                n_copied += _copy(table, old, new, report)
                expected, found = _compare(table, old, new, report)
            if found != expected:
                reason = f"the table {table.name} differs after it was copied"
                raise StoreError(reason, is_postgres=True)
            n_rows += found.n_rows
        new.finish()
    return MoveReport(
        path, without_passwords(url).render_as_string(), len(tables), n_rows, n_copied
    )


def _source_path(settings: DatabaseSettings) -> Path:
    path = sqlite_path(_url("--from", settings))
    if path is None:
        raise MoveRefused(_NO_SQLITE)
    if not path.is_file():
        raise MoveRefused(f"{path.name} does not exist")
    return path


def _target_url(settings: DatabaseSettings) -> URL:
    url = _url("--to", settings)
    if url.get_backend_name() != "postgresql":
        raise MoveRefused("--to must begin with postgresql://")
    return url


def _url(option: str, settings: DatabaseSettings) -> URL:
    try:
        return parse_url(settings)
    except ConfigurationError as error:
        raise MoveRefused(f"{option} {error.reason}") from error


def _copy(table: Table, old: SqliteSource, new: PostgresTarget, report: StepProgress) -> int:
    """Copy the rows after the last one that was copied; return how many."""
    step = f"copying {table.name}"
    last = new.last_key(table)
    n_rows = old.count(table)
    n_copied = 0
    report(step, 0, n_rows)
    for batch in batches(old.rows(table, last)):
        new.append(table, batch)
        n_copied += len(batch)
        report(step, n_copied, n_rows)
    return n_copied


def _compare(
    table: Table, old: SqliteSource, new: PostgresTarget, report: StepProgress
) -> tuple[Checksum, Checksum]:
    report(f"comparing {table.name}", 0, None)
    return Checksum.of(old.rows(table)), Checksum.of(new.rows(table))
