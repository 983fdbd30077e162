"""The edge of every interaction: a first answer in time, and errors as sentences.

    async with answering(interaction) as answer:
        ...
        await answer.reply(embed=embed)

Discord wants a first answer within three seconds, and people within one. What has not answered
by itself after `FIRST_ANSWER_S` is deferred, and `Answer` then takes the way that is left: to
reply, to update, or to show a form are said in one way before and after.
"""

import asyncio
import re
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import discord
import structlog

from bot.errors import DISCORD_ERRORS, sentence, translated
from bot.i18n.texts import Texts, texts_for
from bot.interactions.labels import kind_of
from bot.services import Services
from reko_core.errors import ShuttingDown
from reko_core.observability.exceptions import exception_fields
from reko_core.observability.request_id import new_request_id, request_scope

if TYPE_CHECKING:
    from bot.client import RekoBot

__all__ = ["CLAIMED", "Answer", "Interaction", "answering"]

Interaction: TypeAlias = "discord.Interaction[RekoBot]"

FIRST_ANSWER_S = 0.7
CLAIMED = "reko: taken"
"""Among the extras of an interaction: it is being answered, however long Discord takes to hear."""
_ACKNOWLEDGED = 40060
_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Answer:
    """What a person gets for one interaction.

    A reply is a new message, an update changes the message that was there: the one with the
    button, or a command's own deferred answer.
    """

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction
        self.texts: Texts = texts_for(interaction.locale)
        # Of a button, or of a form that a button opened.
        self._has_message = interaction.message is not None
        self._is_thinking = False
        self._is_public = False
        self._has_tried_to_defer = False
        self._is_acknowledged = False
        self._has_note = False
        # A first answer and its deferral must not go out together.
        self._lock = asyncio.Lock()

    @property
    def is_responded(self) -> bool:
        """Whether Discord has a first answer."""
        return self._is_acknowledged or self.interaction.response.is_done()

    async def defer(self, *, ephemeral: bool = True) -> None:
        """Say that the answer is under way, unless something was said already."""
        async with self._lock:
            if self.is_responded:
                return
            self._has_tried_to_defer = True
            if self._has_message:
                await self.interaction.response.defer()
            else:
                await self.interaction.response.defer(ephemeral=ephemeral, thinking=True)
                self._is_thinking, self._is_public = True, not ephemeral

    async def reply(self, content: str | None = None, **parts: Any) -> None:
        """Send a message that only this person sees."""
        async with self._lock:
            send = self.interaction.response.send_message
            if await self._try_initial_response(send, content=content, ephemeral=True, **parts):
                return
            if self._is_thinking:
                # The first message after a deferral takes its place, and its visibility.
                await self._edit(content=content, **parts)
            else:
                await self.interaction.followup.send(content or "", ephemeral=True, **parts)

    async def update(self, **parts: Any) -> int | None:
        """Change the message that was there; return its id."""
        async with self._lock:
            edit = self.interaction.response.edit_message
            if self._has_message and await self._try_initial_response(edit, **parts):
                message = self.interaction.message
                return message.id if message else None
            return (await self._edit(**parts)).id

    async def note(self, text: str) -> None:
        """Say what is going on where the answer is to come; only possible after a deferral."""
        async with self._lock:
            await self.interaction.edit_original_response(content=text)
            self._has_note = True

    async def show_form(self, form: discord.ui.Modal) -> None:
        """Open a form; only possible as the first answer."""
        async with self._lock:
            await self.interaction.response.send_modal(form)

    async def send_error(self, told: str) -> None:
        """Say what went wrong, to this person only."""
        if self._is_thinking and self._is_public:
            # A public deferral would make the error public, too: it is completed and removed.
            await self._edit(content="…")
            await self.reply(told)
            await self.interaction.delete_original_response()
            return
        await self.reply(told)
        if self._has_note:
            # The message with the button stays as it was.
            await self._edit(content=None)

    async def _try_initial_response(
        self, answer: Callable[..., Awaitable[Any]], **parts: Any
    ) -> bool:
        """Answer if nothing was said yet; return whether it was so."""
        if self.is_responded:
            return False
        try:
            await answer(**parts)
        except discord.HTTPException as error:
            if error.code != _ACKNOWLEDGED:
                raise
            # Discord has taken a first answer before, and its own answer to that was lost.
            self._is_acknowledged = True
            self._is_thinking = self._has_tried_to_defer and not self._has_message
            return False
        return True

    async def _edit(self, **parts: Any) -> discord.InteractionMessage:
        if self._is_thinking and "file" in parts:
            parts["attachments"] = [parts.pop("file")]
        message = await self.interaction.edit_original_response(**parts)
        self._is_thinking = self._has_note = False
        return message


