"""The error tree of Reko.

RekoError
├── BadInput                 the request itself is wrong (field, reason)
│   ├── AdultExcluded        it asks for adult titles without including them
│   ├── ListFileRefused      the file is no list of anime that can be read (kind)
│   └── UnknownGenre         no title has the genre (genre, near: similar ones)
├── ConfigurationError       a setting is missing, unknown or out of range (key, reason)
├── ListError                a user's list cannot be fetched (user_name, field)
│   ├── ListPrivate          it is private
│   └── UserNotFound         no such user on their site
├── AnimeNotFound            no such title on MAL, or no longer
├── SiteError                a site that keeps lists fails (site)
│   ├── SiteUnavailable      down, unreachable or sending malformed responses (retry_after_s)
│   │   └── MalAddressWrong  what answers at mal.base_url is not MAL's API
│   ├── SiteRateLimited      it limits our request rate (retry_after_s)
│   └── SiteRefused          it rejects our client id or request
├── JikanError               Jikan, the source of user names, fails
│   ├── JikanUnavailable     down, unreachable or sending malformed responses (retry_after_s)
│   ├── JikanRateLimited     it limits our request rate (retry_after_s)
│   └── JikanNotFound        no such user or title on Jikan
├── ConnectError             an account at a site cannot be connected or used
│   ├── StateInvalid         the way back from the site is unknown, used or too old
│   ├── AccessDenied         the person has not allowed it at the site (site)
│   ├── UserClaimed          somebody else has connected this user (user_name)
│   ├── UserOptedOut         the user has opted out of Reko (user_name)
│   ├── NotConnected         the person has connected no account
│   └── ConnectionLost       the site does not accept the tokens any more (site)
├── TooBusy                  too many lists are being fetched (retry_after_s)
├── TooManyFetches           too many lists are being fetched for this client (retry_after_s)
├── CatalogueEmpty           no titles were imported yet
├── ImportRefused            a file is malformed (path, reason)
├── BackupRefused            a backup cannot be written or restored (path, reason)
│   └── PostgresBackup       PostgreSQL's own tools do it (command)
├── MoveRefused              a database cannot be moved to another one (reason)
├── SnapshotError            no usable snapshot
│   ├── SnapshotMissing      none was built yet
│   └── SnapshotDamaged      files are missing, truncated or of another version
├── ObjectStoreError         the object store of snapshots fails (reason)
├── ShuttingDown             the process is stopping
├── DiscordUnreachable       the bot cannot connect to Discord (reason)
│   └── SessionsUsedUp       it has started as many sessions as it may in a day
└── StoreError               the database failed (reason, kind)

Errors carry data; the messages for users are made by the front ends (`bot/errors.py`,
`reko_api/errors.py`, `reko_cli/errors.py`). `str(error)` is for logs, so it never holds a user
name or a secret.
"""

from pathlib import Path

__all__ = [
    "AccessDenied",
    "AdultExcluded",
    "AnimeNotFound",
    "BackupRefused",
    "BadInput",
    "CatalogueEmpty",
    "ConfigurationError",
    "ConnectError",
    "ConnectionLost",
    "DiscordUnreachable",
    "ImportRefused",
    "JikanError",
    "JikanNotFound",
    "JikanRateLimited",
    "JikanUnavailable",
    "ListError",
    "ListFileRefused",
    "ListPrivate",
    "MalAddressWrong",
    "MoveRefused",
    "NotConnected",
    "ObjectStoreError",
    "PostgresBackup",
    "RekoError",
    "SessionsUsedUp",
    "ShuttingDown",
    "SiteError",
    "SiteRateLimited",
    "SiteRefused",
    "SiteUnavailable",
    "SnapshotDamaged",
    "SnapshotError",
    "SnapshotMissing",
    "StateInvalid",
    "StoreError",
    "TooBusy",
    "TooManyFetches",
    "UnknownGenre",
    "UserClaimed",
    "UserNotFound",
    "UserOptedOut",
]


