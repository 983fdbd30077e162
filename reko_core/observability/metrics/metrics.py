"""All metrics of one program."""

from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector

from reko_core.observability.metrics.discord import DiscordMetrics
from reko_core.observability.metrics.engine import EngineMetrics
from reko_core.observability.metrics.http import HttpMetrics
from reko_core.observability.metrics.jikan import JikanMetrics
from reko_core.observability.metrics.jobs import JobMetrics
from reko_core.observability.metrics.lists import ListMetrics
from reko_core.observability.metrics.loop import LoopMetrics
from reko_core.observability.metrics.sites import SiteMetrics
from reko_core.observability.metrics.snapshot import SnapshotMetrics
from reko_core.observability.metrics.store import StoreMetrics

__all__ = ["Metrics"]


class Metrics:
    """The metrics of one program; each instance has its own registry.

    Each part of the program gets its own group only. Labels have few values, all known in advance:
    never names, ids, or anything else that users type.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.http = HttpMetrics(self.registry)
        self.discord = DiscordMetrics(self.registry)
        self.engine = EngineMetrics(self.registry)
        self.jikan = JikanMetrics(self.registry)
        self.jobs = JobMetrics(self.registry)
        self.lists = ListMetrics(self.registry)
        self.sites = SiteMetrics(self.registry)
        self.snapshot = SnapshotMetrics(self.registry)
        self.store = StoreMetrics(self.registry)
        self.loop = LoopMetrics(self.registry)
        # Memory, CPU time and open files; the interpreter; its garbage collections.
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
