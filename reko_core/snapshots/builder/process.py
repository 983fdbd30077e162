"""A build in a separate process, so that requests do not share an interpreter with it.

The process reads the settings as JSON from stdin and writes the report as JSON to stdout:

    python -m reko_core.snapshots.builder.process < settings.json
"""

import asyncio
import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import BaseModel, SecretStr

from reko_core.errors import RekoError, StoreError
from reko_core.settings import CommunitySettings, DatabaseSettings
from reko_core.snapshots.builder.build import BuildReport, build_snapshot
from reko_core.store import Store

__all__ = ["build_in_process"]

_NICENESS = 10
_GRACE_S = 5.0


async def build_in_process(
    database: DatabaseSettings, community: CommunitySettings, keep_since: datetime | None
) -> BuildReport:
    """Build a snapshot as `build_snapshot` does. Raises StoreError for every failure.

    The process is terminated when this coroutine is cancelled.
    """
    request = {
        "database": _plain(database),
        "community": _plain(community),
        "keep_since": keep_since and keep_since.isoformat(),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "reko_core.snapshots.builder.process"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        output, _ = await process.communicate(json.dumps(request).encode())
    finally:
        await _terminate(process)
    reply = _read(output)
    if "report" not in reply:
        raise StoreError(f"no snapshot was built: {reply.get('error', process.returncode)}")
    return BuildReport(**reply["report"])


async def _terminate(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(_GRACE_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _plain(section: BaseModel) -> dict[str, Any]:
    values = {name: getattr(section, name) for name in type(section).model_fields}
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else _json(value)
        for name, value in values.items()
    }


def _json(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _read(output: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(output)
    except ValueError:
        return {}
    return decoded if isinstance(decoded, dict) else {}


async def _build(request: dict[str, Any]) -> BuildReport:
    since = request["keep_since"]
    async with Store.open(DatabaseSettings(**request["database"])) as store:
        return await build_snapshot(
            store,
            CommunitySettings(**request["community"]),
            keep_since=since and datetime.fromisoformat(since),
        )


def main() -> int:
    """Read a request from stdin, build the snapshot, and write the report to stdout."""
    os.nice(_NICENESS)
    request = _read(sys.stdin.buffer.read())
    if not request:
        # The parent was killed before it wrote the request.
        return 1
    try:
        report = asyncio.run(_build(request))
    except (RekoError, OSError) as error:
        _write({"error": f"{type(error).__name__}: {error}"})
        return 1
    _write({"report": asdict(report)})
    return 0


def _write(reply: dict[str, Any]) -> None:
    """Write the reply, unless the parent was killed meanwhile."""
    try:
        json.dump(reply, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes stdout at exit, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
