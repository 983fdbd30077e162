"""The users of a run, and what goes on beside them."""

import asyncio
import random
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

from discord_server import DiscordServer

from soak.ban_ledger import BanLedger
from soak.discord_user import IN_DOUBT, DiscordUser
from soak.http_user import HttpUser
from soak.journal import Journal
from soak.lists import SoakLists
from soak.oracle import Oracle

__all__ = ["DISCORD_TIMEOUT_S", "make_users", "running"]

DISCORD_TIMEOUT_S = 20.0


def make_users(
    n_http: int,
    n_discord: int,
    *,
    url: str,
    timeout_s: float,
    discord: DiscordServer,
    lists: SoakLists,
    oracle: Oracle,
    ledger: BanLedger,
    journal: Journal,
    rng: random.Random,
    in_doubt: tuple[str, ...] = IN_DOUBT,
) -> list[HttpUser | DiscordUser]:
    """Return users of the API at a URL, which answers within `timeout_s`, and of the bot."""
    common: Any = {"lists": lists, "journal": journal}
    users: list[HttpUser | DiscordUser] = [
        HttpUser(url, timeout_s, oracle=oracle, rng=random.Random(rng.random()), **common)
        for _ in range(n_http)
    ]
    users += [
        DiscordUser(
            number,
            n_discord,
            DISCORD_TIMEOUT_S,
            server=discord,
            ledger=ledger,
            rng=random.Random(rng.random()),
            in_doubt=in_doubt,
            **common,
        )
        for number in range(n_discord)
    ]
    return users


@asynccontextmanager
async def running(coroutines: Iterable[Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Run endless coroutines within the context; raise the error of one that has ended."""
    tasks = [asyncio.create_task(one) for one in coroutines]
    try:
        yield
    finally:
        broken = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for task in broken:
            task.result()
