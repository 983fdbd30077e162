"""Error responses that are expected under each fault."""

from collections.abc import Mapping

from soak.journal import Journal

__all__ = ["error_kind", "is_expected"]

PRIVATE, MISSING = "private_user", "nobody_here"
# A request may have joined a fetch that started under a fault, or queue behind it.
MARGIN_S = 12.0

_MAL = ("mal", "kill", "stop")
_CAUSES: Mapping[str, tuple[str, ...]] = {
    "list-private": ("mal: 403 private",),
    "user-not-found": ("mal: 404",),
    "mal-rate-limited": _MAL,
    "mal-unavailable": _MAL,
    "store-failed": ("database", "disk"),
    "no-snapshot": ("snapshot",),
    "timed-out": ("mal", "database", "disk"),
    "too-busy": ("mal", "database", "disk"),
    "shutting-down": ("stop", "bot", "api"),
    "discord-failing": ("discord",),
    "cut off": ("kill", "stop", "bot", "discord", "gateway"),
    "no connection": ("kill", "stop"),
}

_SENTENCES: Mapping[str, str] = {
    "The list of": "list-private",
    "There's no MyAnimeList user": "user-not-found",
    "MyAnimeList can't be reached": "mal-unavailable",
    "Too many lists": "mal-rate-limited",
    "The bot can't reach its database": "store-failed",
    "No community is loaded yet": "no-snapshot",
    "That took too long": "timed-out",
    "The bot is restarting": "shutting-down",
    "Discord had a problem": "discord-failing",
}


def is_expected(journal: Journal, kind: str, user_name: str, since: float) -> bool:
    """Return whether a request for this user at this time may get this kind of error."""
    if (kind, user_name) in {("list-private", PRIVATE), ("user-not-found", MISSING)}:
        return True
    causes = _CAUSES.get(kind)
    return causes is not None and journal.had(*causes, since=since, margin_s=MARGIN_S)


def error_kind(message: str) -> str:
    """Return the error kind of an error message on Discord."""
    return next(
        (kind for start, kind in _SENTENCES.items() if message.startswith(start)),
        f"unforeseen: {message}",
    )
