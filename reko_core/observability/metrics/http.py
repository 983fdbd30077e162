"""Figures of the HTTP API."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import ANSWER_S

__all__ = ["HttpMetrics"]


class HttpMetrics:
    """Requests: how many, how long, how many now."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "reko_http_requests", "Answers.", ("method", "route", "status"), registry=registry
        )
        self.seconds = Histogram(
            "reko_http_request_seconds",
            "Time to answer.",
            ("route",),
            buckets=ANSWER_S,
            registry=registry,
        )
        self.running = Gauge(
            "reko_http_requests_running", "Requests being answered.", registry=registry
        )