_MAL = "mal"
_FILE_REASONS = {
    "no_export": "is no XML export of an anime list, plain or gzip",
    "manga": "is an export of a manga list: export the anime list",
    "damaged": "is damaged or cut off: export it again",
    "too_large": "is too large: at most 10 MB, 32 MB unpacked, and 20,000 entries are read",
}


class RekoError(Exception):
    """The root of every error that Reko raises on purpose."""


class BadInput(RekoError):
    """A request that cannot be answered as it stands."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class AdultExcluded(BadInput):
    """A request for adult titles that does not include them."""


class ListFileRefused(BadInput):
    """An uploaded file is no list that can be read; nothing of it is kept.

    kind: no_export, manga, damaged or too_large.
    """

    def __init__(self, kind: str) -> None:
        super().__init__("file", _FILE_REASONS[kind])
        self.kind = kind


class UnknownGenre(BadInput):
    """A genre that no title has; `near` are genres of a similar name, the nearest first."""

    def __init__(self, field: str, genre: str, near: tuple[str, ...]) -> None:
        nearest = f"; near it are {', '.join(near)}" if near else ""
        super().__init__(field, f"is no known genre{nearest}")
        self.genre = genre
        self.near = near


class ConfigurationError(RekoError):
    """A setting that is missing, unknown or out of range; `is_file`: the key is a file's path.

    A reason that starts with a verb says it of the key; the text of the error is that sentence.
    """

    def __init__(self, key: str, reason: str, *, is_file: bool = False) -> None:
        verb = reason.partition(" ")[0] in {"is", "must", "has", "holds"}
        joint = " " if verb else ", " if reason.startswith("line ") else ": "
        super().__init__(f"{key}{joint}{reason}")
        self.key = key
        self.reason = reason
        self.is_file = is_file


class ListError(RekoError):
    """A user's list cannot be fetched; `field` of the request names the user, if one of several."""

    def __init__(self, user_name: str, field: str | None = None) -> None:
        super().__init__(type(self).__name__)
        self.user_name = user_name
        self.field = field


class ListPrivate(ListError):
    """The list is private."""


class UserNotFound(ListError):
    """The user's site has no user of that name."""


class AnimeNotFound(RekoError):
    """MAL has no title of that id, or no longer; `field` of the request names it."""

    def __init__(self, anime_id: int, field: str | None = None) -> None:
        super().__init__(f"anime {anime_id}")
        self.anime_id = anime_id
        self.field = field


class SiteError(RekoError):
    """A site that keeps lists fails; the request is not to blame.

    site: a value of `domain.sites.Site`.
    """

    def __init__(self, reason: str, site: str) -> None:
        super().__init__(reason)
        self.site = site


class SiteUnavailable(SiteError):
    """The site is down, unreachable or sends malformed responses."""

    def __init__(
        self, reason: str, retry_after_s: float | None = None, *, site: str = _MAL
    ) -> None:
        super().__init__(reason, site)
        self.reason = reason
        self.retry_after_s = retry_after_s


class MalAddressWrong(SiteUnavailable):
    """What answers at `mal.base_url` is not MAL's API; `reason` says what it does."""


class SiteRateLimited(SiteError):
    """The site limits our request rate."""

    def __init__(self, retry_after_s: float | None = None, *, site: str = _MAL) -> None:
        super().__init__("rate limited", site)
        self.retry_after_s = retry_after_s


class SiteRefused(SiteError):
    """The site rejects our client id or request."""

    def __init__(self, status: int, reason: str, *, site: str = _MAL) -> None:
        super().__init__(f"{status}: {reason}", site)
        self.status = status
        self.reason = reason


class JikanError(RekoError):
    """Jikan, the source of user names, fails."""


class JikanUnavailable(JikanError):
    """Jikan is down, unreachable or sends malformed responses."""

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_s = retry_after_s


