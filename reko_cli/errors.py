"""Error messages: what happened and what to do about it."""

import math
from functools import singledispatch

from reko_cli.arguments.option_names import in_options, option_of
from reko_cli.arguments.title_resolver import SeveralTitles
from reko_core.domain.sites import Site, bare_name, privacy_url, site_of
from reko_core.errors import (
    AdultExcluded,
    AnimeNotFound,
    BackupRefused,
    BadInput,
    CatalogueEmpty,
    ConfigurationError,
    DiscordUnreachable,
    ImportRefused,
    JikanNotFound,
    JikanRateLimited,
    JikanUnavailable,
    ListFileRefused,
    ListPrivate,
    MalAddressWrong,
    MoveRefused,
    ObjectStoreError,
    PostgresBackup,
    RekoError,
    SessionsUsedUp,
    ShuttingDown,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    SnapshotDamaged,
    SnapshotMissing,
    StoreError,
    TooBusy,
    TooManyFetches,
    UnknownGenre,
    UserNotFound,
)

__all__ = ["error_message"]

# Where people get the value of a setting.
_SOURCES = {
    "mal.client_id": "a client id from https://myanimelist.net/apiconfig",
    "discord.token": "the token on the Bot page of your application at "
    "https://discord.com/developers/applications",
}
# What helps against each kind of StoreError.
_HINTS = {
    "busy": "Another program keeps the database locked: try again when it has finished.",
    "full": "Free some space, then try again.",
    "read_only": "Make the file and its directory writable, or use others (database.url, "
    "community.snapshot_dir).",
    "permission": "Correct the owner or the mode of the file and its directory, or run Reko as "
    "their owner.",
    "damaged": "Restore a backup: reko restore FILE",
    "no_database": "Correct database.url, or restore a backup: reko restore FILE",
    "newer": "Install that version, or restore an older backup: reko restore FILE",
    "absent": "Create the directory, or correct database.url or community.snapshot_dir.",
    "driver": "Install the driver of PostgreSQL: pip install 'reko[postgres]'",
    "io": "Check the disk and its file system; reko doctor checks the database.",
}
_POSTGRES_HINTS = {
    "busy": "Another session holds a lock for longer than database.busy_timeout_s: look at "
    "pg_stat_activity, or try again.",
    "full": "Free some space on the server of the database, then try again.",
    "read_only": "It is a standby or set to read only: database.url must lead to the primary.",
    "permission": "Grant the role of database.url its rights: make it the owner of the database.",
    "damaged": "Check the disk of the server, and restore a backup with pg_restore.",
    "no_database": "Create it (CREATE DATABASE ... OWNER ... ENCODING 'UTF8' TEMPLATE template0), "
    "or correct database.url.",
    "newer": "Install that version, or restore an older backup with pg_restore.",
    "incomplete": "Run the same reko move-database again, with the version that began; to start "
    "over, drop and create the database.",
    "unreachable": "Check that its server runs and can be reached, and host and port of the URL.",
    "login": "Correct user and password (in the URL, ~/.pgpass or PGPASSWORD), or the server's "
    "pg_hba.conf.",
    "connections": "Raise max_connections of the server, or run fewer processes; docs/operating.md "
    "says how many connections each has.",
    "conflict": "Others have changed the same rows: try again.",
    "timeout": "The server took too long: look at pg_stat_activity for what keeps it busy.",
    "io": "Check the disk and the log of the server.",
}
_ANY_HINT = "reko doctor checks the database; --debug shows details."


@singledispatch
def error_message(error: RekoError) -> str:
    """Return one line that says what went wrong and what helps."""
    return f"Failed: {error}. Run it with --debug for details."


@error_message.register
def _bad_input(error: BadInput) -> str:
    reason = in_options(_lower(error.reason))
    if error.field == "community":
        return f"community: {reason}."
    return f"{option_of(error.field)}: {reason}. Correct it and try again."


@error_message.register
def _list_file(error: ListFileRefused) -> str:
    return f"{option_of(error.field)}: the file {error.reason}."


@error_message.register
def _unknown_genre(error: UnknownGenre) -> str:
    near = f" Similar ones: {', '.join(error.near)}." if error.near else ""
    return f"{option_of(error.field)}: {error.genre!r} is no known genre.{near}"


@error_message.register
def _several_titles(_: SeveralTitles) -> str:
    return "Several titles match: give the id of one of these."


@error_message.register
def _catalogue_empty(_: CatalogueEmpty) -> str:
    return "No titles are known yet. Import some with: reko import FILE..."


@error_message.register
def _adult_excluded(error: AdultExcluded) -> str:
    return f"{option_of(error.field)}: adult titles need --adult."


@error_message.register
def _configuration(error: ConfigurationError) -> str:
    sentence = str(error).rstrip(".")
    section, _, key = error.key.partition(".")
    if error.is_file:
        return f"{sentence}. Compare it with config.example.toml."
    if not key:
        return f"{sentence}. Check config.toml (see config.example.toml) and the environment."
    variable = f"REKO_{section}__{key.partition('.')[0]}".upper()
    if error.reason == "is missing":
        source = f" ({_SOURCES[error.key]})" if error.key in _SOURCES else ""
        return f"{sentence}: set it in config.toml or {variable}{source}."
    return f"{sentence}. Correct it in config.toml or {variable} (see config.example.toml)."


