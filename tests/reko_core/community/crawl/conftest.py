"""A crawl with fake servers, a store and a fake clock."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from fake_clock import FakeClock
from jikan_settings import fast_jikan_settings
from pydantic import SecretStr

from reko_core.clients.jikan import JikanClient
from reko_core.clients.mal import MalClient
from reko_core.community.crawl import Crawler, CrawlLimits, CrawlProgress
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import Anime, Entries
from reko_core.observability.metrics import Metrics
from reko_core.settings import CrawlSettings, MalSettings, Settings
from reko_core.store import Store
from reko_demo.fake_jikan.faults import JIKAN_FAULTS
from reko_demo.fake_jikan.server import FakeJikan
from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal
from reko_demo.fake_server import Fault

TITLES = {
    number: Anime(number, f"Title {number}", members=1000 - number) for number in range(1, 31)
}


@dataclass
class World:
    """The dependencies of a crawl, and the crawl itself."""

    store: Store
    mal: FakeMal
    jikan: FakeJikan
    clock: FakeClock
    make: Callable[[], Crawler]

    async def add(self, *names: str) -> None:
        """Queue names for a visit."""
        await self.store.mal_users.add(names, self.clock.now())

    async def crawl(
        self, on_progress: Callable[[CrawlProgress], None] | None = None, **limits: Any
    ) -> CrawlProgress:
        """Run a new crawler to its end on the fake clock."""
        task = asyncio.create_task(self.make().run(CrawlLimits(**limits), on_progress))
        # Time passes only while both activities and the deadline wait.
        await self.clock.run(task, at_least=2 + ("max_hours" in limits))
        return await task

    async def statuses(self, *names: str) -> dict[str, ListStatus | None]:
        """Return the status of each."""
        users = {name: await self.store.mal_users.get(name) for name in names}
        return {name: user and user.status for name, user in users.items()}


StartWorld = Callable[..., Any]


@asynccontextmanager
async def open_world(
    store: Store,
    lists: Mapping[str, Entries],
    others: Sequence[str] = (),
    faults: Mapping[str, Fault] | None = None,
    *,
    has_jikan: bool = True,
    client_ids: Sequence[str] | None = None,
    min_waiting: int = 5,
) -> AsyncIterator[World]:
    mal = FakeMal(MappingLists(lists), TITLES, faults, client_ids=client_ids)
    jikan, clock = FakeJikan(lists, TITLES, others), FakeClock()
    if not has_jikan:
        jikan.fail(JIKAN_FAULTS["gateway_down"])
    async with mal.serve() as mal_url, jikan.serve() as jikan_url:
        settings = Settings(
            mal=MalSettings(
                base_url=mal_url,
                client_id=SecretStr("an-id"),
                requests_per_second=1000,
                burst=1000,
                max_attempts=1,
                max_wait_s=0.05,
            ),
            jikan=fast_jikan_settings(jikan_url, max_attempts=1),
            crawl=CrawlSettings(min_waiting=min_waiting),
        )
        async with (
            MalClient.open(settings.mal, Metrics()) as mal_client,
            JikanClient.open(settings.jikan, Metrics()) as jikan_client,
        ):
            yield World(
                store,
                mal,
                jikan,
                clock,
                lambda: Crawler(store, jikan_client, mal_client, settings, clock),
            )


@pytest.fixture
async def start_world(store: Store) -> AsyncIterator[StartWorld]:
    async with AsyncExitStack() as stack:

        async def start(lists: Mapping[str, Entries], *arguments: Any, **options: Any) -> World:
            return await stack.enter_async_context(open_world(store, lists, *arguments, **options))

        yield start
