"""Whether requests can be answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from reko_core.errors import SnapshotError, StoreError
from reko_core.snapshots.manager import SnapshotManager
from reko_core.store import Store

__all__ = ["Readiness", "check_readiness"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether requests can be answered, and the state of each dependency."""

    is_ready: bool
    checks: Mapping[str, str]


async def check_readiness(store: Store, snapshots: SnapshotManager) -> Readiness:
    """Check that the database responds and a snapshot is loaded."""
    checks = {"database": "ok", "snapshot": "ok"}
    try:
        await store.ping()
    except StoreError:
        checks["database"] = "failing"
    try:
        _ = snapshots.current
    except SnapshotError:
        checks["snapshot"] = "missing"
    return Readiness(all(state == "ok" for state in checks.values()), checks)
