"""Results that people page through: computed once, stored, and shown without later bans."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

import structlog
from discord.utils import utcnow

from bot.errors import Expired
from bot.results.page_view import PageView
from bot.rules.place import Place
from bot.rules.title_names import title_language
from reko_core.contract.recommend import Recommendation, Request, Response
from reko_core.domain.models import Anime
from reko_core.errors import RekoError, StoreError
from reko_core.guilds.models import Scope, TitleBan
from reko_core.runtime.keyed_locks import KeyedLocks
from reko_core.service.recommender import Recommender
from reko_core.service.shortage import Shortage
from reko_core.store import Store, StoredResult

__all__ = ["RESULT_ID", "Results"]

N_SHOWN = 24
# Titles stored behind those that are shown, to move up when some of them are banned.
N_SPARE = 40
N_RECENT_BANS = 3
RESULT_ID = r"[A-Za-z0-9_-]{12}"
_ID_BYTES = 9

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Results:
    """Computes and stores results, and cuts them into pages."""

    def __init__(self, recommender: Recommender, store: Store) -> None:
        self._recommender = recommender
        self._store = store
        self._locks = KeyedLocks()

    async def make(
        self,
        request: Request,
        place: Place,
        *,
        owner_id: int,
        locale: str,
        on_page: Callable[[int], None] | None = None,
    ) -> PageView:
        """Compute recommendations, store them, and return the first page.

        Raises as `Recommender.recommend`.
        """
        response = await self._recommend(request, place.scope, owner_id, on_page)
        result = StoredResult(
            id=secrets.token_urlsafe(_ID_BYTES),
            owner_id=owner_id,
            scope=place.scope,
            channel_id=None,
            message_id=None,
            locale=locale,
            request=request,
            response=response,
            page=0,
            created_at=utcnow(),
        )
        is_stored = await self._store.results.put(result)
        # What was just made holds nothing banned.
        page = await self._cut(result, result.response.rekos, place, 0)
        return replace(page, is_stored=is_stored)

    async def find(self, result_id: str) -> StoredResult:
        """Return a result. Raises Expired when it is no longer stored."""
        result = await self._store.results.get(result_id)
        if result is None:
            raise Expired
        return result

    async def refresh(
        self, result: StoredResult, place: Place, on_page: Callable[[int], None] | None = None
    ) -> None:
        """Fetch the list again and replace the result. Raises as `Recommender.recommend`."""
        await self._recompute(result, place, on_page, force_list_update=True)

    async def change(
        self,
        result: StoredResult,
        request: Request,
        place: Place,
        on_page: Callable[[int], None] | None = None,
    ) -> None:
        """Replace the result by that of another request. Raises as `Recommender.recommend`."""
        await self._recompute(replace(result, request=request), place, on_page)

    async def page(self, result: StoredResult, place: Place, page: int) -> PageView:
        """Return the nearest existing page; compute again where bans used up the spare titles."""
        known = await self._known_titles(result)
        titles = await self._visible(result, known, place)
        if len(titles) < N_SHOWN and len(result.response.rekos) == N_SHOWN + N_SPARE:
            result = await self._refill(result, place)
            known = await self._known_titles(result)
            titles = await self._visible(result, known, place)
        view = await self._cut(result, titles, place, page)
        return replace(view, bans=await self._recent_bans(result, known, place))

    async def titles(self, result: StoredResult, place: Place) -> tuple[Recommendation, ...]:
        """Return the titles on all pages as they stand now."""
        known = await self._known_titles(result)
        return (await self._visible(result, known, place))[:N_SHOWN]

    async def remember(
        self, page: PageView, channel_id: int | None = None, message_id: int | None = None
    ) -> None:
        """Save which page is shown, and in which message; a failure is only logged."""
        result, store = page.result, self._store.results
        try:
            if page.page != result.page:
                await store.set_page(result.id, page.page)
            if message_id and channel_id and message_id != result.message_id:
                await store.set_message(result.id, channel_id, message_id)
        except StoreError as error:
            # People turn pages also while the database fails.
            _log.warning("page number not saved", reason=error.reason)

    @asynccontextmanager
    async def locked(self, result_id: str) -> AsyncIterator[StoredResult]:
        """Find a result, and hold its lock while it is changed and shown again. Raises Expired.

        Without it, of two concurrent bans the one shown last would show the other's title again.
        """
        async with self._locks.of(result_id):
            yield await self.find(result_id)

    async def _known_titles(self, result: StoredResult) -> Mapping[int, Anime]:
        return await self._store.catalogue.get_many([reko.id for reko in result.response.rekos])

    async def _visible(
        self, result: StoredResult, known: Mapping[int, Anime], place: Place
    ) -> tuple[Recommendation, ...]:
        """Return the titles that are not banned, hidden by the owner, gone from MAL, or adult."""
        banned_ids = await self.banned_ids(result.scope, result.owner_id)
        hidden_ids = banned_ids | (known.keys() - _nameable(known, place))
        return tuple(reko for reko in result.response.rekos if reko.id not in hidden_ids)

    async def _recent_bans(
        self, result: StoredResult, known: Mapping[int, Anime], place: Place
    ) -> tuple[TitleBan, ...]:
        """Return the last bans of titles of the result, for all to see what is missing and why."""
        if result.scope.guild_id is None:
            return ()
        nameable = _nameable(known, place)
        bans = await self._store.bans.titles(result.scope, since=result.created_at)
        recent = [ban for ban in bans if ban.anime_id in nameable and ban.banned_by is not None]
        return tuple(recent[:N_RECENT_BANS])

    async def _cut(
        self, result: StoredResult, titles: tuple[Recommendation, ...], place: Place, page: int
    ) -> PageView:
        is_short = not titles or not result.response.users
        titles, size = titles[:N_SHOWN], place.settings.titles_per_page
        n_pages = max(1, -(-len(titles) // size))
        page = min(max(page, 0), n_pages - 1)
        on_page = titles[page * size : (page + 1) * size]
        ids = [title.id for title in on_page]
        return PageView(
            result=result,
            titles=on_page,
            first_rank=page * size + 1,
            page=page,
            n_pages=n_pages,
            votes=await self._store.votes.count(result.scope, ids, at=utcnow()),
            votes_needed=place.settings.votes_needed,
            shortage=await self._shortage(result) if is_short else None,
            title_language=await title_language(result.owner_id, place, result.locale, self._store),
            whose_list="own"
            if await self._is_linked(result.owner_id, result.request.user_name)
            else "other",
        )

    async def _shortage(self, result: StoredResult) -> Shortage | None:
        banned_ids = await self.banned_ids(result.scope, result.owner_id)
        try:
            return await self._recommender.shortage(result.request, banned_ids=banned_ids)
        except RekoError as error:
            # The page says less, but is shown.
            _log.warning("shortage not explained", error=type(error).__name__)
            return None

    async def _refill(self, result: StoredResult, place: Place) -> StoredResult:
        try:
            return await self._recompute(result, place)
        except RekoError as error:
            # A page with fewer titles is better than none.
            _log.warning("result not refilled", error=type(error).__name__)
            return result

    async def _recompute(
        self,
        result: StoredResult,
        place: Place,
        on_page: Callable[[int], None] | None = None,
        *,
        force_list_update: bool = False,
    ) -> StoredResult:
        request = result.request.model_copy(
            update={"include_adult": place.shows_adult, "force_list_update": force_list_update}
        )
        response = await self._recommend(request, result.scope, result.owner_id, on_page)
        now = utcnow()
        await self._store.results.replace(result.id, request, response, at=now)
        return replace(result, request=request, response=response, page=0, created_at=now)

    async def banned_ids(self, scope: Scope, owner_id: int) -> frozenset[int]:
        """Return the titles banned in a scope and by a person. Raises StoreError."""
        bans = self._store.bans
        own = await bans.title_ids(Scope.person(owner_id))
        return frozenset((*await bans.title_ids(scope), *own))

    async def seen_ids(self, owner_id: int, user_name: str) -> tuple[int, ...]:
        """Return the titles that the owner hid as seen, if the list is their own.

        Raises StoreError.
        """
        if not await self._is_linked(owner_id, user_name):
            return ()
        return await self._store.bans.seen_ids(owner_id)

    async def _is_linked(self, owner_id: int, user_name: str) -> bool:
        account = await self._store.accounts.get(owner_id)
        return account is not None and account.is_linked_to(user_name)

    async def _recommend(
        self,
        request: Request,
        scope: Scope,
        owner_id: int,
        on_page: Callable[[int], None] | None,
    ) -> Response:
        return await self._recommender.recommend(
            request.model_copy(update={"limit": N_SHOWN}),
            on_page,
            n_spare=N_SPARE,
            banned_ids=await self.banned_ids(scope, owner_id),
            banned_users=await self._store.bans.user_hashes(scope),
            seen_ids=await self.seen_ids(owner_id, request.user_name),
            keeps_digests=True,
        )


def _nameable(known: Mapping[int, Anime], place: Place) -> frozenset[int]:
    """Return the titles that may be shown at a place."""
    return frozenset(
        anime_id
        for anime_id, anime in known.items()
        if anime.is_shown(include_adult=place.shows_adult)
    )
