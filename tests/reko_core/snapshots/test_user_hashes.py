import stat
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reko_core.errors import ConfigurationError
from reko_core.snapshots.user_hashes import UserHasher, UserIndex, load_secret

ASK = (
    "import sys; from pathlib import Path; from reko_core.snapshots.user_hashes import load_secret;"
    " print(load_secret('', Path(sys.argv[1])))"
)
SECRET = "made-up-secret-of-the-tests"


def test_hash_of_a_user_stays_the_same() -> None:
    """Bans are stored by hash: another value here would lift all of them."""
    assert UserHasher("a" * 32).digest("Some_User").hex() == "2d4a960c0be1fabfb37b7a07599fe3e0"


def test_hash_ignores_case_and_whitespace() -> None:
    hasher = UserHasher(SECRET)
    assert hasher.digest("Some_User") == hasher.digest(" some_USER ")
    assert hasher.digest("Some_User") != hasher.digest("Some_User2")


def test_hash_depends_on_the_secret() -> None:
    assert UserHasher(SECRET).digest("Some_User") != UserHasher(SECRET + "!").digest("Some_User")


def test_user_of_a_dump_is_never_taken_for_a_mal_user() -> None:
    hasher = UserHasher(SECRET)
    assert len({hasher.digest("12", source) for source in ("mal", "kaggle2016", "other")}) == 3


def test_a_name_is_the_same_user_in_every_source() -> None:
    hasher = UserHasher(SECRET)
    hashes = {hasher.digest("Some_User", source) for source in ("mal", "kaggle2023", "by_hand")}
    assert hashes == {hasher.digest("some_user")}


def test_configured_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert load_secret(SECRET, tmp_path / "snapshots") == SECRET
    assert not (tmp_path / "snapshots").exists()


def test_short_secret_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_secret("short-secret", tmp_path)
    assert refused.value.key == "community.hash_secret"
    assert "short-secret" not in str(refused.value)


def test_secret_is_created_once_readable_by_the_owner_only(tmp_path: Path) -> None:
    directory = tmp_path / "snapshots"
    secret = load_secret("", directory)
    assert len(secret) == 64
    assert load_secret("", directory) == secret
    (path,) = directory.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_secrets_of_two_deployments_differ(tmp_path: Path) -> None:
    assert load_secret("", tmp_path / "one") != load_secret("", tmp_path / "other")


def test_concurrent_first_starts_create_one_secret(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", ASK, str(tmp_path)], stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    secrets = {process.communicate()[0].decode().strip() for process in processes}
    assert secrets == {load_secret("", tmp_path)}
    assert len(list(tmp_path.iterdir())) == 1


def test_directory_that_cannot_be_created_is_a_configuration_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError) as refused:
        load_secret("", tmp_path / "file")
    assert refused.value.key == "community.snapshot_dir"


def test_users_are_found_as_by_comparing_every_hash() -> None:
    rng = np.random.default_rng(5)
    # Halves of few values: equal first halves, equal second halves, and equal hashes.
    halves = rng.integers(0, 4, (200, 2), dtype=np.uint64)
    halves[:50] = rng.integers(0, 2**64, (50, 2), dtype=np.uint64)
    hashes = halves.view(np.uint8)
    asked = [hashes[user].tobytes() for user in (7, 3, 60, 7)]
    asked += [rng.bytes(16), bytes(16), hashes[7, :8].tobytes() + bytes(8)]
    expected = [
        user for digest in asked for user in range(len(hashes)) if hashes[user].tobytes() == digest
    ]

    index = UserIndex(hashes)

    assert index.find(asked).tolist() == expected
    assert index.find([]).tolist() == []
    assert UserIndex(hashes[:0]).find(asked).tolist() == []


def test_thousands_of_users_are_found_without_a_scan_for_each() -> None:
    """A scan for each of them would read 5 GB."""
    hashes = np.random.default_rng(6).integers(0, 256, (30_000, 16), np.uint8)
    index = UserIndex(hashes)

    found = index.find([one.tobytes() for one in hashes])

    np.testing.assert_array_equal(found, np.arange(30_000))


def test_short_secret_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hash-secret").write_text("short\n")
    with pytest.raises(ConfigurationError, match="fewer than 16 characters"):
        load_secret("", tmp_path)
