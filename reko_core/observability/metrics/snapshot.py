"""Metrics of the snapshot in use."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge

__all__ = ["SnapshotMetrics"]


class SnapshotMetrics:
    """Size and age; all 0 while there is none."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._users = Gauge(
            "reko_snapshot_users", "Community users in the snapshot.", registry=registry
        )
        self._items = Gauge("reko_snapshot_items", "Titles in the snapshot.", registry=registry)
        self._entries = Gauge(
            "reko_snapshot_entries", "List entries in the snapshot.", registry=registry
        )
        self._built = Gauge(
            "reko_snapshot_built_timestamp_seconds",
            "When the snapshot was built.",
            registry=registry,
        )
        self.refused = Counter(
            "reko_snapshots_refused",
            "Snapshots that could not be loaded, and published ones that were not accepted.",
            registry=registry,
        )
        self._published = Gauge(
            "reko_snapshot_published_timestamp_seconds",
            "When the published snapshot was built; 0 if none was found.",
            registry=registry,
        )
        self._checked = Gauge(
            "reko_snapshot_checked_timestamp_seconds",
            "When the object store of snapshots last answered; 0 if never.",
            registry=registry,
        )
        self.fetched_bytes = Counter(
            "reko_snapshot_fetched_bytes",
            "Bytes of snapshots that were fetched from the object store.",
            registry=registry,
        )

    def set(self, n_users: int, n_items: int, n_entries: int, built_at: datetime) -> None:
        """Describe the snapshot that has come into use."""
        self._users.set(n_users)
        self._items.set(n_items)
        self._entries.set(n_entries)
        self._built.set(built_at.timestamp())

    def checked(self) -> None:
        """Record that the object store has answered."""
        self._checked.set_to_current_time()

    def published(self, built_at: datetime) -> None:
        """Record the snapshot that is published."""
        self._published.set(built_at.timestamp())
