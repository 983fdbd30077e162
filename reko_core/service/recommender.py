"""The one orchestrator: a request in, a response out, the same for every front end."""

import time
from collections.abc import Collection, Sequence

import structlog

from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.filter_request import FilterRequest
from reko_core.contract.genres import GenreNames, GenreQuery
from reko_core.contract.parsing import parse_user_name
from reko_core.contract.recommend import Request, Response
from reko_core.contract.title_query import TitleMatches, TitleQuery
from reko_core.domain.models import UserList, UserSummary, normalise_name
from reko_core.errors import ListError, SnapshotError
from reko_core.guilds.ban_file import ParsedBans
from reko_core.guilds.models import Scope
from reko_core.lists.shared_fetches import OnPage
from reko_core.observability.metrics import EngineMetrics
from reko_core.service.affinity.affinities import Affinities
from reko_core.service.explanation import make_why_response
from reko_core.service.group.group_recommender import GroupRecommender
from reko_core.service.people.people_lists import PeopleLists
from reko_core.service.ratings.ratable_titles import TitlesToRate
from reko_core.service.readiness import Readiness, check_readiness
from reko_core.service.resources import Resources
from reko_core.service.response import make_response, missing_share
from reko_core.service.seasons.season_lookup import SeasonLookup
from reko_core.service.seasons.season_recommender import SeasonRecommender
from reko_core.service.shortage import Shortage, find_shortage
from reko_core.service.similar.similar_titles import SimilarTitles
from reko_core.service.taste.tastes import Tastes
from reko_core.service.title_search import TitleSearch
from reko_core.snapshots.scoped_hashes import ScopedHashes

__all__ = ["Recommender"]

_log = structlog.get_logger(__name__)


