"""How long hostile input blocks the event loop, and how much memory it takes.

Request bodies go to the API, which runs in a process of its own with a recommender of constant
responses; files of bans take the way of `/reko-settings import` through the same event loop, into
a SQLite database. A task that sleeps 5 ms over and over measures how late it wakes, and how long
the thread of the loop has computed by then. Every kind of input is tried for each POST route, and
for each array field that its schema has.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
from support.loop_lags import REFERENCE_S, SAMPLE_S

from reko_api import running_api
from reko_api.openapi.examples import (
    example_response,
    example_title_matches,
    example_why_response,
)
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.recommend import Request, Response
from reko_core.contract.title_query import TitleMatches, TitleQuery
from reko_core.errors import BadInput
from reko_core.guilds.ban_file import parse_bans
from reko_core.guilds.models import MAX_BANS, Scope
from reko_core.observability.logging import configure_logging
from reko_core.observability.metrics import Metrics
from reko_core.settings import ApiSettings, DatabaseSettings, LogSettings
from reko_core.store import Store

BODY_BYTES = 2 << 20
FILE_BYTES = 8_000_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--repeats", type=int, default=3, help="of every input")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    configure_logging(LogSettings(level="error"))
    if options.serve:
        asyncio.run(_serve(options.serve))
        return
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(_measure(Path(directory), options.repeats))


class _Constant:
    """A recommender with a constant response."""

    async def recommend(self, _: Request) -> Response:
        return example_response()

    async def why(self, _: WhyRequest) -> WhyResponse:
        return example_why_response()

    # Routes that are not asked.
    groups = similar = seasons = titles_to_rate = tastes = affinities = SimpleNamespace(
        recommend=None, find=None, describe=None, compare=None
    )
    find_genres = None

    async def find_titles(self, _: TitleQuery) -> TitleMatches:
        return example_title_matches()

    async def readiness(self) -> Any:  # noqa: ANN401 - never called
        raise NotImplementedError


async def _serve(directory: Path) -> None:
    """Serve; for each line of standard input, report the lag and the memory since the last one.

    A line that is the path of a file of bans imports that file.
    """
    settings = ApiSettings(
        port=0, requests_per_minute=1_000_000, burst=100_000, max_body_bytes=BODY_BYTES
    )
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{directory}/reko.sqlite3")
    async with Store.open(database) as store, running_api(_Constant(), settings, Metrics()) as url:
        print(url, flush=True)
        async with _sampled() as lags:
            while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
                if line != "report":
                    await _import_bans(store, Path(line))
                    continue
                await asyncio.sleep(0.02)
                figures = {
                    "stall_ms": 1000 * max(lag for lag, _ in lags),
                    "busy_ms": 1000 * max(busy for _, busy in lags),
                    "peak_mb": _memory_mb("VmHWM"),
                }
                await asyncio.to_thread(_forget_peak)
                lags.clear()
                print(json.dumps(figures | {"now_mb": _memory_mb("VmRSS")}), flush=True)


@asynccontextmanager
async def _sampled() -> AsyncIterator[list[tuple[float, float]]]:
    """Measure how late the loop wakes a task, and how long its thread has computed by then.

    On a machine with other work, only the second says what the loop itself did.
    """
    lags: list[tuple[float, float]] = []

    async def sample() -> None:
        while True:
            before, computed = time.perf_counter(), time.thread_time()
            await asyncio.sleep(SAMPLE_S)
            lag = time.perf_counter() - before - SAMPLE_S
            lags.append((lag, time.thread_time() - computed))

    task = asyncio.create_task(sample())
    try:
        yield lags
    finally:
        task.cancel()


async def _import_bans(store: Store, path: Path) -> None:
    data = await asyncio.to_thread(path.read_bytes)
    try:
        bans = await asyncio.to_thread(parse_bans, data)
    except BadInput:
        return
    await store.bans.add_many(Scope.guild(1), bans.titles, [], by=1, at=datetime.now(UTC))


def _forget_peak() -> None:
    """Let the peak start again from what is used now."""
    Path("/proc/self/clear_refs").write_text("5")


def _memory_mb(key: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{key}:")[1].split()[0]) / 1024


@dataclass(slots=True)
class _Worst:
    """The worst figures of a kind of input."""

    n_inputs: int = 0
    statuses: frozenset[str] = frozenset()
    stall_ms: float = 0.0
    busy_ms: float = 0.0
    growth_mb: float = 0.0


async def _measure(directory: Path, n_repeats: int) -> None:
    async with _server(directory) as (process, session):
        document = await (await session.get("/openapi.json")).json()
        await _report(process)
        idle_mb = (await _report(process))["now_mb"]
        worst = {"nothing": await _idle(process)}
        for path, kind, body in _all_inputs(document):
            found = worst.setdefault(kind, _Worst())
            for _ in range(n_repeats):
                if path:
                    status = await _post(session, path, body)
                else:
                    status = await _send_file(process, directory, body)
                figures = await _report(process)
                found.n_inputs += 1
                found.statuses |= {status}
                found.stall_ms = max(found.stall_ms, figures["stall_ms"])
                found.busy_ms = max(found.busy_ms, figures["busy_ms"])
                found.growth_mb = max(found.growth_mb, figures["peak_mb"] - idle_mb)
    print(f"idle: {idle_mb:.0f} MB\n{'input':34} tried  answers    worst stall   computing  memory")
    worst["all"] = _Worst(
        sum(one.n_inputs for one in worst.values()),
        stall_ms=max(one.stall_ms for one in worst.values()),
        busy_ms=max(one.busy_ms for one in worst.values()),
        growth_mb=max(one.growth_mb for one in worst.values()),
    )
    for kind, one in worst.items():
        statuses = " ".join(sorted(one.statuses))
        print(
            f"{kind:34} {one.n_inputs:5}  {statuses:11} {one.stall_ms:8.1f} ms "
            f"{one.busy_ms:8.1f} ms {one.growth_mb:+4.0f} MB"
        )


async def _idle(process: asyncio.subprocess.Process) -> _Worst:
    """Return what the machine does by itself."""
    await asyncio.sleep(REFERENCE_S)
    figures = await _report(process)
    return _Worst(1, stall_ms=figures["stall_ms"], busy_ms=figures["busy_ms"])


@asynccontextmanager
async def _server(
    directory: Path,
) -> AsyncIterator[tuple[asyncio.subprocess.Process, aiohttp.ClientSession]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, __file__, "--serve", str(directory)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    try:
        async with aiohttp.ClientSession(url) as session:
            await _report(process)
            yield process, session
    finally:
        process.stdin.close()
        await process.wait()


async def _report(process: asyncio.subprocess.Process) -> dict[str, float]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"report\n")
    figures: dict[str, float] = json.loads(await process.stdout.readline())
    return figures


async def _post(session: aiohttp.ClientSession, path: str, body: bytes) -> str:
    headers = {"Content-Type": "application/json"}
    try:
        async with session.post(path, data=body, headers=headers) as response:
            await response.read()
            return str(response.status)
    except aiohttp.ClientConnectionError:
        return "closed"


async def _send_file(process: asyncio.subprocess.Process, directory: Path, data: bytes) -> str:
    path = directory / "bans.json"
    path.write_bytes(data)
    assert process.stdin is not None
    process.stdin.write(f"{path}\n".encode())
    return "-"


def _all_inputs(document: dict[str, Any]) -> Iterator[tuple[str, str, bytes]]:
    """Return the path, the kind and the bytes of each input; files of bans have no path."""
    for path, operations in document["paths"].items():
        if "post" in operations:
            content = operations["post"]["requestBody"]["content"]["application/json"]
            for kind, body in _bodies(_properties(document, content["schema"])):
                yield path, kind, body
    for kind, data in _ban_files():
        yield "", f"bans: {kind}", data


def _properties(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    properties: dict[str, Any] = schema["properties"]
    return properties


def _bodies(properties: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    good = '{"user_name":"Some_User"' + (',"anime_id":1' if "anime_id" in properties else "")
    yield "valid", f"{good}}}".encode()
    for name, schema in properties.items():
        if "array" in json.dumps(schema):
            for kind, item in _ITEMS.items():
                yield f"array of {kind}", f'{good},"{name}":[{_filled(item)}]}}'.encode()
        for kind, value in _VALUES.items():
            yield kind, f'{good},"{name}":{value}}}'.encode()
    for kind, fields in _FIELDS.items():
        yield kind, f"{good},{fields}}}".encode()
    yield "byte order mark", b"\xef\xbb\xbf" * 2 + f"{good}}}".encode()
    yield "white space", f"{good}}}".encode() + b" " * (BODY_BYTES - 100)
    yield "bytes that are no text", b"\xff" * BODY_BYTES
    yield "a body that is too large", b"x" * (BODY_BYTES + 1)


def _filled(item: str, n_bytes: int = BODY_BYTES - 200) -> str:
    """Repeat an item, which may contain its number, up to a size."""
    length = len(item.replace("%n", "1000000")) + 1
    n_items = n_bytes // length
    if "%n" not in item:
        return ",".join([item] * n_items)
    return ",".join(item.replace("%n", str(1_000_000 + number)) for number in range(n_items))


_ITEMS = {
    "zeros": "0",
    "different numbers": "%n",
    "fractions": "0.5",
    "null": "null",
    "empty texts": '""',
    "different texts": '"%n"',
    "hashes": '"0000000000000000000000000%n"',
    "arrays": "[]",
    "objects": "{}",
    "huge numbers": "9" * 400,
}
_VALUES = {
    "nesting": "[" * (BODY_BYTES - 200),
    "nesting of objects": '{"a":' * (BODY_BYTES // 6),
    "a long text": '"' + "x" * (BODY_BYTES - 200) + '"',
    "a text of escapes": '"' + r"\u0041" * (BODY_BYTES // 7) + '"',
    "a long number": "9" * (BODY_BYTES - 200),
}
_FIELDS = {
    "unknown fields": _filled('"%n":0'),
    "an unknown array": f'"x":[{_filled("0")}]',
    "the same field": _filled('"user_name":"x"'),
    "one long name": f'"{"x" * (BODY_BYTES - 200)}":0',
}


def _ban_files() -> Iterator[tuple[str, bytes]]:
    head = '{"format":"reko-bans","version":1,"titles":['
    size = FILE_BYTES - 200
    title = '{"id":%n,"title":"Title"}'
    valid = _filled(title, MAX_BANS * len(title))
    yield "valid", f'{head}{valid}],"users":[]}}'.encode()
    for kind, item in (_ITEMS | {"titles": title}).items():
        yield f"array of {kind}", f'{head}{_filled(item, size)}],"users":[]}}'.encode()
    for kind, text in {
        "nesting": "[" * size,
        "brackets": "[]" * (size // 2),
        "line ends": "\n" * size,
        "Windows line ends": "\r\n" * (size // 2),
        "a long text": '"' + "x" * size + '"',
        "a long number": "9" * size,
        "keys": "{" + _filled('"%n":0', size) + "}",
    }.items():
        yield kind, (head + text).encode()
        yield f"{kind} alone", text.encode()
    yield "bytes that are no text", b"\xff" * size


if __name__ == "__main__":
    main()
