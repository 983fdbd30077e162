"""Figures of the recommendations that are computed."""

from prometheus_client import CollectorRegistry, Gauge, Histogram

from reko_core.observability.metrics.buckets import ANSWER_S

__all__ = ["EngineMetrics"]


class EngineMetrics:
    """Time by stage, and who waits for a thread."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.stage_seconds = Histogram(
            "reko_stage_seconds",
            "Time of one recommendation, by stage: fetch (the list), queue (for a thread of the "
            "engine), engine, titles (what is shown of them), total.",
            ("stage",),
            buckets=ANSWER_S,
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_engine_waiting", "Requests that wait for a thread.", registry=registry
        )
        self.running = Gauge("reko_engine_running", "Requests being computed.", registry=registry)
        self.workers = Gauge("reko_engine_workers", "Threads that compute.", registry=registry)
