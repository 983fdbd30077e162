"""Spoilt answers of sites: each list is read and stored whole, or refused and not touched.

REKO_FUZZ_N=680000 tries 3,400 answers of each site.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from spoilt_site import SpoiltSite
from structlog.testing import capture_logs
from yarl import URL

from reko_core.clients.anilist import AniListClient
from reko_core.clients.kitsu import KitsuClient
from reko_core.clients.list_sites import ListClient
from reko_core.clients.mal import MalClient
from reko_core.domain.models import Entries
from reko_core.domain.sites import Site, qualified_name
from reko_core.errors import RekoError
from reko_core.lists.fetcher import ListFetcher
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK
from reko_core.settings import AniListSettings, DatabaseSettings, KitsuSettings, MalSettings
from reko_core.store import Store
from reko_demo.fake_anilist.server import FakeAniList
from reko_demo.fake_kitsu.server import FakeKitsu
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from tests.fuzz.conftest import share

Open = Callable[[str], AbstractAsyncContextManager[ListClient]]

N_LISTS = 4
METRICS = Metrics()
PACING = {"requests_per_second": 1000, "max_attempts": 1, "max_wait_s": 0.01}


class NoIds:
    """No id of a site is known offline, and none is learnt, so that the site is always asked."""

    async def mal_ids(self, *_: object) -> dict[int, int]:
        return {}

    async def learn(self, *_: object) -> None:
        """Forget them."""


def _list(n: int) -> Entries:
    ids = np.arange(1, 40 + 10 * n)
    return Entries.build(ids, ids % 11, np.full(len(ids), 2), ids % 13)


@asynccontextmanager
async def anilist(origin: str) -> AsyncIterator[ListClient]:
    settings = AniListSettings.model_validate({"base_url": origin, **PACING})
    async with AniListClient.open(settings, METRICS, NoIds()) as client:
        yield client


@asynccontextmanager
async def kitsu(origin: str) -> AsyncIterator[ListClient]:
    settings = KitsuSettings.model_validate({"base_url": f"{origin}/api/edge", **PACING})
    async with KitsuClient.open(settings, METRICS, NoIds()) as client:
        yield client


@asynccontextmanager
async def mal(origin: str) -> AsyncIterator[ListClient]:
    settings = MalSettings.model_validate(
        {"base_url": f"{origin}/v2", "client_id": "any", **PACING}
    )
    async with MalClient.open(settings, METRICS) as client:
        yield client


LISTS = {f"user_{n}": _list(n) for n in range(N_LISTS)}
SITES: dict[Site, tuple[Any, Open]] = {
    Site.MAL: (FakeMal(MappingLists(LISTS), {}), mal),
    Site.ANILIST: (FakeAniList(LISTS), anilist),
    Site.KITSU: (FakeKitsu(LISTS, {}), kitsu),
}


async def test_spoilt_answers_of_sites(tmp_path: Path, tried: Counter[str]) -> None:
    database = DatabaseSettings(url=f"sqlite+aiosqlite:///{tmp_path}/reko.sqlite3")
    async with Store.open(database) as store:
        for site, (fake, open_client) in SITES.items():
            outcomes = Counter[str]()
            with capture_logs() as logs:
                async with fake.serve() as target:
                    proxy = SpoiltSite(Random(18), str(URL(target).origin()))
                    async with proxy.serve() as origin:
                        while proxy.n_answers < share("answers of sites"):
                            name = qualified_name(site, f"user_{proxy.n_answers % N_LISTS}")
                            # A new client each time: one that got a Retry-After would pause.
                            async with open_client(origin) as client:
                                outcomes[await _fetched(store, client, name)] += 1
            tried[f"answers of {site}"] += proxy.n_answers
            assert "user_" not in repr([log for log in logs if log["log_level"] != "debug"])
            assert outcomes.keys() >= {"read", "SiteUnavailable"}


async def _fetched(store: Store, client: ListClient, name: str) -> str:
    """Fetch a list and check that it is stored whole, or what is stored is as before."""
    before = await store.lists.get(name)
    try:
        fetched = await ListFetcher(store, client, SYSTEM_CLOCK).fetch(name, before)
    except RekoError as error:
        assert await store.lists.get(name) == before
        return type(error).__name__
    stored = await store.lists.get(name)
    assert stored is not None
    assert stored.entries == fetched.entries
    assert (stored.entries.scores <= 10).all()
    return "read"
