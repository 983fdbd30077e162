"""`reko` as a process that is started, killed, stopped and started again."""

import asyncio
import contextlib
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Program", "ResourceUsage", "children_of", "handles_of", "read_log", "usage_of"]

LAUNCHER = Path(__file__).parents[1] / "reko_fast_jobs.py"
START_S = 90.0
STOP_S = 30.0


@dataclass(frozen=True)
class ResourceUsage:
    """What a process holds."""

    rss_mb: float
    n_handles: int
    n_threads: int

    def __str__(self) -> str:
        return f"{self.rss_mb:.0f} MB, {self.n_handles} handles, {self.n_threads} threads"


def usage_of(pid: int) -> ResourceUsage:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    status = dict(line.split(":", 1) for line in lines)
    return ResourceUsage(
        int(status["VmRSS"].split()[0]) / 1024,
        len(list(Path(f"/proc/{pid}/fd").iterdir())),
        int(status["Threads"]),
    )


def handles_of(pid: int) -> Counter[str]:
    """Return its open files, grouped by directory and kind."""
    found: Counter[str] = Counter()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            target = str(handle.readlink())
            found[
                re.sub(r"\d+", "#", f"{Path(target).parent.name}/{Path(target).suffix or target}")
            ] += 1
    return found


def children_of(pid: int) -> list[int]:
    """Return the child processes, which build snapshots."""
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


class Program:
    """Successive processes, each in its own process group.

    log: lines of standard error of all processes. starts_refused: output of failed starts.
    """

    def __init__(
        self,
        base: str,
        directory: Path,
        environ: Mapping[str, str],
        log_path: Path,
        arguments: Sequence[str] = ("run",),
    ) -> None:
        self._command = (sys.executable, str(LAUNCHER), base, *arguments)
        self._directory, self._environ = directory, environ
        self._log_path = log_path
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._orphans: set[int] = set()
        self.n_starts = 0
        self.starts_refused: list[str] = []

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self, is_there: Callable[[], bool]) -> bool:
        """Start it; return whether it listens and `is_there`."""
        assert not self.is_running
        self.n_starts += 1
        self._process = process = await asyncio.create_subprocess_exec(
            *self._command,
            cwd=self._directory,
            env=self._environ,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        said: list[str] = []
        listens = asyncio.Event()
        ready = asyncio.create_task(_ready(listens, is_there))
        self._readers = [
            asyncio.create_task(self._hear(process.stdout, listens)),
            asyncio.create_task(self._write_down(process.stderr, said)),
        ]
        ended = asyncio.create_task(process.wait())
        await asyncio.wait({ready, ended}, timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if ready.done() and process.returncode is None:
            return True
        ready.cancel()
        await self._end()
        self.starts_refused.append(" ".join(line for line in said if not line.startswith("{")))
        return False

    async def kill(self) -> None:
        """Kill it; its child processes continue, as in a deployment."""
        assert self._process is not None
        self._orphans.update(children_of(self.pid))
        self._process.kill()
        await self._end()

    async def stop(self) -> int | None:
        """Send SIGTERM; return the exit code, None if it did not exit."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_S):
                await self._process.wait()
        code = self._process.returncode
        if code is None:
            # Its stacks are in the log.
            self._process.send_signal(signal.SIGUSR1)
            await asyncio.sleep(1)
        await self._end()
        return code

    async def close(self) -> None:
        """Kill all processes ever started."""
        if self._process is not None:
            self._orphans.update(children_of(self.pid))
            await self._end()
        for pid in self._orphans:
            if _builds(pid):
                os.kill(pid, signal.SIGKILL)

    async def _end(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        # Orphans may keep its standard error open for a while.
        await asyncio.wait(self._readers, timeout=1)
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        self._process._transport.close()  # type: ignore[attr-defined]

    async def _hear(self, stream: asyncio.StreamReader, listens: asyncio.Event) -> None:
        async for line in stream:
            if line.startswith((b"Listening on ", b"Connecting to Discord")):
                listens.set()

    async def _write_down(self, stream: asyncio.StreamReader, said: list[str]) -> None:
        with self._log_path.open("ab") as log:
            async for line in stream:
                log.write(line)
                said.append(line.decode(errors="replace").strip())
                del said[:-50]


def _builds(pid: int) -> bool:
    """Return whether this is still the same process, and not another with a reused pid."""
    try:
        return b"build_process" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


async def _ready(listens: asyncio.Event, is_there: Callable[[], bool]) -> None:
    await listens.wait()
    while not is_there():  # noqa: ASYNC110 - who connects signals nothing
        await asyncio.sleep(0.05)


def read_log(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the JSON lines of a log, and the others."""
    lines, others = [], []
    for line in path.read_text(errors="replace").splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            others.append(line)
    return lines, others
