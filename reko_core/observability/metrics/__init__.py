"""Prometheus metrics: one registry per program, one class per part of it."""

from reko_core.observability.metrics.discord import DiscordMetrics
from reko_core.observability.metrics.engine import EngineMetrics
from reko_core.observability.metrics.http import HttpMetrics
from reko_core.observability.metrics.jikan import JikanMetrics
from reko_core.observability.metrics.jobs import JobMetrics
from reko_core.observability.metrics.lists import ListMetrics
from reko_core.observability.metrics.loop import LoopMetrics
from reko_core.observability.metrics.metrics import Metrics
from reko_core.observability.metrics.sites import SiteMetrics
from reko_core.observability.metrics.snapshot import SnapshotMetrics
from reko_core.observability.metrics.store import StoreMetrics

__all__ = [
    "DiscordMetrics",
    "EngineMetrics",
    "HttpMetrics",
    "JikanMetrics",
    "JobMetrics",
    "ListMetrics",
    "LoopMetrics",
    "Metrics",
    "SiteMetrics",
    "SnapshotMetrics",
    "StoreMetrics",
]
