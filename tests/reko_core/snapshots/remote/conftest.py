"""A published community: a builder's directory, a replica's directory, and an object store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from s3_server import BUCKET_URL, S3Server
from snapshot_builder import Builder

from reko_core.settings import Settings
from reko_core.snapshots.remote.bucket import Bucket
from reko_core.snapshots.storage import load_snapshot


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with S3Server().serve() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture(params=["s3", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return f"file://{tmp_path}/the%20bucket"
    request.getfixturevalue("s3")
    return BUCKET_URL


@pytest.fixture
def bucket(url: str) -> Bucket:
    return Bucket.open(url)


@pytest.fixture
def builder(built: Settings, tmp_path: Path) -> Builder:
    return Builder(tmp_path / "builder", load_snapshot(built.community.snapshot_dir))


@pytest.fixture
def replica(tmp_path: Path) -> Path:
    return tmp_path / "replica"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return tmp_path / "shared"


@pytest.fixture
def directory_bucket(shared: Path) -> Bucket:
    return Bucket.open(f"file://{shared}")
