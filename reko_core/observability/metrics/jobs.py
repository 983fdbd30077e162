"""Metrics of the background jobs."""

from prometheus_client import CollectorRegistry, Counter, Gauge

__all__ = ["JobMetrics"]


class JobMetrics:
    """Runs, processed and waiting items of each job, and when it started and last succeeded."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.runs = Counter(
            "reko_job_runs",
            "Runs of each job, by outcome: ok, failed.",
            ("task", "outcome"),
            registry=registry,
        )
        self.items = Counter(
            "reko_job_items",
            "Titles, lists, digests and snapshots that jobs have processed, by outcome.",
            ("task", "outcome"),
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_job_waiting", "Items that wait for each job.", ("task",), registry=registry
        )
        self.started = Gauge(
            "reko_job_started_timestamp_seconds",
            "When this process started each job.",
            ("task",),
            registry=registry,
        )
        self.succeeded = Gauge(
            "reko_job_last_success_timestamp_seconds",
            "When each job last succeeded.",
            ("task",),
            registry=registry,
        )
        self.is_leader = Gauge(
            "reko_jobs_leader",
            "1 if this process runs the background jobs, 0 if another one does.",
            registry=registry,
        )
