from pathlib import Path

import pytest

from reko_cli.views.output import check_writable, write_output
from reko_core.errors import BadInput


def test_an_existing_file_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    for data in (b"first", b"second"):
        write_output(path, data, "json")

    assert path.read_bytes() == b"second"
    assert [*tmp_path.iterdir()] == [path]


def test_a_failed_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.mkdir()

    with pytest.raises(BadInput, match="cannot be written"):
        write_output(path, b"data", "json")

    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("name", ["", "absent/out.json"])
def test_unwritable_paths_are_refused_in_advance(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        check_writable(tmp_path / name, "json")

    assert caught.value.field == "json"
    assert not [*tmp_path.iterdir()]


def test_a_new_file_may_be_written(tmp_path: Path) -> None:
    check_writable(tmp_path / "out.json", "json")

    assert not [*tmp_path.iterdir()]
