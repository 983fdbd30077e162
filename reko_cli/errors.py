"""Errors to sentences: what happened and what to do about it."""

import math
from functools import singledispatch

from reko_core.errors import (
    AnimeNotFound,
    BackupRefused,
    BadInput,
    ConfigurationError,
    DiscordUnreachable,
    ImportRefused,
    JikanNotFound,
    JikanRateLimited,
    JikanUnavailable,
    ListPrivate,
    MalRateLimited,
    MalRefused,
    MalUnavailable,
    RekoError,
    ShuttingDown,
    SnapshotDamaged,
    SnapshotMissing,
    StoreError,
    TooBusy,
    UserNotFound,
)

__all__ = ["sentence"]


@singledispatch
def sentence(error: RekoError) -> str:
    """Say in one line, without a final newline, what went wrong and what helps."""
    return f"It failed: {error}. Run it with --debug for more."


@sentence.register
def _bad_input(error: BadInput) -> str:
    return f"{error.field.replace('_', ' ')}: {_lower(error.reason)}. Correct it and try again."


@sentence.register
def _configuration(error: ConfigurationError) -> str:
    return (
        f"The configuration is wrong at {error.key}: {_lower(error.reason)}. "
        "Compare it with config.example.toml and the REKO_ variables of the environment."
    )


@sentence.register
def _private(error: ListPrivate) -> str:
    return (
        f"The list of {error.user_name} is private. Its owner can make it public at "
        "https://myanimelist.net/editprofile.php?go=listpreferences"
    )


@sentence.register
def _no_user(error: UserNotFound) -> str:
    return f"MyAnimeList knows no user {error.user_name}. Check the spelling of the name."


@sentence.register
def _no_anime(error: AnimeNotFound) -> str:
    return f"MyAnimeList knows no anime {error.anime_id}. Check the number in its address."


@sentence.register
def _unavailable(error: MalUnavailable) -> str:
    return (
        f"MyAnimeList cannot be reached ({error.reason}), and nothing earlier is known. "
        f"Try again {_when(error.retry_after_s)}."
    )


@sentence.register
def _rate_limited(error: MalRateLimited) -> str:
    return f"MyAnimeList asks us to slow down. Try again {_when(error.retry_after_s)}."


@sentence.register
def _refused(error: MalRefused) -> str:
    return (
        f"MyAnimeList rejects the request ({error.status}: {error.reason}). Set mal.client_id "
        "(REKO_MAL__CLIENT_ID) to a client id from https://myanimelist.net/apiconfig"
    )


@sentence.register
def _jikan_unavailable(error: JikanUnavailable) -> str:
    return f"Jikan cannot be reached ({error.reason}). Try again {_when(error.retry_after_s)}."


@sentence.register
def _jikan_rate_limited(error: JikanRateLimited) -> str:
    return f"Jikan asks us to slow down. Try again {_when(error.retry_after_s)}."


@sentence.register
def _jikan_not_found(_: JikanNotFound) -> str:
    return "Jikan does not know what it was asked for. Try again with another name or number."


@sentence.register
def _too_busy(error: TooBusy) -> str:
    return (
        f"Too many lists are being fetched at the moment. Try again {_when(error.retry_after_s)}."
    )


@sentence.register
def _import_refused(error: ImportRefused) -> str:
    return f"{error.path} cannot be imported: {_lower(error.reason)}. Nothing of it was taken."


@sentence.register
def _backup_refused(error: BackupRefused) -> str:
    return f"{error.path} {_lower(error.reason)}. Nothing was changed."


@sentence.register
def _no_snapshot(error: SnapshotMissing) -> str:
    return (
        f"There is no snapshot of a community in {error.path} yet. "
        "Make one with: reko import FILE..., then: reko build"
    )


@sentence.register
def _damaged_snapshot(error: SnapshotDamaged) -> str:
    return (
        f"The snapshot {error.path} cannot be used ({error.reason}). "
        "Make a new one with: reko build"
    )


@sentence.register
def _shutting_down(_: ShuttingDown) -> str:
    return "Reko is shutting down. Try again when it has started anew."


@sentence.register
def _no_discord(error: DiscordUnreachable) -> str:
    return (
        f"Discord does not answer as it should ({error.reason}). Check the network and "
        "https://discordstatus.com, then try again."
    )


@sentence.register
def _store(error: StoreError) -> str:
    return (
        f"The database fails ({error.reason}). Check database.url, that its directory can be "
        "written, and that it is up to date: reko migrate"
    )


def _lower(reason: str) -> str:
    """Return the reason as the rest of a sentence."""
    stripped = reason.strip().rstrip(".")
    is_word = len(stripped) > 1 and stripped[0].isupper() and not stripped[1].isupper()
    return stripped[0].lower() + stripped[1:] if is_word else stripped


def _when(retry_after_s: float | None) -> str:
    if retry_after_s is None:
        return "in a few minutes"
    seconds = max(1, math.ceil(retry_after_s))
    return "in a second" if seconds == 1 else f"in {seconds} seconds"
