"""Open everything that a process of Reko needs, and close it in reverse order."""

import gc
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from reko_core.clients.accounts.account_sites import open_account_sites
from reko_core.clients.anilist import AniListClient
from reko_core.clients.http.local_budget import MINUTE_S
from reko_core.clients.jikan import JikanClient
from reko_core.clients.kitsu import KitsuClient
from reko_core.clients.list_sites import ListSites
from reko_core.clients.mal import MalClient
from reko_core.cluster.open_search import open_search
from reko_core.domain.sites import Site
from reko_core.engine.ranking.neighbours import NeighbourRules
from reko_core.jobs import run_jobs
from reko_core.jobs.registry import build_jobs
from reko_core.lists.cache import ListCache
from reko_core.lists.shared_fetches import SharedFetches
from reko_core.observability.loop_lag import monitored_loop
from reko_core.observability.metrics import Metrics
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.service.connections.open_connections import Connections, open_connections
from reko_core.service.digests.digests import Digests
from reko_core.service.engine_adapter import EngineAdapter
from reko_core.service.engine_pool import EnginePool
from reko_core.service.recommender import Recommender
from reko_core.service.resources import Resources
from reko_core.service.seasons.season_lookup import SeasonLookup
from reko_core.service.title_search import TitleSearch
from reko_core.service.titles import TitleLookup
from reko_core.settings import Settings
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.shared_secret import load_shared_secret
from reko_core.snapshots.user_hashes import UserHasher
from reko_core.store import Store

__all__ = ["Core", "open_core", "open_recommender"]


@dataclass(frozen=True, slots=True)
class Core:
    """What front ends use: the recommender, and the store for their own data.

    connections: accounts that people connect, None where they cannot.
    """

    recommender: Recommender
    store: Store
    connections: Connections | None = None


@asynccontextmanager
async def open_core(
    settings: Settings, metrics: Metrics, *, runs_jobs: bool = False, clock: Clock = SYSTEM_CLOCK
) -> AsyncIterator[Core]:
    """Open store, clients and snapshot, and yield the recommender and the store.

    runs_jobs: run the background jobs meanwhile, as `settings.jobs` says. Raises StoreError,
    ConfigurationError. A missing snapshot is no error: requests are refused until one is built.
    """
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(monitored_loop(metrics.loop))
        store = await stack.enter_async_context(Store.open(settings.database, metrics.store))
        budget_of = await stack.enter_async_context(store.request_budgets(metrics.store))
        mal = await stack.enter_async_context(
            MalClient.open(settings.mal, metrics, clock, budget_of("mal"))
        )
        anilist = await stack.enter_async_context(
            AniListClient.open(
                settings.anilist,
                metrics,
                store.site_ids,
                clock=clock,
                reservations=budget_of("anilist"),
            )
        )
        kitsu = await stack.enter_async_context(
            KitsuClient.open(
                settings.kitsu,
                metrics,
                store.site_ids,
                clock=clock,
                reservations=budget_of("kitsu"),
            )
        )
        search = await stack.enter_async_context(
            open_search(settings.cluster, settings.community.snapshot_dir)
        )
        snapshots = await stack.enter_async_context(
            SnapshotManager.open(
                settings.community, metrics, None if search is None else search.load
            )
        )
        pool = stack.enter_context(
            ThreadPoolExecutor(settings.engine.workers, thread_name_prefix="engine")
        )
        metrics.engine.workers.set(settings.engine.workers)
        anilist_rate = settings.anilist.requests_per_minute / MINUTE_S
        rates = {Site.ANILIST: anilist_rate, Site.KITSU: settings.kitsu.requests_per_second}
        fetches = SharedFetches(settings.mal, metrics, rates)
        lists = ListCache(
            store,
            ListSites({Site.MAL: mal, Site.ANILIST: anilist, Site.KITSU: kitsu}),
            fetches,
            metrics,
            settings.mal,
            max_age=timedelta(days=settings.community.list_max_age_days),
            full_read_age=timedelta(days=settings.community.list_full_read_days),
            clock=clock,
        )
        stack.push_async_callback(lists.close)
        stack.push_async_callback(fetches.close)
        # Exclude what was loaded from garbage collections, which would block the loop for 60 ms.
        gc.collect()
        gc.freeze()
        hasher = UserHasher(await load_shared_secret(store, settings.community))
        title_search = await stack.enter_async_context(TitleSearch.open(store))
        if runs_jobs:
            title_search.prepare()
        account_sites = await stack.enter_async_context(open_account_sites(settings, mal, anilist))
        connections = await stack.enter_async_context(
            open_connections(settings.oauth, store, account_sites, clock)
        )
        resources = Resources(
            store=store,
            lists=lists,
            titles=TitleLookup(store, mal, fetches, metrics, settings.mal.max_details),
            snapshots=snapshots,
            engine=EngineAdapter(
                hasher, NeighbourRules(**settings.engine.model_dump(exclude={"workers"}))
            ),
            hasher=hasher,
            pool=EnginePool(pool, metrics.engine),
            search=search,
            private_lists=None if connections is None else connections.private_lists,
        )
        season_lookup = SeasonLookup(store, mal, fetches, clock)
        recommender = Recommender(resources, title_search, season_lookup, metrics.engine)
        if runs_jobs and settings.jobs.enabled:
            jikan = await stack.enter_async_context(
                JikanClient.open(settings.jikan, metrics, budget_of("jikan"))
            )
            jobs = build_jobs(
                settings,
                store=store,
                mal=mal.in_background(),
                jikan=jikan,
                snapshots=snapshots,
                make_digest=Digests(recommender, store).make,
                clock=clock,
                metrics=metrics.jobs,
            )
            leadership = partial(store.exclusive, "jobs", fails_over=True)
            await stack.enter_async_context(run_jobs(jobs, leadership, clock, metrics.jobs))
        yield Core(recommender, store, connections)


@asynccontextmanager
async def open_recommender(settings: Settings, metrics: Metrics) -> AsyncIterator[Recommender]:
    """Open the core for a front end that only recommends. Raises as `open_core` does."""
    async with open_core(settings, metrics) as core:
        yield core.recommender
