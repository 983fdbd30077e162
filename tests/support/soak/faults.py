"""The kinds of faults, in lanes: sequential within a lane, lanes in parallel."""

import asyncio
import os
import random
import resource
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from pathlib import Path

from discord_server import CUT, CUT_LATE

from soak.fault_kind import Kind
from soak.fault_proxy import PROXY_FAULTS, REFUSED, FaultProxy
from soak.http_user import send_misbehaving_request
from soak.program import children_of
from soak.world import BUSY_TIMEOUT_S, World

__all__ = ["KILLS", "LANES"]

MISBEHAVING_PAUSE_S = 0.1
CHILD_PATIENCE_S = 30.0
GARBAGE = ("", "nothing-of-this-name", "../..", "\x00\n", "x" * 5000, "\udcff")


@asynccontextmanager
async def _proxy_fault(
    name: str, of: Callable[[World], FaultProxy], world: World, _: random.Random
) -> AsyncIterator[None]:
    of(world).fault = name
    try:
        yield
    finally:
        of(world).fault = None


@asynccontextmanager
async def _refused(
    of: Callable[[World], FaultProxy], world: World, _: random.Random
) -> AsyncIterator[None]:
    await of(world).close()
    try:
        yield
    finally:
        await of(world).open()


def _server(name: str, of: Callable[[World], FaultProxy]) -> Sequence[Kind[World]]:
    """Return all faults of a server of lists."""
    kinds = [Kind(f"{name}: {fault}", partial(_proxy_fault, fault, of)) for fault in PROXY_FAULTS]
    return [*kinds, Kind(f"{name}: {REFUSED}", partial(_refused, of))]


@asynccontextmanager
async def _locked(how: str, world: World, _: random.Random) -> AsyncIterator[None]:
    """Lock the database as another process would."""
    connection = sqlite3.connect(
        world.database, timeout=10, isolation_level=None, check_same_thread=False
    )
    with closing(connection):
        with suppress(sqlite3.OperationalError):
            await asyncio.to_thread(connection.execute, f"BEGIN {how}")
        yield


@asynccontextmanager
async def _full(world: World, _: random.Random) -> AsyncIterator[None]:
    """Limit the file size of the program to that of the database's log, like a full disk.

    SQLite's writes then fail with EFBIG: SQLITE_IOERR_WRITE instead of the SQLITE_FULL of ENOSPC;
    both roll the transaction back.
    """
    pid, size = world.program.pid, _size(Path(f"{world.database}-wal"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    _limit(pid, (size, before[1]))
    try:
        yield
    finally:
        _limit(pid, before)


def _limit(pid: int, limits: tuple[int, int]) -> None:
    # It may have been killed and restarted.
    with suppress(ProcessLookupError):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


@asynccontextmanager
async def _gateway(how: str, world: World, _: random.Random) -> AsyncIterator[None]:
    if how == "invalid session":
        world.discord.n_invalid = 1
    if how == "cut":
        world.discord.cut()
    else:
        await world.discord.drop()
    yield


@asynccontextmanager
async def _discord(status: int, world: World, rng: random.Random) -> AsyncIterator[None]:
    paths = rng.choice((("/interactions",), ("/webhooks",), ("/interactions", "/webhooks")))
    world.discord.failing.update(dict.fromkeys(paths, status))
    try:
        yield
    finally:
        world.discord.failing.clear()


@asynccontextmanager
async def _garbage(world: World, rng: random.Random) -> AsyncIterator[None]:
    pointer = world.snapshot_dir / "CURRENT"
    garbage = rng.choice(GARBAGE).encode(errors="surrogateescape")
    before = pointer.read_bytes()
    # The program may have loaded a snapshot that is already deleted.
    world.oracle.look()
    pointer.write_bytes(garbage)
    try:
        yield
    finally:
        # A snapshot built meanwhile stays.
        if pointer.read_bytes() == garbage:
            pointer.write_bytes(before)


@asynccontextmanager
async def _misbehaving(kind: str, world: World, rng: random.Random) -> AsyncIterator[None]:
    async def go_on() -> None:
        while True:
            await send_misbehaving_request(kind, world.port, world.lists, rng)
            await asyncio.sleep(MISBEHAVING_PAUSE_S)

    tasks = [asyncio.create_task(go_on()) for _ in range(2)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def _killed(world: World, _: random.Random) -> AsyncIterator[None]:
    await world.program.kill()
    await world.check_database()
    await world.start()
    yield


@asynccontextmanager
async def _stopped(world: World, _: random.Random) -> AsyncIterator[None]:
    code = await world.program.stop()
    if code != 0:
        world.journal.violation(f"SIGTERM: it ended with {code}")
    await world.check_database()
    await world.start()
    yield


@asynccontextmanager
async def _build_killed(world: World, _: random.Random) -> AsyncIterator[None]:
    async with asyncio.timeout(CHILD_PATIENCE_S):
        while not (children := children_of(world.program.pid)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    for child in children:
        if child in children_of(world.program.pid):
            os.kill(child, signal.SIGKILL)
    yield


_LONG_LOCK = {"min_s": 1.3 * BUSY_TIMEOUT_S, "max_s": 3 * BUSY_TIMEOUT_S}

LANES: Mapping[str, Sequence[Kind[World]]] = {
    "mal": _server("mal", lambda world: world.mal),
    "database": (
        Kind("database: locked", partial(_locked, "IMMEDIATE"), **_LONG_LOCK),
        Kind("database: locked by a writer", partial(_locked, "EXCLUSIVE"), **_LONG_LOCK),
        Kind("disk: full", _full, 1.0, 3.0),
    ),
    "discord": (
        Kind("gateway: closed", partial(_gateway, "closed")),
        Kind("gateway: cut", partial(_gateway, "cut")),
        Kind("gateway: invalid session", partial(_gateway, "invalid session")),
        Kind("discord: 500", partial(_discord, 500)),
        Kind("discord: 502", partial(_discord, 502)),
        Kind("discord: 429", partial(_discord, 429)),
        Kind("discord: cut", partial(_discord, CUT), 0.2, 1.0),
        Kind("discord: cut late", partial(_discord, CUT_LATE), 0.2, 1.0),
    ),
    "snapshot": (Kind("snapshot: garbage", _garbage, 1.0, 4.0),),
    "client": tuple(
        Kind(f"client: {kind}", partial(_misbehaving, kind), 1.0, 3.0)
        for kind in ("cut off", "slow body", "garbage", "gone")
    ),
}

KILLS: Sequence[Kind[World]] = (
    Kind("kill: program", _killed),
    Kind("stop: SIGTERM", _stopped),
    Kind("kill: build", _build_killed),
)
