import os
import stat
from pathlib import Path

import pytest

from reko_core.runtime.atomic_write import atomic_write, replace_durably


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"first", b"second"):
        atomic_write(path, data)

    assert path.read_bytes() == b"second"
    assert [*tmp_path.iterdir()] == [path]


def test_without_overwrite_an_existing_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"first", b"second"):
        atomic_write(path, data, overwrite=False)

    assert path.read_bytes() == b"first"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_for_its_owner_only_is_never_readable_by_others(tmp_path: Path) -> None:
    path = tmp_path / "file"
    atomic_write(path, b"data", mode=0o600)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_failed_write_leaves_the_target_and_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, overwrite: bool
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(OSError, match="No space left"):
        atomic_write(path, b"after", overwrite=overwrite)

    assert path.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [path]


def test_a_directory_can_be_moved_into_place(tmp_path: Path) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    (temp / "file").touch()

    replace_durably(temp, tmp_path / "target")

    assert [*tmp_path.rglob("file")] == [tmp_path / "target" / "file"]
