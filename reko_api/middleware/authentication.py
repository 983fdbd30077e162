"""Who may ask, and how often: by key where one is sent, by address otherwise."""

import structlog
from aiohttp import web

from reko_api.errors import KEY_REQUIRED, TOO_MANY_REQUESTS, UNKNOWN_KEY, Refused
from reko_api.middleware.client_address import client_address
from reko_api.protocols import Keys
from reko_core.runtime.rate_limit import Limit, TokenBuckets
from reko_core.settings import ApiSettings

__all__ = ["KEY_NAME", "AccessControl"]

KEY_NAME = "api_key"
"""Under this the log of a request says which key it came with, by the key's name."""

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="reko"'}
WRONG_KEY = {"WWW-Authenticate": 'Bearer realm="reko", error="invalid_token"'}


class AccessControl:
    """Lets requests in. A known key has a limit of its own, whatever address it comes from."""

    def __init__(self, settings: ApiSettings, keys: Keys | None) -> None:
        self._settings = settings
        self._keys = keys
        self._by_address = TokenBuckets(settings.requests_per_minute, settings.burst)
        self._by_key = TokenBuckets(settings.requests_per_minute, settings.burst)

    async def admit(self, request: web.Request) -> None:
        """Count a request. Raises Refused, and StoreError when a key cannot be looked up."""
        key = _key_of(request)
        if key is not None:
            await self._admit_key(request, key)
        elif self._settings.require_key:
            raise Refused(KEY_REQUIRED, headers=CHALLENGE)
        else:
            self._count_address(request)

    async def _admit_key(self, request: web.Request, key: str) -> None:
        # Guesses are counted before they are looked up: who has used up the limit learns nothing.
        if self._keys is None or not self._keys.is_cached(key):
            self._count_address(request)
        known = None if self._keys is None else await self._keys.find(key)
        if known is None:
            raise Refused(UNKNOWN_KEY, headers=WRONG_KEY)
        structlog.contextvars.bind_contextvars(**{KEY_NAME: known.name})
        limit = Limit(known.requests_per_minute, known.burst)
        _refuse_early(self._by_key.take(known.name, limit))

    def _count_address(self, request: web.Request) -> None:
        address = client_address(
            request.remote,
            request.headers.getall("X-Forwarded-For", ()),
            self._settings.trusted_proxies,
        )
        _refuse_early(self._by_address.take(address))


def _key_of(request: web.Request) -> str | None:
    """Return what was sent as a key; other schemes of Authorization are a proxy's affair."""
    scheme, _, credentials = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    return request.headers.get("X-API-Key")


def _refuse_early(wait_s: float) -> None:
    if wait_s:
        raise Refused(TOO_MANY_REQUESTS, retry_after_s=wait_s)
