"""Connecting an account: to the site and back, with a state that is used once."""

import secrets
from dataclasses import dataclass
from http import HTTPStatus

import structlog

from reko_core.clients.accounts.account_site import AccountSite
from reko_core.domain.models import normalise_name
from reko_core.domain.sites import Site
from reko_core.errors import AccessDenied, BadInput, SiteRefused, StateInvalid, UserOptedOut
from reko_core.runtime.clock import SYSTEM_CLOCK, Clock
from reko_core.runtime.token_cipher import TokenUnreadable
from reko_core.service.connections.access import Access
from reko_core.store import Store
from reko_core.store.discord.connections import Connection
from reko_core.store.discord.oauth_states import STATE_LIFETIME, OAuthState

__all__ = ["CONNECTED_KIND", "Connected", "Connecting", "callback_path"]

CONNECTED_KIND = "connected"
"""The kind of the message in the outbox that tells a person that they are connected."""

_STATE_BYTES = 32
# 86 characters; PKCE wants 43 to 128.
_VERIFIER_BYTES = 64
_MAX_LENGTH = 4096

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Connected:
    """Who has connected which user; `locale` is the language of the person."""

    discord_name: str
    user_name: str
    locale: str


def callback_path(site: str) -> str:
    """Return the path of the API that a site leads back to."""
    return f"/oauth/{site}/callback"


class Connecting:
    """Gives the links to the sites, and finishes the way back.

    The state in a link belongs to one Discord user: it is valid for ten minutes and once. A person
    who comes back is asked first whether to connect with that Discord user, so that nobody is led
    to give their account to the person who has sent them a link.
    """

    def __init__(
        self, store: Store, access: Access, public_url: str, clock: Clock = SYSTEM_CLOCK
    ) -> None:
        self._store = store
        self._access = access
        self._public_url = public_url.rstrip("/")
        self._clock = clock

    async def start(
        self,
        site: Site,
        *,
        discord_id: int,
        discord_name: str,
        locale: str,
        channel_id: int | None = None,
    ) -> str:
        """Return the link for a person to connect an account; an earlier one is void.

        channel_id: of their direct messages, where they are told. Raises BadInput for a site
        whose accounts cannot be connected, StoreError.
        """
        account_site = self._site(site)
        state, verifier = (
            secrets.token_urlsafe(_STATE_BYTES),
            secrets.token_urlsafe(_VERIFIER_BYTES),
        )
        await self._store.oauth_states.add(
            state,
            OAuthState(
                discord_id=discord_id,
                discord_name=discord_name,
                site=site,
                verifier=self._access.cipher.encrypt(verifier),
                locale=locale,
                channel_id=channel_id,
                created_at=self._clock.now(),
            ),
        )
        return account_site.authorize_url(state, verifier, self._redirect_uri(site))

    async def find(self, site: Site, state: str) -> OAuthState:
        """Return whose link it was, and leave it valid. Raises StateInvalid, StoreError."""
        found = await self._store.oauth_states.find(state, site, self._clock.now())
        if found is None:
            raise StateInvalid
        return found

    async def deny(self, site: Site, state: str) -> None:
        """Void a link. Raises StateInvalid, StoreError, and AccessDenied if all went well."""
        if await self._store.oauth_states.take(state, site, self._clock.now()) is None:
            raise StateInvalid
        raise AccessDenied(site)

    async def finish(self, site: Site, state: str, code: str) -> Connected:
        """Connect the account. The link is void afterwards, also after an error.

        Raises StateInvalid, UserClaimed, UserOptedOut, SiteError, StoreError.
        """
        taken = await self._store.oauth_states.take(state, site, self._clock.now())
        if taken is None or not 0 < len(code) <= _MAX_LENGTH:
            raise StateInvalid
        account_site = self._site(site)
        try:
            verifier = self._access.cipher.decrypt(taken.verifier)
            tokens = await account_site.exchange(code, verifier, self._redirect_uri(site))
        except TokenUnreadable:
            raise StateInvalid from None
        except SiteRefused as error:
            if error.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}:
                # The code is wrong, was used, or is too old.
                raise StateInvalid from error
            raise
        user_name = await account_site.own_name(tokens.access)
        value, expires_at = self._access.encrypted(tokens)
        name, now = normalise_name(user_name), self._clock.now()
        connection = Connection(taken.discord_id, name, value, expires_at, now)
        if not await self._store.connections.connect(connection, user_name):
            raise UserOptedOut(user_name)
        _log.info("account connected", site=site.value)
        if taken.channel_id is not None:
            payload = {
                "channel_id": taken.channel_id,
                "locale": taken.locale,
                "user_name": user_name,
            }
            await self._store.outbox.put(
                CONNECTED_KIND, payload, discord_id=taken.discord_id, expires_in=STATE_LIFETIME
            )
        return Connected(taken.discord_name, user_name, taken.locale)

    def _site(self, site: Site) -> AccountSite:
        found = self._access.sites.get(site)
        if found is None:
            raise BadInput("site", f"accounts of {site.label} cannot be connected here")
        return found

    def _redirect_uri(self, site: Site) -> str:
        return f"{self._public_url}{callback_path(site)}"
