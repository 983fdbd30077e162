"""Answers that people page through: made once, kept, and shown without what was banned since."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import structlog
from discord.utils import utcnow

from bot.errors import Expired
from bot.rules.place import Place
from reko_core.contract.recommend import Recommendation, Request, Response
from reko_core.errors import RekoError, StoreError
from reko_core.guilds.models import Scope
from reko_core.service.recommender import Recommender
from reko_core.store import Store, StoredResult

__all__ = ["N_SHOWN", "RESULT_ID", "Results", "Shown", "shows_adult", "suppress_store_errors"]

N_SHOWN = 24
# Titles kept behind those that are shown, to move up when some of them are banned.
N_SPARE = 40
RESULT_ID = r"[A-Za-z0-9_-]{12}"
_ID_BYTES = 9
_ADULT = "rx"

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be seen of an answer now.

    titles: those of the page; first: the rank of the first of them, from 1; n_titles: on all
    pages. votes: title -> votes for banning it, of votes_needed.
    """

    result: StoredResult
    titles: tuple[Recommendation, ...]
    first: int
    n_titles: int
    page: int
    n_pages: int
    votes: Mapping[int, int]
    votes_needed: int


class Results:
    """Makes, keeps and shows answers."""

    def __init__(self, recommender: Recommender, store: Store) -> None:
        self._recommender = recommender
        self._store = store
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def make(
        self,
        request: Request,
        place: Place,
        *,
        owner_id: int,
        locale: str,
        on_page: Callable[[int], None] | None = None,
    ) -> StoredResult:
        """Ask the core and keep the answer. Raises what the core raises."""
        response = await self._ask(request, place.scope, on_page)
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
        await self._store.results.put(result)
        return result

    async def find(self, result_id: str) -> StoredResult:
        """Return an answer. Raises Expired when it is no longer kept."""
        result = await self._store.results.get(result_id)
        if result is None:
            raise Expired
        return result

    async def refresh(
        self, result: StoredResult, place: Place, on_page: Callable[[int], None] | None = None
    ) -> StoredResult:
        """Fetch the list again and answer anew, in the place of the old answer."""
        return await self._again(result, place, on_page, force=True)

    async def show(self, result: StoredResult, place: Place, page: int) -> Shown:
        """Return a page, the nearest there is, and remember that it is the one shown."""
        banned = frozenset(await self._store.bans.title_ids(result.scope))
        visible = _visible(result, banned, place)
        if len(visible) < N_SHOWN and len(result.response.rekos) == N_SHOWN + N_SPARE:
            result = await self._refilled(result, place)
            visible = _visible(result, banned, place)
        visible = visible[:N_SHOWN]
        size = place.settings.titles_per_page
        n_pages = max(1, -(-len(visible) // size))
        page = min(max(page, 0), n_pages - 1)
        titles = visible[page * size : (page + 1) * size]
        if page != result.page:
            with suppress_store_errors():
                await self._store.results.set_page(result.id, page)
        return Shown(
            result=result,
            titles=titles,
            first=page * size + 1,
            n_titles=len(visible),
            page=page,
            n_pages=n_pages,
            votes=await self._votes(result.scope, titles),
            votes_needed=place.settings.votes_needed,
        )

    def lock(self, result_id: str) -> asyncio.Lock:
        """Return the lock under which an answer is changed and shown again.

        Without it, of two bans at the same moment the one that was shown last would bring the
        other's title back on the screen.
        """
        return self._locks.setdefault(result_id, asyncio.Lock())

    async def _again(
        self,
        result: StoredResult,
        place: Place,
        on_page: Callable[[int], None] | None,
        *,
        force: bool,
    ) -> StoredResult:
        request = result.request.model_copy(
            update={"include_adult": shows_adult(place), "force_list_update": force}
        )
        response = await self._ask(request, result.scope, on_page)
        now = utcnow()
        await self._store.results.replace(result.id, request, response, at=now)
        return replace(result, request=request, response=response, page=0, created_at=now)

    async def _refilled(self, result: StoredResult, place: Place) -> StoredResult:
        try:
            return await self._again(result, place, None, force=False)
        except RekoError as error:
            # A page that is a title short is better than none.
            _log.warning("answer not refilled", error=type(error).__name__)
            return result

    async def _ask(
        self, request: Request, scope: Scope, on_page: Callable[[int], None] | None
    ) -> Response:
        bans = self._store.bans
        asked = request.model_copy(
            update={
                "banned_ids": await bans.title_ids(scope),
                "banned_users": await bans.user_hashes(scope),
                "limit": N_SHOWN,
            }
        )
        response = await self._recommender.recommend(asked, on_page, n_spare=N_SPARE)
        return _without_bans(response)

    async def _votes(self, scope: Scope, titles: tuple[Recommendation, ...]) -> Mapping[int, int]:
        ids = [title.id for title in titles]
        return await self._store.bans.count_votes(scope, ids, at=utcnow())


@contextmanager
def suppress_store_errors() -> Iterator[None]:
    """Let people turn pages also while the database cannot remember where they are."""
    try:
        yield
    except StoreError as error:
        _log.warning("place not kept", reason=error.reason)


def shows_adult(place: Place) -> bool:
    """Say whether adult titles may be shown here."""
    return place.settings.allow_adult and place.is_age_restricted


def _without_bans(response: Response) -> Response:
    """Leave out the list of what was banned: it is kept elsewhere, and may be long."""
    metadata = response.metadata
    users = metadata.users.model_copy(update={"banned": ()})
    rekos = metadata.rekos.model_copy(update={"banned": ()})
    return response.model_copy(
        update={"metadata": metadata.model_copy(update={"users": users, "rekos": rekos})}
    )


def _visible(
    result: StoredResult, banned: frozenset[int], place: Place
) -> tuple[Recommendation, ...]:
    return tuple(
        reko
        for reko in result.response.rekos
        if reko.id not in banned and (reko.info.rating != _ADULT or shows_adult(place))
    )
