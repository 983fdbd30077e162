"""`reko crawl`: more lists for the community, from MyAnimeList."""

import asyncio
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from reko_cli.configuration import ConfigPath, configure

if TYPE_CHECKING:
    from reko_core.community.crawl import CrawlLimits
    from reko_core.settings import Settings

__all__ = ["crawl"]


def crawl(
    *,
    lists: Annotated[int | None, Parameter(validator=Number(gte=1))] = None,
    hours: Annotated[float | None, Parameter(validator=Number(gt=0, lte=8760))] = None,
    per_hour: Annotated[float | None, Parameter(validator=Number(gt=0, lte=1_000_000))] = None,
    config: ConfigPath = None,
) -> None:
    """Grow the community: find MyAnimeList users and fetch their lists, rate-limited.

    User names come from Jikan, lists from MyAnimeList. It runs until a limit is reached or until
    Ctrl-C, and resumes where it stopped. Then run: reko build

    Parameters
    ----------
    lists
        Stop after this many new lists.
    hours
        Stop after this many hours.
    per_hour
        Fetch at most this many lists per hour.

    """
    from reko_core.community.crawl import CrawlLimits

    settings = configure(config)
    settings.mal.required_client_id()
    asyncio.run(_crawl(settings, CrawlLimits(lists, hours, per_hour)))


async def _crawl(settings: "Settings", limits: "CrawlLimits") -> None:
    from rich.console import Console

    from reko_cli.process import stop_signals, until_stopped
    from reko_cli.views.crawl_view import crawl_progress
    from reko_cli.views.summaries import crawl_summary
    from reko_core.clients.jikan import JikanClient
    from reko_core.clients.mal import MalClient
    from reko_core.community.crawl import Crawler
    from reko_core.observability.metrics import Metrics
    from reko_core.store import Store

    metrics = Metrics()
    with crawl_progress(Console(stderr=True), limits) as view, stop_signals() as stop:
        async with (
            Store.open(settings.database) as store,
            store.request_budgets() as budget_of,
            JikanClient.open(settings.jikan, metrics, budget_of("jikan")) as jikan,
            MalClient.open(settings.mal, metrics, reservations=budget_of("mal")) as mal,
        ):

            async def run() -> None:
                view.show(await Crawler(store, jikan, mal, settings).run(limits, view.show))

            work = asyncio.create_task(run())
            try:
                await until_stopped(stop, work)
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)
    console = Console(highlight=False, soft_wrap=True)
    console.print(crawl_summary(view.latest))
    if view.latest.n_kept:
        console.print("To use the new lists, run: reko build")
