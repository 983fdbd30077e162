"""The sites whose accounts can be used, by the settings."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.clients.accounts.mal_accounts import MalAccounts
from reko_core.clients.mal import MalClient
from reko_core.settings import Settings

__all__ = ["open_account_sites"]


@asynccontextmanager
async def open_account_sites(
    settings: Settings, mal: MalClient
) -> AsyncIterator[Sequence[AccountSite]]:
    """Open those for which there is a client id."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        sites: list[AccountSite] = []
        if settings.mal.client_id.get_secret_value().strip():
            sites.append(MalAccounts(mal, session, settings.mal, settings.oauth))
        yield sites
