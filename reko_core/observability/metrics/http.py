"""Metrics of the HTTP API."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import RESPONSE_S

__all__ = ["HttpMetrics"]


class HttpMetrics:
    """Requests: count, duration, and those in progress."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "reko_http_requests",
            "Responses.",
            ("method", "route", "status"),
            registry=registry,
        )
        self.seconds = Histogram(
            "reko_http_request_seconds",
            "Time to respond.",
            ("route",),
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.running = Gauge(
            "reko_http_requests_running", "Requests in progress.", registry=registry
        )
