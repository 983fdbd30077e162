"""One visit to one user's list, and what becomes of it."""

import structlog

from reko_core.clients.mal import MalClient
from reko_core.domain.mal_users import ListStatus, MalUser
from reko_core.errors import ListPrivate, MalUnavailable, UserNotFound
from reko_core.lists.fetcher import ListFetcher
from reko_core.runtime.clock import Clock
from reko_core.store import Store

__all__ = ["ListVisitor"]

_log = structlog.get_logger(__name__)


class ListVisitor:
    """Fetches lists and keeps those of at least `min_entries` entries."""

    def __init__(self, store: Store, mal: MalClient, min_entries: int, clock: Clock) -> None:
        self._store = store
        self._mal = mal
        self._keeper = ListFetcher(store, clock)
        self._min_entries = min_entries
        self._clock = clock

    async def visit(self, user: MalUser) -> tuple[ListStatus, MalUnavailable | None] | None:
        """Return what the visit has shown, and what failed; None: they have opted out.

        Raises MalRateLimited, MalRefused and StoreError, and then nothing has become of it.
        """
        if await self._store.opt_outs.has(user.name):
            return None
        failure = None
        try:
            standing = await self._fetch(user)
        except ListPrivate:
            standing = ListStatus.PRIVATE
        except UserNotFound:
            standing = ListStatus.MISSING
        except MalUnavailable as error:
            _log.info("list put off", reason=str(error))
            standing, failure = ListStatus.FAILING, error
        # The last word, so that whoever is killed before it visits again; it also takes back
        # the list of somebody who has opted out meanwhile.
        await self._store.mal_users.note_visit(user.name, standing, self._clock.now())
        return standing, failure

    async def _fetch(self, user: MalUser) -> ListStatus:
        fetched = await self._mal.fetch_list(
            user.display_name, wanted=self._store.catalogue.missing
        )
        if len(fetched.user_list.entries) < self._min_entries:
            return ListStatus.SMALL
        await self._keeper.keep(fetched)
        return ListStatus.LISTED
