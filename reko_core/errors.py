"""Everything that Reko reports as going wrong.

RekoError
├── BadInput                 the request itself is wrong (field, reason)
├── ConfigurationError       a setting is missing, unknown or out of range (key, reason)
├── ListError                a user's list cannot be had
│   ├── ListPrivate          the owner hides it
│   └── UserNotFound         MAL knows no such user
├── AnimeNotFound            MAL knows no such title
├── MalError                 MAL itself is the trouble
│   ├── MalUnavailable       down, unreachable or answering nonsense (retry_after_s)
│   ├── MalRateLimited       it asks us to slow down (retry_after_s)
│   └── MalRefused           it rejects our client id or our question
├── JikanError               Jikan, where names are found, is the trouble
│   ├── JikanUnavailable     down, unreachable or answering nonsense (retry_after_s)
│   ├── JikanRateLimited     it asks us to slow down (retry_after_s)
│   └── JikanNotFound        it knows no such user or title
├── TooBusy                  as many lists as allowed are being fetched (retry_after_s)
├── ImportRefused            a file is not what it should be (path, reason)
├── BackupRefused            a backup cannot be written or restored (path, reason)
├── SnapshotError            no usable snapshot
│   ├── SnapshotMissing      none was built yet
│   └── SnapshotDamaged      files are absent, short or of another version
├── ShuttingDown             the program is about to end
├── DiscordUnreachable       Discord does not answer the bot as it should (reason)
└── StoreError               the database fails (reason)

Errors carry data, never prose for people: sentences are made where people are
(`bot/errors.py`, `reko_api/errors.py`, `reko_cli/errors.py`). `str(error)` is for logs
and therefore never holds a user name or a secret.
"""

from pathlib import Path

__all__ = [
    "AnimeNotFound",
    "BackupRefused",
    "BadInput",
    "ConfigurationError",
    "DiscordUnreachable",
    "ImportRefused",
    "JikanError",
    "JikanNotFound",
    "JikanRateLimited",
    "JikanUnavailable",
    "ListError",
    "ListPrivate",
    "MalError",
    "MalRateLimited",
    "MalRefused",
    "MalUnavailable",
    "RekoError",
    "ShuttingDown",
    "SnapshotDamaged",
    "SnapshotError",
    "SnapshotMissing",
    "StoreError",
    "TooBusy",
    "UserNotFound",
]


class RekoError(Exception):
    """The root of every error that Reko raises on purpose."""


class BadInput(RekoError):
    """A request that cannot be answered as it stands."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class ConfigurationError(RekoError):
    """A setting that is missing, unknown or out of range."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


class ListError(RekoError):
    """A user's list cannot be had."""

    def __init__(self, user_name: str) -> None:
        super().__init__(type(self).__name__)
        self.user_name = user_name


class ListPrivate(ListError):
    """The owner of the list hides it."""


class UserNotFound(ListError):
    """MAL knows no user of that name."""


class AnimeNotFound(RekoError):
    """MAL knows no title of that id."""

    def __init__(self, anime_id: int) -> None:
        super().__init__(f"anime {anime_id}")
        self.anime_id = anime_id


class MalError(RekoError):
    """MAL itself is the trouble, not the question."""


class MalUnavailable(MalError):
    """MAL is down, unreachable or answers nonsense."""

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_s = retry_after_s


class MalRateLimited(MalError):
    """MAL asks us to slow down."""

    def __init__(self, retry_after_s: float | None = None) -> None:
        super().__init__("rate limited")
        self.retry_after_s = retry_after_s


class MalRefused(MalError):
    """MAL rejects our client id or our question."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status}: {reason}")
        self.status = status
        self.reason = reason


class JikanError(RekoError):
    """Jikan, where names of users are found, does not give what was asked for."""


class JikanUnavailable(JikanError):
    """Jikan is down, unreachable or answers nonsense."""

    def __init__(self, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_s = retry_after_s


class JikanRateLimited(JikanError):
    """Jikan asks us to slow down."""

    def __init__(self, retry_after_s: float | None = None) -> None:
        super().__init__("rate limited")
        self.retry_after_s = retry_after_s


class JikanNotFound(JikanError):
    """Jikan knows no user or title like that."""

    def __init__(self) -> None:
        super().__init__("not found")


class TooBusy(RekoError):
    """As many lists as allowed are being fetched already."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too many lists are being fetched")
        self.retry_after_s = retry_after_s


class ImportRefused(RekoError):
    """A file is not what it should be; nothing of it was taken."""

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


class SnapshotError(RekoError):
    """The engine has no usable snapshot."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


class SnapshotMissing(SnapshotError):
    """No snapshot was built yet."""


class SnapshotDamaged(SnapshotError):
    """Files of the snapshot are absent, short or of another version."""


class ShuttingDown(RekoError):
    """The program is about to end; another one will answer."""

    def __init__(self) -> None:
        super().__init__("shutting down")


class DiscordUnreachable(RekoError):
    """Discord does not answer the bot as it should, so that it cannot run."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreError(RekoError):
    """The database fails."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
