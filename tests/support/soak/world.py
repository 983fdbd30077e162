"""The environment of a run: Reko, fake servers, proxies and users."""

import asyncio
import random
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from community import DATABASE, SECRET, SNAPSHOTS, TITLES, database_in
from discord_server import GUILD, TOKEN, DiscordServer
from prometheus_client.parser import text_string_to_metric_families

from reko_core.store import Store
from reko_demo.fake_mal.server import FakeMal
from soak.ban_ledger import BanLedger, bans_in, integrity_of, revision_of
from soak.fault_proxy import FaultProxy
from soak.journal import Journal
from soak.lists import SoakLists
from soak.oracle import Oracle
from soak.program import Program
from soak.users import DISCORD_TIMEOUT_S, make_users, running

__all__ = ["SECRETS", "World", "free_port", "open_world", "program_environ"]

CLIENT_ID = "soak-client-id"
SECRETS = (TOKEN, CLIENT_ID, SECRET, "interaction-token")
API_TIMEOUT_S, BUSY_TIMEOUT_S = 15.0, 1.0
N_HTTP_USERS, N_DISCORD_USERS = 4, 3
N_START_TRIES = 10

Samples = Mapping[str, Any]


@dataclass
class World:
    directory: Path
    database: Path
    port: int
    rng: random.Random
    discord: DiscordServer
    mal: FaultProxy
    program: Program
    lists: SoakLists
    oracle: Oracle
    ledger: BanLedger = field(default_factory=BanLedger)
    journal: Journal = field(default_factory=Journal)
    worst_lag_s: float = 0.0
    revision: str = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def snapshot_dir(self) -> Path:
        return self.directory / SNAPSHOTS

    async def start(self) -> None:
        """Start the program, and retry if a fault prevents the start."""
        for _ in range(N_START_TRIES):
            since = time.monotonic()
            if await self.program.start(lambda: self.discord.is_connected):
                return
            if not self.journal.had("database", "disk", "discord", since=since):
                self.journal.violation(f"it did not start: {self.program.starts_refused[-1]}")
            await asyncio.sleep(0.5)
        raise AssertionError("it never started")

    async def check_database(self) -> None:
        """Compare the database with the ledger; call it while the program is stopped."""
        found = await asyncio.to_thread(integrity_of, self.database)
        if found != "ok":
            self.journal.violation(f"database: {found}")
        if revision_of(self.database) != self.revision:
            self.journal.violation("database: another revision")
        self.check_bans()
        self.ledger.settle(bans_in(self.database))

    def check_bans(self) -> None:
        for difference in self.ledger.differences(bans_in(self.database)):
            self.journal.violation(f"bans: {difference}")

    async def samples(self) -> Samples:
        """Return the metrics of the program: (name, labels) -> value."""
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session,
            session.get(f"{self.url}/metrics") as answer,
        ):
            text = await answer.text()
        found = {
            (one.name, *(one.labels[key] for key in sorted(one.labels))): one.value
            for family in text_string_to_metric_families(text)
            for one in family.samples
        }
        self.worst_lag_s = max(self.worst_lag_s, found[("reko_loop_lag_max_seconds",)])
        return found

    @asynccontextmanager
    async def users(self) -> AsyncIterator[None]:
        """Run the users within the context."""
        users = make_users(
            N_HTTP_USERS,
            N_DISCORD_USERS,
            url=self.url,
            timeout_s=API_TIMEOUT_S,
            discord=self.discord,
            lists=self.lists,
            oracle=self.oracle,
            ledger=self.ledger,
            journal=self.journal,
            rng=self.rng,
        )
        async with running([*(one.run() for one in users), self._watch()]):
            yield

    async def _watch(self) -> None:
        """Check the invariants that hold at any time."""
        while True:
            await asyncio.sleep(1)
            self.oracle.look()
            self.check_bans()
            self.discord.calls.clear()


