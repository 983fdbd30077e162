"""Modes and owners of real files, and the commands that correct them."""

import os
import pwd
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from community import copy_installation

from reko_core.operations.backup import back_up
from reko_core.operations.doctor import Finding, State
from reko_core.operations.doctor.checks.configuration import secret_files
from reko_core.operations.doctor.checks.permissions import check_permissions
from reko_core.settings import CommunitySettings, DatabaseSettings, Settings
from reko_core.snapshots.storage import current_name

DATABASE = "reko.sqlite3"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "of reko"
    made.mkdir(mode=0o755)
    return made


@pytest.fixture
def installation(directory: Path, built: Settings) -> Iterator[Settings]:
    """Yield a copy of a community whose database is in use, so that it has a log."""
    copy_installation(built, directory)
    with closing(sqlite3.connect(directory / DATABASE)) as connection:
        connection.execute("SELECT count(*) FROM lists").fetchone()
        yield Settings(
            database=DatabaseSettings(url=f"sqlite+aiosqlite:///{directory / DATABASE}"),
            community=CommunitySettings(snapshot_dir=directory / "snapshots"),
        )


def warnings(settings: Settings) -> list[Finding]:
    return [one for one in check_permissions(settings) if one.state is State.WARNING]


def run(finding: Finding) -> None:
    """Run the command that a finding gives."""
    assert finding.action is not None
    subprocess.run(finding.action, shell=True, check=True)


def backup_in(directory: Path, settings: Settings) -> Path:
    back_up(settings, directory / "a backup", lambda *_: None)
    return directory / "a backup"


def part_of_snapshot(directory: Path, name: str) -> Path:
    return directory / "snapshots" / str(current_name(directory / "snapshots")) / name


def test_what_reko_has_made_is_only_its_owners(installation: Settings) -> None:
    (found,) = check_permissions(installation)

    assert found.state is State.OK


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
@pytest.mark.parametrize(
    "name", [DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "a backup", "snapshots", "meta.json"]
)
def test_a_file_that_others_can_read_is_named_with_the_command(
    installation: Settings, directory: Path, name: str, mode: int
) -> None:
    path = directory / name
    if name == "a backup":
        path = backup_in(directory, installation)
    elif name == "meta.json":
        path = part_of_snapshot(directory, name)
    path.chmod(mode | 0o100 if path.is_dir() else mode)

    (found,) = warnings(installation)
    assert f"(mode {path.stat().st_mode & 0o777:o})" in found.message
    run(found)
    assert warnings(installation) == []


def test_an_older_installation_is_corrected_by_two_commands(
    installation: Settings, directory: Path
) -> None:
    for path in (directory, *directory.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)

    assert len(warnings(installation)) == 2
    for found in warnings(installation):
        run(found)
    assert warnings(installation) == []


def test_other_files_beside_the_database_are_not_ours(
    installation: Settings, directory: Path
) -> None:
    with closing(sqlite3.connect(directory / "other.sqlite3")) as connection:
        connection.execute("CREATE TABLE other (a)")
    (directory / "notes.txt").write_text("nothing")
    os.mkfifo(directory / "fifo")
    for path in directory.glob("[nof]*"):
        path.chmod(0o644)
    (directory / "snapshots").chmod(0o700)

    assert warnings(installation) == []


def test_files_of_another_user_are_named_with_the_command(
    installation: Settings, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = pwd.getpwuid(os.geteuid()).pw_name, 12345
    monkeypatch.setattr(os, "geteuid", lambda: other)

    database, snapshots = warnings(installation)
    assert database.message.endswith(f"should belong to {other}, not to {own}.")
    assert database.action == (
        f"chown {other} '{directory}/{DATABASE}' '{directory}/{DATABASE}-wal' "
        f"'{directory}/{DATABASE}-shm'"
    )
    assert snapshots.action == f"chown -R {other} '{directory}/snapshots'"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_root_is_told_of_files_that_a_service_cannot_write(
    installation: Settings, directory: Path
) -> None:
    for path in (directory / DATABASE, directory / f"{DATABASE}-shm"):
        os.chown(path, 12345, -1)

    (found,) = warnings(installation)
    assert f"{DATABASE}-wal should belong to 12345, not to root" in found.message
    run(found)
    assert warnings(installation) == []


def test_secrets_of_another_user_are_named_but_those_of_root(
    installation: Settings, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, secret = directory / "config.toml", directory / "snapshots" / "hash-secret"
    for path in (config, secret):
        path.write_text("[mal]\nclient_id = 'x'\n")
        path.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)

    (found,) = secret_files(installation, config)
    if config.stat().st_uid:
        assert "should belong to 12345" in found.message
    else:
        assert found.state is State.OK


def test_a_hash_secret_that_cannot_be_read_is_an_error(
    installation: Settings, directory: Path
) -> None:
    os.mkfifo(directory / "snapshots" / "hash-secret")

    (found,) = secret_files(installation, directory / "config.toml")
    assert found.state is State.ERROR
    assert "holds a hash-secret that cannot be read: it is a FIFO, not a file." in found.message


def test_without_files_there_is_nothing_to_check(tmp_path: Path) -> None:
    (found,) = check_permissions(
        Settings(
            database=DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path / DATABASE}"),
            community=CommunitySettings(snapshot_dir=tmp_path / "snapshots"),
        )
    )
    assert found.state is State.SKIPPED
