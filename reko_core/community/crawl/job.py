"""Background crawl of other users' lists, found through Jikan."""

from reko_core.community.crawl.crawler import Crawler
from reko_core.community.crawl.progress import CrawlLimits
from reko_core.observability.metrics import JobMetrics

__all__ = ["CrawlJob"]

_RUN_HOURS = 0.25


class CrawlJob:
    """Crawls for a quarter of an hour at a time."""

    name = "crawl"

    def __init__(self, crawler: Crawler, per_hour: float, metrics: JobMetrics) -> None:
        self._crawler = crawler
        self._limits = CrawlLimits(max_hours=_RUN_HOURS, lists_per_hour=per_hour)
        self._metrics = metrics

    async def run_once(self) -> float:
        """Crawl for a while. Raises SiteRefused, StoreError."""
        done = await self._crawler.run(self._limits)
        self._metrics.waiting.labels(self.name).set(done.n_waiting)
        for outcome, n in (
            ("ok", done.n_kept),
            ("small", done.n_small),
            ("private", done.n_private),
            ("missing", done.n_missing),
            ("failed", done.n_failed),
        ):
            self._metrics.items.labels(self.name, outcome).inc(n)
        return 0.0