@asynccontextmanager
async def open_world(
    directory: Path, environ: Mapping[str, str], seed: int
) -> AsyncIterator[World]:
    """Open it in a directory with a database and snapshots, without starting the program."""
    rng = random.Random(seed)
    lists, discord = SoakLists(TITLES, seed), DiscordServer()
    database = directory / DATABASE
    async with Store.open(database_in(directory)) as store:
        await store.guilds.change(int(GUILD), votes_needed=1)
    fake_mal = FakeMal(lists, TITLES)
    async with fake_mal.serve() as upstream, discord.serve() as base:
        mal = FaultProxy(int(upstream.split(":")[2].partition("/")[0]))
        async with mal.serve() as mal_port:
            port = free_port()
            given = {
                **environ,
                **program_environ(mal_port, port),
                "REKO_DATABASE__URL": f"sqlite+aiosqlite:///{database}",
                "REKO_COMMUNITY__SNAPSHOT_DIR": str(directory / SNAPSHOTS),
            }
            program = Program(base, directory, given, directory / "log.jsonl")
            oracle = Oracle([directory / SNAPSHOTS], SECRET, TITLES, lists)
            world = World(directory, database, port, rng, discord, mal, program, lists, oracle)
            world.revision = revision_of(database)
            world.journal.path = directory / "violations.txt"
            try:
                yield world
            finally:
                await program.close()
                oracle.close()


def program_environ(mal_port: int, port: int) -> dict[str, str]:
    """Return the settings of a program, but for where its database and its snapshots are."""
    return {
        "REKO_DATABASE__BUSY_TIMEOUT_S": str(BUSY_TIMEOUT_S),
        "REKO_MAL__BASE_URL": f"http://127.0.0.1:{mal_port}/v2",
        "REKO_MAL__CLIENT_ID": CLIENT_ID,
        "REKO_MAL__REQUESTS_PER_SECOND": "200",
        "REKO_MAL__BURST": "50",
        # All of them have the same address.
        "REKO_MAL__MAX_WAITING_PER_CLIENT": "60",
        "REKO_MAL__TIMEOUT_S": "1",
        "REKO_MAL__MAX_ATTEMPTS": "2",
        "REKO_MAL__MAX_WAIT_S": "1.5",
        "REKO_COMMUNITY__HASH_SECRET": SECRET,
        "REKO_COMMUNITY__RELOAD_INTERVAL_S": "0.5",
        "REKO_COMMUNITY__LIST_MAX_AGE_DAYS": "0.0001",
        "REKO_API__PORT": str(port),
        "REKO_API__REQUESTS_PER_MINUTE": "1000000",
        "REKO_API__BURST": "100000",
        "REKO_API__REQUEST_TIMEOUT_S": str(API_TIMEOUT_S),
        "REKO_API__SHUTDOWN_GRACE_S": "5",
        "REKO_DISCORD__TOKEN": TOKEN,
        "REKO_DISCORD__QUESTIONS_PER_MINUTE": "600",
        "REKO_DISCORD__BURST": "100",
        "REKO_DISCORD__REQUEST_TIMEOUT_S": str(DISCORD_TIMEOUT_S),
        "REKO_DISCORD__SHUTDOWN_GRACE_S": "5",
        "REKO_JOBS__TITLES_PER_HOUR": "36000",
        "REKO_JOBS__AIRING_MAX_AGE_DAYS": "0.0003",
        "REKO_JOBS__TITLE_MAX_AGE_DAYS": "0.0006",
        "REKO_JOBS__REFRESHES_PER_HOUR": "10000",
        "REKO_COMMUNITY__LIST_FULL_READ_DAYS": "0.0003",
        "REKO_JOBS__REBUILD_HOURS": "0.002",
        "REKO_JOBS__REFIT_HOURS": "0.01",
        "REKO_JOBS__MIN_CHANGED_LISTS": "1",
    }


def free_port() -> int:
    """Return a port outside the ephemeral range, which stays free while the program is down."""
    rng = random.Random()
    while True:
        port = rng.randrange(20_000, 30_000)
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", port))
            return port
