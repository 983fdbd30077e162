"""Metrics of the engine."""

from prometheus_client import CollectorRegistry, Gauge, Histogram

from reko_core.observability.metrics.buckets import RESPONSE_S

__all__ = ["EngineMetrics"]


class EngineMetrics:
    """Time by stage, and the queue for the engine's threads."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.stage_seconds = Histogram(
            "reko_stage_seconds",
            "Time of one recommendation, by stage: fetch (the list), queue (for a thread of the "
            "engine), engine, titles (looked up in the catalogue), total.",
            ("stage",),
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_engine_waiting", "Requests that wait for a thread.", registry=registry
        )
        self.running = Gauge("reko_engine_running", "Requests on a thread.", registry=registry)
        self.workers = Gauge("reko_engine_workers", "Threads of the engine.", registry=registry)
