"""Faults of processes, of the database, and of the network between them."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

from soak.cluster.cluster_world import ClusterWorld, Member
from soak.fault_kind import Kind
from soak.program import children_of

__all__ = ["DATABASE", "PROCESSES"]

CHILD_PATIENCE_S, REST_S = 20.0, 5.0
# Longer than a lost connection is noticed by both of its ends.
PARTITION_S = {"min_s": 8.0, "max_s": 28.0}

Choose = Callable[[ClusterWorld, random.Random], Member | None]


def _any(kind: str, world: ClusterWorld, rng: random.Random) -> Member:
    return rng.choice([one for one in world.members if one.name.startswith(kind)])


def _leader(world: ClusterWorld, _: random.Random) -> Member | None:
    return world.leader


@asynccontextmanager
async def _ended(
    end: Callable[[ClusterWorld, Member], Awaitable[None]],
    choose: Choose,
    world: ClusterWorld,
    rng: random.Random,
) -> AsyncIterator[None]:
    member = choose(world, rng)
    if member is None:
        yield
        return
    # Whoever was the leader or a bot, what people notice depends on what it is.
    with world.journal.fault(f"{member.name[:3]}: ended"):
        await end(world, member)
        await asyncio.sleep(rng.uniform(0.0, 2.0))
        await world.start(member)
    # A request that the balancer has sent on already is sent on no second time.
    await asyncio.sleep(REST_S)
    yield


@asynccontextmanager
async def _build_killed(world: ClusterWorld, rng: random.Random) -> AsyncIterator[None]:
    """Kill `reko build`, or the process in which the leader builds."""
    with suppress(TimeoutError):
        async with asyncio.timeout(CHILD_PATIENCE_S):
            while not (builds := _builds(world)):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
        await asyncio.sleep(rng.uniform(0, 3))
        for pid in builds:
            if pid in _builds(world):
                os.kill(pid, signal.SIGKILL)
    yield


def _builds(world: ClusterWorld) -> list[int]:
    pids = [pid for one in world.members for pid in children_of(one.program.pid)]
    if world.build is not None and world.build.returncode is None:
        pids.append(world.build.pid)
    return pids


@asynccontextmanager
async def _server_ended(
    number: signal.Signals, world: ClusterWorld, _: random.Random
) -> AsyncIterator[None]:
    await world.postgres.end(number)
    try:
        yield
    finally:
        await world.postgres.start()


@asynccontextmanager
async def _session_killed(world: ClusterWorld, rng: random.Random) -> AsyncIterator[None]:
    world.postgres.kill_session(rng.randrange(1000))
    yield


@asynccontextmanager
async def _partitioned(
    choose: Choose, world: ClusterWorld, rng: random.Random
) -> AsyncIterator[None]:
    member = choose(world, rng)
    if member is None:
        yield
        return
    member.link.partition()
    try:
        yield
    finally:
        member.link.heal()


@asynccontextmanager
async def _reset(choose: Choose, world: ClusterWorld, rng: random.Random) -> AsyncIterator[None]:
    if (member := choose(world, rng)) is not None:
        await member.link.reset()
    yield


_KILLED, _STOPPED = ClusterWorld.kill, ClusterWorld.stop
_API, _BOT = partial(_any, "api"), partial(_any, "bot")

PROCESSES: Sequence[Kind[ClusterWorld]] = (
    Kind("process: an API killed", partial(_ended, _KILLED, _API)),
    Kind("process: an API stopped", partial(_ended, _STOPPED, _API)),
    Kind("process: a bot killed", partial(_ended, _KILLED, _BOT)),
    Kind("process: a bot stopped", partial(_ended, _STOPPED, _BOT)),
    Kind("process: the leader killed", partial(_ended, _KILLED, _leader)),
    Kind("process: the leader stopped", partial(_ended, _STOPPED, _leader)),
    Kind("process: a build killed", _build_killed),
)

DATABASE: Mapping[str, Sequence[Kind[ClusterWorld]]] = {
    "server": (
        Kind("database: killed", partial(_server_ended, signal.SIGKILL)),
        Kind("database: stopped at once", partial(_server_ended, signal.SIGQUIT)),
        Kind("database: restarted", partial(_server_ended, signal.SIGINT)),
        Kind("database: a session killed", _session_killed),
    ),
    "network": (
        Kind("database: partition of the leader", partial(_partitioned, _leader), **PARTITION_S),
        Kind("database: partition of an API", partial(_partitioned, _API), **PARTITION_S),
        Kind("database: partition of a bot", partial(_partitioned, _BOT), **PARTITION_S),
        Kind("database: reset of the leader", partial(_reset, _leader)),
    ),
}
