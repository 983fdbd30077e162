"""Access to connected accounts: tokens that are decrypted, and refreshed one at a time."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TypeVar

import structlog

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.clients.accounts.tokens import TIMEOUT_S, Tokens
from reko_core.domain.sites import Site, site_of
from reko_core.errors import ConnectionLost, NotConnected, SiteRefused, StoreError
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.runtime.token_cipher import TokenCipher, TokenUnreadable
from reko_core.store.discord.connections import Connection, ConnectionStore

__all__ = ["Access"]

T = TypeVar("T")
Work = Callable[[AccountSite, str], Awaitable[T]]
"""What is done with an account: gets its site and an access token."""

_POLL_S = 0.25
_EARLY = timedelta(minutes=1)
# Time to store what was received belongs to it.
_LEASE = timedelta(seconds=3 * TIMEOUT_S)
_STORE_ATTEMPTS = 5

_log = structlog.get_logger(__name__)


class Access:
    """Uses the accounts of people with their tokens.

    Sites replace both tokens at a refresh. So only one process refreshes those of an account at a
    time, the new ones are stored before they are used, and a refresh goes on when the request that
    needed it is cancelled. A process that dies between both loses the connection, and no more.
    """

    def __init__(
        self,
        store: ConnectionStore,
        sites: Mapping[Site, AccountSite],
        cipher: TokenCipher,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._store = store
        self.sites = sites
        self.cipher = cipher
        self._clock = clock
        self._refreshes: set[asyncio.Task[Connection]] = set()

    async def use(self, discord_id: int, work: Work[T]) -> T:
        """Do something with the account of a person; `work` may be done twice.

        Raises NotConnected, ConnectionLost, SiteError, StoreError, and what `work` raises.
        """
        connection = await self._store.get(discord_id)
        if connection is None:
            raise NotConnected
        site = self._site(connection)
        now = self._clock.now()
        if connection.expires_at is not None and connection.expires_at <= now + _EARLY:
            connection = await self._refresh(connection, site)
        try:
            return await work(site, (await self._tokens(connection)).access)
        except SiteRefused as error:
            if error.status != HTTPStatus.UNAUTHORIZED:
                raise
        connection = await self._refresh(connection, site)
        try:
            return await work(site, (await self._tokens(connection)).access)
        except SiteRefused as error:
            if error.status != HTTPStatus.UNAUTHORIZED:
                raise
            raise await self._lost(connection) from error

    def encrypted(self, tokens: Tokens) -> tuple[bytes, datetime | None]:
        """Return what is stored of tokens: the encrypted value, and when they expire."""
        value = self.cipher.encrypt(json.dumps([tokens.access, tokens.refresh]))
        if tokens.expires_in_s is None:
            return value, None
        return value, self._clock.now() + timedelta(seconds=tokens.expires_in_s)

    async def reencrypt(self) -> None:
        """Encrypt all tokens with the newest key; those of unknown keys stay. Raises StoreError."""
        n_tokens = 0
        for connection in await self._store.all():
            if self.cipher.is_current(connection.tokens):
                continue
            try:
                value = self.cipher.encrypt(self.cipher.decrypt(connection.tokens))
            except TokenUnreadable:
                continue
            n_tokens += await self._store.replace_tokens(connection, value, connection.expires_at)
        if n_tokens:
            _log.info("tokens encrypted again", n=n_tokens)

    async def close(self) -> None:
        """Wait for refreshes: new tokens that are not stored are lost."""
        if self._refreshes:
            await asyncio.wait(self._refreshes)

    def _site(self, connection: Connection) -> AccountSite:
        site = site_of(connection.name)
        if site not in self.sites:
            # Its settings were removed; the tokens stay for the time when they are back.
            raise ConnectionLost(site)
        return self.sites[site]

    async def _tokens(self, connection: Connection) -> Tokens:
        try:
            access, refresh = json.loads(self.cipher.decrypt(connection.tokens))
        except TokenUnreadable:
            _log.warning("tokens unreadable", site=site_of(connection.name).value)
            raise await self._lost(connection) from None
        return Tokens(access, refresh)

    async def _refresh(self, connection: Connection, site: AccountSite) -> Connection:
        """Return the connection with new tokens, which this or another process has got."""
        while not await self._store.take_refresh(connection, _LEASE):
            await self._clock.sleep(_POLL_S)
            current = await self._store.get(connection.discord_id)
            if current is None or current.name != connection.name:
                raise ConnectionLost(site.site)
            if current.tokens != connection.tokens:
                return current
        # Not cancelled with the request: the site has replaced the tokens already.
        task = asyncio.create_task(self._request_tokens(connection, site))
        self._refreshes.add(task)
        task.add_done_callback(self._refreshed)
        return await asyncio.shield(task)

    def _refreshed(self, task: "asyncio.Task[Connection]") -> None:
        self._refreshes.discard(task)
        if not task.cancelled():
            # If the request was cancelled, nobody else retrieves it.
            task.exception()

    async def _request_tokens(self, connection: Connection, site: AccountSite) -> Connection:
        tokens = await self._tokens(connection)
        try:
            fresh = await site.refresh(tokens)
        except SiteRefused as error:
            if error.status not in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}:
                await self._store.release_refresh(connection)
                raise
            current = await self._store.get(connection.discord_id)
            if current is not None and current.tokens != connection.tokens:
                # This process was so slow that another one has refreshed them meanwhile.
                return current
            raise await self._lost(connection) from error
        except Exception:
            await self._store.release_refresh(connection)
            raise
        value, expires_at = self.encrypted(fresh)
        if not await self._replace(connection, value, expires_at):
            # The person has disconnected meanwhile.
            raise NotConnected
        _log.info("tokens refreshed", site=site.site.value)
        return replace(connection, tokens=value, expires_at=expires_at)

    async def _replace(
        self, connection: Connection, tokens: bytes, expires_at: datetime | None
    ) -> bool:
        """Store new tokens, again while the database fails: they cannot be had a second time."""
        for _ in range(_STORE_ATTEMPTS - 1):
            try:
                return await self._store.replace_tokens(connection, tokens, expires_at)
            except StoreError:
                await self._clock.sleep(1)
        return await self._store.replace_tokens(connection, tokens, expires_at)

    async def _lost(self, connection: Connection) -> ConnectionLost:
        """Delete tokens that are of no use any more; return the error to raise."""
        await self._store.drop(connection)
        site = site_of(connection.name)
        _log.info("connection lost", site=site.value)
        return ConnectionLost(site)
