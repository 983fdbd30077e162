"""The sites whose accounts can be used, by the settings."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.clients.accounts.anilist_accounts import AniListAccounts
from reko_core.clients.accounts.mal_accounts import MalAccounts
from reko_core.clients.anilist import AniListClient
from reko_core.clients.mal import MalClient
from reko_core.settings import Settings

__all__ = ["open_account_sites"]


@asynccontextmanager
async def open_account_sites(
    settings: Settings, mal: MalClient, anilist: AniListClient
) -> AsyncIterator[Sequence[AccountSite]]:
    """Open those for which there is a client id; none without a public address."""
    if not settings.oauth.public_url:
        yield ()
        return
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        sites: list[AccountSite] = []
        if settings.mal.client_id.get_secret_value().strip():
            sites.append(MalAccounts(mal, session, settings.mal, settings.oauth))
        if settings.oauth.anilist_client_id:
            sites.append(AniListAccounts(anilist, session, settings.oauth))
        yield sites
