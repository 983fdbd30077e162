"""All private parts of SimCord that tests use, each with the reason."""

import asyncio
import math
from collections.abc import Awaitable, Mapping
from contextlib import AbstractContextManager
from typing import Any
from weakref import WeakKeyDictionary

import pytest
import simcord
from simcord import _settlement
from simcord.actors import MemberActor
from simcord.results import InteractionResult

__all__ = ["bot_scope", "patch_settling", "press_unoffered", "raise_swallowed_errors"]

_Task = asyncio.Task[Any]
# Tasks that wait for something with a timeout; SimCord recognizes sleeps only.
_PAUSES = {"FetchProgress._write", "_deferred_in_time.<locals>.defer"}
_POLL_S = 0.003


def patch_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SimCord recognize our pauses, and see sooner and cheaply that the bot waits for nothing.

    It looks again after 50 ms wherever a task goes on but does not end; `settle` takes another
    interval, but actors do not pass one.
    """
    look = _Look()
    defaults = {**simcord.Env._settle_internal.__kwdefaults__, "idle": _POLL_S}
    monkeypatch.setattr(simcord.Env._settle_internal, "__kwdefaults__", defaults)
    monkeypatch.setattr("simcord.env._virtualize_recognized_waits", look.begin)
    monkeypatch.setattr("simcord.env._is_parked", look.is_parked)


class _Look:
    """A look at the tasks of the bot that ends at the first that goes on.

    What a task waits for is found out once for each of its waits: that is a third of the time of a
    test otherwise.
    """

    def __init__(self) -> None:
        self._is_busy = False
        self._begun: WeakKeyDictionary[_Task, Any] = WeakKeyDictionary()
        # Until which deadline a task waits, and for what.
        self._parked: WeakKeyDictionary[_Task, tuple[Any, float]] = WeakKeyDictionary()

    def begin(self, state: Any, tasks: list[_Task]) -> None:
        """Leave the timers of recognized waits to the simulated clock."""
        self._is_busy = bool(state.work.executors)
        fresh = [task for task in tasks if self._begun.get(task, task) is not _waiter_of(task)]
        _settlement._virtualize_recognized_waits(state, fresh)
        self._begun.update((task, _waiter_of(task)) for task in fresh)

    def is_parked(self, state: Any, task: _Task, deadline: float) -> bool:
        """Return whether a task waits for the test; False for all if another one is busy."""
        waiter = _waiter_of(task)
        if self._is_busy and state.loop.time() < deadline:
            return False
        if waiter is None or waiter.done():
            self._is_busy = True
            return task.done()
        known, until = self._parked.get(task, (None, 0))
        if known is waiter and deadline <= until:
            return True
        is_pause = getattr(task.get_coro(), "__qualname__", "") in _PAUSES
        reason = "pause" if is_pause else _settlement._park_reason(state, task, deadline)
        self._is_busy = reason is None
        # A sleep may end before the next deadline, and parts of a whole go on without its change.
        if reason is not None and not reason.startswith(("composed", "sleep")):
            self._parked[task] = waiter, math.inf
        elif reason is not None and reason.startswith("sleep") and not state.advancing:
            self._parked[task] = waiter, deadline
        return reason is not None


def _waiter_of(task: _Task) -> Any:
    return getattr(task, "_fut_waiter", None)


def press_unoffered(
    actor: MemberActor, message: Any, data: Mapping[str, Any]
) -> Awaitable[InteractionResult]:
    """Press a button that the message does not have; `click` refuses to."""
    return simcord.actors._component_interaction(actor, message, data)


def bot_scope(env: simcord.Env) -> AbstractContextManager[None]:
    """Make tasks started inside belong to the bot, so that their waits are simulated."""
    return env._bot_scope()


def raise_swallowed_errors(env: simcord.Env) -> None:
    """Raise errors that the bot swallowed since the last call; `shutdown` does not."""
    env._raise_errors_since(env._errors_acknowledged)
