"""Runs the handler of an interaction: a response in time, and errors as messages.

    await respond(interaction, self._show, page)

Discord wants an initial response within three seconds, and people within one. What did not respond
by itself after `DEFER_AFTER_S` is deferred; `Reply` works in the same way before and after.
"""

import asyncio
import re
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any, Concatenate, ParamSpec

import discord
import structlog
from discord.utils import utcnow

from bot.client import Interaction
from bot.errors import (
    DISCORD_ERRORS,
    InteractionExpired,
    LinkedListPrivate,
    LinkedNameGone,
    user_message,
    wrap_discord_error,
)
from bot.interactions.context import Context
from bot.interactions.labels import interaction_label
from bot.interactions.reply import Reply
from reko_core.errors import ListPrivate, StoreError, UserNotFound
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.request_id import new_request_id, request_scope
from reko_core.runtime.client_scope import client_scope
from reko_core.service.connections.private_lists import asker_scope_of

__all__ = ["is_claimed", "respond", "respond_with_error", "set_response_timer"]

DEFER_AFTER_S = 0.7
_CLAIMED = "reko: claimed"
_TIMER = "reko: timer"
_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")

_Params = ParamSpec("_Params")

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


async def respond(
    interaction: Interaction,
    handler: Callable[Concatenate[Context, _Params], Awaitable[None]],
    *args: _Params.args,
    **kwargs: _Params.kwargs,
) -> None:
    """Run a handler with the context of the interaction, and see that the person gets a reply.

    While the bot shuts down the handler is not run. Errors become messages that only the person
    sees; unexpected ones are logged under an id that the message names. Log lines of the handler
    carry a request_id.
    """
    _claim(interaction)
    ctx = Context(interaction)
    started = time.perf_counter()
    outcome = "answered"
    shutdown, timeout_s = ctx.services.shutdown, ctx.services.settings.request_timeout_s
    client = client_scope(asker_scope_of(ctx.user_id))
    with request_scope(new_request_id()), client, shutdown.track_request():
        try:
            async with (
                _deferred_in_time(ctx.reply),
                shutdown.work(timeout_s),
                ctx.client.running.track(ctx.user_id),
            ):
                await handler(ctx, *args, **kwargs)
                await _record_person(ctx)
            if not ctx.reply.is_responded:
                outcome = "unanswered"
                await _report_unexpected(ctx, None)
        except Exception as error:  # noqa: BLE001 - the outermost edge of every interaction
            outcome = await _report(ctx, wrap_discord_error(error))
        finally:
            _record(ctx, outcome, time.perf_counter() - started)


async def respond_with_error(interaction: Interaction, error: Exception) -> None:
    """Reply with the message of an error."""

    async def fail(_: Context) -> None:
        raise error

    await respond(interaction, fail)


def is_claimed(interaction: Interaction) -> bool:
    """Say whether an interaction is being handled, or has a response."""
    return _CLAIMED in interaction.extras or interaction.response.is_done()


def set_response_timer(interaction: Interaction, timer: asyncio.TimerHandle) -> None:
    """Set what is cancelled once the interaction is being handled."""
    interaction.extras[_TIMER] = timer


def _claim(interaction: Interaction) -> None:
    interaction.extras[_CLAIMED] = True
    if timer := interaction.extras.pop(_TIMER, None):
        timer.cancel()


@asynccontextmanager
async def _deferred_in_time(reply: Reply) -> AsyncIterator[None]:
    """Defer a response that takes longer than `DEFER_AFTER_S`."""
    is_over = asyncio.Event()

    async def defer() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(DEFER_AFTER_S):
                await is_over.wait()
        if not is_over.is_set():
            with suppress(*DISCORD_ERRORS):
                await reply.defer()

    deferral = asyncio.create_task(defer())
    try:
        yield
    finally:
        # Wait for a deferral in flight: if it were cancelled, its outcome would be unknown.
        is_over.set()
        await deferral


async def _record_person(ctx: Context) -> None:
    """Record that the person uses the bot in this server; a failure is only logged."""
    if ctx.guild_id is None:
        return
    try:
        await ctx.store.people.record(ctx.guild_id, ctx.user_id, at=utcnow())
    except StoreError as error:
        _log.warning("use in a server not saved", reason=error.reason)


async def _report(ctx: Context, error: Exception) -> str:
    """Send the message of an error; return the outcome by which the interaction is counted."""
    if isinstance(error, InteractionExpired):
        _record_undelivered(ctx, error)
        return "expired"
    error = await _about_own_list(ctx, error)
    message = user_message(error, ctx.texts)
    if message is None:
        await _report_unexpected(ctx, error)
        return "failed"
    _log.info("interaction refused", error=type(error).__name__)
    await _send_error(ctx, message, ctx.client.error_items(error, ctx.texts))
    return _WORD_START.sub("_", type(error).__name__).lower()


async def _about_own_list(ctx: Context, error: Exception) -> Exception:
    """Return what to say if the error is about the list that the person has linked."""
    if not isinstance(error, UserNotFound | ListPrivate):
        return error
    try:
        account = await ctx.store.accounts.get(ctx.user_id)
    except StoreError:
        return error
    if account is None or not account.is_linked_to(error.user_name):
        return error
    kind = LinkedNameGone if isinstance(error, UserNotFound) else LinkedListPrivate
    return kind(account.mal_name)


async def _report_unexpected(ctx: Context, error: Exception | None) -> None:
    error_id = secrets.token_hex(4)
    if error is None:
        _log.error("interaction unanswered", error_id=error_id)
    else:
        _log.error("interaction failed", error_id=error_id, **exception_fields(error))
    await _send_error(ctx, ctx.texts("error-unforeseen", id=error_id))


async def _send_error(
    ctx: Context, message: str, items: Iterable[discord.ui.Item[Any]] = ()
) -> None:
    try:
        await ctx.reply.send_error(message, items)
    except (*DISCORD_ERRORS, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not ctx.client.is_closed():
            # A closed client raises it for want of a session; otherwise it is a bug.
            raise
        # The interaction expired, or Discord fails: the person cannot be reached.
        _record_undelivered(ctx, error)


def _record_undelivered(ctx: Context, error: Exception) -> None:
    ctx.services.metrics.undelivered.inc()
    _log.warning("reply not delivered", error=type(error).__name__)


def _record(ctx: Context, outcome: str, duration_s: float) -> None:
    command, metrics = interaction_label(ctx.interaction), ctx.services.metrics
    metrics.interactions.labels(command, outcome).inc()
    metrics.seconds.labels(command).observe(duration_s)
    _log.info(
        "interaction",
        command=command,
        outcome=outcome,
        duration_ms=round(1000 * duration_s, 1),
    )
