"""Kinds of failures, of real files wherever a file can fail so."""

import errno
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reko_core.errors import StoreError
from reko_core.settings import DatabaseSettings
from reko_core.store.database.migrate import migrate
from reko_core.store.error_kinds import kind_of, reason_of
from reko_core.store.sqlite.copying import open_connection


def opened(path: Path) -> StoreError:
    with pytest.raises(StoreError) as caught:
        migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}", busy_timeout_s=0.01))
    return caught.value


def write_text(path: Path) -> None:
    path.write_text("no database at all, but more than a header of one " * 20)


def write_newer(path: Path) -> None:
    migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("make", "kind"),
    [(write_text, "no_database"), (Path.mkdir, "no_database"), (write_newer, "newer")],
)
def test_what_is_no_database_of_ours_has_its_kind(
    tmp_path: Path, make: Callable[[Path], None], kind: str
) -> None:
    make(tmp_path / "reko.sqlite3")

    assert opened(tmp_path / "reko.sqlite3").kind == kind


def test_an_absent_directory_has_its_kind(tmp_path: Path) -> None:
    assert opened(tmp_path / "absent" / "reko.sqlite3").kind == "absent"


def test_a_locked_database_has_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "reko.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")

        assert opened(path).kind == "busy"


def test_a_full_database_has_its_kind(tmp_path: Path) -> None:
    def fill() -> None:
        with open_connection(tmp_path / "x", "rwc") as connection:
            connection.execute("PRAGMA max_page_count = 2")
            connection.execute("CREATE TABLE full (value BLOB)")
            connection.execute("INSERT INTO full VALUES (zeroblob(100000))")

    with pytest.raises(StoreError) as caught:
        fill()

    assert caught.value.kind == "full"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "full"),
        (OSError(errno.EROFS, os.strerror(errno.EROFS)), "read_only"),
        (PermissionError(errno.EACCES, "Permission denied"), "permission"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "unreachable"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "unreachable"),
        (OSError("odd"), "io"),
        (RuntimeError("odd"), "other"),
    ],
)
def test_an_error_of_the_system_has_its_kind(error: Exception, kind: str) -> None:
    assert kind_of(error) == kind


def test_the_reason_names_the_file() -> None:
    assert reason_of(OSError(errno.EACCES, "Permission denied", "x.db")) == (
        "permission denied: x.db"
    )
    assert reason_of(sqlite3.OperationalError("disk I/O error")) == "disk I/O error"
