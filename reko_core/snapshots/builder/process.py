"""A build in a process of its own, so that those who ask meanwhile share no interpreter with it.

python -m reko_core.snapshots.builder.process < the settings as JSON
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
    """Build a snapshot as `build_snapshot` does. Raises StoreError, whatever went wrong.

    The process ends with the one that waits for it, unless that is killed.
    """
    question = {
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
        said, _ = await process.communicate(json.dumps(question).encode())
    finally:
        await _end(process)
    answer = _read(said)
    if "report" not in answer:
        raise StoreError(f"no snapshot was built: {answer.get('error', process.returncode)}")
    return BuildReport(**answer["report"])


async def _end(process: asyncio.subprocess.Process) -> None:
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


def _read(said: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


async def _build(question: dict[str, Any]) -> BuildReport:
    since = question["keep_since"]
    async with Store.open(DatabaseSettings(**question["database"])) as store:
        return await build_snapshot(
            store,
            CommunitySettings(**question["community"]),
            keep_since=since and datetime.fromisoformat(since),
        )


def main() -> int:
    """Read what is to be built from stdin, build it, and write the report to stdout."""
    os.nice(_NICENESS)
    question = _read(sys.stdin.buffer.read())
    if not question:
        # The one who asks was killed before it could.
        return 1
    try:
        report = asyncio.run(_build(question))
    except (RekoError, OSError) as error:
        _answer({"error": f"{type(error).__name__}: {error}"})
        return 1
    _answer({"report": asdict(report)})
    return 0


def _answer(answer: dict[str, Any]) -> None:
    """Write the answer, unless the one who asked was killed meanwhile."""
    try:
        json.dump(answer, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would be written, and fail, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
