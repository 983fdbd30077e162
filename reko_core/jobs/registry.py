"""The jobs that a deployment wants, by its settings."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from reko_core.clients.jikan import JikanClient
from reko_core.clients.mal import MalClient
from reko_core.community.crawl import Crawler
from reko_core.errors import SnapshotError
from reko_core.jobs.crawl import CrawlJob
from reko_core.jobs.list_refresh import ListRefresh
from reko_core.jobs.rebuild import Rebuild
from reko_core.jobs.runner import Job
from reko_core.jobs.title_upkeep import TitleUpkeep
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.settings import Settings
from reko_core.snapshots.builder.process import build_in_process
from reko_core.snapshots.manager import SnapshotManager
from reko_core.store import Store

__all__ = ["build_jobs"]


def build_jobs(
    settings: Settings,
    *,
    store: Store,
    mal: MalClient,
    jikan: JikanClient,
    snapshots: SnapshotManager,
    clock: Clock,
    metrics: JobMetrics,
) -> Sequence[Job]:
    """Make the jobs; `mal` is asked in the background."""
    wanted, found = settings.jobs, list[Job]()
    has_client_id = bool(settings.mal.client_id.get_secret_value().strip())
    if wanted.titles_per_hour and has_client_id:
        found.append(
            TitleUpkeep(
                store=store,
                mal=mal,
                n_lists=partial(_count_lists, snapshots),
                settings=wanted,
                clock=clock,
                metrics=metrics,
            )
        )
    if wanted.refreshes_per_hour and has_client_id:
        found.append(
            ListRefresh(
                store=store,
                mal=mal,
                settings=wanted,
                max_age=timedelta(days=settings.community.list_max_age_days),
                full_read_age=timedelta(days=settings.community.list_full_read_days),
                clock=clock,
                metrics=metrics,
            )
        )
    if wanted.crawls_per_hour and has_client_id:
        crawler = Crawler(store, jikan, mal, settings, clock)
        found.append(CrawlJob(crawler, wanted.crawls_per_hour, metrics))
    if wanted.rebuild_hours:
        found.append(
            Rebuild(
                store=store,
                snapshots=snapshots,
                build=partial(build_in_process, settings.database, settings.community),
                settings=wanted,
                clock=clock,
                metrics=metrics,
            )
        )
    return found


def _count_lists(snapshots: SnapshotManager) -> Mapping[int, int]:
    """Return on how many lists of the community each title is."""
    try:
        items = snapshots.current.model.items
    except SnapshotError:
        return {}
    return dict(zip(items.ids.tolist(), items.popularity.tolist(), strict=True))
