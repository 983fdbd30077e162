"""The use case of groups: lists of several users in, one list of titles for all of them out."""

import asyncio
import time
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np
import structlog

from reko_core.contract.group import GroupRequest, GroupResponse
from reko_core.domain.models import UserList, normalise_name
from reko_core.engine.group.group_candidates import GroupFilters
from reko_core.engine.group.members import Member, score_among, score_member
from reko_core.engine.group.recommend_to_group import GroupQuery, recommend_to_group
from reko_core.engine.group.rules import GroupRule
from reko_core.engine.similarity.user_shard import FoundUsers
from reko_core.service.engine_adapter import fold_in
from reko_core.service.group.group_response import make_group_response
from reko_core.service.resources import Resources
from reko_core.snapshots.storage import Snapshot

__all__ = ["GroupRecommender"]

_log = structlog.get_logger(__name__)


class GroupRecommender:
    """Recommends titles to users who watch together."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    async def recommend(
        self,
        request: GroupRequest,
        *,
        n_spare: int = 0,
        banned_ids: Collection[int] = (),
        seen_ids: Mapping[str, Collection[int]] | None = None,
    ) -> GroupResponse:
        """Recommend titles to all users of a group.

        n_spare, banned_ids: as in `Recommender.recommend`. seen_ids: by user name, titles that the
        user has seen, though they are not on the list.

        Raises what `Recommender.recommend` does; a ListError names the user by its field, such as
        `user_names.1`.
        """
        started = time.perf_counter()
        # A bad request is refused before MAL is asked for the lists.
        self._resources.snapshots.current.filters.validate(request)
        lists = await self._lists_of(request, seen_ids or {})
        fetched = time.perf_counter()
        snapshot = self._resources.snapshots.current
        found = await asyncio.gather(
            *(self._resources.search_elsewhere(snapshot, one, ()) for one in lists)
        )
        members = await asyncio.gather(
            *(
                self._resources.pool.run(self._score, snapshot, one, similar)
                for one, similar in zip(lists, found, strict=True)
            )
        )
        query = _query(snapshot, request, n_spare, banned_ids)
        timed = await self._resources.pool.run(
            recommend_to_group, snapshot.model, [one.value for one in members], query
        )
        computed = time.perf_counter()
        result, ids = timed.value, snapshot.model.items.ids
        infos = await self._resources.infos_of(
            snapshot, (pick.item for pick in result.picks), include_adult=request.include_adult
        )
        shown = [(pick, infos.get(int(ids[pick.item]))) for pick in result.picks]
        response = make_group_response(request, lists, result.n_found, shown, found)
        _log.info(
            "group recommended",
            members=len(lists),
            fetch_ms=round(1000 * (fetched - started), 1),
            engine_ms=round(1000 * (timed.engine_s + sum(one.engine_s for one in members)), 1),
            total_ms=round(1000 * (time.perf_counter() - started), 1),
            titles_ms=round(1000 * (time.perf_counter() - computed), 1),
        )
        return response

    async def _lists_of(
        self, request: GroupRequest, seen_ids: Mapping[str, Collection[int]]
    ) -> list[UserList]:
        lists = await self._resources.lists_of_request(
            request.user_names, force_update=request.force_list_update
        )
        seen_by = {normalise_name(name): ids for name, ids in seen_ids.items()}
        return [
            replace(one, entries=one.entries.with_seen(seen_by.get(name, ())))
            for name, one in zip(map(normalise_name, request.user_names), lists, strict=True)
        ]

    def _score(self, snapshot: Snapshot, user_list: UserList, found: FoundUsers | None) -> Member:
        """Score the catalogue for a member; computation. found: as in `EngineAdapter`."""
        model, profile = snapshot.model, fold_in(snapshot, user_list)
        if found is not None:
            return score_among(replace(model, rows=found.rows), profile, found.similar)
        excluded = self._resources.engine.excluded_users(snapshot, user_list, ())
        return score_member(model, profile, excluded)


def _query(
    snapshot: Snapshot, request: GroupRequest, n_spare: int, banned_ids: Collection[int]
) -> GroupQuery:
    allowed = snapshot.filters.mask(request)
    if allowed is None:
        allowed = np.ones(snapshot.model.items.n_items, bool)
    allowed[snapshot.items_of([*request.banned_ids, *banned_ids])] = False
    return GroupQuery(
        filters=GroupFilters(
            allowed=allowed,
            include_adult=request.include_adult,
            continue_franchises=request.continue_franchises,
            max_seen=request.max_seen,
            include_planned=request.include_planned or request.only_planned,
            min_planned=request.min_planned if request.only_planned else 0,
        ),
        rule=GroupRule(request.rule),
        n_wanted=request.limit,
        n_skipped=request.offset,
        n_spare=n_spare,
    )
