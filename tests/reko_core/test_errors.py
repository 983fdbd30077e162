import re
from pathlib import Path

import pytest

from reko_core import errors
from reko_core.errors import (
    AnimeNotFound,
    BackupRefused,
    BadInput,
    ConfigurationError,
    DiscordUnreachable,
    ImportRefused,
    JikanRateLimited,
    JikanUnavailable,
    ListError,
    ListPrivate,
    RekoError,
    SiteRateLimited,
    SiteRefused,
    SiteUnavailable,
    SnapshotDamaged,
    SnapshotMissing,
    StoreError,
    TooBusy,
    TooManyFetches,
    UserNotFound,
)

CLASSES = {
    name: value
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, RekoError)
}


def drawn_tree() -> dict[str, str]:
    """Return child and parent of each line of the tree in the docstring."""
    parents: dict[str, str] = {}
    path = ["RekoError"]
    for branch, name in re.findall(r"^([│ ]*[├└]── )(\w+)", errors.__doc__ or "", re.MULTILINE):
        path[len(branch) // 4 :] = [name]
        parents[name] = path[-2]
    return parents


def test_tree_of_the_docstring_is_the_tree_of_the_classes() -> None:
    bases = {name: value.__base__.__name__ for name, value in CLASSES.items()}

    assert drawn_tree() == {name: base for name, base in bases.items() if name != "RekoError"}


def test_every_error_is_exported() -> None:
    assert sorted(CLASSES) == sorted(errors.__all__)


def test_every_error_has_a_message() -> None:
    assert all(value.__doc__ for value in CLASSES.values())


@pytest.mark.parametrize("kind", [ListError, ListPrivate, UserNotFound])
def test_list_errors_carry_the_user_but_not_in_their_message(kind: type[ListError]) -> None:
    error = kind("Some_User")

    assert error.user_name == "Some_User"
    assert str(error) == kind.__name__


@pytest.mark.parametrize("kind", [BadInput, ConfigurationError])
def test_wrong_values_are_named_with_the_reason(
    kind: type[BadInput] | type[ConfigurationError],
) -> None:
    assert str(kind("accuracy", "too high")) == "accuracy: too high"


def test_bad_input_carries_field_and_reason() -> None:
    error = BadInput("accuracy", "too high")

    assert (error.field, error.reason) == ("accuracy", "too high")


def test_configuration_error_carries_key_and_reason() -> None:
    error = ConfigurationError("api.port", "too high")

    assert (error.key, error.reason) == ("api.port", "too high")


def test_missing_title_carries_its_id() -> None:
    assert AnimeNotFound(65432).anime_id == 65432


def test_errors_of_mal_carry_retry_after() -> None:
    assert SiteUnavailable("down", 3.5).retry_after_s == 3.5
    assert SiteUnavailable("down").retry_after_s is None
    assert SiteRateLimited(60).retry_after_s == 60
    assert SiteRateLimited().retry_after_s is None


def test_errors_of_jikan_carry_retry_after() -> None:
    assert JikanUnavailable("down", 3.5).retry_after_s == 3.5
    assert JikanUnavailable("down").retry_after_s is None
    assert JikanRateLimited(60).retry_after_s == 60
    assert JikanRateLimited().retry_after_s is None


def test_too_busy_carries_retry_after() -> None:
    assert TooBusy(60).retry_after_s == TooManyFetches(60).retry_after_s == 60


def test_refusal_of_mal_carries_status_and_reason() -> None:
    error = SiteRefused(403, "no client id")

    assert (error.status, error.reason) == (403, "no client id")


@pytest.mark.parametrize("kind", [BackupRefused, ImportRefused, SnapshotMissing, SnapshotDamaged])
def test_errors_of_files_show_the_name_and_carry_the_path(
    kind: type[BackupRefused] | type[ImportRefused] | type[SnapshotMissing] | type[SnapshotDamaged],
) -> None:
    path = Path("somewhere", "private", "dump.csv")
    error = kind(path, "too short")

    assert (error.path, error.reason) == (path, "too short")
    assert str(error) == "dump.csv: too short"


def test_discord_error_carries_the_reason() -> None:
    assert DiscordUnreachable("HTTP 503").reason == "HTTP 503"


def test_store_error_carries_the_reason() -> None:
    assert StoreError("disk full").reason == "disk full"
