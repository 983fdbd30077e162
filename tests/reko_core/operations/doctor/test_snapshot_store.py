"""The check of the object store of snapshots, against an S3 server."""

from pathlib import Path

import pytest
from s3_server import BUCKET_URL, Reply, S3Server

from reko_core.operations.doctor.checks.snapshot_store import check_snapshot_store
from reko_core.settings import CommunitySettings, Settings


async def test_the_right_to_publish_is_checked_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    community = CommunitySettings(snapshot_url=BUCKET_URL, snapshot_dir=tmp_path)
    settings = Settings(community=community)
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
