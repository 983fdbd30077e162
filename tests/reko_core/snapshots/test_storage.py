import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from snapshot_builder import Builder

from reko_core.engine.data.profile import make_profile
from reko_core.engine.recommend import Query, Result, recommend
from reko_core.errors import ConfigurationError, SnapshotDamaged, SnapshotMissing
from reko_core.settings import CommunitySettings, Settings
from reko_core.snapshots.storage import (
    Snapshot,
    current_name,
    load_snapshot,
    prepare_directory,
    save_snapshot,
)


@pytest.fixture
def directory(settings: CommunitySettings) -> Path:
    return settings.snapshot_dir


@pytest.fixture
def snapshot(built: Settings, directory: Path) -> Snapshot:
    Builder(directory, load_snapshot(built.community.snapshot_dir)).build()
    return load_snapshot(directory)


def answer(snapshot: Snapshot) -> Result:
    items = snapshot.model.items
    ids, seen = items.ids[:12], np.ones(12, bool)
    profile = make_profile(items, snapshot.model.mu, ids, np.full(12, 8, np.int8), seen, ~seen)
    return recommend(snapshot.model, profile, Query())


async def test_saved_arrays_are_loaded_unchanged(snapshot: Snapshot, directory: Path) -> None:
    name = save_snapshot(directory, snapshot.model, snapshot.hashes, snapshot.filters)
    again = load_snapshot(directory)
    assert again.name == name != snapshot.name
    for part in ("items", "rows", "columns", "ease", "factors"):
        saved, loaded = getattr(snapshot.model, part), getattr(again.model, part)
        for key, array in saved.as_dict().items():
            np.testing.assert_array_equal(array, loaded.as_dict()[key], strict=True)
    np.testing.assert_array_equal(snapshot.hashes, again.hashes, strict=True)
    for key, array in snapshot.filters.as_dict().items():
        np.testing.assert_array_equal(array, again.filters.as_dict()[key], strict=True)
    assert again.filters.genres == snapshot.filters.genres != ()
    assert (again.model.mu, again.model.scale) == (snapshot.model.mu, snapshot.model.scale)
    assert again.model.scores == snapshot.model.scores
    assert again.model.enjoyment == snapshot.model.enjoyment
    assert answer(again) == answer(snapshot)


async def test_users_are_found_by_their_hashes(snapshot: Snapshot) -> None:
    digests = [snapshot.hashes[user].tobytes() for user in (7, 3)]
    assert snapshot.users_of([*digests, bytes(16)]).tolist() == [7, 3]
    assert snapshot.users_of([]).tolist() == []


async def test_arrays_cannot_be_written(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="read-only"):
        snapshot.hashes[0, 0] = 1


def test_directory_without_snapshot_is_reported_as_missing(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "absent"):
        assert current_name(directory) is None
        with pytest.raises(SnapshotMissing):
            load_snapshot(directory)


async def test_every_absent_file_is_reported_as_damage(snapshot: Snapshot, directory: Path) -> None:
    files = list((directory / snapshot.name).iterdir())
    assert len(files) > 10
    for file in files:
        aside = file.rename(directory / "aside")
        with pytest.raises(SnapshotDamaged):
            load_snapshot(directory)
        aside.rename(file)
    load_snapshot(directory)


async def test_every_truncated_file_is_reported_as_damage(
    snapshot: Snapshot, directory: Path
) -> None:
    files = list((directory / snapshot.name).iterdir())
    assert len(files) > 10
    for file in files:
        whole = file.read_bytes()
        for broken in (whole[:-1], whole[:40], b""):
            file.unlink()
            file.write_bytes(broken)
            with pytest.raises(SnapshotDamaged):
                load_snapshot(directory)
        file.unlink()
        file.write_bytes(whole)
    load_snapshot(directory)


@pytest.mark.parametrize(
    "meta", ["[]", "null", "no json", '{"format": 3}', '{"format": 3, "arrays": []}']
)
async def test_invalid_meta_is_reported_as_damage(
    snapshot: Snapshot, directory: Path, meta: str
) -> None:
    (directory / snapshot.name / "meta.json").write_text(meta)
    with pytest.raises(SnapshotDamaged):
        load_snapshot(directory)


async def test_array_of_another_shape_is_reported_as_damage(
    snapshot: Snapshot, directory: Path
) -> None:
    # Of a copy: the file that is written is mapped.
    np.save(directory / snapshot.name / "hashes.npy", snapshot.hashes[:-1].copy())
    with pytest.raises(SnapshotDamaged, match=r"meta\.json"):
        load_snapshot(directory)


