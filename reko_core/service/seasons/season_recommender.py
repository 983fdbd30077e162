"""The use case of seasons: a list in, the titles of a season in the user's order out."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import structlog
from numpy.typing import NDArray

from reko_core.contract.season import RankedSeason, SeasonMetadata, SeasonRequest, SeasonResponse
from reko_core.domain.models import Anime, Status, UserList
from reko_core.domain.season import Season
from reko_core.engine.season.rank_season import SeasonPick, SeasonQuery, rank_season
from reko_core.lists.shared_fetches import OnPage
from reko_core.service.engine_adapter import fold_in
from reko_core.service.resources import Resources
from reko_core.service.response import format_timestamp
from reko_core.service.seasons.season_lookup import SeasonLookup
from reko_core.service.seasons.season_response import make_recommendations
from reko_core.snapshots.storage import Snapshot
from reko_core.store import SeasonTitles

__all__ = ["SeasonRecommender"]

_EPOCH = date(1970, 1, 1)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    """What of a season can be ranked: titles that are items of a snapshot, and may be shown."""

    season: Season
    has_begun: bool
    new_ids: frozenset[int]
    titles: Mapping[int, Anime]
    items: NDArray[np.int64]


class SeasonRecommender:
    """Ranks the titles of seasons."""

    def __init__(self, resources: Resources, lookup: SeasonLookup) -> None:
        self._resources = resources
        self._lookup = lookup

    @property
    def current(self) -> Season:
        """The season of today."""
        return self._lookup.current

    async def recommend(
        self,
        request: SeasonRequest,
        on_page: OnPage | None = None,
        *,
        banned_ids: Collection[int] = (),
        seen_ids: Collection[int] = (),
    ) -> SeasonResponse:
        """Rank the titles of a season, or of the current and the next.

        on_page, banned_ids, seen_ids: as in `Recommender.recommend`, and so is what is raised.
        """
        started = time.perf_counter()
        # A bad request is refused before MAL is asked for anything.
        self._resources.snapshots.current.filters.validate(request)
        asked = request.asked
        wanted = (self.current, self.current.next) if asked is None else (asked,)
        user_list = await self._resources.list_of_asker(request, on_page, seen_ids)
        found = [await self._lookup.get(season) for season in wanted]
        fetched = time.perf_counter()
        snapshot = self._resources.snapshots.current
        banned = {*request.banned_ids, *banned_ids}
        candidates = [
            await self._candidates(snapshot, user_list, request, season, banned) for season in found
        ]
        timed = await self._resources.pool.run(_rank, snapshot, user_list, candidates)
        seasons = [
            await self._ranked(snapshot, user_list, request, one, picks)
            for one, picks in zip(candidates, timed.value, strict=True)
        ]
        _log.info(
            "season ranked",
            titles=sum(len(one.items) for one in candidates),
            fetch_ms=round(1000 * (fetched - started), 1),
            engine_ms=round(1000 * timed.engine_s, 1),
            total_ms=round(1000 * (time.perf_counter() - started), 1),
        )
        analyzed = format_timestamp(user_list.fetched_at)
        return SeasonResponse(
            metadata=SeasonMetadata(user_last_analyzed=analyzed), seasons=tuple(seasons)
        )

    async def _candidates(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        request: SeasonRequest,
        found: SeasonTitles,
        banned: Collection[int],
    ) -> _Candidates:
        """Return what is ranked: neither on the list, but for planned titles, nor left out."""
        entries = user_list.entries
        is_kept = entries.statuses == Status.PLAN_TO_WATCH
        listed = entries.anime_ids[~is_kept] if request.include_planned else entries.anime_ids
        left_out = {*listed.tolist(), *banned}
        wanted = [
            anime_id
            for anime_id in found.anime_ids
            if anime_id not in left_out and (anime_id in found.new_ids or not request.only_new)
        ]
        titles = await self._resources.store.catalogue.get_many(wanted)
        shown = [
            anime_id
            for anime_id in wanted
            if (anime := titles.get(anime_id)) is not None
            and anime.is_shown(include_adult=request.include_adult)
            and anime.is_recommendable
        ]
        # Titles that came up since the snapshot was built are not in it.
        items, mask = snapshot.items_of(shown), snapshot.filters.mask(request)
        return _Candidates(
            season=found.season,
            has_begun=found.season.first_day <= self.current.first_day,
            new_ids=found.new_ids,
            titles=titles,
            items=items if mask is None else items[mask[items]],
        )

    async def _ranked(
        self,
        snapshot: Snapshot,
        user_list: UserList,
        request: SeasonRequest,
        candidates: _Candidates,
        picks: list[SeasonPick],
    ) -> RankedSeason:
        page = picks[request.offset : request.offset + request.limit]
        ids = snapshot.model.items.ids
        own = [
            int(ids[pick.reason.item])
            for pick in page
            if pick.reason is not None and pick.reason.item is not None
        ]
        titles = await self._resources.titles.get(own)
        titles |= {
            anime_id: candidates.titles[anime_id]
            for anime_id in ids[[pick.item for pick in page]].tolist()
        }
        infos = self._resources.infos.shown(
            titles.values(), snapshot.adult_ids, include_adult=request.include_adult
        )
        return RankedSeason(
            year=candidates.season.year,
            season=candidates.season.name,
            found=len(picks),
            rekos=make_recommendations(page, ids, infos, candidates.new_ids, user_list.entries),
        )


def _rank(
    snapshot: Snapshot, user_list: UserList, seasons: list[_Candidates]
) -> list[list[SeasonPick]]:
    """Rank the titles of each season; computation."""
    profile = fold_in(snapshot, user_list)
    return [rank_season(snapshot.model, profile, _query(snapshot, one)) for one in seasons]


def _query(snapshot: Snapshot, candidates: _Candidates) -> SeasonQuery:
    first_day = candidates.season.first_day
    ids = snapshot.model.items.ids[candidates.items].tolist()
    known = [candidates.titles[anime_id].members for anime_id in ids]
    return SeasonQuery(
        first_day=(first_day - _EPOCH).days,
        items=candidates.items,
        # Members of what has not begun tell less than the content.
        members=np.array([one or np.nan for one in known]) if candidates.has_begun else None,
    )
