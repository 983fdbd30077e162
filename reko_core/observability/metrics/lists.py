"""Figures of the lists of asking users."""

from prometheus_client import CollectorRegistry, Counter, Gauge

__all__ = ["ListMetrics"]


class ListMetrics:
    """Where lists came from, and how many are on their way."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.used = Counter(
            "reko_lists",
            "Lists used, by where they came from: store, mal, or store_stale where MAL failed.",
            ("origin",),
            registry=registry,
        )
        self.joined = Counter(
            "reko_lists_joined",
            "Requests that waited for a fetch that another one had begun.",
            registry=registry,
        )
        self.refused = Counter(
            "reko_lists_refused",
            "Fetches refused because as many as allowed were under way.",
            registry=registry,
        )
        self.fetching = Gauge("reko_lists_fetching", "Lists being fetched.", registry=registry)
