"""The replicas of one shard: the least busy is asked, then another one if it is slow or fails.

The second request is sent when the first takes longer than most do (Dean and Barroso, "The Tail at
Scale", 2013); the first answer wins.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import structlog

from reko_core.observability.exceptions import exception_fields

__all__ = ["Replica", "ShardReplicas"]

_log = structlog.get_logger(__name__)

_TIMEOUT_S = 5.0
_MISSING_TIMEOUT_S = 0.3
"""How long a shard is waited for that did not answer the request before."""

_N_RECENT = 100
_SLOW_QUANTILE = 0.95
_LEAST_DELAY_S, _FIRST_DELAY_S = 0.02, 0.2
_REST_S = 1.0
"""How long a replica that failed is asked last."""


class Replica(Protocol):
    """A process that serves a shard, as `ShardServer` does."""

    async def call(self, method: str, *arguments: object) -> Any:  # noqa: ANN401
        """Call a method of the shard; any exception means that this replica does not answer."""


class ShardReplicas:
    """Asks the replicas of a shard."""

    def __init__(self, shard: int, replicas: Sequence[Replica]) -> None:
        self._shard = shard
        self._replicas = replicas
        self._n_running = [0] * len(replicas)
        self._failed_at = [-np.inf] * len(replicas)
        self._recent_s: deque[float] = deque(maxlen=_N_RECENT)
        self._is_missing = False

    async def ask(self, method: str, *arguments: object) -> Any:  # noqa: ANN401
        """Return the first answer, None if no replica answers in time."""
        loop = asyncio.get_running_loop()
        timeout_s = _MISSING_TIMEOUT_S if self._is_missing else _TIMEOUT_S
        started, waiting = loop.time(), self._in_order(loop.time())
        running: set[asyncio.Task[Any]] = set()
        error: Exception | None = None
        try:
            while waiting or running:
                if waiting:
                    running.add(asyncio.create_task(self._call(waiting.pop(0), method, arguments)))
                left_s = started + timeout_s - loop.time()
                wait_s = min(self._delay_s(), left_s) if waiting else left_s
                done, running = await asyncio.wait(
                    running, timeout=max(wait_s, 0), return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    if isinstance(failure := task.exception(), Exception):
                        error = failure
                        continue
                    self._recent_s.append(loop.time() - started)
                    self._note_state(is_missing=False)
                    return task.result()
                if left_s <= 0:
                    break
        finally:
            for task in running:
                task.cancel()
        self._note_state(is_missing=True, error=error)
        return None

    async def load(self, name: str) -> None:
        """Have every replica map a snapshot, and wait for those that do."""
        tasks = [self._call(number, "load", (name,)) for number in range(len(self._replicas))]
        found = await asyncio.gather(*tasks, return_exceptions=True)
        errors = [one for one in found if isinstance(one, Exception)]
        self._note_state(is_missing=len(errors) == len(found), error=errors[0] if errors else None)

    async def _call(self, number: int, method: str, arguments: tuple[object, ...]) -> Any:  # noqa: ANN401
        self._n_running[number] += 1
        try:
            return await self._replicas[number].call(method, *arguments)
        except Exception:
            self._failed_at[number] = asyncio.get_running_loop().time()
            raise
        finally:
            self._n_running[number] -= 1

    def _in_order(self, now: float) -> list[int]:
        return sorted(
            range(len(self._replicas)),
            key=lambda number: (now - self._failed_at[number] < _REST_S, self._n_running[number]),
        )

    def _delay_s(self) -> float:
        if not self._recent_s:
            return _FIRST_DELAY_S
        return max(_LEAST_DELAY_S, float(np.quantile(self._recent_s, _SLOW_QUANTILE)))

    def _note_state(self, *, is_missing: bool, error: Exception | None = None) -> None:
        """Log when the shard stops to answer, and when it is back."""
        if is_missing == self._is_missing:
            return
        self._is_missing = is_missing
        if is_missing:
            _log.error(
                "shard missing", shard=self._shard, **(exception_fields(error or TimeoutError()))
            )
        else:
            _log.info("shard back", shard=self._shard)
