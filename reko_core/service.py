"""The one orchestrator: a request in, a response out, the same for every front end."""

import asyncio
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import structlog

from reko_core.answer import make_response
from reko_core.community.holder import SnapshotHolder
from reko_core.community.names import UserHasher
from reko_core.community.snapshot import Snapshot
from reko_core.contract import Request, Response
from reko_core.engine.neighbours import NeighbourRules
from reko_core.engine.profile import make_profile
from reko_core.engine.recommend import Query, Result, recommend
from reko_core.errors import SnapshotError, StoreError
from reko_core.list_cache import ListCache
from reko_core.metrics import Metrics
from reko_core.models import Status, UserList
from reko_core.store import Store
from reko_core.title_lookup import TitleLookup

__all__ = ["Readiness", "Recommender"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether requests can be answered, and what each part says."""

    is_ready: bool
    checks: Mapping[str, str]


class Recommender:
    """Answers requests. Everything it works with is opened by the caller (`program.py`)."""

    def __init__(
        self,
        *,
        store: Store,
        lists: ListCache,
        titles: TitleLookup,
        snapshots: SnapshotHolder,
        hasher: UserHasher,
        rules: NeighbourRules,
        pool: ThreadPoolExecutor,
        metrics: Metrics,
    ) -> None:
        self._store = store
        self._lists = lists
        self._titles = titles
        self._snapshots = snapshots
        self._hasher = hasher
        self._rules = rules
        self._pool = pool
        self._metrics = metrics

    async def recommend(self, request: Request) -> Response:
        """Recommend titles to a MAL user.

        Raises ListPrivate, UserNotFound, MalError (no earlier list is known), SnapshotMissing,
        StoreError.
        """
        started = time.perf_counter()
        snapshot = self._snapshots.current
        user_list = await self._lists.get(request.user_name, force_update=request.force_list_update)
        fetched = time.perf_counter()
        result, engine_s = await asyncio.get_running_loop().run_in_executor(
            self._pool, self._compute, snapshot, user_list, request
        )
        ids = [int(snapshot.model.items.ids[pick.item]) for pick in result.picks]
        titles = await self._titles.get(ids)
        response = make_response(request, user_list, result, snapshot, titles)
        self._observe(fetch=fetched - started, engine=engine_s, total=time.perf_counter() - started)
        return response

    async def readiness(self) -> Readiness:
        """Say whether the database answers and a snapshot is loaded."""
        checks = {"database": "ok", "snapshot": "ok"}
        try:
            await self._store.lists.count()
        except StoreError:
            checks["database"] = "failing"
        try:
            _ = self._snapshots.current
        except SnapshotError:
            checks["snapshot"] = "missing"
        return Readiness(all(state == "ok" for state in checks.values()), checks)

    def _observe(self, **seconds: float) -> None:
        for stage, value in seconds.items():
            self._metrics.stage_seconds.labels(stage).observe(value)
        _log.info(
            "recommended", **{f"{stage}_ms": round(1000 * s, 1) for stage, s in seconds.items()}
        )

    def _compute(
        self, snapshot: Snapshot, user_list: UserList, request: Request
    ) -> tuple[Result, float]:
        """Run the engine; return its result and the seconds it took."""
        started = time.perf_counter()
        items = snapshot.model.items
        entries = user_list.entries
        profile = make_profile(
            items,
            snapshot.model.mu,
            entries.anime_ids,
            entries.scores,
            entries.is_seen,
            entries.statuses == Status.DROPPED,
        )
        banned = items.index(np.array(request.banned_ids, np.int64))
        left_out = [bytes.fromhex(banned_hash) for banned_hash in request.banned_users]
        query = Query(
            accuracy=request.accuracy,
            n_wanted=request.limit,
            banned_items=banned[banned >= 0],
            without_users=snapshot.users_of([self._hasher.digest(user_list.user_name), *left_out]),
            include_adult=request.include_adult,
            continue_franchises=request.continue_franchises,
            rules=self._rules,
        )
        result = recommend(snapshot.model, profile, query)
        return result, time.perf_counter() - started
