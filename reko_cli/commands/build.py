"""`reko build`: a community snapshot from the stored lists."""

import asyncio
import os
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["build"]

ALWAYS = datetime.min.replace(tzinfo=UTC)


def build(*, keep_models: bool = False, cluster: bool = False, config: ConfigPath = None) -> None:
    """Build the snapshot that recommendations are computed from, and activate it.

    Run it after an import or a crawl. Running programs switch to the new snapshot by themselves,
    without interruption. With community.snapshot_url it is also published for other machines.

    Parameters
    ----------
    keep_models
        Combine the current lists with the models of the active snapshot instead of retraining, if
        they fit: this takes a fraction of the time, and hardly changes recommendations while few
        lists are new.
    cluster
        Train on the Ray cluster of cluster.address; the result is the same.

    """
    asyncio.run(_build(configure(config), keep_models=keep_models, cluster=cluster))


async def _build(settings: "Settings", *, keep_models: bool, cluster: bool) -> None:
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_cli.views.summaries import build_summary, publish_summary
    from reko_core.cluster.fit_executor import open_fit
    from reko_core.engine.data.list_shards import Divide, on_threads
    from reko_core.snapshots.builder.build import build_snapshot
    from reko_core.snapshots.remote.publish import publish_current
    from reko_core.store import Store

    async with AsyncExitStack() as stack:
        divide: Divide = on_threads
        if cluster:
            opened = open_fit(settings.cluster, n_cpus=os.cpu_count() or 1)
            divide = await stack.enter_async_context(opened)
        store = await stack.enter_async_context(Store.open(settings.database))
        with step_progress(Console(stderr=True)) as report:
            built = await build_snapshot(
                store,
                settings.community,
                report,
                keep_since=ALWAYS if keep_models else None,
                divide=divide,
            )
    Console(highlight=False).print(build_summary(built))
    with step_progress(Console(stderr=True)) as report:
        published = await publish_current(settings.community, report)
    if published is not None:
        Console(highlight=False).print(publish_summary(published))
