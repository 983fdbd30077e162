"""Metrics of the database."""

from prometheus_client import CollectorRegistry, Counter, Gauge

__all__ = ["StoreMetrics"]


class StoreMetrics:
    """Errors by kind, connections in use, and the size."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.errors = Counter(
            "reko_store_errors",
            "Reads and writes that failed, by kind: busy, full, damaged and others.",
            ("kind",),
            registry=registry,
        )
        self.processes = Gauge(
            "reko_processes",
            "Processes that share the PostgreSQL database and the request budgets; 0 for SQLite.",
            registry=registry,
        )
        self.connections = Gauge(
            "reko_database_connections",
            "Connections of the pool that are in use now; a process has 15 at most.",
            registry=registry,
        )
        self.n_bytes = Gauge(
            "reko_database_bytes",
            "Size of the database file and its write-ahead log; 0 for PostgreSQL.",
            registry=registry,
        )
