"""The use case of `POST /recommendations/similar`."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reko_core.contract.recommend import AnimeInfo, Expected, RekoCounts
from reko_core.contract.similar import (
    SimilarMetadata,
    SimilarRequest,
    SimilarResponse,
    SimilarTitle,
)
from reko_core.domain.models import Anime, UserList
from reko_core.engine.scoring import score_for
from reko_core.engine.selection import Query
from reko_core.engine.similar_titles.find import Asker, FoundTitles, find_similar_titles
from reko_core.engine.similar_titles.title_closeness import GivenTitles
from reko_core.engine.similarity.user_shard import FoundUsers
from reko_core.lists.shared_fetches import OnPage
from reko_core.service.engine_adapter import fold_in
from reko_core.service.resources import Resources
from reko_core.service.response import format_timestamp, missing_share
from reko_core.service.title_infos import anime_info
from reko_core.snapshots.storage import Snapshot

__all__ = ["SimilarTitles"]


class SimilarTitles:
    """Finds titles like given ones, for everybody or for one user."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    async def find(
        self,
        request: SimilarRequest,
        on_page: OnPage | None = None,
        *,
        banned_ids: Collection[int] = (),
        banned_users: Collection[str] = (),
        seen_ids: Collection[int] = (),
    ) -> SimilarResponse:
        """Find titles; the given ones need not be in the community.

        banned_ids, banned_users, seen_ids: as of `Recommender.recommend`.

        Raises AnimeNotFound, AdultExcluded, and otherwise what `Recommender.recommend` does.
        """
        resources = self._resources
        # A bad request is refused before MAL is asked for anything.
        resources.snapshots.current.filters.validate(request)
        like = await self._titles(request, request.like_ids, "anime_ids")
        unlike = await self._titles(request, request.unlike_ids, "unlike_ids")
        user_list = await self._list_of(request, on_page, seen_ids)
        snapshot, found, excluded = resources.snapshots.current, None, np.zeros(0, np.int64)
        if user_list is not None:
            banned = tuple(banned_users)
            excluded = resources.engine.excluded_users(snapshot, user_list, banned)
            found = await resources.search_elsewhere(snapshot, user_list, banned)
        all_bans = request.model_copy(update={"banned_ids": (*request.banned_ids, *banned_ids)})
        timed = await resources.pool.run(
            _find, snapshot, all_bans, (like, unlike), user_list, (excluded, found)
        )
        result = timed.value
        infos = await resources.infos_of(
            snapshot, (one.item for one in result.titles), include_adult=request.include_adult
        )
        return _make_response(
            request,
            (like, unlike),
            result,
            snapshot,
            infos,
            last_analyzed=None if user_list is None else format_timestamp(user_list.fetched_at),
            missing_users=missing_share(found),
        )

    async def _titles(
        self, request: SimilarRequest, anime_ids: Sequence[int], field: str
    ) -> list[Anime]:
        names = (
            ["anime_id"]
            if request.anime_id is not None and field == "anime_ids"
            else [f"{field}.{k}" for k in range(len(anime_ids))]
        )
        return [
            await self._resources.title(anime_id, name, include_adult=request.include_adult)
            for anime_id, name in zip(anime_ids, names, strict=True)
        ]

    async def _list_of(
        self, request: SimilarRequest, on_page: OnPage | None, seen_ids: Collection[int]
    ) -> UserList | None:
        if request.inline_list is not None:
            return request.inline_list
        if request.user_name is None:
            return None
        return await self._resources.list_of(
            request.user_name,
            force_update=request.force_list_update,
            on_page=on_page,
            seen_ids=seen_ids,
        )


def _find(
    snapshot: Snapshot,
    request: SimilarRequest,
    given: tuple[Sequence[Anime], Sequence[Anime]],
    user_list: UserList | None,
    search: tuple[NDArray[np.int64], FoundUsers | None],
) -> FoundTitles:
    """search: the users who do not count as similar, and who was found elsewhere."""
    model = snapshot.model
    query = Query(
        popularity=request.popularity,
        n_wanted=request.limit,
        n_skipped=request.offset,
        banned_items=snapshot.items_of(request.banned_ids),
        include_adult=request.include_adult,
        allowed_items=snapshot.filters.mask(request),
    )
    asker = None
    if user_list is not None:
        profile = fold_in(snapshot, user_list)
        asker = Asker(profile, score_for(model, profile, *search))
    like, unlike = (_given(snapshot, titles) for titles in given)
    return find_similar_titles(model, like, unlike, snapshot.filters.genre_matrix(), query, asker)


def _given(snapshot: Snapshot, titles: Sequence[Anime]) -> GivenTitles:
    return GivenTitles(
        snapshot.items_of([anime.id for anime in titles]),
        np.array([snapshot.filters.genres_of(anime) for anime in titles], bool).reshape(
            len(titles), len(snapshot.filters.genres)
        ),
    )


def _make_response(
    request: SimilarRequest,
    given: tuple[Sequence[Anime], Sequence[Anime]],
    result: FoundTitles,
    snapshot: Snapshot,
    infos: Mapping[int, AnimeInfo],
    *,
    last_analyzed: str | None,
    missing_users: float | None,
) -> SimilarResponse:
    like, unlike = (
        tuple(
            anime_info(anime, snapshot.adult_ids, include_adult=request.include_adult)
            for anime in titles
        )
        for titles in given
    )
    wanted = {genre for info in like for genre in info.genres}
    rekos = []
    for title in result.titles:
        info = infos.get(int(snapshot.model.items.ids[title.item]))
        if info is None:
            continue
        rekos.append(
            SimilarTitle(
                id=info.id,
                info=info,
                match=title.match,
                shared_genres=tuple(genre for genre in info.genres if genre in wanted),
                expected=None
                if title.expected is None or title.enjoyment is None
                else Expected(
                    score=round(title.expected, 2), enjoyment=round(100 * title.enjoyment)
                ),
            )
        )
    return SimilarResponse(
        metadata=SimilarMetadata(
            user_last_analyzed=last_analyzed,
            like=like,
            unlike=unlike,
            rekos=RekoCounts(
                sent=len(rekos),
                found=result.n_found,
                banned=tuple(dict.fromkeys(request.banned_ids)),
            ),
            missing_users=missing_users,
        ),
        rekos=tuple(rekos),
    )
