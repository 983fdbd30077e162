"""The sites that lists are fetched from, each by its client."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from reko_core.clients.parsing.list_builder import FetchedList
from reko_core.domain.sites import Site, site_of
from reko_core.errors import UserNotFound

__all__ = ["ListClient", "ListSites", "Wanted"]

Wanted = Callable[[Sequence[int]], Awaitable[Collection[int]]]
"""Given the ids of the titles on a page, returns those to parse."""


class ListClient(Protocol):
    """What reads the lists of a site."""

    async def fetch_list(
        self,
        user_name: str,
        *,
        on_page: Callable[[int], None] | None = None,
        wanted: Wanted | None = None,
    ) -> FetchedList:
        """Read a whole list; `on_page` is called after each page with the number of entries read.

        `wanted` selects the titles to parse, by MAL id; None = all. Raises UserNotFound,
        ListPrivate, SiteError, and what `wanted` raises.
        """

    async def last_update(self, user_name: str) -> datetime | None:
        """Return when the list last changed, in UTC; None if it is empty or the time is unknown.

        Cheap, but does not see removed entries. Raises as `fetch_list` does.
        """


class ListSites:
    """Reads lists from the site that the name of their user says."""

    def __init__(self, clients: Mapping[Site, ListClient]) -> None:
        self._clients = clients

    async def fetch_list(
        self,
        user_name: str,
        *,
        on_page: Callable[[int], None] | None = None,
        wanted: Wanted | None = None,
    ) -> FetchedList:
        """Read a whole list, as `ListClient` does."""
        return await self._client_of(user_name).fetch_list(
            user_name, on_page=on_page, wanted=wanted
        )

    async def last_update(self, user_name: str) -> datetime | None:
        """Return when the list last changed, as `ListClient` does."""
        return await self._client_of(user_name).last_update(user_name)

    def _client_of(self, user_name: str) -> ListClient:
        try:
            return self._clients[site_of(user_name)]
        except KeyError:
            raise UserNotFound(user_name) from None
