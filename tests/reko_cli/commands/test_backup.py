import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reko = Callable[..., Any]


def test_a_backup_is_written_and_restored(reko: Reko, tmp_path: Path) -> None:
    assert reko("migrate").returncode == 0
    made = reko("backup", "backup.sqlite3")
    back = reko("restore", "backup.sqlite3")

    assert made.returncode == back.returncode == 0, made.stderr + back.stderr
    assert re.match(r"backup.sqlite3: 0\.\d MB in ", made.stdout)
    assert "copying" in made.stderr
    assert "The database was restored from backup.sqlite3, made at " in back.stdout
    (kept,) = tmp_path.glob("reko.sqlite3.before-restore-*")
    assert kept.name in back.stdout


def test_a_damaged_database_is_said_to_be_saved_as_it_was(reko: Reko, tmp_path: Path) -> None:
    reko("migrate")
    reko("backup", "backup.sqlite3")
    (tmp_path / "reko.sqlite3").write_text("damaged")
    back = reko("restore", "backup.sqlite3")

    assert back.returncode == 0, back.stderr
    (kept,) = tmp_path.glob("reko.sqlite3.before-restore-*")
    assert kept.read_text() == "damaged"
    assert (
        "The previous database was damaged (is no SQLite database), and was saved byte by byte as "
        f"{kept.name}" in back.stdout
    )


def test_failures_are_reported_in_one_line(reko: Reko, tmp_path: Path) -> None:
    (tmp_path / "odd").write_text("odd")
    reko("migrate")
    for arguments, message in (
        (("backup", "odd"), "reko: odd exists already; --force replaces it. Nothing was changed."),
        (("restore", "odd"), "reko: odd is no SQLite database. Nothing was changed."),
        (("restore", "none"), "reko: none cannot be read: No such file"),
    ):
        done = reko(*arguments)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith(message)


def test_postgresql_users_are_referred_to_pg_dump(reko: Reko, environ: dict[str, str]) -> None:
    environ["REKO_DATABASE__URL"] = "postgresql://somebody:Pass_Word@db/reko"
    done = reko("backup", "file")

    assert done.returncode == 1
    assert "pg_dump" in done.stderr
    assert "Pass_Word" not in done.stderr


def test_a_restored_secret_is_reported_but_not_shown(reko: Reko, tmp_path: Path) -> None:
    reko("migrate")
    (tmp_path / "snapshots").mkdir(exist_ok=True)
    (tmp_path / "snapshots" / "hash-secret").write_text("a-secret-of-the-tests")
    reko("backup", "backup.sqlite3")
    (tmp_path / "snapshots" / "hash-secret").write_text("another-secret-of-tests")

    done = reko("restore", "backup.sqlite3")

    assert "The secret of the user hashes was restored, too." in done.stdout
    assert (tmp_path / "snapshots" / "hash-secret").read_text() == "a-secret-of-the-tests"
    assert "secret-of" not in done.stdout + done.stderr