async def test_snapshot_of_another_format_is_refused(snapshot: Snapshot, directory: Path) -> None:
    path = directory / snapshot.name / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(SnapshotDamaged, match="format 99"):
        load_snapshot(directory)


@pytest.mark.parametrize(
    "pointer",
    [b"20200101T000000000000Z", b"\xff\xfe\x00", b"../snapshots", b"..", b"/tmp", b"a" * 999],
)
async def test_pointer_to_nothing_is_reported_as_damage(
    snapshot: Snapshot, directory: Path, pointer: bytes
) -> None:
    assert snapshot.name
    (directory / "CURRENT").write_bytes(pointer)
    with pytest.raises(SnapshotDamaged):
        load_snapshot(directory)


def test_last_two_snapshots_are_kept(snapshot: Snapshot, directory: Path) -> None:
    names = [snapshot.name]
    names += [
        save_snapshot(directory, snapshot.model, snapshot.hashes, snapshot.filters)
        for _ in range(3)
    ]
    kept = sorted(path.name for path in directory.iterdir() if path.is_dir())
    assert kept == names[-2:]
    assert current_name(directory) == names[-1]
    assert answer(snapshot) == answer(load_snapshot(directory))


def test_the_snapshot_in_use_is_kept_when_the_clock_steps_back(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    for name in ("20990101T000000000000Z", "20990102T000000000000Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "meta.json").write_text("{}")
    name = save_snapshot(tmp_path, snapshot.model, snapshot.hashes, snapshot.filters)
    assert load_snapshot(tmp_path).name == name
    kept = {path.parent.name for path in tmp_path.glob("*/meta.json")}
    assert kept == {name, "20990102T000000000000Z"}


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/null")])
async def test_part_that_is_no_file_is_reported_as_damage(
    snapshot: Snapshot, directory: Path, make: Callable[[Path], None]
) -> None:
    for name in ("meta.json", "hashes.npy"):
        part = directory / snapshot.name / name
        whole = part.rename(directory / "aside")
        make(part)
        with pytest.raises(SnapshotDamaged, match=r"it is .*, not a file") as refused:
            load_snapshot(directory)
        assert refused.value.path == part
        part.rmdir() if part.is_dir() else part.unlink()
        whole.rename(part)
    load_snapshot(directory)


def plant_links(directory: Path, other: Path) -> list[Path]:
    """Plant links under names of snapshots, of temporary files and of the pointer."""
    other.mkdir()
    (other / "meta.json").write_text("{}")
    targets = {
        **dict.fromkeys(("20200101T000000000000Z", "20990101T000000000000Z"), other),
        "20200102T000000000000Z": other / "absent",
        "20200103T000000000000Z": Path("20200103T000000000000Z"),
        ".building-20200101T000000000000Z": other,
        ".CURRENT.0123456789abcdef": other / "meta.json",
    }
    for name, target in targets.items():
        (directory / name).symlink_to(target)
    (directory / "CURRENT").unlink()
    (directory / "CURRENT").symlink_to(other / "meta.json")
    return [directory / name for name in targets if name.startswith("2")]


def test_links_among_the_snapshots_end_no_build_and_are_not_followed(
    snapshot: Snapshot, directory: Path, tmp_path: Path
) -> None:
    links = plant_links(directory, tmp_path / "other")
    names = [
        save_snapshot(directory, snapshot.model, snapshot.hashes, snapshot.filters)
        for _ in range(3)
    ]

    assert load_snapshot(directory).name == names[-1]
    assert not (directory / "CURRENT").is_symlink()
    assert (tmp_path / "other" / "meta.json").read_text() == "{}"
    assert all(link.is_symlink() for link in links)
    kept = {path.name for path in directory.iterdir() if path.is_dir() and not path.is_symlink()}
    assert kept == set(names[-2:])


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_snapshot_is_only_its_owners_to_read(
    snapshot: Snapshot, tmp_path: Path, umask: int
) -> None:
    new = tmp_path / "new"
    before = os.umask(umask)
    try:
        name = save_snapshot(new, snapshot.model, snapshot.hashes, snapshot.filters)
    finally:
        os.umask(before)

    for path in (new, *new.rglob("*")):
        mode = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == mode, path
    assert len([*(new / name).iterdir()]) > 10


def test_a_directory_of_snapshots_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(ConfigurationError, match="holds a directory named CURRENT"):
        prepare_directory(tmp_path)
    (tmp_path / "file").write_text("a file")
    with pytest.raises(ConfigurationError, match="cannot be used: File exists"):
        prepare_directory(tmp_path / "file")