@error_message.register
def _private(error: ListPrivate) -> str:
    name, url = bare_name(error.user_name), privacy_url(error.user_name)
    return f"The list of {name} is private. Its owner can make it public at {url}"


@error_message.register
def _no_user(error: UserNotFound) -> str:
    site, name = site_of(error.user_name), bare_name(error.user_name)
    return f"There's no {site.label} user {name}. Check the spelling of the name."


@error_message.register
def _no_anime(error: AnimeNotFound) -> str:
    return f"MyAnimeList has no anime {error.anime_id}, or no longer. Check the number in its URL."


@error_message.register
def _unavailable(error: SiteUnavailable) -> str:
    return (
        f"{Site(error.site).label} cannot be reached ({error.reason}), and there is no stored "
        f"copy. Try again {_when(error.retry_after_s)}."
    )


@error_message.register
def _wrong_address(error: MalAddressWrong) -> str:
    return f"The setting {error.reason}. Correct it in config.toml or REKO_MAL__BASE_URL."


@error_message.register
def _rate_limited(error: SiteRateLimited) -> str:
    site = Site(error.site).label
    return f"{site} is limiting requests. Try again {_when(error.retry_after_s)}."


@error_message.register
def _refused(error: SiteRefused) -> str:
    if error.site != Site.MAL:
        return f"{Site(error.site).label} rejected the request ({error.status}: {error.reason})."
    return (
        f"MyAnimeList rejected the request ({error.status}: {error.reason}). Set mal.client_id "
        "(REKO_MAL__CLIENT_ID) to a client id from https://myanimelist.net/apiconfig"
    )


@error_message.register
def _jikan_unavailable(error: JikanUnavailable) -> str:
    return f"Jikan cannot be reached ({error.reason}). Try again {_when(error.retry_after_s)}."


@error_message.register
def _jikan_rate_limited(error: JikanRateLimited) -> str:
    return f"Jikan is limiting requests. Try again {_when(error.retry_after_s)}."


@error_message.register
def _jikan_not_found(_: JikanNotFound) -> str:
    return "Jikan does not have what was requested. Try another name or number."


@error_message.register
def _too_busy(error: TooBusy) -> str:
    return f"Too many lists are being fetched. Try again {_when(error.retry_after_s)}."


@error_message.register
def _too_many_fetches(error: TooManyFetches) -> str:
    return f"Other lists are still being fetched. Try again {_when(error.retry_after_s)}."


@error_message.register
def _import_refused(error: ImportRefused) -> str:
    return f"{error.path} cannot be imported: {_lower(error.reason)}. Nothing was imported."


@error_message.register
def _backup_refused(error: BackupRefused) -> str:
    return f"{error.path} {_lower(error.reason)}. Nothing was changed."


@error_message.register
def _postgres_backup(error: PostgresBackup) -> str:
    return (
        "PostgreSQL has tools of its own for this, which take the password from PGPASSWORD or "
        f"~/.pgpass. Run: {error.command}"
    )


@error_message.register
def _no_snapshot(error: SnapshotMissing) -> str:
    return (
        f"There is no community snapshot in {error.path} yet. "
        "Create one with: reko import FILE..., then: reko build"
    )


@error_message.register
def _damaged_snapshot(error: SnapshotDamaged) -> str:
    return (
        f"The snapshot {error.path} cannot be used ({error.reason}). "
        "Create a new one with: reko build"
    )


@error_message.register
def _move_refused(error: MoveRefused) -> str:
    return f"Nothing was moved: {error.reason}."


@error_message.register
def _object_store(error: ObjectStoreError) -> str:
    return (
        f"The object store of snapshots failed ({error.reason}). Check community.snapshot_url and "
        "the rights of its keys with: reko doctor. The snapshot on this machine is in use."
    )


@error_message.register
def _shutting_down(_: ShuttingDown) -> str:
    return "Reko is shutting down. Try again after it has restarted."


@error_message.register
def _no_discord(error: DiscordUnreachable) -> str:
    return (
        f"Discord cannot be reached ({error.reason}). Check the network and "
        "https://discordstatus.com, then try again."
    )


@error_message.register
def _no_sessions(_: SessionsUsedUp) -> str:
    return (
        "The bot has started nearly as many sessions at Discord as it may in a day. Beyond that "
        "number, Discord resets its token: wait for some hours, and find out what restarts it."
    )


@error_message.register
def _store(error: StoreError) -> str:
    if error.is_busy:
        return f"{error.reason.capitalize()}. Nothing was changed; try again when it has finished."
    hints = _POSTGRES_HINTS if error.is_postgres else _HINTS
    return f"Storage failed: {error.reason.rstrip('.')}. {hints.get(error.kind, _ANY_HINT)}"


def _lower(reason: str) -> str:
    """Return the reason as the end of a sentence."""
    stripped = reason.strip().rstrip(".")
    is_word = len(stripped) > 1 and stripped[0].isupper() and not stripped[1].isupper()
    return stripped[0].lower() + stripped[1:] if is_word else stripped


def _when(retry_after_s: float | None) -> str:
    if retry_after_s is None:
        return "in a few minutes"
    seconds = max(1, math.ceil(retry_after_s))
    return "in a second" if seconds == 1 else f"in {seconds} seconds"
