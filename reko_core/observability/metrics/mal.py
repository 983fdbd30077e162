"""Figures of what is asked of MAL."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import ANSWER_S

__all__ = ["MalMetrics"]


class MalMetrics:
    """Requests, their time, and the time that they wait for their turn."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "reko_mal_requests",
            "Requests to MAL, each try counted.",
            ("endpoint", "outcome"),
            registry=registry,
        )
        self.seconds = Histogram(
            "reko_mal_request_seconds",
            "Time of one try, the wait for its turn left out.",
            ("endpoint",),
            buckets=ANSWER_S,
            registry=registry,
        )
        self.throttle_seconds = Histogram(
            "reko_mal_throttle_seconds",
            "Time that a try waited for its turn.",
            buckets=ANSWER_S,
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_mal_waiting", "Requests that wait for their turn.", registry=registry
        )
