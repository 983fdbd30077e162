"""`reko import` with several files of one source."""

from pathlib import Path

from tests.reko_cli.conftest import Reko, environ, reko

__all__ = ["environ", "reko"]

HEADER = "user_id,anime_id,rating\n"


def test_files_of_one_command_never_replace_lists_of_each_other(reko: Reko, tmp_path: Path) -> None:
    for name, rows in {"a": "1,5,8\n", "b": "1,9,3\n", "c": "2,5,8\n"}.items():
        (tmp_path / f"{name}.csv").write_text(HEADER + rows)
    done = reko("import", "a.csv", "b.csv", "c.csv", "--source", "club")
    assert done.returncode == 1
    assert "1 of 3 files were rejected: b.csv" in done.stderr
    assert "with its own --source NAME" in done.stderr
    assert reko("import", "b.csv", "--source", "club").returncode == 0


def test_a_source_without_a_name_is_refused(reko: Reko, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEADER + "1,5,8\n")
    done = reko("import", "a.csv", "--source", "")
    assert done.returncode == 1
    assert "source: give 1 to 64" in done.stderr
