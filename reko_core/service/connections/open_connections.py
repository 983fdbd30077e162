"""Everything that connected accounts allow, put together by the settings."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.domain.sites import Site
from reko_core.errors import ConfigurationError
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.runtime.token_cipher import TokenCipher
from reko_core.service.connections.access import Access
from reko_core.service.connections.account_connecting import Connecting
from reko_core.service.connections.list_writer import ListWriter
from reko_core.service.connections.private_lists import PrivateLists
from reko_core.settings import OAuthSettings
from reko_core.store import Store

__all__ = ["Connections", "open_connections", "token_cipher"]


@dataclass(frozen=True, slots=True)
class Connections:
    """The use cases. sites: whose accounts can be connected, at least one."""

    sites: tuple[Site, ...]
    connecting: Connecting
    writer: ListWriter
    private_lists: PrivateLists


@asynccontextmanager
async def open_connections(
    settings: OAuthSettings,
    store: Store,
    sites: Iterable[AccountSite],
    clock: Clock = SYSTEM_CLOCK,
) -> AsyncIterator[Connections | None]:
    """Open the use cases; None without a public address, or a site.

    Tokens of older keys are encrypted with the newest. Raises ConfigurationError for missing or
    malformed keys, StoreError.
    """
    by_site = {one.site: one for one in sites}
    if not settings.public_url or not by_site:
        yield None
        return
    cipher = await asyncio.to_thread(token_cipher, settings)
    access = Access(store.connections, by_site, cipher, clock)
    await access.reencrypt()
    private_lists = PrivateLists(store.connections, access)
    try:
        yield Connections(
            tuple(by_site),
            Connecting(store, access, settings.public_url, clock),
            ListWriter(store, access, private_lists, clock),
            private_lists,
        )
    finally:
        await access.close()


def token_cipher(settings: OAuthSettings) -> TokenCipher:
    """Return the cipher of the tokens; it reads a file. Raises ConfigurationError."""
    keys = _keys(settings)
    if not keys:
        reason = "is missing: 32 random bytes in URL-safe base64 (docs/operating.md)"
        raise ConfigurationError("oauth.token_keys", reason)
    try:
        return TokenCipher(keys)
    except ValueError:
        reason = "is malformed: each key is 32 bytes in URL-safe base64, of 44 characters"
        raise ConfigurationError("oauth.token_keys", reason) from None


def _keys(settings: OAuthSettings) -> list[str]:
    text = settings.token_keys.get_secret_value()
    if not text and settings.token_key_file:
        try:
            text = Path(settings.token_key_file).read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            reason = (getattr(error, "strerror", None) or "no text").lower()
            raise ConfigurationError("oauth.token_key_file", f"cannot be read: {reason}") from error
    return text.replace(",", " ").split()
