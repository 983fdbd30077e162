"""Metrics of the requests to the sites that keep lists."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from reko_core.observability.metrics.buckets import RESPONSE_S

__all__ = ["SiteMetrics"]


class SiteMetrics:
    """Requests, their duration, and their wait for the rate limit, by site."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.requests = Counter(
            "reko_site_requests",
            "Requests to MAL and the other sites that keep lists; every attempt counts.",
            ("site", "endpoint", "outcome"),
            registry=registry,
        )
        self.seconds = Histogram(
            "reko_site_request_seconds",
            "Time of one attempt, without its wait for the rate limit.",
            ("site", "endpoint"),
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.throttle_seconds = Histogram(
            "reko_site_throttle_seconds",
            "Time that an attempt waited for the rate limit.",
            ("site",),
            buckets=RESPONSE_S,
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_site_waiting",
            "Requests that wait for the rate limit.",
            ("site",),
            registry=registry,
        )
