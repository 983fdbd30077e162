"""The one orchestrator: a request in, a response out, the same for every front end."""

import asyncio
import time
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import structlog
from numpy.typing import NDArray

from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.recommend import Request, Response, parse_user_name
from reko_core.domain.models import Anime, Status, UserList, UserSummary, normalise_name
from reko_core.engine.data.profile import Profile, make_profile
from reko_core.engine.explanation.explain import Explanation, explain, explain_unknown
from reko_core.engine.ranking.cards import Planned
from reko_core.engine.recommend import Query, Result, recommend
from reko_core.engine.similarity.neighbours import NeighbourRules
from reko_core.engine.similarity.profile_comparison import ProfileComparison, compare_profiles
from reko_core.errors import BadInput, SnapshotError, StoreError
from reko_core.lists.cache import ListCache, OnPage
from reko_core.observability.metrics import Metrics
from reko_core.service.comparison import Comparison, make_comparison
from reko_core.service.engine_pool import EnginePool
from reko_core.service.explanation import make_why_response
from reko_core.service.response import make_response
from reko_core.service.titles import TitleLookup
from reko_core.snapshots.manager import SnapshotManager
from reko_core.snapshots.storage import Snapshot
from reko_core.snapshots.user_hashes import UserHasher
from reko_core.store import Store

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
        snapshots: SnapshotManager,
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
        self._pool = EnginePool(pool, metrics.engine)
        self._metrics = metrics.engine

    async def recommend(
        self,
        request: Request,
        on_page: OnPage | None = None,
        *,
        n_spare: int = 0,
        banned_ids: Collection[int] = (),
        banned_users: Collection[str] = (),
    ) -> Response:
        """Recommend titles to a MAL user; `on_page` reports progress while the list is fetched.

        n_spare: further titles that follow those requested, so that the caller can drop some later;
        they do not affect who is similar. banned_ids, banned_users: bans of the front end, excluded
        like those of the request, but not echoed in the response.

        Raises BadInput (an unknown genre, rx without adult titles), ListPrivate, UserNotFound,
        MalError and TooBusy (no earlier list is known), SnapshotError, StoreError.
        """
        started = time.perf_counter()
        # A wrong question is refused before MAL is asked. The snapshot is not kept meanwhile: one
        # that was replaced would stay in memory as long as what is left of a failed fetch does.
        self._snapshots.current.facets.allowed(request)
        user_list = await self._lists.get(
            request.user_name, force_update=request.force_list_update, on_page=on_page
        )
        fetched = time.perf_counter()
        snapshot = self._snapshots.current
        allowed = snapshot.facets.allowed(request)
        computed = await self._pool.run(
            self._compute,
            snapshot,
            user_list,
            request,
            allowed,
            n_spare=n_spare,
            banned_ids=(*request.banned_ids, *banned_ids),
            banned_users=(*request.banned_users, *banned_users),
        )
        result, answered = computed.value, time.perf_counter()
        ids = [int(snapshot.model.items.ids[pick.item]) for pick in result.picks]
        titles = await self._titles.get(ids)
        response = make_response(request, user_list, result, snapshot, titles)
        ended = time.perf_counter()
        self._observe(
            fetch=fetched - started,
            queue=computed.queue_s,
            engine=computed.engine_s,
            titles=ended - answered,
            total=ended - started,
        )
        return response

    async def why(
        self,
        request: WhyRequest,
        on_page: OnPage | None = None,
        *,
        banned_users: Collection[str] = (),
    ) -> WhyResponse:
        """Explain what is expected of one title, which need not be known to the community.

        banned_users: bans of the front end, excluded like those of the request, but not echoed in
        the response.

        Raises AnimeNotFound, and otherwise what `recommend` does.
        """
        snapshot = self._snapshots.current
        ids, anime_id = snapshot.model.items.ids, request.anime_id
        item = int(snapshot.model.items.index(np.array([anime_id]))[0])
        # A title that nobody knows is asked for first: a list may be long in coming.
        strange = await self._titles.find(anime_id) if item < 0 else None
        user_list = await self._lists.get(
            request.user_name, force_update=request.force_list_update, on_page=on_page
        )
        computed = await self._pool.run(
            self._explain,
            snapshot,
            user_list,
            request,
            item,
            strange,
            (*request.banned_users, *banned_users),
        )
        explanation = computed.value
        named = [
            int(ids[one.item])
            for one in (*explanation.raising.influences, *explanation.lowering.influences)
        ]
        titles = {anime_id: strange} if strange else await self._titles.get([anime_id, *named])
        return make_why_response(request, user_list, explanation, snapshot, titles)

    async def compare(self, name_a: str, name_b: str) -> Comparison:
        """Compare two MAL users.

        Raises BadInput (user_a, user_b), and otherwise what `recommend` does.
        """
        user_a, user_b = parse_user_name(name_a, "user_a"), parse_user_name(name_b, "user_b")
        if normalise_name(user_a) == normalise_name(user_b):
            raise BadInput("user_b", "must be somebody else than user_a")
        _ = self._snapshots.current
        list_a, list_b = await asyncio.gather(self._lists.get(user_a), self._lists.get(user_b))
        snapshot = self._snapshots.current
        found = (await self._pool.run(_compare, snapshot, list_a, list_b)).value
        ids = snapshot.model.items.ids
        named = [int(ids[opinion.item]) for opinion in (*found.agree, *found.disagree)]
        titles = await self._titles.get(named)
        return make_comparison(list_a, list_b, found, ids, titles)

    async def look_up(self, user_name: str) -> UserSummary:
        """Sum up the list of a MAL user. Raises BadInput, and of the list what `recommend` does."""
        return UserSummary.of(await self._lists.get(parse_user_name(user_name)))

    def genres(self) -> tuple[str, ...]:
        """Return the genres that can be asked for, the most popular first. Raises SnapshotError."""
        return self._snapshots.current.facets.genres

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
        self,
        snapshot: Snapshot,
        user_list: UserList,
        request: Request,
        allowed: NDArray[np.bool_] | None,
        *,
        n_spare: int,
        banned_ids: tuple[int, ...],
        banned_users: tuple[str, ...],
    ) -> Result:
        """Run the engine."""
        profile = _profile(snapshot, user_list)
        banned = snapshot.model.items.index(np.array(banned_ids, np.int64))
        query = Query(
            accuracy=request.accuracy,
            popularity=request.popularity,
            n_wanted=request.limit,
            n_skipped=request.offset,
            n_spare=n_spare,
            banned_items=banned[banned >= 0],
            excluded_users=self._left_out(snapshot, user_list, banned_users),
            include_adult=request.include_adult,
            continue_franchises=request.continue_franchises,
            planned=_planned(request),
            allowed_items=allowed,
            rules=self._rules,
        )
        result = recommend(snapshot.model, profile, query)
        _log.debug(
            "computed",
            snapshot=snapshot.name,
            neighbours=len(result.neighbours),
            passes=result.n_passes,
            picks=len(result.picks),
        )
        return result

    def _explain(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        request: WhyRequest,
        item: int,
        strange: Anime | None,
        banned_users: tuple[str, ...],
    ) -> Explanation:
        profile = _profile(snapshot, user_list, but_id=request.anime_id)
        if strange is not None:
            return explain_unknown(snapshot.model, profile, strange.mean)
        left_out = self._left_out(snapshot, user_list, banned_users)
        return explain(snapshot.model, profile, item, excluded_users=left_out)

    def _left_out(
        self, snapshot: Snapshot, user_list: UserList, banned_users: tuple[str, ...]
    ) -> NDArray[np.int64]:
        """Return the community users who have no say: the asking one and the banned ones."""
        banned = [bytes.fromhex(banned_hash) for banned_hash in banned_users]
        return snapshot.users_of([self._hasher.digest(user_list.user_name), *banned])


def _planned(request: Request) -> Planned:
    if request.only_planned:
        return Planned.ALONE
    return Planned.INCLUDED if request.include_planned else Planned.LEFT_OUT


def _compare(snapshot: Snapshot, list_a: UserList, list_b: UserList) -> ProfileComparison:
    model = snapshot.model
    return compare_profiles(
        _profile(snapshot, list_a),
        _profile(snapshot, list_b),
        model.items,
        model.scale,
        model.rows.n_users,
    )


def _profile(snapshot: Snapshot, user_list: UserList, but_id: int | None = None) -> Profile:
    """Fold in a list, as if one title were not on it."""
    entries = user_list.entries
    told = entries.anime_ids != (-1 if but_id is None else but_id)
    return make_profile(
        snapshot.model.items,
        snapshot.model.mu,
        entries.anime_ids[told],
        entries.scores[told],
        entries.is_seen[told],
        entries.statuses[told] == Status.DROPPED,
    )
