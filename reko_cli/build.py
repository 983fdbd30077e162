"""`reko build`: a snapshot of the community from the lists in the store."""

import asyncio
from typing import TYPE_CHECKING

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.settings import Settings

__all__ = ["build"]


def build(*, config: ConfigPath = None) -> None:
    """Build the snapshot that recommendations are computed from, and put it in use.

    To be run after an import or a crawl. Running programs take the new snapshot up by
    themselves, without an interruption.
    """
    asyncio.run(_build(configure(config)))


async def _build(settings: "Settings") -> None:
    from rich.console import Console

    from reko_cli.progress import step_progress
    from reko_cli.summaries import build_summary
    from reko_core.community.build import build_snapshot
    from reko_core.store import Store

    async with Store.open(settings.database) as store:
        with step_progress(Console(stderr=True)) as report:
            built = await build_snapshot(store, settings.community, report)
    Console(highlight=False).print(build_summary(built))
