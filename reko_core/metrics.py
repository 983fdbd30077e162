"""What the program counts, in one registry made at the top and passed down."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

__all__ = ["Metrics"]

_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The figures of one program; each instance has a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.http_requests = Counter(
            "reko_http_requests", "Answers.", ("method", "route", "status"), registry=self.registry
        )
        self.http_seconds = Histogram(
            "reko_http_request_seconds",
            "Time to answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.http_running = Gauge(
            "reko_http_requests_running", "Requests being answered.", registry=self.registry
        )
        self.mal_requests = Counter(
            "reko_mal_requests",
            "Requests to MAL, each try counted.",
            ("endpoint", "outcome"),
            registry=self.registry,
        )
        self.stage_seconds = Histogram(
            "reko_stage_seconds",
            "Time of one recommendation, by stage: fetch, engine, total.",
            ("stage",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.lists = Counter(
            "reko_lists",
            "Lists used, by where they came from.",
            ("origin",),
            registry=self.registry,
        )
        self.snapshot_users = Gauge(
            "reko_snapshot_users", "Community users in the snapshot.", registry=self.registry
        )
        self.snapshot_built = Gauge(
            "reko_snapshot_built_timestamp_seconds",
            "When the snapshot was built.",
            registry=self.registry,
        )
