"""Migrations to the newest schema, under a lock, without losing data."""

import os
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL

from reko_core.errors import StoreError
from reko_core.runtime.regular_file import check_regular
from reko_core.settings import DatabaseSettings
from reko_core.store.database.connection import parse_url, wrap_driver_errors
from reko_core.store.database.file_lock import file_lock
from reko_core.store.postgres.connecting import connect_args
from reko_core.store.sqlite.files import sqlite_path
from reko_core.store.sqlite.pragmas import set_pragmas

__all__ = ["MOVING", "Migration", "known_revisions", "migrate", "open_engine"]

MOVING = "moving to "
"""Begins the revision of a database that `reko move-database` is filling."""

_ADVISORY_LOCK = 0x52454B4F


@dataclass(frozen=True, slots=True)
class Migration:
    """The revisions before and after; before is None for a new database."""

    before: str | None
    after: str


def migrate(settings: DatabaseSettings) -> Migration:
    """Run pending migrations. Raises StoreError. Blocking: call it in a thread."""
    url = parse_url(settings)
    path = sqlite_path(url)
    if path is not None and not path.parent.is_dir():
        raise StoreError(f"the directory of {path.name} does not exist", kind="absent")
    lock = file_lock(path, "migrate") if path else nullcontext()
    is_postgres = url.get_backend_name() == "postgresql"
    with lock, wrap_driver_errors():
        if path is not None:
            _create(path)
        engine = open_engine(url, settings.busy_timeout_s)
        try:
            with engine.begin() as connection:
                if is_postgres:
                    # Another process may have many lists to migrate.
                    connection.execute(text("SET LOCAL lock_timeout = 0"))
                    connection.execute(text("SET LOCAL statement_timeout = 0"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                    _check_encoding(connection)
                return _upgrade(connection)
        finally:
            engine.dispose()


def open_engine(url: URL, busy_timeout_s: float) -> Engine:
    """Return an engine that is not async, for a URL of `parse_url`. Raises ImportError."""
    if url.get_backend_name() == "postgresql":
        return create_engine(url, connect_args=connect_args(url, busy_timeout_s))
    engine = create_engine(url.set(drivername="sqlite"))
    set_pragmas(engine, busy_timeout_s)
    return engine


def _check_encoding(connection: Connection) -> None:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        reason = f"the encoding of the database is {encoding}, but names and titles need UTF8"
        raise StoreError(reason, kind="no_database", is_postgres=True)


def _create(path: Path) -> None:
    """Create the file of the database, unless it is there: SQLite would let everybody read it.

    Its log gets the mode of the database. Raises OSError.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    check_regular(path)


@cache
def known_revisions() -> tuple[str, ...]:
    """Return the revisions that this version knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def _upgrade(connection: Connection) -> Migration:
    known = known_revisions()
    before = MigrationContext.configure(connection).get_current_revision()
    if before is not None and before.startswith(MOVING):
        reason = "a move to this database is incomplete"
        raise StoreError(reason, kind="incomplete", is_postgres=True)
    if before is not None and before not in known:
        reason = f"the database has revision {before}, made by a newer version of Reko"
        is_postgres = connection.dialect.name == "postgresql"
        raise StoreError(reason, kind="newer", is_postgres=is_postgres)
    if before != known[0]:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return Migration(before, known[0])


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    return config


def _scripts() -> Path:
    """Return the migrations: inside the package when installed, beside it in a checkout."""
    installed = Path(__file__).parent / "migrations"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "migrations"
