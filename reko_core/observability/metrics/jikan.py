"""Metrics of the requests to Jikan."""

from prometheus_client import CollectorRegistry, Counter

__all__ = ["JikanMetrics"]


class JikanMetrics:
    """Requests."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "reko_jikan_requests",
            "Requests to Jikan; every attempt counts.",
            ("endpoint", "outcome"),
            registry=registry,
        )
