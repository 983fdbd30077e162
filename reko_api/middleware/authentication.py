"""API keys and rate limits: per key if one is sent, per client address otherwise."""

import structlog
from aiohttp import web

from reko_api.errors import ProblemError
from reko_api.middleware.client_address import client_address
from reko_api.problem_types import ProblemType
from reko_api.protocols import ApiKeys
from reko_core.runtime.rate_limit import Limit, TokenBuckets
from reko_core.settings import ApiSettings

__all__ = ["KEY_NAME", "AccessControl"]

KEY_NAME = "api_key"
"""The log field that holds the name of the key a request came with."""

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="reko"'}
INVALID_KEY = {"WWW-Authenticate": 'Bearer realm="reko", error="invalid_token"'}


class AccessControl:
    """Authenticates requests and limits their rate.

    A valid key has its own limit, whichever address it is used from.
    """

    def __init__(self, settings: ApiSettings, keys: ApiKeys | None) -> None:
        self._settings = settings
        self._keys = keys
        self._by_address = TokenBuckets(settings.requests_per_minute, settings.burst)
        self._by_key = TokenBuckets(settings.requests_per_minute, settings.burst)

    async def authenticate_and_limit(self, request: web.Request) -> str:
        """Check the key and take from its limit; return the client: this key, or the address.

        Raises ProblemError, and StoreError when the key cannot be looked up.
        """
        key = _sent_key(request)
        if key is not None:
            return f"key {await self._authenticate(request, key)}"
        if self._settings.require_key:
            raise ProblemError(ProblemType.KEY_REQUIRED, headers=CHALLENGE)
        return f"address {self.limit_address(request)}"

    async def _authenticate(self, request: web.Request, key: str) -> str:
        # Guesses are limited before they are looked up: over the limit, nothing can be learnt.
        if self._keys is None or not self._keys.is_cached(key):
            self.limit_address(request)
        known = None if self._keys is None else await self._keys.find(key)
        if known is None:
            raise ProblemError(ProblemType.UNKNOWN_KEY, headers=INVALID_KEY)
        structlog.contextvars.bind_contextvars(**{KEY_NAME: known.name})
        limit = Limit(known.requests_per_minute, known.burst)
        _check(self._by_key.take(known.name, limit))
        return known.name

    def limit_address(self, request: web.Request) -> str:
        """Take from the limit of the client's address, and return it. Raises ProblemError."""
        address = client_address(
            request.remote,
            request.headers.getall("X-Forwarded-For", ()),
            self._settings.trusted_proxies,
        )
        _check(self._by_address.take(address))
        return address


def _sent_key(request: web.Request) -> str | None:
    """Return what was sent as a key; other Authorization schemes are for a proxy to handle."""
    scheme, _, credentials = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    return request.headers.get("X-API-Key")


def _check(wait_s: float) -> None:
    if wait_s:
        raise ProblemError(ProblemType.TOO_MANY_REQUESTS, retry_after_s=wait_s)
