"""Bring a database to the newest schema, under a lock, without losing anything."""

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL

from reko_core.errors import StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store.connection import parse_url, prepare_sqlite, translated
from reko_core.store.locks import file_lock

__all__ = ["Migration", "migrate", "sqlite_path"]

_ADVISORY_LOCK = 0x52454B4F
_SYNC_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


@dataclass(frozen=True, slots=True)
class Migration:
    """The revision found and the one left behind; before is None for a new database."""

    before: str | None
    after: str


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite URL, None for other databases and those in memory."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def migrate(settings: DatabaseSettings) -> Migration:
    """Run the migrations that are missing. Raises StoreError. Blocking: call it in a thread."""
    url = parse_url(settings)
    path = sqlite_path(url)
    if path is not None and not path.parent.is_dir():
        raise StoreError(f"the directory of {path.name} does not exist")
    lock = file_lock(path, "migrate") if path else nullcontext()
    backend = url.get_backend_name()
    with lock, translated():
        engine = create_engine(url.set(drivername=_SYNC_DRIVERS.get(backend, backend)))
        if backend == "sqlite":
            prepare_sqlite(engine, settings.busy_timeout_s)
        try:
            with engine.begin() as connection:
                if backend == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
                return _upgrade(connection)
        finally:
            engine.dispose()


def _upgrade(connection: Connection) -> Migration:
    config = Config()
    config.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    assert head is not None, "there is at least the first migration"
    before = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if before is not None and before not in known:
        raise StoreError(f"the database has revision {before}, made by a newer version of Reko")
    if before != head:
        command.upgrade(config, "head")
    return Migration(before, head)


def _scripts() -> Path:
    """Return the migrations: inside the package when installed, beside it in a checkout."""
    installed = Path(__file__).parent / "migrations"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "migrations"
