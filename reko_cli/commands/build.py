"""`reko build`: a community snapshot from the stored lists."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["build"]

ALWAYS = datetime.min.replace(tzinfo=UTC)


def build(*, keep_models: bool = False, config: ConfigPath = None) -> None:
    """Build the snapshot that recommendations are computed from, and activate it.

    Run it after an import or a crawl. Running programs switch to the new snapshot by themselves,
    without interruption. With community.snapshot_url it is also published for other machines.

    Parameters
    ----------
    keep_models
        Combine the current lists with the models of the active snapshot instead of retraining, if
        they fit: this takes a fraction of the time, and hardly changes recommendations while few
        lists are new.

    """
    asyncio.run(_build(configure(config), keep_models=keep_models))


async def _build(settings: "Settings", *, keep_models: bool) -> None:
    from rich.console import Console

    from reko_cli.views.progress import step_progress
    from reko_cli.views.summaries import build_summary, publish_summary
    from reko_core.snapshots.builder.build import build_snapshot
    from reko_core.snapshots.remote.publish import publish_current
    from reko_core.store import Store

    async with Store.open(settings.database) as store:
        with step_progress(Console(stderr=True)) as report:
            built = await build_snapshot(
                store, settings.community, report, keep_since=ALWAYS if keep_models else None
            )
    Console(highlight=False).print(build_summary(built))
    with step_progress(Console(stderr=True)) as report:
        published = await publish_current(settings.community, report)
    if published is not None:
        Console(highlight=False).print(publish_summary(published))
