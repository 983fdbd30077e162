"""People who connect accounts at fakes of MAL and AniList, over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
import numpy as np
from cryptography.fernet import Fernet
from yarl import URL

from reko_core.clients.accounts.account_sites import open_account_sites
from reko_core.clients.anilist import AniListClient
from reko_core.clients.mal import MalClient
from reko_core.domain.models import Anime, Entries, Status
from reko_core.domain.sites import Site
from reko_core.observability.metrics import Metrics
from reko_core.service.connections.account_connecting import Connected
from reko_core.service.connections.open_connections import Connections, open_connections
from reko_core.settings import Settings
from reko_core.store import Store
from reko_demo.fake_anilist.accounts import FakeAniListAccounts
from reko_demo.fake_anilist.faults import FAULTS as FAULTS_OF_ANILIST
from reko_demo.fake_anilist.server import FakeAniList
from reko_demo.fake_mal.accounts import AccountLists, FakeMalAccounts
from reko_demo.fake_mal.faults import FAULTS
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

ALICE, BOB = 41, 42
KEY = Fernet.generate_key().decode()
PUBLIC_URL = "https://reko.example"
TITLES = {n: Anime(n, f"Title {n}", n_episodes=12 * n) for n in range(1, 9)}
# Title 1 is completed with 8, 2 is being watched, 3 dropped, 4 planned.
ENTRIES = Entries.build(
    np.array([1, 2, 3, 4]),
    np.array([8, 0, 3, 0]),
    np.array([Status.COMPLETED, Status.WATCHING, Status.DROPPED, Status.PLAN_TO_WATCH]),
    np.array([12, 5, 2, 0]),
)
LISTS = {"Alice_on_MAL": ENTRIES, "private_user": ENTRIES}


@dataclass
class AccountWorld:
    """Fakes of MAL and AniList, and how a process uses their accounts."""

    settings: Settings
    mal: FakeMalAccounts
    anilist: FakeAniListAccounts
    store: Store
    connections: Connections

    async def start(self, discord_id: int = ALICE, site: Site = Site.MAL, **options: Any) -> str:
        """Return the link to a site for a Discord user."""
        name = f"user{discord_id}"
        return await self.connections.connecting.start(
            site, discord_id=discord_id, discord_name=name, locale="de", **options
        )

    async def connect(
        self, discord_id: int = ALICE, name: str = "Alice_on_MAL", site: Site = Site.MAL
    ) -> Connected:
        """Connect a Discord user with a user of a site, as a browser would."""
        query = await allow(await self.start(discord_id, site), name, site)
        return await self.connections.connecting.finish(site, query["state"], query["code"])

    @asynccontextmanager
    async def other_process(self, **oauth: Any) -> AsyncIterator["AccountWorld"]:
        """Open the same accounts once more, as another process does."""
        changed = self.settings.oauth.model_copy(update=oauth)
        settings = self.settings.model_copy(update={"oauth": changed})
        async with connections_of(settings, self.store) as connections:
            assert connections is not None
            yield replace(self, connections=connections)


async def allow(link: str, name: str = "Alice_on_MAL", site: Site = Site.MAL) -> dict[str, str]:
    """Allow access at the site; "" = deny it. Return the query with which it leads back."""
    async with aiohttp.ClientSession() as session:
        async with session.get(link) as page:
            assert page.status == 200
        async with session.post(link, data={"user_name": name}, allow_redirects=False) as answer:
            target = URL(answer.headers["Location"])
    assert str(target).startswith(f"{PUBLIC_URL}/oauth/{site}/callback?")
    return dict(target.query)


@asynccontextmanager
async def connections_of(settings: Settings, store: Store) -> AsyncIterator[Connections | None]:
    """Open connections as `reko_core.app` does."""
    async with (
        MalClient.open(settings.mal, Metrics()) as mal,
        AniListClient.open(settings.anilist, Metrics(), store.site_ids) as anilist,
        open_account_sites(settings, mal, anilist) as sites,
        open_connections(settings.oauth, store, sites) as connections,
    ):
        yield connections


@asynccontextmanager
async def account_world(store: Store, **oauth: Any) -> AsyncIterator[AccountWorld]:
    """Serve fakes of MAL and AniList, and open connections to them."""
    lists = AccountLists(MappingLists(LISTS))
    accounts = FakeMalAccounts(lists, [*LISTS], client_id="made-up-id")
    faults = {"private_user": FAULTS["private_user"]}
    on_anilist = FakeAniListAccounts(
        [*LISTS],
        {anime_id: title.n_episodes for anime_id, title in TITLES.items()},
        client_id="7",
        client_secret="made-up-secret",
    )
    private = {"private_user": FAULTS_OF_ANILIST["private_user"]}
    async with (
        FakeMal(lists, TITLES, faults, accounts=accounts).serve() as url,
        FakeAniList(LISTS, private, accounts=on_anilist).serve() as anilist_url,
    ):
        sections = {
            "mal": {
                "base_url": url,
                "client_id": "made-up-id",
                "requests_per_second": 1000,
                "burst": 1000,
                "max_attempts": 1,
            },
            "anilist": {
                "base_url": anilist_url,
                "requests_per_minute": 6000,
                "requests_per_second": 100,
                "max_attempts": 1,
            },
            "oauth": {
                "public_url": PUBLIC_URL,
                "token_keys": KEY,
                "mal_url": url.removesuffix("/v2") + "/v1/oauth2",
                "anilist_url": f"{anilist_url}/api/v2/oauth",
                "anilist_client_id": "7",
                "anilist_client_secret": "made-up-secret",
                **oauth,
            },
        }
        settings = Settings.model_validate(sections)
        async with connections_of(settings, store) as connections:
            assert connections is not None
            yield AccountWorld(settings, accounts, on_anilist, store, connections)
