"""Metrics of the lists that requests use."""

from prometheus_client import CollectorRegistry, Counter, Gauge

__all__ = ["ListMetrics"]


class ListMetrics:
    """Where lists came from, and how many are being fetched."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.used = Counter(
            "reko_lists",
            "Lists used, by origin: store, the site they were fetched from, or store_stale where "
            "that failed.",
            ("origin",),
            registry=registry,
        )
        self.joined = Counter(
            "reko_lists_joined",
            "Requests that waited for a fetch started by another one.",
            registry=registry,
        )
        self.refused = Counter(
            "reko_lists_refused",
            "Requests refused without asking a site, by reason: client (has too many fetches), "
            "total (there are too many), evicted (for a client with fewer), remembered (the site "
            "refused).",
            ("reason",),
            registry=registry,
        )
        self.fetching = Gauge("reko_lists_fetching", "Lists being fetched.", registry=registry)
