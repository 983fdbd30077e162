import inspect
from pathlib import Path

import pytest

from reko_cli.errors import error_message
from reko_core import errors
from reko_core.errors import RekoError

EXAMPLES: list[tuple[RekoError, str]] = [
    (errors.BadInput("user_name", "String should match"), "user name: string should match."),
    (
        errors.ConfigurationError("api.port", "unknown key"),
        "api.port: unknown key. Correct it in config.toml or REKO_API__PORT",
    ),
    (errors.ListPrivate("Some_User"), "The list of Some_User is private."),
    (errors.UserNotFound("Some_User"), "There's no MyAnimeList user Some_User."),
    (
        errors.AdultExcluded("age_ratings.0", "rx needs include_adult"),
        "--age-rating: adult titles need --adult.",
    ),
    (
        errors.UnknownGenre("genres.0", "dramma", ("Drama",)),
        "--genre: 'dramma' is no known genre. Similar ones: Drama.",
    ),
    (errors.ListFileRefused("manga"), "--file: the file "),
    (errors.AnimeNotFound(5), "has no anime 5, or no longer."),
    (errors.SiteUnavailable("timed out"), "cannot be reached (timed out)"),
    (errors.SiteUnavailable("down", 0.2), "Try again in a second."),
    (errors.MalAddressWrong("mal.base_url is odd"), "The setting mal.base_url is odd. Correct"),
    (errors.SiteRateLimited(4.5), "Try again in 5 seconds."),
    (errors.SiteRateLimited(), "Try again in a few minutes."),
    (errors.SiteRefused(401, "no client id"), "REKO_MAL__CLIENT_ID"),
    (errors.JikanUnavailable("timed out"), "Jikan cannot be reached (timed out)."),
    (errors.JikanRateLimited(2), "Jikan is limiting requests. Try again in 2 seconds."),
    (errors.JikanNotFound(), "Jikan does not have"),
    (errors.TooBusy(60), "Try again in 60 seconds."),
    (errors.TooManyFetches(3), "Other lists are still being fetched. Try again in 3 seconds."),
    (errors.ImportRefused(Path("some/lists.csv"), "MAL lists only."), "MAL lists only. Nothing"),
    (errors.MoveRefused("--to is wrong"), "Nothing was moved: --to is wrong."),
    (errors.BackupRefused(Path("some/file"), "Is damaged."), "some/file is damaged. Nothing"),
    (errors.PostgresBackup(Path("file"), "pg_dump --file=file"), "Run: pg_dump --file=file"),
    (errors.CatalogueEmpty(), "reko import FILE"),
    (errors.SnapshotMissing(Path("snapshots"), "none"), "reko build"),
    (errors.SnapshotDamaged(Path("snapshots/7"), "short"), "snapshots/7 cannot be used (short)"),
    (errors.ObjectStoreError("access denied"), "failed (access denied). Check"),
    (errors.ShuttingDown(), "is shutting down. Try again"),
    (errors.DiscordUnreachable("HTTP 503"), "cannot be reached (HTTP 503). Check"),
    (errors.SessionsUsedUp(), "may in a day. Beyond that number, Discord resets its token"),
    (errors.StoreError("database is locked", kind="busy"), "try again when it has finished."),
    (errors.StoreError("another process is at work", is_busy=True), "try again when it has"),
]


@pytest.mark.parametrize(("error", "part"), EXAMPLES, ids=lambda value: str(value)[:30])
def test_error_messages_are_one_helpful_sentence(error: RekoError, part: str) -> None:
    message = error_message(error)

    assert part in message
    assert len(message.splitlines()) == 1


def test_every_error_has_its_own_message() -> None:
    classes = {cls for _, cls in inspect.getmembers(errors, inspect.isclass)}
    # The bot has subclasses of its own. No command connects an account.
    leaves = {
        cls
        for cls in classes
        if issubclass(cls, RekoError)
        and not issubclass(cls, errors.ConnectError)
        and not classes & set(cls.__subclasses__())
    }

    raised = {type(error) for error, _ in EXAMPLES}
    # These are raised themselves, beside their subclasses.
    both = (
        errors.BackupRefused,
        errors.BadInput,
        errors.DiscordUnreachable,
        errors.SiteUnavailable,
    )
    assert raised == leaves | set(both)
    assert raised <= set(error_message.registry)


def test_an_error_without_a_message_is_reported_by_its_type() -> None:
    assert "odd" in error_message(RekoError("odd"))


def test_a_reason_may_be_empty() -> None:
    assert error_message(errors.BadInput("body", ""))


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            errors.ConfigurationError("discord.token", "is missing"),
            "discord.token is missing: set it in config.toml or REKO_DISCORD__TOKEN (the token on ",
        ),
        (
            errors.ConfigurationError("mal.client_id", "is missing"),
            "mal.client_id is missing: set it in config.toml or REKO_MAL__CLIENT_ID (a client id ",
        ),
        (
            errors.ConfigurationError("api.cors_origins.0", "must be *."),
            "api.cors_origins.0 must be *. Correct it in config.toml or REKO_API__CORS_ORIGINS (",
        ),
        (errors.ConfigurationError("discrod", "unknown key"), "discrod: unknown key. Check "),
        (
            errors.ConfigurationError("config.toml", "line 3: no value", is_file=True),
            "config.toml, line 3: no value. Compare it with config.example.toml.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_the_places_to_set_it(error: RekoError, message: str) -> None:
    assert error_message(error).startswith(message)


STORE_ERRORS = [
    ("busy", "try again"),
    ("full", "Free some space"),
    ("read_only", "writable"),
    ("permission", "owner"),
    ("damaged", "reko restore FILE"),
    ("no_database", "database.url"),
    ("newer", "Install that version"),
    ("absent", "Create the directory"),
    ("driver", "reko[postgres]"),
    ("io", "Check the disk"),
    ("constraint", "reko doctor"),
    ("other", "reko doctor"),
]


@pytest.mark.parametrize(("kind", "hint"), STORE_ERRORS)
def test_a_store_error_has_the_hint_of_its_kind(kind: str, hint: str) -> None:
    message = error_message(errors.StoreError("it failed", kind=kind))

    assert message.startswith("Storage failed: it failed. ")
    assert hint in message


POSTGRES_ERRORS = [
    ("busy", "pg_stat_activity"),
    ("full", "on the server"),
    ("read_only", "primary"),
    ("permission", "role"),
    ("damaged", "pg_restore"),
    ("no_database", "CREATE DATABASE"),
    ("newer", "pg_restore"),
    ("unreachable", "its server runs"),
    ("login", "pg_hba.conf"),
    ("connections", "max_connections"),
    ("conflict", "try again"),
    ("timeout", "pg_stat_activity"),
    ("io", "log of the server"),
    ("other", "reko doctor"),
]


@pytest.mark.parametrize(("kind", "hint"), POSTGRES_ERRORS)
def test_an_error_of_postgresql_has_a_hint_about_the_server(kind: str, hint: str) -> None:
    message = error_message(errors.StoreError("it failed", kind=kind, is_postgres=True))

    assert hint in message
    assert "file" not in message
    assert "reko restore" not in message
