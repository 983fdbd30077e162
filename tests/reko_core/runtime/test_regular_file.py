"""What is no regular file is refused where Reko reads or locks one, and never waited for."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reko_core.community.importers.decompress import open_dump
from reko_core.errors import ConfigurationError, ImportRefused, SnapshotDamaged, StoreError
from reko_core.runtime.regular_file import NotRegularFile, open_lock, open_regular
from reko_core.settings import DatabaseSettings, load_settings
from reko_core.snapshots.storage import current_name
from reko_core.snapshots.user_hashes import load_secret, stored_secret
from reko_core.store.database.file_lock import file_lock
from reko_core.store.database.migrate import migrate


def make_socket(path: Path) -> None:
    """Bind by a relative name: that of a socket is short."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(before)


MAKERS: dict[str, Callable[[Path], None]] = {
    "a FIFO": os.mkfifo,
    "a directory": Path.mkdir,
    "a socket": make_socket,
    "a device": lambda path: path.symlink_to(os.devnull),
}
KINDS = pytest.mark.parametrize("kind", MAKERS)


def enter_dump(path: Path) -> None:
    with open_dump(path):
        pass


def enter_lock(path: Path) -> None:
    with file_lock(path.parent / "reko", path.name.removeprefix("reko.").removesuffix("-lock")):
        pass


@KINDS
@pytest.mark.parametrize(
    ("name", "read", "error"),
    [
        ("hash-secret", lambda path: load_secret("", path.parent), ConfigurationError),
        ("hash-secret", lambda path: stored_secret(path.parent), ConfigurationError),
        ("CURRENT", lambda path: current_name(path.parent), SnapshotDamaged),
        ("config.toml", load_settings, ConfigurationError),
        ("rating.csv", enter_dump, ImportRefused),
        (
            "reko.sqlite3",
            lambda path: migrate(DatabaseSettings(url=f"sqlite+aiosqlite:///{path}")),
            StoreError,
        ),
    ],
)
def test_what_is_no_file_is_refused_in_words(
    tmp_path: Path, kind: str, name: str, read: Callable[[Path], object], error: type[Exception]
) -> None:
    MAKERS[kind](tmp_path / name)

    with pytest.raises(error, match=f"it is {kind}, not a file"):
        read(tmp_path / name)


@KINDS
def test_a_lock_is_a_file(tmp_path: Path, kind: str) -> None:
    MAKERS[kind](tmp_path / "reko.jobs-lock")
    said = "a link" if kind == "a device" else kind

    with pytest.raises(StoreError, match=f"cannot be locked: it is {said}, not a file"):
        enter_lock(tmp_path / "reko.jobs-lock")


@pytest.mark.parametrize("exists", [True, False])
def test_a_lock_follows_no_link(tmp_path: Path, *, exists: bool) -> None:
    other, lock = tmp_path / "other", tmp_path / "reko.jobs-lock"
    if exists:
        other.write_text("untouched")
    lock.symlink_to(other)

    with pytest.raises(NotRegularFile, match="a link"):
        open_lock(lock)
    assert other.exists() is exists


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"data")
    (tmp_path / "link").symlink_to(tmp_path / "file")

    with open_regular(tmp_path / "link") as file:
        assert file.read() == b"data"


def test_a_file_that_became_a_fifo_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "file")
    monkeypatch.setattr(Path, "stat", lambda _: os.stat_result((stat.S_IFREG, *(0,) * 9)))

    with pytest.raises(NotRegularFile, match="a FIFO"):
        open_regular(tmp_path / "file")


def test_a_new_lock_is_only_its_owners(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        open_lock(tmp_path / "lock").close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600