class Recommender:
    """Answers requests.

    resources: what the use cases share. groups: the use case of groups. people: of several people
    who know each other. similar: of titles like given ones. tastes, affinities: of one list, of
    two. seasons: what airs, for a list. titles_to_rate: for people without a list.
    """

    def __init__(
        self,
        resources: Resources,
        title_search: TitleSearch,
        season_lookup: SeasonLookup,
        metrics: EngineMetrics,
    ) -> None:
        self.affinities = Affinities(resources)
        self.groups = GroupRecommender(resources)
        self.people = PeopleLists(resources)
        self.seasons = SeasonRecommender(resources, season_lookup)
        self.similar = SimilarTitles(resources)
        self.tastes = Tastes(resources)
        self.titles_to_rate = TitlesToRate(resources)
        self._resources = resources
        self._title_search = title_search
        self._metrics = metrics

    async def recommend(
        self,
        request: Request,
        on_page: OnPage | None = None,
        *,
        n_spare: int = 0,
        banned_ids: Collection[int] = (),
        banned_users: Collection[str] = (),
        seen_ids: Collection[int] = (),
        keeps_digests: bool = False,
    ) -> Response:
        """Recommend titles to a user; `on_page` reports progress while the list is fetched.

        n_spare: further titles that follow those requested, so that the caller can drop some later;
        they do not affect who is similar. banned_ids, banned_users: bans of the front end, users by
        their digests, excluded like those of the request, but not echoed in the response.
        seen_ids: titles that the user has seen, though they are not on the list.
        keeps_digests: the response has digests as hashes, for a front end that stores it, and shows
        them by `hashes_in`; otherwise hashes are those of the asker, also in the request.

        Raises BadInput (an unknown genre, rx without adult titles), ListPrivate, UserNotFound;
        SiteError, TooBusy and TooManyFetches (no earlier list is stored); SnapshotError,
        StoreError.
        """
        started = time.perf_counter()
        # A bad request is refused before MAL is asked for the list.
        self._resources.snapshots.current.filters.validate(request)
        user_list = await self._resources.list_of_asker(request, on_page, seen_ids)
        sender = await self._sender_of(request)
        fetched = time.perf_counter()
        snapshot = self._resources.snapshots.current
        hashes = self._resources.hashes_of_asker(request)
        all_bans = request.model_copy(
            update={
                "banned_ids": (*request.banned_ids, *banned_ids),
                "banned_users": (*hashes.read(request.banned_users), *banned_users),
            }
        )
        found = await self._resources.search_elsewhere(snapshot, user_list, all_bans.banned_users)
        timed = await self._resources.pool.run(
            self._resources.engine.recommend,
            snapshot,
            user_list,
            all_bans,
            n_spare,
            found,
            sender=sender,
        )
        result, computed = timed.value, time.perf_counter()
        infos = await self._resources.infos_of(
            snapshot, (pick.item for pick in result.picks), include_adult=request.include_adult
        )
        shown = None if keeps_digests else hashes
        response = make_response(
            request,
            user_list,
            result,
            snapshot,
            infos,
            hashes=shown,
            missing_users=missing_share(found),
            sender=sender,
        )
        finished = time.perf_counter()
        self._observe(
            fetch=fetched - started,
            queue=timed.queue_s,
            engine=timed.engine_s,
            titles=finished - computed,
            total=finished - started,
        )
        return response

    async def shortage(
        self, request: Request, *, banned_ids: Collection[int] = ()
    ) -> Shortage | None:
        """Say why an answer has no titles or no similar users, None if no list is stored.

        banned_ids: bans of the front end. Raises BadInput (an unknown genre), SnapshotError,
        StoreError.
        """
        user_list = request.inline_list
        if user_list is None:
            user_list = await self._resources.store.lists.get(normalise_name(request.user_name))
        if user_list is None:
            return None
        snapshot = self._resources.snapshots.current
        all_bans = request.model_copy(update={"banned_ids": (*request.banned_ids, *banned_ids)})
        return (await self._resources.pool.run(find_shortage, snapshot, user_list, all_bans)).value

    async def why(
        self,
        request: WhyRequest,
        on_page: OnPage | None = None,
        *,
        banned_users: Collection[str] = (),
        seen_ids: Collection[int] = (),
    ) -> WhyResponse:
        """Explain the expected score of one title, which need not be in the community.

        banned_users: bans of the front end, by digest, excluded like those of the request, but not
        echoed in the response. seen_ids: as in `recommend`.

        Raises AnimeNotFound, AdultExcluded, and otherwise what `recommend` does.
        """
        anime_id = request.anime_id
        # A title that does not exist is refused before MAL is asked for the list.
        title = await self._resources.title(
            anime_id, "anime_id", include_adult=request.include_adult
        )
        user_list = await self._resources.list_of_asker(request, on_page, seen_ids)
        snapshot = self._resources.snapshots.current
        banned = self._resources.hashes_of_asker(request).read(request.banned_users)
        all_bans = request.model_copy(update={"banned_users": (*banned, *banned_users)})
        found = await self._resources.search_elsewhere(
            snapshot, user_list, all_bans.banned_users, anime_id
        )
        timed = await self._resources.pool.run(
            self._resources.engine.explain, snapshot, user_list, all_bans, title.mean, found
        )
        explanation, ids = timed.value, snapshot.model.items.ids
        named = [
            int(ids[influence.item])
            for influence in (*explanation.raising.influences, *explanation.lowering.influences)
        ]
        titles = {**await self._resources.titles.get(named), anime_id: title}
        return make_why_response(
            request, user_list, explanation, snapshot, titles, missing_users=missing_share(found)
        )

    async def _sender_of(self, request: Request) -> UserList | None:
        """Return the list of `from_user`. Raises as `ListCache.get`, naming the field."""
        if request.from_user is None:
            return None
        try:
            return await self._resources.list_of(
                request.from_user, force_update=request.force_list_update
            )
        except ListError as error:
            raise type(error)(error.user_name, "from_user") from error

    async def synopsis(self, anime_id: int) -> str | None:
        """Return the synopsis of a title, None if there is none or MAL fails."""
        return await self._resources.titles.synopsis(anime_id)

    async def look_up(self, user_name: str) -> UserSummary:
        """Summarise the list of a user. Raises BadInput, and for the list as `recommend`."""
        return UserSummary.of(await self._resources.lists.get(parse_user_name(user_name)))

    async def find_titles(self, query: TitleQuery) -> TitleMatches:
        """Find titles by any of their names. Raises CatalogueEmpty, StoreError."""
        return await self._title_search.find(query)

    async def find_genres(self, _: GenreQuery) -> GenreNames:
        """Return the genres that can be filtered by, most popular first. Raises SnapshotError."""
        return GenreNames(self.genres())

    async def favourite_genres(
        self, digests: Sequence[str], *, include_adult: bool = False
    ) -> tuple[str, ...]:
        """Return what community users love most beside what all do, of those who have a favourite.

        Raises SnapshotError.
        """
        timed = await self._resources.pool.run(
            self._resources.engine.favourite_genres,
            self._resources.snapshots.current,
            digests,
            include_adult=include_adult,
        )
        return timed.value

    def hashes_in(self, scope: Scope) -> ScopedHashes:
        """Return how users are shown in a Discord server, or to one person outside of servers."""
        return self._resources.hasher.hashes_in(scope.key)

    def hashes_of_file(self, file_id: str) -> ScopedHashes:
        """Return how users are shown in a file of bans."""
        return self._resources.hasher.hashes_in(f"file:{file_id}")

    def read_file(self, bans: ParsedBans, scope: Scope) -> tuple[str, ...]:
        """Return the digests of the users that a file of bans names. Blocking.

        Files without an id are of earlier versions, with digests of the community, or written by
        hand, with the hashes of `scope`.
        """
        if bans.file_id is not None:
            return self.hashes_of_file(bans.file_id).read(bans.users)
        read = self.hashes_in(scope).read(bans.users)
        try:
            snapshot = self._resources.snapshots.current
        except SnapshotError:
            return read
        users = snapshot.users_of([bytes.fromhex(one) for one in bans.users])
        known = {digest.tobytes().hex() for digest in snapshot.hashes[users]}
        return tuple(
            one if one in known else digest for one, digest in zip(bans.users, read, strict=True)
        )

    async def discard_fetch(self, user_name: str) -> None:
        """End the fetch of a user's list, if one is running, so that it stores nothing."""
        await self._resources.lists.discard_fetch(user_name)

    def genres(self) -> tuple[str, ...]:
        """Return the genres that can be filtered by, most popular first. Raises SnapshotError."""
        return self._resources.snapshots.current.filters.genres

    def validate(self, request: FilterRequest) -> None:
        """Check the filters of a request. Raises UnknownGenre, AdultExcluded, SnapshotError."""
        self._resources.snapshots.current.filters.validate(request)

    async def readiness(self) -> Readiness:
        """Return whether the database responds and a snapshot is loaded."""
        return await check_readiness(self._resources.store, self._resources.snapshots)

    def _observe(self, **seconds: float) -> None:
        for stage, value in seconds.items():
            self._metrics.stage_seconds.labels(stage).observe(value)
        _log.info(
            "recommended", **{f"{stage}_ms": round(1000 * s, 1) for stage, s in seconds.items()}
        )
