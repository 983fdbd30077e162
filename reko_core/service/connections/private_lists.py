"""Private lists of people who have connected their account, for themselves alone."""

from cachetools import TTLCache

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.domain.models import UserList, normalise_name
from reko_core.errors import ConnectError, SiteError
from reko_core.runtime.client_scope import current_client
from reko_core.service.connections.access import Access
from reko_core.store.discord.connections import ConnectionStore

__all__ = ["PrivateLists", "asker_scope_of"]

_MAX_LISTS = 1000
_MAX_AGE_S = 600.0
_DISCORD = "discord "


def asker_scope_of(discord_id: int) -> str:
    """Return the client of the requests of a Discord user, for `client_scope`."""
    return f"{_DISCORD}{discord_id}"


class PrivateLists:
    """Reads the private list of the person who asks, with their tokens.

    Nothing is stored: the lists are kept in memory for ten minutes.
    """

    def __init__(self, store: ConnectionStore, access: Access) -> None:
        self._store = store
        self._access = access
        self._lists: TTLCache[str, UserList] = TTLCache(_MAX_LISTS, _MAX_AGE_S)

    async def of_asker(self, user_name: str, *, force_update: bool = False) -> UserList | None:
        """Return the list of a user if the current request is their own; None for all others.

        Raises StoreError.
        """
        client = current_client()
        if not client.startswith(_DISCORD):
            return None
        discord_id, name = int(client.removeprefix(_DISCORD)), normalise_name(user_name)
        connection = await self._store.get(discord_id)
        if connection is None or connection.name != name:
            return None
        if not force_update and (known := self._lists.get(name)) is not None:
            return known

        async def read(site: AccountSite, access_token: str) -> UserList:
            return await site.own_list(access_token, user_name)

        try:
            self._lists[name] = found = await self._access.use(discord_id, read)
        except (ConnectError, SiteError):
            return None
        return found

    def discard(self, user_name: str) -> None:
        """Forget the list of a user: it was changed."""
        self._lists.pop(normalise_name(user_name), None)
