"""Metrics of the requests to MAL."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import RESPONSE_S

__all__ = ["MalMetrics"]


class MalMetrics:
    """Requests, their duration, and their wait for the rate limit."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "reko_mal_requests",
            "Requests to MAL; every attempt counts.",
            ("endpoint", "outcome"),
            registry=registry,
        )
        self.seconds = Histogram(
            "reko_mal_request_seconds",
            "Time of one attempt, without its wait for the rate limit.",
            ("endpoint",),
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.throttle_seconds = Histogram(
            "reko_mal_throttle_seconds",
            "Time that an attempt waited for the rate limit.",
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_mal_waiting", "Requests that wait for the rate limit.", registry=registry
        )
