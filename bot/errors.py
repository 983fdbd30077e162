"""Errors of the bot, and the message of each error: what went wrong and what helps.

Beside the errors of the core:

RekoError
├── NotOwner               a button of somebody else's result (owner_id)
├── NotAllowed             a right is missing (key of the text that says which)
├── WrongInput             invalid text or file (key of the text that says why)
├── Expired                the result behind a button is no longer stored
├── UndoExpired            the time for undoing is over
├── NameMissing            no name was given, and no account is linked
├── NotShared              a member has no linked list, or does not share it
├── LinkedNameGone         the site has no user of the linked name any more (a UserNotFound)
├── LinkedListPrivate      the list of the linked name is private (a ListPrivate)
├── UnhandledInteraction   no handler took an interaction
├── DataDeleted            the person had all data deleted while the interaction was handled
├── InteractionExpired     Discord takes no reply to the interaction any more
├── DiscordFailing         Discord is down, overloaded or unreachable
└── OnCooldown             too many requests (retry_after_s)
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
from bot.formatting.user_labels import user_values
from bot.i18n.texts import Texts
from reko_core.domain.sites import Site, site_of
from reko_core.errors import (
    AdultExcluded,
    BadInput,
    CatalogueEmpty,
    ConnectionLost,
    ListFileRefused,
    ListPrivate,
    NotConnected,
    RekoError,
    ShuttingDown,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    SnapshotError,
    StoreError,
    TooBusy,
    TooManyFetches,
    UnknownGenre,
    UserClaimed,
    UserNotFound,
)
from reko_core.guilds.models import MAX_BANS

__all__ = [
    "DISCORD_ERRORS",
    "DataDeleted",
    "DiscordFailing",
    "Expired",
    "InteractionExpired",
    "LinkedListPrivate",
    "LinkedNameGone",
    "NameMissing",
    "NotAllowed",
    "NotOwner",
    "NotShared",
    "OnCooldown",
    "UndoExpired",
    "UnhandledInteraction",
    "WrongInput",
    "user_message",
    "wrap_discord_error",
]

DISCORD_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Raised by calls to Discord that fail: refused, or lost on the way (TimeoutError among them)."""

_MAX_REASON = 300
_BUSY_S = 30.0
_SERVER_ERRORS = 500
# Unknown interaction (after three seconds without a response), unknown webhook (after 15 minutes),
# unknown message (the reply was deleted).
_EXPIRED_CODES = frozenset({10062, 10015, 10008})


class NotOwner(RekoError):
    """The result belongs to somebody else."""

    def __init__(self, owner_id: int) -> None:
        super().__init__("not the owner")
        self.owner_id = owner_id


class DataDeleted(RekoError):
    """The person had all data deleted while the interaction was handled."""

    def __init__(self) -> None:
        super().__init__("stopped, as the person had all data deleted")


class NotAllowed(RekoError):
    """The person lacks a right; `key` is the text that says which."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class WrongInput(RekoError):
    """The text or file is invalid; `key` is the text that says why."""

    def __init__(self, key: str, **values: str | float) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Expired(RekoError):
    """The result behind a button is no longer stored."""


class UndoExpired(RekoError):
    """The time for undoing is over."""


class NameMissing(RekoError):
    """No MAL user was given, and no account is linked."""


class NotShared(RekoError):
    """A member has linked no list, or does not share it; one error, so that it tells neither."""


class LinkedNameGone(UserNotFound):
    """The site has no user of the name that the person has linked."""


class LinkedListPrivate(ListPrivate):
    """The list that the person has linked is private."""


class UnhandledInteraction(RekoError):
    """No handler took an interaction; a bug, so it has no message of its own."""


class InteractionExpired(RekoError):
    """Discord takes no reply to the interaction any more, so there is no message for this."""


class DiscordFailing(RekoError):
    """Discord is down, overloaded or unreachable."""


class OnCooldown(RekoError):
    """The person sent too many requests."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("cooldown")
        self.retry_after_s = retry_after_s


def wrap_discord_error(error: Exception) -> Exception:
    """Return failures of Discord and late replies as errors of ours; other errors unchanged."""
    if isinstance(error, discord.HTTPException) and error.code in _EXPIRED_CODES:
        return InteractionExpired(str(error.code))
    if isinstance(error, discord.HTTPException):
        is_failing = error.status == HTTPStatus.TOO_MANY_REQUESTS or error.status >= _SERVER_ERRORS
    else:
        is_failing = isinstance(error, aiohttp.ClientError)
    return DiscordFailing(type(error).__name__) if is_failing else error


