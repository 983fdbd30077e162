"""A lock for each of many things, such as messages, kept only while it is used."""

import asyncio
from weakref import WeakValueDictionary

__all__ = ["KeyedLocks"]


class KeyedLocks:
    """Locks by key."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: str) -> asyncio.Lock:
        """Return the lock of a key, the same for all who use it now."""
        return self._locks.setdefault(key, asyncio.Lock())
