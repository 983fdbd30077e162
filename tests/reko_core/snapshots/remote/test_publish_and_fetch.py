"""Snapshots travel through a real S3 server, and through a directory."""

import asyncio
import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from s3_server import S3Server
from snapshot_builder import SECRET, Builder

from reko_core.errors import ConfigurationError
from reko_core.observability.metrics import Metrics
from reko_core.snapshots.remote.bucket import Bucket
from reko_core.snapshots.remote.fetch import SnapshotFetcher
from reko_core.snapshots.remote.publish import publish_snapshot
from reko_core.snapshots.storage import current_name, load_snapshot, load_snapshot_from


def fetcher(bucket: Bucket, directory: Path, metrics: Metrics | None = None) -> SnapshotFetcher:
    return SnapshotFetcher(bucket, directory, SECRET, (metrics or Metrics()).snapshot)


def names_in(directory: Path) -> list[str]:
    return sorted(one.name for one in directory.iterdir())


async def test_a_replica_gets_the_published_snapshot(
    bucket: Bucket, builder: Builder, replica: Path
) -> None:
    path = builder.build()
    report = await publish_snapshot(bucket, path, SECRET)
    fetched = await fetcher(bucket, replica).fetch_newer(load_snapshot_from)

    assert fetched is not None
    assert fetched.name == path.name == report.name == current_name(replica)
    for file in path.iterdir():
        assert (replica / path.name / file.name).read_bytes() == file.read_bytes()
    np.testing.assert_array_equal(fetched.hashes, load_snapshot(builder.directory).hashes)
    assert names_in(replica) == [path.name, "CURRENT", "snapshots.build-lock"]
    modes = {one.stat().st_mode & 0o777 for one in (replica / path.name).iterdir()}
    assert modes == {0o600}


async def test_only_what_has_changed_is_transferred(
    bucket: Bucket, builder: Builder, replica: Path
) -> None:
    metrics = Metrics()
    follower = fetcher(bucket, replica, metrics)
    first, second = builder.build(), builder.build()
    everything = await publish_snapshot(bucket, first, SECRET)
    await follower.fetch_newer(load_snapshot_from)
    before = metrics.registry.get_sample_value("reko_snapshot_fetched_bytes_total")
    changed = await publish_snapshot(bucket, second, SECRET)
    await follower.fetch_newer(load_snapshot_from)
    after = metrics.registry.get_sample_value("reko_snapshot_fetched_bytes_total")

    n_changed = sum((second / name).stat().st_size for name in ("hashes.npy", "meta.json"))
    assert everything.n_sent == before == everything.n_sent + everything.n_reused
    assert (changed.n_sent, after) == (n_changed, before + n_changed)
    assert current_name(replica) == second.name
    assert (await publish_snapshot(bucket, second, SECRET)).n_sent == 0


async def test_an_older_build_does_not_replace_a_newer_one(
    directory_bucket: Bucket, builder: Builder, replica: Path
) -> None:
    older, newer = builder.build(), builder.build()
    await publish_snapshot(directory_bucket, newer, SECRET)
    report = await publish_snapshot(directory_bucket, older, SECRET)
    fetched = await fetcher(directory_bucket, replica).fetch_newer(load_snapshot_from)

    assert report.newer == newer.name
    assert fetched is not None
    assert fetched.name == newer.name


async def test_checks_without_a_change_are_cheap(
    s3: S3Server, builder: Builder, replica: Path
) -> None:
    bucket = Bucket.open("s3://bucket/reko")
    follower = fetcher(bucket, replica)
    await publish_snapshot(bucket, builder.build(), SECRET)
    assert await follower.fetch_newer(load_snapshot_from)
    s3.requests.clear()
    for _ in range(3):
        assert await follower.fetch_newer(load_snapshot_from) is None

    assert s3.requests == [("GET", "/bucket/reko/CURRENT", 304)] * 3


async def test_of_two_publishers_at_once_the_newer_snapshot_stays(
    bucket: Bucket, builder: Builder, replica: Path
) -> None:
    paths = [builder.build() for _ in range(2)]
    await asyncio.gather(*(publish_snapshot(bucket, path, SECRET) for path in paths))
    fetched = await fetcher(bucket, replica).fetch_newer(load_snapshot_from)

    assert fetched is not None
    assert fetched.name == paths[-1].name


async def test_objects_that_no_recent_manifest_has_are_deleted(
    builder: Builder, replica: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    bucket = Bucket.open(f"file://{shared}")

    async def publish() -> None:
        await publish_snapshot(bucket, builder.build(), SECRET)

    def age(hours: int) -> None:
        for file in shared.glob("*/*"):
            os.utime(file, (time.time() - hours * 3600,) * 2)

    await publish()
    n_parts = len(names_in(shared / "parts"))
    for _ in range(3):
        await publish()
    assert len(names_in(shared / "manifests")) == 4, "young ones stay"
    (shared / "parts" / ("1" * 64 + "#7")).write_bytes(b"of a killed upload")
    age(hours=2)
    (shared / "parts" / ("0" * 64)).write_bytes(b"of a publisher at work")
    await publish()
    assert len(names_in(shared / "manifests")) == 2
    # Two files of each of the two snapshots differ.
    assert len(names_in(shared / "parts")) == n_parts + 2 + 1
    fetched = await fetcher(bucket, replica).fetch_newer(load_snapshot_from)
    assert fetched is not None


async def test_a_damaged_local_snapshot_is_fetched_again(
    directory_bucket: Bucket, builder: Builder, replica: Path
) -> None:
    path = builder.build()
    await publish_snapshot(directory_bucket, path, SECRET)
    await fetcher(directory_bucket, replica).fetch_newer(load_snapshot_from)
    (replica / path.name / "hashes.npy").write_bytes(b"spoiled")
    (replica / path.name / "meta.json").unlink()
    fetched = await fetcher(directory_bucket, replica).fetch_newer(load_snapshot_from, path.name)

    assert fetched is not None
    assert (replica / path.name / "hashes.npy").read_bytes() == (path / "hashes.npy").read_bytes()


def test_without_its_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'reko\[object-store\]'"):
        Bucket.open("s3://bucket/reko")
