"""The environment of a run: APIs behind a balancer, bots, a builder, PostgreSQL, and users."""

import asyncio
import random
import shutil
import sys
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from community import COMMUNITY, SECRET, TITLES
from discord_server import GUILD, DiscordServer

from reko_core.domain.models import UserList
from reko_core.settings import DatabaseSettings
from reko_core.store import Store, TitleRank
from reko_demo.fake_mal.server import FakeMal
from soak.ban_ledger import BanLedger
from soak.cluster.balancer import Balancer
from soak.cluster.database_link import DatabaseLink
from soak.cluster.job_runs import JobRun, leader_in, read_runs
from soak.cluster.postgres_process import PostgresProcess
from soak.discord_user import IN_DOUBT
from soak.journal import Journal
from soak.lists import SoakLists
from soak.oracle import Oracle
from soak.program import Program
from soak.users import make_users, running
from soak.world import free_port, program_environ

__all__ = ["BURST", "RATE", "ClusterWorld", "Member", "open_cluster"]

# So low that the processes would exceed it if they did not share it.
RATE, BURST = 2, 3
N_APIS, N_BOTS = 2, 2
N_HTTP_USERS, N_DISCORD_USERS = 4, 2
BUILD_PAUSE_S = 15.0
# A process that was away uses the snapshot that it had until it has fetched the newest.
LATE_S = 30.0
# What `reko build` says while the leader builds.
REFUSAL = "another process is at work"
# Longer than the turn at a list that a killed process leaves behind.
REQUEST_TIMEOUT_S = 30.0
OVERRIDES = {
    "REKO_API__REQUEST_TIMEOUT_S": str(REQUEST_TIMEOUT_S),
    "REKO_DATABASE__BUSY_TIMEOUT_S": "5",
    "REKO_MAL__REQUESTS_PER_SECOND": str(RATE),
    "REKO_MAL__BURST": str(BURST),
    "REKO_MAL__TIMEOUT_S": "5",
    "REKO_MAL__MAX_WAIT_S": "5",
    "REKO_COMMUNITY__LIST_MAX_AGE_DAYS": "0.001",
    "REKO_COMMUNITY__LIST_FULL_READ_DAYS": "0.002",
    "REKO_JOBS__REBUILD_HOURS": "0.008",
    "REKO_JOBS__REFIT_HOURS": "0.05",
}


@dataclass
class Member:
    """One process of the cluster, its connections to the database, and where its snapshots are."""

    name: str
    program: Program
    link: DatabaseLink
    snapshot_dir: Path
    log_path: Path

    @property
    def is_bot(self) -> bool:
        return self.name.startswith("bot")


@dataclass
class ClusterWorld:
    directory: Path
    postgres: PostgresProcess
    balancer: Balancer
    discord: DiscordServer
    lists: SoakLists
    oracle: Oracle
    rng: random.Random
    environ: Mapping[str, str]
    members: list[Member]
    builder: Member
    arrivals: deque[float]
    url: str = ""
    ledger: BanLedger = field(default_factory=BanLedger)
    journal: Journal = field(default_factory=Journal)
    ended_at: dict[int, float] = field(default_factory=dict)
    differences: set[str] = field(default_factory=set)
    longest_stop_s: float = 0.0
    builds: Counter[str] = field(default_factory=Counter)
    build: asyncio.subprocess.Process | None = None

    @property
    def runs(self) -> list[JobRun]:
        return read_runs(self.directory / "runs.txt", self.ended_at)

    @property
    def leader(self) -> Member | None:
        pid = leader_in(self.runs)
        return next((one for one in self.members if one.program.pid == pid), None)

    async def start(self, member: Member) -> None:
        """Start a process, and retry until no fault prevents it."""
        n_before = len(self.discord.identified)
        while True:
            since = time.monotonic()
            if await member.program.start(
                lambda: not member.is_bot or len(self.discord.identified) > n_before
            ):
                return
            if not self.journal.had("database", since=since, margin_s=5):
                said = member.program.starts_refused[-1]
                self.journal.violation(f"{member.name} did not start: {said}")
            await asyncio.sleep(0.5)

    async def kill(self, member: Member) -> None:
        self.ended_at[member.program.pid] = time.monotonic()
        await member.program.kill()

    async def stop(self, member: Member) -> None:
        """Send SIGTERM: it must exit with 0, and soon."""
        pid, began = member.program.pid, time.monotonic()
        code = await member.program.stop()
        self.ended_at[pid] = time.monotonic()
        self.longest_stop_s = max(self.longest_stop_s, time.monotonic() - began)
        if code != 0:
            self.journal.violation(f"SIGTERM: {member.name} ended with {code}")

    def check_bans(self) -> None:
        """Compare the bans with the ledger, unless the database cannot be asked."""
        with suppress(psycopg.OperationalError):
            with psycopg.connect(self.postgres.url) as connection:
                rows = connection.execute("SELECT anime_id FROM title_bans").fetchall()
            for difference in self.ledger.differences({row[0] for row in rows}):
                if difference not in self.differences:
                    self.differences.add(difference)
                    self.journal.violation(f"bans: {difference}")

    async def check_lists(self) -> None:
        """Compare the stored lists with those of the site."""
        async with Store.open(DatabaseSettings(url=self.postgres.url)) as store:
            async for batch in store.lists.iterate(100):
                for stored in batch:
                    entries = self.lists.entries(stored.name)
                    if entries is not None and stored.entries != entries:
                        self.journal.violation(f"database: the list of {stored.name} is another")

    @asynccontextmanager
    async def users(self) -> AsyncIterator[None]:
        """Run the users, the builder and the checks within the context."""
        users = make_users(
            N_HTTP_USERS,
            N_DISCORD_USERS,
            url=self.url,
            timeout_s=REQUEST_TIMEOUT_S,
            discord=self.discord,
            lists=self.lists,
            oracle=self.oracle,
            ledger=self.ledger,
            journal=self.journal,
            rng=self.rng,
            # A connection that broke during the commit leaves it open whether that was made.
            in_doubt=(*IN_DOUBT, "The bot can't reach its database"),
        )
        async with running([*(one.run() for one in users), self._watch(), self._build_forever()]):
            yield

    async def _watch(self) -> None:
        """Check the invariants that hold at any time."""
        while True:
            await asyncio.sleep(1)
            self.oracle.look()
            # Not in a thread: the ledger must not change between the query and the comparison.
            self.check_bans()
            self.discord.calls.clear()

    async def _build_forever(self) -> None:
        while True:
            await self.build_once()
            await asyncio.sleep(BUILD_PAUSE_S)

    async def build_once(self) -> None:
        """Run `reko build`, which may be killed meanwhile."""
        since = time.monotonic()
        self.build = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "reko_cli", "build"),
            cwd=self.directory,
            env=self.environ_of(self.builder),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, said = await self.build.communicate()
        except asyncio.CancelledError:
            with suppress(ProcessLookupError):
                self.build.kill()
            await self.build.wait()
            raise
        code, text = self.build.returncode, said.decode(errors="replace")
        with self.builder.log_path.open("a") as log:
            log.write(text)
        last = text.strip().rpartition("\n")[2]
        self.builds["built" if code == 0 else "killed" if code == -9 else f"{last:.90}"] += 1
        is_excused = code in {0, -9} or REFUSAL in text.lower()
        if not is_excused and not self.journal.had("database", since=since, margin_s=5):
            self.journal.violation(f"reko build: {code}: {last}")

    def environ_of(self, member: Member) -> dict[str, str]:
        port = member.link.port
        return {
            **self.environ,
            "REKO_DATABASE__URL": f"postgresql://postgres@127.0.0.1:{port}/postgres",
            "REKO_COMMUNITY__SNAPSHOT_DIR": str(member.snapshot_dir),
        }