@asynccontextmanager
async def answering(interaction: Interaction) -> AsyncIterator[Answer]:
    """Hold an interaction until it is answered, whatever happens inside.

    Errors become sentences that only the person sees; those that nobody foresaw are logged under
    an id that the person is told. What is logged inside carries a request_id of its own.
    """
    services = interaction.client.services
    interaction.extras[CLAIMED] = True
    answer = Answer(interaction)
    started = time.perf_counter()
    outcome = "answered"
    with request_scope(new_request_id()), services.shutdown.track_request():
        try:
            async with _deferred_in_time(answer), _working(services):
                yield answer
            if not answer.is_responded:
                outcome = "unanswered"
                await _tell_unforeseen(answer, None)
        except Exception as error:  # noqa: BLE001 - the outermost edge of every interaction
            outcome = await _tell(answer, translated(error))
        finally:
            _record(answer, outcome, time.perf_counter() - started)


def _record(answer: Answer, outcome: str, duration_s: float) -> None:
    command, metrics = kind_of(answer.interaction), answer.interaction.client.services.metrics
    metrics.interactions.labels(command, outcome).inc()
    metrics.seconds.labels(command).observe(duration_s)
    _log.info(
        "interaction",
        command=command,
        outcome=outcome,
        duration_ms=round(1000 * duration_s, 1),
    )


@asynccontextmanager
async def _working(services: Services) -> AsyncIterator[None]:
    """Register the work with the graceful shutdown. Raises ShuttingDown, TimeoutError.

    While the bot stops, work ends where it first waits for anything: a context manager cannot
    skip what stands inside it.
    """
    if not services.shutdown.is_shutting_down:
        async with services.shutdown.work(services.settings.request_timeout_s):
            yield
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(0):
            yield
    raise ShuttingDown


@asynccontextmanager
async def _deferred_in_time(answer: Answer) -> AsyncIterator[None]:
    """Defer what is not answered within `FIRST_ANSWER_S`."""
    is_over = asyncio.Event()

    async def defer() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_ANSWER_S):
                await is_over.wait()
        if not is_over.is_set():
            with suppress(*DISCORD_ERRORS):
                await answer.defer()

    deferral = asyncio.create_task(defer())
    try:
        yield
    finally:
        # A deferral on its way is waited for: cut off, nobody would know whether it arrived.
        is_over.set()
        await deferral


async def _tell(answer: Answer, error: Exception) -> str:
    """Tell the person of an error; return the word for how the interaction ended."""
    told = sentence(error, answer.texts)
    if told is None:
        await _tell_unforeseen(answer, error)
        return "failed"
    _log.info("interaction refused", error=type(error).__name__)
    await _send(answer, told)
    return _WORD_START.sub("_", type(error).__name__).lower()


async def _tell_unforeseen(answer: Answer, error: Exception | None) -> None:
    error_id = secrets.token_hex(4)
    if error is None:
        _log.error("interaction unanswered", error_id=error_id)
    else:
        _log.error("interaction failed", error_id=error_id, **exception_fields(error))
    await _send(answer, answer.texts("error-unforeseen", id=error_id))


async def _send(answer: Answer, told: str) -> None:
    try:
        await answer.send_error(told)
    except (*DISCORD_ERRORS, OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and not answer.interaction.client.is_closed():
            # Of a client that has left it means that there is no way to Discord any more.
            raise
        # The interaction is gone, or Discord fails: nobody is left to tell.
        answer.interaction.client.services.metrics.undelivered.inc()
        _log.warning("answer not delivered", error=type(error).__name__)
