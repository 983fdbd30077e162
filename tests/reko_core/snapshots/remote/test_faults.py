"""What a replica does with an object store that fails, lies or was written to by others."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from s3_server import BUCKET_URL, Reply, S3Server
from snapshot_builder import SECRET, Builder
from structlog.testing import capture_logs

from reko_core.observability.metrics import Metrics
from reko_core.snapshots.remote.bucket import Bucket
from reko_core.snapshots.remote.fetch import SnapshotFetcher
from reko_core.snapshots.remote.manifest import sign_pointer
from reko_core.snapshots.remote.publish import publish_snapshot
from reko_core.snapshots.storage import current_name, load_snapshot, load_snapshot_from


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Replica:
    """A fetcher whose log events are kept."""

    def __init__(self, bucket: Bucket, directory: Path) -> None:
        self.directory, self.metrics, self.clock = directory, Metrics(), Clock()
        self.fetcher = SnapshotFetcher(bucket, directory, SECRET, self.metrics.snapshot, self.clock)

    async def fetch(self) -> list[tuple[str, str]]:
        with capture_logs() as logs:
            await self.fetcher.fetch_newer(load_snapshot_from)
        return [(log["event"], log.get("reason", "")) for log in logs]

    @property
    def n_refused(self) -> float:
        return self.metrics.registry.get_sample_value("reko_snapshots_refused_total") or 0

    def names(self) -> list[str]:
        return sorted(one.name for one in self.directory.iterdir() if one.is_dir())


def publish_as_attacker(shared: Path, change: Callable[[dict], object]) -> None:
    """Change the manifest, and sign it: also who knows the secret cannot do harm."""
    pointer = json.loads((shared / "CURRENT").read_text())
    manifest = json.loads((shared / "manifests" / pointer["manifest"]).read_text())
    change(manifest)
    data = json.dumps(manifest).encode()
    digest = hashlib.sha256(data).hexdigest()
    (shared / "manifests" / digest).write_bytes(data)
    signed = sign_pointer(pointer["name"], digest, SECRET)
    (shared / "CURRENT").write_text(signed.model_dump_json())


def set_file(name: object) -> Callable[[dict], object]:
    return lambda manifest: manifest["parts"][3].update(file=name)


def replace_part(shared: Path, name: str, data: bytes) -> Callable[[dict], None]:
    def change(manifest: dict) -> None:
        digest = hashlib.sha256(data).hexdigest()
        (shared / "parts" / digest).write_bytes(data)
        (part,) = (part for part in manifest["parts"] if part["file"] == name)
        part.update(sha256=digest, n_bytes=len(data))

    return change


HOSTILE: dict[str, tuple[Callable[[dict], object], str]] = {
    "parent directory": (set_file("../x.npy"), "malformed manifest"),
    "absolute path": (set_file("/etc/x.npy"), "malformed manifest"),
    "line break": (set_file("x.npy\n"), "malformed manifest"),
    "pickle": (set_file("x.pkl"), "malformed manifest"),
    "same file twice": (set_file("meta.json"), "occurs twice"),
    "too many files": (lambda m: m.update(parts=m["parts"] * 10), "malformed manifest"),
    "huge": (lambda m: m["parts"][0].update(n_bytes=2**60), "malformed manifest"),
    "negative": (lambda m: m["parts"][0].update(n_bytes=-1), "malformed manifest"),
    "no digest": (lambda m: m["parts"][0].update(sha256="../../x"), "malformed manifest"),
    "other name": (lambda m: m.update(name="20200101T000000000000Z"), "another snapshot"),
    "other format": (lambda m: m.update(snapshot_format=7), "has format 7"),
    "absent part": (lambda m: m["parts"][0].update(sha256="0" * 64), "is missing"),
    "wrong size": (lambda m: m["parts"][0].update(n_bytes=77), "bytes, not 77"),
    "file left out": (lambda m: m.update(parts=m["parts"][:-1]), "FileNotFoundError"),
}


async def test_hostile_manifests_are_refused_and_the_old_snapshot_stays(
    directory_bucket: Bucket, builder: Builder, tmp_path: Path, shared: Path
) -> None:
    replica = Replica(directory_bucket, tmp_path / "replica")
    good = builder.build()
    await publish_snapshot(directory_bucket, good, SECRET)
    await replica.fetch()
    await publish_snapshot(directory_bucket, builder.build(), SECRET)
    published = (shared / "CURRENT").read_bytes()
    reasons = {}
    for kind, (change, _) in HOSTILE.items():
        (shared / "CURRENT").write_bytes(published)
        publish_as_attacker(shared, change)
        ((event, reasons[kind]),) = await replica.fetch()
        assert event == "published snapshot refused", kind

    assert {kind: part for kind, (_, part) in HOSTILE.items() if part not in reasons[kind]} == {}
    assert replica.n_refused == len(HOSTILE)
    assert current_name(replica.directory) == good.name
    assert not (tmp_path / "x.npy").exists()
    (shared / "CURRENT").write_bytes(published)
    assert [event for event, _ in await replica.fetch()] == ["snapshot fetched"]
    assert replica.names() == [good.name, load_snapshot(replica.directory).name], "no litter"


async def test_arrays_that_do_not_fit_are_refused(
    directory_bucket: Bucket, builder: Builder, tmp_path: Path, shared: Path
) -> None:
    replica = Replica(directory_bucket, tmp_path / "replica")
    path = builder.build()
    await publish_snapshot(directory_bucket, path, SECRET)
    published = (shared / "CURRENT").read_bytes()
    array = np.load(path / "hashes.npy")
    files = {"shape": array[1:], "dtype": array.astype(np.int64), "pickle": array.astype(object)}
    for kind, wrong in files.items():
        np.save(tmp_path / f"{kind}.npy", wrong)
        (shared / "CURRENT").write_bytes(published)
        data = (tmp_path / f"{kind}.npy").read_bytes()
        publish_as_attacker(shared, replace_part(shared, "hashes.npy", data))
        ((event, _),) = await replica.fetch()
        assert event == "published snapshot refused", kind

    assert current_name(replica.directory) is None
    assert replica.names() == []


async def test_who_does_not_know_the_secret_cannot_plant_a_snapshot(
    directory_bucket: Bucket, builder: Builder, tmp_path: Path, shared: Path
) -> None:
    replica = Replica(directory_bucket, tmp_path / "replica")
    await publish_snapshot(directory_bucket, builder.build(), "the-secret-of-somebody-else")
    ((event, reason),) = await replica.fetch()
    assert (event, "hash_secret" in reason) == ("published snapshot refused", True)
    assert await replica.fetch() == [], "it is said once"
    for content in (b"", b"\xff", b"[]", b'{"version": 1}', b"x" * 10_000):
        (shared / "CURRENT").write_bytes(content)
        (event,) = {event for event, _ in await replica.fetch()}
        assert event in {"published snapshot refused", "snapshot not fetched"}
        replica.clock.now_s += 3600
    assert not replica.directory.exists() or replica.names() == []


async def test_an_interrupted_fetch_resumes_within_a_file(
    s3: S3Server, builder: Builder, tmp_path: Path
) -> None:
    bucket = Bucket.open(BUCKET_URL)
    replica = Replica(bucket, tmp_path / "replica")
    path = builder.build()
    await publish_snapshot(bucket, path, SECRET)
    s3.fault = lambda method, _: Reply("503 Slow Down") if method == "GET" and n_allowed() else None
    remaining = [10]

    def n_allowed() -> bool:
        remaining[0] -= 1
        return remaining[0] < 0

    ((event, reason),) = await replica.fetch()
    assert (event, "503" in reason) == ("snapshot not fetched", True)
    assert await replica.fetch() == [], "it pauses"
    (temporary,) = replica.directory.glob(".fetching-*")
    done = {one.name for one in temporary.glob("*.npy")}
    assert 5 < len(done) < 10
    missing = next(one for one in path.glob("*.npy") if one.name not in done)
    (temporary / f"{missing.name}.part").write_bytes(missing.read_bytes()[:100])
    s3.fault = None
    s3.requests.clear()
    replica.clock.now_s += 3600

    assert [event for event, _ in await replica.fetch()] == ["snapshot fetched"]
    partial = [path for _, path, status in s3.requests if status == 206]
    assert partial == [f"/bucket/reko/parts/{hashlib.sha256(missing.read_bytes()).hexdigest()}"]
    assert len(s3.requests) == 2 + len(list(path.glob("*.*"))) - 1 - len(done)
    assert replica.names() == [path.name]


async def test_cut_and_wrong_replies_are_no_snapshot(
    s3: S3Server, builder: Builder, tmp_path: Path
) -> None:
    bucket = Bucket.open(BUCKET_URL)
    replica = Replica(bucket, tmp_path / "replica")
    path = builder.build()
    await publish_snapshot(bucket, path, SECRET)
    hashes = (path / "hashes.npy").read_bytes()
    source = f"/bucket/reko/parts/{hashlib.sha256(hashes).hexdigest()}"
    replies = {
        "cut": Reply("200 OK", hashes[:500], len(hashes)),
        "wrong": Reply("200 OK", bytes(len(hashes))),
        "short": Reply("200 OK", hashes[:500]),
        "denied": Reply("403 Forbidden"),
    }
    events = {}
    for kind, reply in replies.items():
        s3.fault = lambda _, path, reply=reply: reply if path == source else None
        events[kind] = await replica.fetch()
        replica.clock.now_s += 3600
    s3.fault = None

    assert [(kind, event) for kind, found in events.items() for event, _ in found] == [
        ("cut", "snapshot not fetched"),
        ("wrong", "published snapshot refused"),
        ("short", "published snapshot refused"),
        ("denied", "snapshot not fetched"),
    ]
    assert current_name(replica.directory) is None
    assert [event for event, _ in await replica.fetch()] == ["snapshot fetched"]


async def test_an_upload_that_ends_during_the_cleanup_is_no_error(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    # As a file that was renamed between the listing and the look at it.
    (parts / "renamed#1").symlink_to(parts / "gone")
    (parts / "killed#1").write_bytes(b"half")
    await Bucket.open(tmp_path.as_uri()).delete_interrupted(datetime.now(UTC) + timedelta(hours=1))
    assert [one.name for one in parts.iterdir()] == ["renamed#1"]
