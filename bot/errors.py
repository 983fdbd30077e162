"""Errors to sentences: what went wrong and what the person can do about it.

What only a bot can report, beside the errors of the core:

RekoError
├── NotOwner          a button of somebody else's answer (owner_id)
├── NotAllowed        a right is missing (key of the sentence that says which)
├── WrongInput        what was typed or sent cannot be taken (key of the sentence that says why)
├── Expired           the answer behind a button is no longer kept
├── UndoExpired           the time for undoing is over
├── NameMissing       nobody was named, and no account is linked
├── Lost              an interaction that discord.py passed to nobody
├── DiscordFailing    Discord does not take what it is sent: down, overrun, out of reach
└── OnCooldown        asked too often (retry_after_s)
"""

import math
from datetime import timedelta
from functools import singledispatch
from http import HTTPStatus

import aiohttp
import discord
from discord import app_commands
from discord.utils import format_dt, utcnow

from bot.formatting.markdown import plain
from bot.i18n.texts import Texts
from reko_core.errors import (
    BadInput,
    ListPrivate,
    MalRateLimited,
    MalRefused,
    MalUnavailable,
    RekoError,
    ShuttingDown,
    SnapshotError,
    StoreError,
    TooBusy,
    UserNotFound,
)
from reko_core.guilds.models import MAX_BANS

__all__ = [
    "DISCORD_ERRORS",
    "DiscordFailing",
    "Expired",
    "Lost",
    "NameMissing",
    "NotAllowed",
    "NotOwner",
    "OnCooldown",
    "UndoExpired",
    "WrongInput",
    "sentence",
    "translated",
]

DISCORD_ERRORS = (discord.HTTPException, aiohttp.ClientError)
"""What is raised where Discord does not take what it is sent."""

_MAX_REASON = 300
_BUSY_S = 30.0
_SERVER_ERRORS = 500


class NotOwner(RekoError):
    """The answer belongs to somebody else."""

    def __init__(self, owner_id: int) -> None:
        super().__init__("not the owner")
        self.owner_id = owner_id


class NotAllowed(RekoError):
    """The person lacks a right; `key` is the text that says which."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class WrongInput(RekoError):
    """What was typed or sent cannot be taken; `key` is the text that says why."""

    def __init__(self, key: str, **values: str | float) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Expired(RekoError):
    """The answer behind a button is no longer kept."""


class UndoExpired(RekoError):
    """What was done can no longer be undone."""


class NameMissing(RekoError):
    """Neither was a MAL user named, nor is an account linked."""


class Lost(RekoError):
    """Nobody took an interaction; there is no sentence for it, for it is our fault."""


class DiscordFailing(RekoError):
    """Discord does not take what it is sent, whatever that is."""


class OnCooldown(RekoError):
    """The person asked too often."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("cooldown")
        self.retry_after_s = retry_after_s


def translated(error: Exception) -> Exception:
    """Return DiscordFailing for what is Discord's own trouble; other errors stay what they are."""
    if isinstance(error, discord.HTTPException):
        is_failing = error.status == HTTPStatus.TOO_MANY_REQUESTS or error.status >= _SERVER_ERRORS
    else:
        is_failing = isinstance(error, aiohttp.ClientError)
    return DiscordFailing(type(error).__name__) if is_failing else error


@singledispatch
def sentence(error: Exception, texts: Texts) -> str | None:
    """Say what went wrong and what helps; None for an error that nobody foresaw."""
    del error, texts
    return None


@sentence.register
def _private(error: ListPrivate, texts: Texts) -> str:
    return texts("error-private", user=plain(error.user_name))


@sentence.register
def _unknown(error: UserNotFound, texts: Texts) -> str:
    return texts("error-unknown-user", user=plain(error.user_name))


@sentence.register
def _bad_input(error: BadInput, texts: Texts) -> str:
    field = plain(error.field.partition(".")[0].replace("_", " "), 64)
    reason = plain(error.reason, _MAX_REASON)
    if error.field in {"user_name", "user_a", "user_b"}:
        return texts("error-same-user" if "somebody else" in reason else "error-name")
    if error.field == "year_to":
        return texts("error-years")
    if error.field.startswith("age_ratings"):
        return texts("error-adult")
    if error.field == "bans":
        return texts("error-too-many-bans", n=MAX_BANS)
    if error.field.startswith("line "):
        return texts("error-file-line", line=field.removeprefix("line "), reason=reason)
    return texts("error-input", field=field, reason=reason)


@sentence.register
def _down(error: MalUnavailable, texts: Texts) -> str:
    return texts("error-mal-down", when=_when(error.retry_after_s))


@sentence.register
def _slow_down(error: MalRateLimited, texts: Texts) -> str:
    return texts("error-busy", when=_when(error.retry_after_s))


@sentence.register
def _busy(error: TooBusy, texts: Texts) -> str:
    return texts("error-busy", when=_when(error.retry_after_s))


@sentence.register
def _cooldown(error: OnCooldown, texts: Texts) -> str:
    return texts("error-cooldown", when=_when(error.retry_after_s))


@sentence.register
def _not_yours(error: NotOwner, texts: Texts) -> str:
    return texts("error-not-yours", owner=f"<@{error.owner_id}>")


@sentence.register
def _not_allowed(error: NotAllowed, texts: Texts) -> str:
    return texts(error.key)


@sentence.register
def _wrong_input(error: WrongInput, texts: Texts) -> str:
    return texts(error.key, **error.values)


_KEYS: dict[type[Exception], str] = {
    MalRefused: "error-mal-refused",
    SnapshotError: "error-no-snapshot",
    StoreError: "error-store",
    ShuttingDown: "error-stopping",
    Expired: "error-expired",
    UndoExpired: "error-too-late",
    NameMissing: "error-no-name",
    TimeoutError: "error-timeout",
    app_commands.NoPrivateMessage: "error-server-only",
    app_commands.CommandNotFound: "error-outdated",
    app_commands.CommandSignatureMismatch: "error-outdated",
    app_commands.TransformerError: "error-option",
    app_commands.MissingPermissions: "error-manage-server",
    discord.Forbidden: "error-forbidden",
    DiscordFailing: "error-discord",
}


def _by_key(error: Exception, texts: Texts) -> str:
    return texts(next(key for kind, key in _KEYS.items() if isinstance(error, kind)))


for _kind in _KEYS:
    sentence.register(_kind, _by_key)


def _when(retry_after_s: float | None) -> str:
    """Return the moment in a form that Discord counts down to by itself."""
    seconds = math.ceil(max(1.0, _BUSY_S if retry_after_s is None else retry_after_s))
    return format_dt(utcnow() + timedelta(seconds=seconds), "R")
