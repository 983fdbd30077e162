"""What the program counts: one registry made at the top, and a group of figures a part."""

from reko_core.metrics.discord import DiscordMetrics
from reko_core.metrics.engine import EngineMetrics
from reko_core.metrics.http import HttpMetrics
from reko_core.metrics.jikan import JikanMetrics
from reko_core.metrics.jobs import JobMetrics
from reko_core.metrics.lists import ListMetrics
from reko_core.metrics.loop import LoopMetrics
from reko_core.metrics.mal import MalMetrics
from reko_core.metrics.metrics import Metrics
from reko_core.metrics.snapshot import SnapshotMetrics
from reko_core.metrics.store import StoreMetrics

__all__ = [
    "DiscordMetrics",
    "EngineMetrics",
    "HttpMetrics",
    "JikanMetrics",
    "JobMetrics",
    "ListMetrics",
    "LoopMetrics",
    "MalMetrics",
    "Metrics",
    "SnapshotMetrics",
    "StoreMetrics",
]
