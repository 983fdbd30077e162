"""Whose list a command is about: a user's, or that of a file."""

from pathlib import Path

import pytest
from cyclopts import CycloptsError
from list_files import list_file, mal_entry

from reko_cli.arguments.list_source import ListSource
from reko_cli.errors import error_message
from reko_core.contract.recommend import Request
from reko_core.contract.similar import SimilarRequest
from reko_core.errors import BadInput


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "animelist.xml"
    path.write_bytes(list_file([mal_entry(5, 9), mal_entry(1), mal_entry(0)]))
    return path


def test_a_list_is_read_from_a_file(path: Path) -> None:
    source = ListSource(file=path)
    request = source.request(Request, None, {"limit": 5})
    assert request.inline_list is not None
    assert request.inline_list.entries.anime_ids.tolist() == [1, 5]
    assert (request.inline_list.n_unmapped, request.limit) == (1, 5)
    assert source.shown_name(request.user_name) == "animelist.xml"
    assert source.request(SimilarRequest, None, {"anime_id": 20}).inline_list is not None


def test_a_user_is_of_the_site() -> None:
    source = ListSource(site="kitsu")
    assert source.request(Request, "Some_User", {}).user_name == "kitsu:Some_User"
    assert source.request(SimilarRequest, None, {"anime_id": 20}).user_name is None


def test_there_is_one_list(path: Path) -> None:
    for source, user in ((ListSource(), None), (ListSource(file=path), "Some_User")):
        with pytest.raises(CycloptsError, match="--file"):
            source.check(user)
    ListSource().check("Some_User")
    ListSource(file=path).check(None)


def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path) -> None:
    missing, other = tmp_path / "missing.xml", tmp_path / "other.xml"
    other.write_text("<html></html>")
    for file, reason in (
        (missing, "--file: cannot be read: no such file"),
        (tmp_path, "--file: cannot be read: it is a directory"),
        (other, "--file: the file is no XML export of an anime list"),
    ):
        with pytest.raises(BadInput) as refused:
            ListSource(file=file).request(Request, None, {})
        assert error_message(refused.value).lower().startswith(reason.lower())
