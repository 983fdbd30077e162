"""The check of the object store of snapshots, against an S3 server."""

from pathlib import Path

import pytest
from s3_server import BUCKET_URL, Reply, S3Server

from reko_core.operations.doctor.checks.snapshot import check_snapshot
from reko_core.operations.doctor.checks.snapshot_store import check_snapshot_store
from reko_core.operations.doctor.finding import State
from reko_core.settings import CommunitySettings, JobSettings, Settings
from reko_core.snapshots.remote.bucket import Bucket


def _settings(directory: Path) -> Settings:
    return Settings(community=CommunitySettings(snapshot_url=BUCKET_URL, snapshot_dir=directory))


async def test_the_right_to_publish_is_checked_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _settings(tmp_path)
    with S3Server().serve() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)

        async def messages() -> str:
            findings = await check_snapshot_store(settings, is_offline=False)
            return " ".join(finding.message for finding in findings)

        assert await messages() == "Nothing is published yet."
        assert [line for line in server.requests if line[0] != "GET"] == [
            ("PUT", "/bucket/reko/doctor", 200),
            ("PUT", "/bucket/reko/doctor", 412),
            ("POST", "/bucket", 200),
        ]
        server.fault = lambda method, _: Reply("403 Forbidden") if method == "PUT" else None
        assert "cannot publish (doctor: access denied)" in await messages()
        server.fault = lambda method, _: Reply("200 OK") if method == "PUT" else None
        assert "ignores conditions" in await messages()


async def test_a_machine_that_is_half_set_up_is_told_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _settings(tmp_path)
    fetches = settings.model_copy(update={"jobs": JobSettings(enabled=False)})
    [snapshot] = check_snapshot(settings.community)
    assert (snapshot.state, snapshot.action) == (State.WARNING, None)
    assert "The first start fetches" in snapshot.message
    with S3Server().serve() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        [finding] = await check_snapshot_store(fetches, is_offline=False)
        assert "run reko build on the machine that builds" in finding.message
        server.fault = lambda *_: Reply("404 Not Found")
        _, finding = await check_snapshot_store(settings, is_offline=False)
        assert "does not exist: create it" in finding.message
        server.fault = None
        await Bucket.open(BUCKET_URL).write("CURRENT", b"{}")
        [finding] = await check_snapshot_store(fetches, is_offline=False)
        assert "copy the file hash-secret" in finding.message
