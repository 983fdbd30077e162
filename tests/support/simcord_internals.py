"""All private parts of SimCord that tests use, each with the reason."""

import asyncio
from collections.abc import Awaitable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import pytest
import simcord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

__all__ = ["bot_scope", "patch_settling", "press_unoffered", "raise_swallowed_errors"]

# Tasks that wait for something with a timeout; SimCord recognizes sleeps only.
_PAUSES = {"FetchProgress._write", "_deferred_in_time.<locals>.defer"}
_POLL_S = 0.003


def patch_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SimCord recognize our pauses, and see sooner that the bot waits for nothing.

    It looks again after 50 ms wherever a task goes on but does not end; `settle` takes another
    interval, but actors do not pass one.
    """
    is_parked = simcord.env._is_parked

    def is_paused(state: Any, task: asyncio.Task[Any], deadline: float) -> bool:
        waiter = getattr(task, "_fut_waiter", None)
        is_waiting = waiter is not None and not waiter.done()
        name = getattr(task.get_coro(), "__qualname__", "")
        return is_parked(state, task, deadline) or (is_waiting and name in _PAUSES)

    defaults = {**simcord.Env._settle_internal.__kwdefaults__, "idle": _POLL_S}
    monkeypatch.setattr(simcord.Env._settle_internal, "__kwdefaults__", defaults)
    monkeypatch.setattr("simcord.env._is_parked", is_paused)


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
