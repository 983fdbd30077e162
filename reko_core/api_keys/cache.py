"""Looking up keys of the API, which every request would do otherwise."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from reko_core.api_keys.models import ApiKey, digest_of, is_key

__all__ = ["TTL_S", "ApiKeyCache"]

TTL_S = 5.0
"""For so long a key that was revoked goes on working."""

_MAX_KEYS = 1000

Find = Callable[[bytes], Awaitable[ApiKey | None]]
"""Returns the key of a digest, None when there is none; raises StoreError."""


class ApiKeyCache:
    """Keys by what was sent as one; those found last are believed for `TTL_S`.

    What is no key is not remembered, so that a key works from the moment it is made, and nobody
    fills the memory by guessing.
    """

    def __init__(self, find: Find, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._find = find
        self._clock = clock
        self._found: OrderedDict[bytes, tuple[ApiKey, float]] = OrderedDict()

    def is_cached(self, key: str) -> bool:
        """Say whether the key was one when it was last looked up, so that it is no guess."""
        return is_key(key) and digest_of(key) in self._found

    async def find(self, key: str) -> ApiKey | None:
        """Return what is known of a key, None when it is none. Raises StoreError."""
        if not is_key(key):
            return None
        digest, now = digest_of(key), self._clock()
        known, since = self._found.get(digest, (None, 0.0))
        if known is not None and now - since < TTL_S:
            self._found.move_to_end(digest)
            return known
        found = await self._find(digest)
        self._found.pop(digest, None)
        if found is not None:
            self._found[digest] = (found, now)
            if len(self._found) > _MAX_KEYS:
                self._found.popitem(last=False)
        return found
