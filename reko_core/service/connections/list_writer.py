"""Changes of people's lists at the sites: plan to watch, seen, and undo."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.clients.accounts.own_title import OwnEntry, OwnTitle
from reko_core.domain.mal_users import ListStatus
from reko_core.domain.models import MAX_WATCHED_EPISODES, Entries, Status
from reko_core.errors import StoreError
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.runtime.keyed_locks import KeyedLocks
from reko_core.service.connections.access import Access
from reko_core.service.connections.private_lists import PrivateLists
from reko_core.store import Store
from reko_core.store.discord.list_changes import ListChange

__all__ = ["ListWriter", "Written"]

PLANNED = "plan_to_watch"
COMPLETED = "completed"
_POINTS = 10
_ID_BYTES = 9

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What the list says of a title now.

    change_id: by which it can be undone for ten minutes; None where nothing was changed.
    """

    entry: OwnEntry
    change_id: str | None


class ListWriter:
    """Writes to the list of a person whose account is connected.

    The entry is read first, and nothing is lost that was there: changes of one person are made one
    after another, so that none is decided by what another one is about to replace. Methods raise
    NotConnected, ConnectionLost, AnimeNotFound, SiteError and StoreError.
    """

    def __init__(
        self, store: Store, access: Access, private_lists: PrivateLists, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        self._store = store
        self._access = access
        self._private_lists = private_lists
        self._clock = clock
        self._locks = KeyedLocks()

    async def plan(self, discord_id: int, anime_id: int) -> Written:
        """Put a title on the list as planned; one that is on it already stays as it is."""
        return await self._write(
            discord_id, anime_id, lambda title: title.entry or OwnEntry(PLANNED)
        )

    async def see(self, discord_id: int, anime_id: int, score: int | None) -> Written:
        """Put a title on the list as completed; without a score, an earlier one stays.

        A title that is being watched again stays so.
        """
        return await self._write(discord_id, anime_id, lambda title: _seen(title, score))

    async def undo(self, discord_id: int, change_id: str) -> bool:
        """Undo a change; return False if it is too old, was undone, or was changed since."""
        async with self._locks.of(str(discord_id)):
            return await self._undo(discord_id, change_id)

    async def _undo(self, discord_id: int, change_id: str) -> bool:
        change = await self._store.list_changes.get(change_id, discord_id, self._clock.now())
        if change is None:
            return False

        async def work(site: AccountSite, access_token: str) -> bool:
            title = await site.title(access_token, change.anime_id)
            before = None if change.before is None else OwnEntry.from_json(change.before)
            if title.entry == before:
                return True
            if title.entry != OwnEntry.from_json(change.after):
                return False
            if before is None:
                await site.delete(access_token, title)
            else:
                await site.save(access_token, title, before)
            return True

        is_undone = await self._access.use(discord_id, work)
        await self._store.list_changes.remove(change_id)
        if is_undone:
            before = None if change.before is None else OwnEntry.from_json(change.before)
            await self._change_copy(discord_id, change.anime_id, before)
        return is_undone

    async def _write(
        self, discord_id: int, anime_id: int, wanted: Callable[[OwnTitle], OwnEntry]
    ) -> Written:
        async with self._locks.of(str(discord_id)):
            return await self._write_alone(discord_id, anime_id, wanted)

    async def _write_alone(
        self, discord_id: int, anime_id: int, wanted: Callable[[OwnTitle], OwnEntry]
    ) -> Written:
        async def work(site: AccountSite, access_token: str) -> tuple[OwnTitle, OwnEntry]:
            title = await site.title(access_token, anime_id)
            entry = wanted(title)
            if entry == title.entry:
                return title, entry
            return title, await site.save(access_token, title, entry)

        title, entry = await self._access.use(discord_id, work)
        if entry == title.entry:
            return Written(entry, None)
        before = None if title.entry is None else title.entry.as_json()
        change = ListChange(
            secrets.token_urlsafe(_ID_BYTES),
            discord_id,
            anime_id,
            before,
            entry.as_json(),
            self._clock.now(),
        )
        _log.info("list changed", status=entry.status)
        try:
            await self._store.list_changes.add(change)
        except StoreError as error:
            # The list is changed; it only cannot be undone here.
            _log.warning("undo not saved", reason=error.reason)
            return Written(entry, None)
        await self._change_copy(discord_id, anime_id, entry)
        return Written(entry, change.id)

    async def _change_copy(self, discord_id: int, anime_id: int, entry: OwnEntry | None) -> None:
        """Change the stored copy of the list, too, so that the next answer knows of it.

        A copy of a list that has become private since is left as it is.
        """
        try:
            account = await self._store.accounts.get(discord_id)
            if account is None:
                return
            self._private_lists.discard(account.mal_name)
            copy = await self._store.lists.get(account.mal_name)
            if copy is None:
                return
            user = await self._store.mal_users.get(copy.user_name)
            if user is None or user.status is ListStatus.PRIVATE:
                return
            changed = replace(copy, entries=_changed(copy.entries, anime_id, entry))
            await self._store.lists.put(changed)
        except StoreError as error:
            _log.warning("stored list not updated", reason=error.reason)


def _changed(entries: Entries, anime_id: int, entry: OwnEntry | None) -> Entries:
    if entry is None:
        return entries.without(anime_id)
    return entries.with_entry(
        anime_id,
        score=entry.score,
        status=Status[entry.status.upper()],
        n_episodes=min(entry.n_episodes, MAX_WATCHED_EPISODES),
    )


def _seen(title: OwnTitle, score: int | None) -> OwnEntry:
    before = title.entry
    if before is None:
        before = OwnEntry(COMPLETED)
    if score is not None and score != before.score:
        before = replace(before, points=_POINTS * score)
    if before.is_rewatching:
        return before
    n_episodes = max(before.n_episodes, title.n_episodes or 0)
    return replace(before, status=COMPLETED, n_episodes=n_episodes)