@singledispatch
def user_message(error: Exception, texts: Texts) -> str | None:
    """Return what went wrong and what helps; None for an unexpected error."""
    del error, texts
    return None


@user_message.register
def _list_private(error: ListPrivate, texts: Texts) -> str:
    return texts("error-private", **user_values(error.user_name))


@user_message.register
def _user_not_found(error: UserNotFound, texts: Texts) -> str:
    if site_of(error.user_name) is Site.OWN:
        return texts("error-own-list-gone")
    return texts("error-unknown-user", **user_values(error.user_name))


@user_message.register
def _linked_name_gone(error: LinkedNameGone, texts: Texts) -> str:
    if site_of(error.user_name) is Site.OWN:
        return texts("error-own-list-gone")
    return texts("error-linked-unknown", **user_values(error.user_name))


@user_message.register
def _adult_excluded(_: AdultExcluded, texts: Texts) -> str:
    return texts("error-adult")


@user_message.register
def _list_file(error: ListFileRefused, texts: Texts) -> str:
    return texts("error-list-file", kind=error.kind)


@user_message.register
def _unknown_genre(error: UnknownGenre, texts: Texts) -> str:
    near = " · ".join(f"**{plain(genre, 64)}**" for genre in error.near)
    key = "error-genre-near" if near else "error-genre"
    return texts(key, genre=plain(error.genre, 64), near=near)


@user_message.register
def _bad_input(error: BadInput, texts: Texts) -> str:
    field = plain(error.field.partition(".")[0].replace("_", " "), 64)
    reason = plain(error.reason, _MAX_REASON)
    if error.field.partition(".")[0] in {"user_name", "user_names"}:
        return texts("error-same-user" if "twice" in reason else "error-name")
    if error.field == "year_to":
        return texts("error-years")
    if error.field == "bans":
        return texts("error-too-many-bans", n=MAX_BANS)
    if error.field == "file":
        return texts("error-file", reason=reason)
    return texts("error-input", field=field, reason=reason)


@user_message.register
def _site_unavailable(error: SiteUnavailable, texts: Texts) -> str:
    site = Site(error.site).label
    return texts("error-site-down", site=site, when=_when(error.retry_after_s))


@user_message.register
def _site_rate_limited(error: SiteRateLimited, texts: Texts) -> str:
    return texts("error-busy", when=_when(error.retry_after_s))


@user_message.register
def _site_refused(error: SiteRefused, texts: Texts) -> str:
    return texts("error-site-refused", site=Site(error.site).label)


@user_message.register
def _connection_lost(error: ConnectionLost, texts: Texts) -> str:
    return texts("error-connection-lost", site=Site(error.site).label)


@user_message.register
def _user_claimed(error: UserClaimed, texts: Texts) -> str:
    return texts("error-claimed", user=plain(error.user_name))


@user_message.register
def _too_busy(error: TooBusy, texts: Texts) -> str:
    return texts("error-busy", when=_when(error.retry_after_s))


@user_message.register
def _too_many_fetches(error: TooManyFetches, texts: Texts) -> str:
    return texts("error-too-many-fetches", when=_when(error.retry_after_s))


@user_message.register
def _on_cooldown(error: OnCooldown, texts: Texts) -> str:
    return texts("error-cooldown", when=_when(error.retry_after_s))


@user_message.register
def _not_owner(error: NotOwner, texts: Texts) -> str:
    return texts("error-not-yours", owner=f"<@{error.owner_id}>")


@user_message.register
def _not_allowed(error: NotAllowed, texts: Texts) -> str:
    return texts(error.key)


@user_message.register
def _wrong_input(error: WrongInput, texts: Texts) -> str:
    return texts(error.key, **error.values)


_KEYS: dict[type[Exception], str] = {
    CatalogueEmpty: "error-no-snapshot",
    SnapshotError: "error-no-snapshot",
    StoreError: "error-store",
    ShuttingDown: "error-stopping",
    Expired: "error-expired",
    DataDeleted: "error-data-deleted",
    UndoExpired: "error-too-late",
    NameMissing: "error-no-name",
    NotConnected: "error-not-connected",
    NotShared: "error-not-shared",
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
    user_message.register(_kind, _by_key)


def _when(retry_after_s: float | None) -> str:
    """Format the time to retry at so that Discord shows a countdown."""
    seconds = math.ceil(max(1.0, _BUSY_S if retry_after_s is None else retry_after_s))
    return format_dt(utcnow() + timedelta(seconds=seconds), "R")
