"""The jobs that the settings enable."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from reko_core.clients.jikan import JikanClient
from reko_core.clients.mal import MalClient
from reko_core.community.crawl import Crawler
from reko_core.community.crawl.job import CrawlJob
from reko_core.errors import SnapshotError
from reko_core.jobs.digest_sending import DigestSending, MakeDigest
from reko_core.jobs.list_refresh import ListRefresh
from reko_core.jobs.rebuild import Rebuild
from reko_core.jobs.runner import Job
from reko_core.jobs.season_upkeep import SeasonUpkeep
from reko_core.jobs.title_upkeep import TitleUpkeep
from reko_core.observability.metrics import JobMetrics
from reko_core.runtime.clock import Clock
from reko_core.settings import Settings
from reko_core.snapshots.builder.process import build_in_process
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.remote.publish import publish_current
from reko_core.store import Store

__all__ = ["build_jobs"]


def build_jobs(
    settings: Settings,
    *,
    store: Store,
    mal: MalClient,
    jikan: JikanClient,
    snapshots: SnapshotManager,
    make_digest: MakeDigest,
    clock: Clock,
    metrics: JobMetrics,
) -> Sequence[Job]:
    """Create the jobs; `mal` is a background client."""
    enabled, jobs = settings.jobs, list[Job]()
    jobs.append(DigestSending(store=store, make=make_digest, clock=clock, metrics=metrics))
    has_client_id = bool(settings.mal.client_id.get_secret_value().strip())
    if enabled.titles_per_hour and has_client_id:
        jobs.append(SeasonUpkeep(store=store, mal=mal, clock=clock, metrics=metrics))
        jobs.append(
            TitleUpkeep(
                store=store,
                mal=mal,
                n_lists=partial(_count_lists, snapshots),
                settings=enabled,
                clock=clock,
                metrics=metrics,
            )
        )
    if enabled.refreshes_per_hour and has_client_id:
        jobs.append(
            ListRefresh(
                store=store,
                mal=mal,
                settings=enabled,
                max_age=timedelta(days=settings.community.list_max_age_days),
                full_read_age=timedelta(days=settings.community.list_full_read_days),
                clock=clock,
                metrics=metrics,
            )
        )
    if enabled.crawls_per_hour and has_client_id:
        crawler = Crawler(store, jikan, mal, settings, clock)
        jobs.append(CrawlJob(crawler, enabled.crawls_per_hour, metrics))
    if enabled.rebuild_hours:
        jobs.append(
            Rebuild(
                store=store,
                snapshots=snapshots,
                build=partial(build_in_process, settings.database, settings.community),
                settings=enabled,
                clock=clock,
                metrics=metrics,
                publish=partial(publish_current, settings.community)
                if settings.community.snapshot_url
                else None,
                includes_requested=settings.community.include_requested_lists,
                includes_anilist=settings.community.include_anilist_lists,
            )
        )
    return jobs


def _count_lists(snapshots: SnapshotManager) -> Mapping[int, int]:
    """Return on how many lists of the community each title is."""
    try:
        items = snapshots.current.model.items
    except SnapshotError:
        return {}
    return dict(zip(items.ids.tolist(), items.popularity.tolist(), strict=True))
