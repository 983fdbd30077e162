"""How long new users wait for MAL beside clients that ask too much.

Each scenario has an API of its own with default settings (one request a second to MAL) and a fake
MAL, both over real HTTP; all run side by side. Attackers have an address each. New users come one
after the other, each from an address of their own, and ask once for a list of one page.
"""

import argparse
import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp
import numpy as np
from pydantic import SecretStr

from reko_api import running_api
from reko_core.app import open_core
from reko_core.domain.models import Entries
from reko_core.observability.logging import configure_logging
from reko_core.observability.metrics import Metrics
from reko_core.settings import LogSettings, MalSettings, Settings
from reko_demo.community.catalogue import load_titles
from reko_demo.environment import prepare_demo
from reko_demo.fake_mal.faults import FAULTS
from reko_demo.fake_mal.server import FakeMal

N_PAGES = 30
# Small, so that the fake MALs take no time: what is shared is the number of requests.
PAGE_SIZE = 20
ARRIVAL_S = 5.0
# How long the attack goes on before the first new user comes.
LEAD_S = 10.0
GONE_AFTER_S = 0.5
MAX_ATTACKERS, N_NAMES = 10, 1000
PRIVATE, UNKNOWN, LONG, NEW = "private", "nobody", "long", "new"

Ask = Callable[..., Awaitable[int]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=90, help="length of the attacks")
    options = parser.parse_args()
    configure_logging(LogSettings(level="error"))
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(_measure(Path(temporary), options.seconds))


async def _measure(directory: Path, seconds: float) -> None:
    demo = await prepare_demo(directory)
    scenarios = [Scenario("nobody else", 0, ask_private)]
    for attack, title in (
        (ask_private, "private lists, 1/s"),
        (ask_unknown, "unknown users, 1/s"),
        (ask_and_leave, f"lists of {N_PAGES} pages, client gone"),
        (ask_three, f"three lists of {N_PAGES} pages at once"),
    ):
        scenarios += [Scenario(title, n, attack) for n in (1, MAX_ATTACKERS)]
    await asyncio.gather(*(_run(demo, one, directory, seconds) for one in scenarios))
    print(f"{'':40}attackers  new users  refused   wait p50      p90    worst   MAL requests/s")
    for one in scenarios:
        print(one.row(seconds))


@dataclass(slots=True)
class Scenario:
    """Attackers of one kind, and how new users fared beside them."""

    title: str
    n_attackers: int
    attack: Callable[[Ask, int], Awaitable[None]]
    waits_s: list[float] = field(default_factory=list)
    n_refused: int = 0
    n_requests: int = 0

    def row(self, seconds: float) -> str:
        """Return the row of the table."""
        n_users = len(self.waits_s) + self.n_refused
        row = f"{self.title:40}{self.n_attackers:9}{n_users:11}{self.n_refused:9}"
        if self.waits_s:
            p50, p90, worst = np.quantile(self.waits_s, (0.5, 0.9, 1))
            row += f"{p50:9.1f} s{p90:7.1f} s{worst:7.1f} s"
        return f"{row}{self.n_requests / seconds:17.2f}"


async def _run(demo: Settings, scenario: Scenario, directory: Path, seconds: float) -> None:
    async with _serving(demo, directory) as (url, mal), aiohttp.ClientSession() as session:
        attackers = [
            asyncio.create_task(scenario.attack(partial(_ask, session, url, f"10.0.0.{n}"), n))
            for n in range(scenario.n_attackers)
        ]
        await asyncio.sleep(LEAD_S)
        n_users = int((seconds - LEAD_S) / ARRIVAL_S)
        async with asyncio.TaskGroup() as group:
            for n in range(n_users):
                ask = partial(_ask, session, url, f"192.0.2.{n}")
                group.create_task(_arrive(ask, f"{NEW}_{n}", scenario))
                await asyncio.sleep(ARRIVAL_S)
        for attacker in attackers:
            attacker.cancel()
        await asyncio.gather(*attackers, return_exceptions=True)
        scenario.n_requests = mal.requests.total()


@asynccontextmanager
async def _serving(demo: Settings, directory: Path) -> AsyncIterator[tuple[str, FakeMal]]:
    """Serve the API on a copy of the database, with defaults, and a fake MAL behind it."""
    own = Path(await asyncio.to_thread(tempfile.mkdtemp, dir=directory))
    for file in await asyncio.to_thread(lambda: [*directory.glob("demo.sqlite3*")]):
        await asyncio.to_thread(shutil.copy, file, own)
    names = (f"{PRIVATE}_{n}_{k}" for n in range(MAX_ATTACKERS) for k in range(N_NAMES))
    private = dict.fromkeys(names, FAULTS["private_user"])
    mal = FakeMal(Lists(), load_titles(), private)
    async with mal.serve() as base_url:
        settings = Settings(
            database={"url": f"sqlite+aiosqlite:///{own / 'demo.sqlite3'}"},
            community=demo.community,
            mal=MalSettings(base_url=base_url, client_id=SecretStr("unused"), page_size=PAGE_SIZE),
            api={"port": 0, "trusted_proxies": 1},
        )
        metrics = Metrics()
        async with (
            open_core(settings, metrics) as core,
            running_api(core.recommender, settings.api, metrics) as url,
        ):
            yield url, mal


class Lists:
    """The lists of long_* and new_* users."""

    async def get(self, user_name: str) -> Entries | None:
        """Return the list of a user, None when there is no such user."""
        n_entries = {LONG: N_PAGES * PAGE_SIZE, NEW: PAGE_SIZE}.get(user_name.partition("_")[0])
        if n_entries is None:
            return None
        ids = np.arange(1, n_entries + 1)
        return Entries.build(ids, 5 + ids % 6, np.full_like(ids, 2))


async def _ask(session: aiohttp.ClientSession, url: str, address: str, user_name: str) -> int:
    """Ask for recommendations; return the status."""
    headers = {"X-Forwarded-For": address}
    body = {"user_name": user_name}
    async with session.post(f"{url}/recommendations", json=body, headers=headers) as response:
        await response.read()
        return response.status


async def _arrive(ask: Ask, user_name: str, scenario: Scenario) -> None:
    started = time.perf_counter()
    if await ask(user_name) == 200:
        scenario.waits_s.append(time.perf_counter() - started)
    else:
        scenario.n_refused += 1


async def ask_private(ask: Ask, attacker: int) -> None:
    """Ask for one private list a second, and wait for no answer."""
    await _every_second(ask, f"{PRIVATE}_{attacker}")


async def ask_unknown(ask: Ask, attacker: int) -> None:
    """Ask for one unknown user a second, and wait for no answer."""
    await _every_second(ask, f"{UNKNOWN}_{attacker}")


async def ask_and_leave(ask: Ask, attacker: int) -> None:
    """Ask for one long list a second, and disconnect soon."""

    async def leave(user_name: str) -> int:
        try:
            async with asyncio.timeout(GONE_AFTER_S):
                return await ask(user_name)
        except TimeoutError:
            return 0

    await _every_second(leave, f"{LONG}_{attacker}")


async def ask_three(ask: Ask, attacker: int) -> None:
    """Ask for three long lists at once, again and again."""
    for k in range(0, N_NAMES, 3):
        await asyncio.gather(*(ask(f"{LONG}_{attacker}_{k + one}") for one in range(3)))
        await asyncio.sleep(1)


async def _every_second(ask: Ask, prefix: str) -> None:
    async with asyncio.TaskGroup() as group:
        for k in range(N_NAMES):
            group.create_task(ask(f"{prefix}_{k}"))
            await asyncio.sleep(1)


if __name__ == "__main__":
    main()
