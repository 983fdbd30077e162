"""Bad files of lists are refused, or read as far as they are one."""

from collections import Counter
from random import Random

from list_files import bad_list_file

from reko_core.errors import ListFileRefused
from reko_core.lists.files.list_file import read_list_file
from tests.fuzz.conftest import share


def test_bad_list_files(tried: Counter[str]) -> None:
    rng, outcomes = Random(17), Counter[str]()
    for _ in range(share("list files")):
        tried["list files"] += 1
        try:
            entries = read_list_file(bad_list_file(rng)).entries
        except ListFileRefused as error:
            outcomes[error.kind] += 1
            continue
        outcomes["read"] += 1
        assert (entries.anime_ids > 0).all()
        assert (entries.scores >= 0).all()
        assert (entries.scores <= 10).all()
        assert (entries.episodes >= -1).all()
    assert outcomes.keys() >= {"read", "no_export", "damaged"}
    assert outcomes["read"] < outcomes.total() / 2
