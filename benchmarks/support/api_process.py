"""Run `reko api` as a process of its own, on a community built by `held_out_lists`."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

__all__ = ["Api", "running_api"]

READY_S = 180
POLL_S = 0.2


@dataclass(frozen=True, slots=True)
class Api:
    """A ready API. log: its log file, one JSON object a line."""

    session: aiohttp.ClientSession
    pid: int
    log: Path

    @property
    def peak_mb(self) -> float:
        """Peak memory of the process."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


@asynccontextmanager
async def running_api(
    directory: Path, mal_url: str, *, database_url: str = "", log_name: str = "api.log"
) -> AsyncIterator[Api]:
    """Run the API on the community in `directory`, with lists from `mal_url`.

    database_url: in place of the SQLite database in `directory`. Raises SystemExit if it does not
    get ready, or does not stop cleanly on SIGTERM.
    """
    port, log = _free_port(), directory / log_name
    environment = os.environ | {
        "REKO_DATABASE__URL": database_url or f"sqlite+aiosqlite:///{directory / 'reko.sqlite3'}",
        "REKO_COMMUNITY__SNAPSHOT_DIR": str(directory / "snapshots"),
        "REKO_MAL__BASE_URL": mal_url,
        "REKO_MAL__CLIENT_ID": "unused",
        "REKO_MAL__REQUESTS_PER_SECOND": "1000",
        "REKO_MAL__BURST": "1000",
        "REKO_MAL__MAX_WAITING_PER_CLIENT": "10000",
        "REKO_API__PORT": str(port),
        "REKO_API__REQUESTS_PER_MINUTE": "100000",
        "REKO_API__BURST": "10000",
        "REKO_LOG__FORMAT": "json",
    }
    with log.open("wb") as output:
        server = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "reko_cli", "api"),
            env=environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=output,
        )
    try:
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            await _wait_ready(session, server, log)
            yield Api(session, server.pid, log)
    finally:
        if server.returncode is None:
            server.send_signal(signal.SIGTERM)
        code = await server.wait()
    if code:
        raise SystemExit(f"the API ended with exit code {code}; see its log")


async def _wait_ready(
    session: aiohttp.ClientSession, server: asyncio.subprocess.Process, log: Path
) -> None:
    for _ in range(int(READY_S / POLL_S)):
        if server.returncode is not None:
            output = await asyncio.to_thread(log.read_text)
            raise SystemExit(f"the API did not start:\n{output}")
        try:
            async with session.get("/readyz") as response:
                if response.status == 200:
                    return
        except aiohttp.ClientConnectionError:
            pass
        await asyncio.sleep(POLL_S)
    raise SystemExit(f"the API was not ready within {READY_S} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
