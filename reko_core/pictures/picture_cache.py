"""Pictures drawn off the event loop, the latest kept by their content."""

import asyncio
from collections.abc import Callable
from hashlib import blake2b

from cachetools import LRUCache
from pydantic import BaseModel

__all__ = ["PictureCache"]

_MAX_BYTES = 16 * 2**20
# More at once take no less time altogether, and keep the event loop waiting for the interpreter.
_MAX_CONCURRENT = 2


class PictureCache:
    """Draws pictures of responses, each once; at most 16 MB of them are kept in memory."""

    def __init__(self) -> None:
        self._drawn: LRUCache[bytes, bytes] = LRUCache(_MAX_BYTES, getsizeof=len)
        self._drawing: dict[bytes, asyncio.Task[bytes]] = {}
        self._turns = asyncio.Semaphore(_MAX_CONCURRENT)

    async def draw(
        self, function: Callable[..., bytes], response: BaseModel, labels: object = None
    ) -> bytes:
        """Return `function(response, labels)`, a PNG; the repr of labels has all that they hold."""
        content = f"{function.__qualname__}\0{labels!r}\0{response.model_dump_json()}"
        key = blake2b(content.encode(), digest_size=16).digest()
        if (known := self._drawn.get(key)) is not None:
            return known
        if (drawing := self._drawing.get(key)) is None:
            drawing = asyncio.create_task(self._draw(key, function, response, labels))
            self._drawing[key] = drawing
            drawing.add_done_callback(lambda _: self._drawing.pop(key))
        # A client that leaves must not stop it for the others.
        return await asyncio.shield(drawing)

    async def _draw(
        self, key: bytes, function: Callable[..., bytes], response: BaseModel, labels: object
    ) -> bytes:
        async with self._turns:
            drawn = await asyncio.to_thread(function, response, labels)
        self._drawn[key] = drawn
        return drawn
