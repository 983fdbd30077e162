"""The bot under concurrent commands, on real lists: response times and event loop lag.

Three processes: a fake MAL with lists held out of REKO_DATA's community; a fake Discord (this
process), with real HTTP and a real gateway; and the bot between them, which is measured. All users
of a round use /reko at the same moment; then all of them turn a page.
"""

import argparse
import asyncio
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from support.held_out_lists import add_options, prepared, serve_lists
from support.loop_lags import REFERENCE_S, Lags, sampled

ROOT = Path(__file__).parents[1]
# It belongs to the tests, which are no package.
Server = Any
PAUSE_S = 0.5
STARTED = "bot started"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add_options(parser)
    parser.add_argument("--bot", metavar="BASE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bot:
        asyncio.run(_run_bot(options.bot))
        return
    with tempfile.TemporaryDirectory() as temporary:
        directory = prepared(options, Path(temporary))
        if directory is None:
            return
        database = Path(temporary) / "reko.sqlite3"
        shutil.copy(directory / "reko.sqlite3", database)
        asyncio.run(_measure(options.data, directory, database))


async def _run_bot(base: str) -> None:
    """Run the bot; for each line on standard input, print the lags since the last one."""
    from discord.http import Route

    from bot import Services, running_bot
    from reko_core.app import open_core
    from reko_core.observability.logging import configure_logging
    from reko_core.observability.metrics import Metrics
    from reko_core.runtime.shutdown import GracefulShutdown
    from reko_core.settings import load_settings

    Route.BASE = base
    settings = load_settings()
    configure_logging(settings.log)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with open_core(settings, Metrics()) as core:
        services = Services(core.recommender, core.store, settings.discord, GracefulShutdown())
        async with running_bot(services):
            print(STARTED, flush=True)
            while await lines.readline():
                lags = Lags()
                async with sampled(lags):
                    await lines.readline()
                print(json.dumps(lags.seconds), flush=True)


@dataclass(frozen=True, slots=True)
class Times:
    """Response times of a round: of the first response to each command, and of the whole one."""

    first_s: Sequence[float]
    whole_s: Sequence[float]


async def _measure(data: Path, directory: Path, database: Path) -> None:
    sys.path.insert(0, str(ROOT / "tests/support"))
    from discord_server import TOKEN, DiscordServer

    rounds: list[list[str]] = json.loads((directory / "rounds.json").read_text())
    server = DiscordServer()
    async with (
        serve_lists(directory / "held_out.parquet", data / "anime.parquet") as mal,
        server.serve() as base,
    ):
        environment = os.environ | {
            "REKO_DATABASE__URL": f"sqlite+aiosqlite:///{database}",
            "REKO_COMMUNITY__SNAPSHOT_DIR": str(directory / "snapshots"),
            "REKO_MAL__BASE_URL": mal,
            "REKO_MAL__CLIENT_ID": "unused",
            "REKO_MAL__REQUESTS_PER_SECOND": "1000",
            "REKO_MAL__BURST": "1000",
            "REKO_MAL__MAX_WAITING_PER_CLIENT": "10000",
            "REKO_DISCORD__TOKEN": TOKEN,
            "REKO_DISCORD__QUESTIONS_PER_MINUTE": "600",
            "REKO_DISCORD__BURST": "100",
            "REKO_LOG__LEVEL": "error",
        }
        async with _bot(base, environment) as lags_of:
            await server.connected()
            print(f"{'':24}answers  first answer p50     max   whole p50     max   lag p99     max")
            print(_row("nothing asked", *await lags_of(_idle())))
            for title in ("fetched", "stored"):
                await _rounds(server, lags_of, title, rounds)


LagsOf = Callable[[Awaitable[Times]], Awaitable[tuple[Times, Lags]]]


async def _rounds(server: Server, lags_of: LagsOf, title: str, rounds: list[list[str]]) -> None:
    for number, people in enumerate(rounds, start=1):
        await asyncio.sleep(PAUSE_S)
        asked: list[Any] = []
        print(_row(f"{title}, round {number}", *await lags_of(_ask(server, people, asked))))
        await asyncio.sleep(PAUSE_S)
        print(_row("  they turn the page", *await lags_of(_turn(server, asked))))


async def _idle() -> Times:
    await asyncio.sleep(REFERENCE_S)
    return Times((), ())


async def _ask(server: Server, people: Sequence[str], asked: list[Any]) -> Times:
    started = time.perf_counter()
    asked += [await server.command("reko", user=name) for name in people]
    return await _times(server, asked, started, lambda one: one.embeds)


async def _turn(server: Server, asked: Sequence[Any]) -> Times:
    started = time.perf_counter()
    pressed = [await server.press(one, "next") for one in asked]
    return await _times(server, pressed, started, lambda one: one.callback)


async def _times(
    server: Server, asked: Sequence[Any], started: float, is_whole: Callable[[Any], object]
) -> Times:
    async def when(is_so: Callable[[], object]) -> float:
        await server.until(is_so)
        return time.perf_counter() - started

    first = asyncio.gather(*(when(lambda one=one: one.callback) for one in asked))
    whole = asyncio.gather(*(when(lambda one=one: is_whole(one)) for one in asked))
    return Times(await first, await whole)


@asynccontextmanager
async def _bot(base: str, environment: dict[str, str]) -> AsyncIterator[LagsOf]:
    """Run the bot in a separate process; yield a function that measures its loop lag."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, __file__, "--bot", base),
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    lines, keys = process.stdout, process.stdin

    async def lags_of(work: Awaitable[Times]) -> tuple[Times, Lags]:
        keys.write(b"begin\n")
        await asyncio.sleep(PAUSE_S / 2)
        times = await work
        keys.write(b"end\n")
        return times, Lags(json.loads(await lines.readline()))

    try:
        while (line := (await lines.readline()).decode().strip()) != STARTED:
            if not line:
                raise SystemExit("the bot did not start")
        yield lags_of
    finally:
        keys.close()
        await process.wait()


def _row(title: str, times: Times, lags: Lags) -> str:
    columns = " " * 51
    if times.first_s:
        first, whole = np.array(times.first_s), np.array(times.whole_s)
        columns = (
            f"{len(first):7}{np.median(first):17.2f}s{first.max():7.2f}s"
            f"{np.median(whole):11.2f}s{whole.max():7.2f}s"
        )
    p99 = 1000 * np.quantile(lags.seconds, 0.99)
    return f"{title:24}{columns:54}{p99:6.1f}{lags.max_ms:8.1f} ms"


if __name__ == "__main__":
    main()
