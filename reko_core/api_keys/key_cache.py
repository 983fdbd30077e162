"""Cache of API keys, so that not every request reads the database."""

import time
from collections.abc import Awaitable, Callable

from cachetools import LRUCache

from reko_core.api_keys.models import ApiKey, digest_of, is_key

__all__ = ["TTL_S", "ApiKeyCache"]

TTL_S = 5.0
"""A revoked key is accepted for at most this long."""

_MAX_KEYS = 1000

Find = Callable[[bytes], Awaitable[ApiKey | None]]
"""Returns the key of a digest, None when there is none; raises StoreError."""


class ApiKeyCache:
    """The valid keys looked up last, each believed for `TTL_S`.

    An invalid key is not cached, so that a key works as soon as it is created, and guesses take no
    memory. A valid one stays after `TTL_S`, so that it is not taken for a guess (`is_cached`).
    """

    def __init__(self, find: Find, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._find = find
        self._clock = clock
        self._found: LRUCache[bytes, tuple[ApiKey, float]] = LRUCache(_MAX_KEYS)

    def is_cached(self, key: str) -> bool:
        """Return whether the key was valid when it was last looked up."""
        return is_key(key) and digest_of(key) in self._found

    async def find(self, key: str) -> ApiKey | None:
        """Return a key, None when it is invalid. Raises StoreError."""
        if not is_key(key):
            return None
        digest, now = digest_of(key), self._clock()
        cached = self._found.get(digest)
        if cached is not None and now - cached[1] < TTL_S:
            return cached[0]
        found = await self._find(digest)
        if found is None:
            self._found.pop(digest, None)
        else:
            self._found[digest] = (found, now)
        return found
