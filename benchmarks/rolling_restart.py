"""Restart two APIs one after the other behind nginx, under load: no request may fail.

nginx runs with deploy/nginx.conf, with the addresses of two `reko api` of this machine instead of
those of containers. The community is that of the demo. Clients ask one question after the other
while each API is stopped by SIGTERM and started again, in turns. With `--kill`, by SIGKILL.
"""

import argparse
import asyncio
import itertools
import os
import re
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import numpy as np

from reko_core.settings import Settings
from reko_demo.environment import prepare_demo, serve_fake_mal

CONFIG = Path(__file__).parents[1] / "deploy" / "nginx.conf"
READY_S, POLL_S, RESTING_S = 120, 0.1, 2.0


@dataclass(slots=True)
class Outcomes:
    """Statuses of the responses, failures without one, and how long each took."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


class Replica:
    """One API, which can be stopped and started again on its port."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.port = _free_port()
        self._log = log
        self._environment = os.environ | {
            "REKO_DATABASE__URL": settings.database.url,
            "REKO_COMMUNITY__SNAPSHOT_DIR": str(settings.community.snapshot_dir.resolve()),
            "REKO_MAL__BASE_URL": settings.mal.base_url,
            "REKO_MAL__CLIENT_ID": "unused",
            "REKO_JOBS__ENABLED": "false",
            "REKO_API__PORT": str(self.port),
            "REKO_API__TRUSTED_PROXIES": "1",
            "REKO_API__REQUESTS_PER_MINUTE": "100000",
            "REKO_API__BURST": "10000",
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, session: aiohttp.ClientSession) -> None:
        """Start it and wait until it is ready."""
        with self._log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "reko_cli", "api"),
                env=self._environment,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=output,
            )
        await _wait_ready(session, self.port)

    async def stop(self, number: signal.Signals) -> float:
        """Stop it; return the seconds that it took."""
        assert self._process is not None
        started = time.perf_counter()
        self._process.send_signal(number)
        await self._process.wait()
        return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nginx", default="nginx", help="the program (%(default)s)")
    parser.add_argument("--clients", type=int, default=4, help="(%(default)s)")
    parser.add_argument("--restarts", type=int, default=6, help="(%(default)s)")
    parser.add_argument("--kill", action="store_true", help="by SIGKILL")
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(_measure(parser.parse_args(), Path(temporary)))


async def _measure(options: argparse.Namespace, directory: Path) -> None:
    number = signal.SIGKILL if options.kill else signal.SIGTERM
    outcomes = Outcomes()
    demo = await prepare_demo(directory / "demo")
    async with serve_fake_mal(demo) as settings, aiohttp.ClientSession() as session:
        replicas = [Replica(settings, directory / "api.log") for _ in range(2)]
        for replica in replicas:
            await replica.start(session)
        async with _nginx(options.nginx, [one.port for one in replicas], directory) as port:
            await _wait_ready(session, port)
            url, done = f"http://127.0.0.1:{port}", asyncio.Event()
            clients = [
                asyncio.create_task(_ask(session, url, done, outcomes))
                for _ in range(options.clients)
            ]
            stops = []
            for replica in itertools.islice(itertools.cycle(replicas), options.restarts):
                await asyncio.sleep(RESTING_S)
                stops.append(await replica.stop(number))
                await replica.start(session)
            done.set()
            await asyncio.gather(*clients)
        for replica in replicas:
            await replica.stop(signal.SIGTERM)
    _report(options, outcomes, stops)


def _report(options: argparse.Namespace, outcomes: Outcomes, stops: list[float]) -> None:
    p50, p99 = 1000 * np.percentile(outcomes.seconds, (50, 99))
    print(f"{options.restarts} restarts, {options.clients} clients: {dict(outcomes.counts)}")
    print(f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, longest {1000 * max(outcomes.seconds):.0f} ms")
    print(f"a stop took {max(stops):.2f} s at most")
    if set(outcomes.counts) != {"200"}:
        raise SystemExit("requests failed")


async def _ask(
    session: aiohttp.ClientSession, url: str, done: asyncio.Event, outcomes: Outcomes
) -> None:
    """Ask until the end, over connections that are kept and over new ones."""
    for turn in itertools.count():
        if done.is_set():
            return
        headers = {"Connection": "close"} if turn % 2 else {}
        body = {"user_name": "demo_sports"}
        started = time.perf_counter()
        try:
            async with session.post(f"{url}/recommendations", json=body, headers=headers) as answer:
                await answer.read()
                outcome = str(answer.status)
        except aiohttp.ClientError as error:
            outcome = type(error).__name__
        outcomes.counts[outcome] += 1
        outcomes.seconds.append(time.perf_counter() - started)


@asynccontextmanager
async def _nginx(program: str, ports: Iterable[int], directory: Path) -> AsyncIterator[int]:
    """Run nginx in front of the ports; yield its own. Raises SystemExit if it refuses the file."""
    port, config = _free_port(), directory / "nginx.conf"
    text = CONFIG.read_text()
    for number, api in enumerate(ports, 1):
        text = text.replace(f"server api-{number}:8080", f"server 127.0.0.1:{api}")
    # nginx before 1.27.3 has no `resolve`, which numbers do not need.
    text = re.sub(r"resolver .*;| resolve(?=;)", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    text = text.replace("/tmp/nginx.pid", str(directory / "nginx.pid"))
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        path = directory / kind
        text = text.replace("http {", f"http {{\n    {kind}_temp_path {path};", 1)
    config.write_text(text)
    command = (program, "-c", str(config), "-p", str(directory), "-g", "daemon off;")
    check = await asyncio.create_subprocess_exec(*command, "-t")
    if await check.wait():
        raise SystemExit("nginx refuses deploy/nginx.conf")
    process = await asyncio.create_subprocess_exec(*command)
    try:
        yield port
    finally:
        process.terminate()
        await process.wait()


async def _wait_ready(session: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(READY_S):
        while not await _is_ready(session, port):  # noqa: ASYNC110 - another process
            await asyncio.sleep(POLL_S)


async def _is_ready(session: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