@asynccontextmanager
async def open_cluster(
    directory: Path, environ: Mapping[str, str], seed: int
) -> AsyncIterator[ClusterWorld]:
    """Open it in an empty directory, with a built and published snapshot, and start it."""
    async with AsyncExitStack() as stack:
        postgres = PostgresProcess()
        stack.callback(postgres.close)
        lists, discord, rng = SoakLists(TITLES, seed), DiscordServer(), random.Random(seed)
        await _fill(postgres.url)
        fake_mal = FakeMal(lists, TITLES)
        fake_mal.arrivals = deque()
        mal_url = await stack.enter_async_context(fake_mal.serve())
        base = await stack.enter_async_context(discord.serve())
        ports = [free_port() for _ in range(N_APIS)]
        given = {
            **environ,
            **program_environ(int(mal_url.split(":")[2].partition("/")[0]), 0),
            **OVERRIDES,
            "REKO_COMMUNITY__SNAPSHOT_URL": f"file://{directory / 'published'}",
            "JOB_RUNS": str(directory / "runs.txt"),
        }
        (directory / "published").mkdir()
        names = [*(f"api-{port}" for port in ports), *(f"bot-{n}" for n in range(N_BOTS))]
        members = []
        for name in (*names, "builder"):
            link = DatabaseLink(postgres.socket_path)
            await stack.enter_async_context(link.serve())
            kind, _, number = name.partition("-")
            arguments = [kind]
            own = {
                "REKO_DATABASE__URL": f"postgresql://postgres@127.0.0.1:{link.port}/postgres",
                "REKO_COMMUNITY__SNAPSHOT_DIR": str(directory / name),
            }
            if kind == "api":
                own["REKO_API__PORT"] = number
            else:
                arguments += ["--shards", f"{number}-{number}", "--shard-count", str(N_BOTS)]
            log_path = directory / f"{name}.jsonl"
            program = Program(base, directory, given | own, log_path, arguments)
            members.append(Member(name, program, link, directory / name, log_path))
        *members, builder = members
        balancer = Balancer(ports)
        oracle = Oracle(
            [one.snapshot_dir for one in (*members, builder)],
            SECRET,
            TITLES,
            lists,
            late_s=LATE_S,
        )
        stack.callback(oracle.close)
        world = ClusterWorld(
            directory,
            postgres,
            balancer,
            discord,
            lists,
            oracle,
            rng,
            given,
            members,
            builder,
            fake_mal.arrivals,
        )
        world.journal.path = directory / "violations.txt"
        for member in members:
            stack.push_async_callback(_close, member)
        world.url = await stack.enter_async_context(balancer.serve())
        await world.build_once()
        for member in members:
            shutil.copytree(builder.snapshot_dir, member.snapshot_dir)
        oracle.look()
        await asyncio.gather(*(world.start(member) for member in members))
        yield world


async def _close(member: Member) -> None:
    await member.program.close()


async def _fill(url: str) -> None:
    now = datetime.now(UTC)
    async with Store.open(DatabaseSettings(url=url)) as store:
        await store.guilds.change(int(GUILD), votes_needed=1)
        await store.catalogue.put_many(TITLES.values(), TitleRank.KAGGLE)
        await store.lists.put_many(
            UserList(name, entries, now, "made-up") for name, entries in COMMUNITY.items()
        )
