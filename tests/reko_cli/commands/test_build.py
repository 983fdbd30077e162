"""`reko build` where a snapshot does not fit."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from community import DATABASE, copy_installation

from reko_core.settings import Settings

SMALL_BYTES = 64 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system that is smaller than a snapshot, where that is allowed."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None:
        pytest.skip("needs mount")
    directory = tmp_path / "small"
    directory.mkdir()
    command = [mount, "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "tmpfs", str(directory)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a small file system")
    yield directory
    subprocess.run([unmount, str(directory)], check=True)


def build(
    tmp_path: Path,
    environ: dict[str, str],
    snapshots: Path,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reko_cli", "build"],
        cwd=tmp_path,
        env=environ | {"REKO_COMMUNITY__SNAPSHOT_DIR": str(snapshots)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        preexec_fn=before,
    )


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_BYTES, SMALL_BYTES))


def check_refusal(done: subprocess.CompletedProcess[str], snapshots: Path) -> None:
    assert done.returncode == 1
    (message,) = (line for line in done.stderr.splitlines() if line.startswith("reko: "))
    assert "o space left on device (a snapshot needs about " in message
    assert f"MB): {snapshots}. Free some space, then try again." in message
    assert list(snapshots.glob(".building-*")) == []


def test_a_snapshot_that_does_not_fit_leaves_nothing(
    built: Settings, tmp_path: Path, environ: dict[str, str], small_disk: Path
) -> None:
    copy_installation(built, tmp_path)

    check_refusal(build(tmp_path, environ, small_disk), small_disk)

    assert not (small_disk / "CURRENT").exists()


def test_a_snapshot_that_cannot_be_written_leaves_the_one_in_use(
    built: Settings, tmp_path: Path, environ: dict[str, str]
) -> None:
    copy_installation(built, tmp_path)
    snapshots = tmp_path / "snapshots"
    before = sorted(path.name for path in snapshots.iterdir())

    check_refusal(build(tmp_path, environ, snapshots, limit_file_size), snapshots)

    # The locks and the secret may be new.
    after = {path.name for path in snapshots.iterdir() if path.is_dir()}
    assert after == {name for name in before if (snapshots / name).is_dir()}
    assert (snapshots / "CURRENT").read_text() in after


def test_snapshots_cannot_lie_in_a_file(
    reko: Callable[..., Any], built: Settings, tmp_path: Path, environ: dict[str, str]
) -> None:
    copy_installation(built, tmp_path)
    environ["REKO_COMMUNITY__SNAPSHOT_DIR"] = DATABASE

    done = reko("build")

    assert done.returncode == 1
    assert done.stderr.startswith("reko: community.snapshot_dir: cannot be used: File exists. ")
    assert len(done.stderr.splitlines()) == 1
