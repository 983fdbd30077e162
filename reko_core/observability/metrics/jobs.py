"""Figures of the work in the background."""

from prometheus_client import CollectorRegistry, Counter, Gauge

__all__ = ["JobMetrics"]


class JobMetrics:
    """What each job has done, how much waits for it, and when it last came to an end."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.rounds = Counter(
            "reko_job_rounds",
            "Rounds of each job, by how they ended: ok, failed.",
            ("task", "outcome"),
            registry=registry,
        )
        self.items = Counter(
            "reko_job_items",
            "What jobs have dealt with (titles, lists, snapshots), by what came of it.",
            ("task", "outcome"),
            registry=registry,
        )
        self.waiting = Gauge(
            "reko_job_waiting", "What waits for each job.", ("task",), registry=registry
        )
        self.succeeded = Gauge(
            "reko_job_last_success_timestamp_seconds",
            "When a round of each job last ended well.",
            ("task",),
            registry=registry,
        )
        self.is_leader = Gauge(
            "reko_jobs_running",
            "1 where this process does the work in the background, 0 where another one does.",
            registry=registry,
        )