class JikanRateLimited(JikanError):
    """Jikan limits our request rate."""

    def __init__(self, retry_after_s: float | None = None) -> None:
        super().__init__("rate limited")
        self.retry_after_s = retry_after_s


class JikanNotFound(JikanError):
    """Jikan has no such user or title."""

    def __init__(self) -> None:
        super().__init__("not found")


class ConnectError(RekoError):
    """An account at a site cannot be connected or used."""


class StateInvalid(ConnectError):
    """The state with which somebody comes back from a site is unknown, used or too old."""

    def __init__(self) -> None:
        super().__init__("invalid state")


class AccessDenied(ConnectError):
    """The person has not allowed access at the site."""

    def __init__(self, site: str) -> None:
        super().__init__(f"access denied at {site}")
        self.site = site


class UserClaimed(ConnectError):
    """Somebody else has connected this user of a site."""

    def __init__(self, user_name: str) -> None:
        super().__init__("connected by somebody else")
        self.user_name = user_name


class UserOptedOut(ConnectError):
    """The user of a site has opted out: nothing is stored about them."""

    def __init__(self, user_name: str) -> None:
        super().__init__("opted out")
        self.user_name = user_name


class NotConnected(ConnectError):
    """The person has connected no account."""

    def __init__(self) -> None:
        super().__init__("not connected")


class ConnectionLost(ConnectError):
    """The site does not accept the tokens of a person any more, or they cannot be read."""

    def __init__(self, site: str) -> None:
        super().__init__(f"tokens of {site} not accepted")
        self.site = site


class TooBusy(RekoError):
    """Too many lists are being fetched."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too many lists are being fetched")
        self.retry_after_s = retry_after_s


class TooManyFetches(RekoError):
    """Too many lists are being fetched for this client."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too many lists are being fetched for this client")
        self.retry_after_s = retry_after_s


class ImportRefused(RekoError):
    """A file is malformed; nothing of it was imported."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class BackupRefused(RekoError):
    """A backup cannot be written to this file, or restored from it; nothing was changed."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class PostgresBackup(BackupRefused):
    """PostgreSQL has tools of its own for this; `command` uses them, without a password."""

    def __init__(self, path: Path, command: str) -> None:
        super().__init__(path, "is not written or read by Reko: the database is PostgreSQL's")
        self.command = command


class MoveRefused(RekoError):
    """A database cannot be moved to another one; neither has lost anything."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CatalogueEmpty(RekoError):
    """No titles were imported yet."""

    def __init__(self) -> None:
        super().__init__("no titles")


class SnapshotError(RekoError):
    """The engine has no usable snapshot."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class SnapshotMissing(SnapshotError):
    """No snapshot was built yet."""


class SnapshotDamaged(SnapshotError):
    """Files of the snapshot are missing, truncated or of another version."""


class ObjectStoreError(RekoError):
    """The object store of snapshots cannot be reached, refuses, or sends malformed content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ShuttingDown(RekoError):
    """The process is stopping."""

    def __init__(self) -> None:
        super().__init__("shutting down")


class DiscordUnreachable(RekoError):
    """The bot cannot connect to Discord."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SessionsUsedUp(DiscordUnreachable):
    """The bot has started as many sessions at Discord's gateway as it may in a day."""

    def __init__(self) -> None:
        super().__init__("no more sessions may be started today")


class StoreError(RekoError):
    """The database failed, or (`is_busy`) another process does what only one may do at a time.

    kind: busy (locked), full, read_only, permission, damaged, no_database, newer (its schema),
    absent (its directory), unreachable (its server), driver (not installed), io, constraint, other;
    of PostgreSQL also login, connections (too many), conflict (of transactions), timeout and
    incomplete (a move to it was interrupted).
    """

    def __init__(
        self,
        reason: str,
        *,
        is_busy: bool = False,
        kind: str = "other",
        is_postgres: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_busy = is_busy
        self.kind = kind
        self.is_postgres = is_postgres
