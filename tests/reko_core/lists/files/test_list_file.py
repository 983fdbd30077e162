import gzip
import tracemalloc

import numpy as np
import pytest
from list_files import list_file, mal_entry

from reko_core.contract.list_entries import MAX_LIST_ENTRIES
from reko_core.domain.models import Status
from reko_core.errors import ListFileRefused
from reko_core.lists.files import list_file as list_file_module
from reko_core.lists.files import unpacked
from reko_core.lists.files.list_file import MAX_FILE_BYTES, read_list_file

TWO = list_file([mal_entry(5, 9, "Completed", 26), mal_entry(1, 0, "Plan to Watch", 0)])


def refusal(data: bytes) -> str:
    with pytest.raises(ListFileRefused) as refused:
        read_list_file(data)
    assert refused.value.field == "file"
    return refused.value.kind


@pytest.mark.parametrize(
    "data",
    [
        TWO,
        gzip.compress(TWO),
        b"\xef\xbb\xbf" + TWO,
        b" \r\n\t" + TWO,
        b" " * 100_000 + TWO,
        TWO.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        TWO.replace(b"<series_type>TV</series_type>", b""),
    ],
    ids=["plain", "gzip", "byte order mark", "space", "much space", "UTF-16", "fields missing"],
)
def test_export_is_read(data: bytes) -> None:
    found = read_list_file(data)
    assert found.entries.anime_ids.tolist() == [1, 5]
    assert found.entries.scores.tolist() == [0, 9]
    assert found.entries.statuses.tolist() == [Status.PLAN_TO_WATCH, Status.COMPLETED]
    assert found.entries.episodes.tolist() == [0, 26]
    assert found.n_unmapped == 0


def test_statuses_are_words_or_the_numbers_of_the_old_api() -> None:
    words = ["watching", "COMPLETED", "On-Hold", "on hold", "Dropped", "plantowatch", "Rewatching"]
    words += ["1", "2", "3", "4", "6", "5", "", "x"]
    file = list_file(mal_entry(n, status=word) for n, word in enumerate(words, 1))
    expected = [1, 2, 3, 3, 4, 6, 2, 1, 2, 3, 4, 6, 0, 0, 0]
    assert read_list_file(file).entries.statuses.tolist() == expected


def test_scores_are_rounded_to_the_scale_of_mal() -> None:
    scores = ["0", "", "10", "7.5", "7.4", "0.1", "9.95", "11", "100", "-1", "x", "0.0", "1e1", "²"]
    file = list_file(mal_entry(n, score) for n, score in enumerate(scores, 1))
    expected = [0, 0, 10, 8, 7, 1, 10, 0, 0, 0, 0, 0, 0, 0]
    assert read_list_file(file).entries.scores.tolist() == expected


def test_entries_without_a_mal_id_are_counted() -> None:
    entries = [mal_entry(one) for one in (0, "", 2**31, -5, 7)]
    nameless = mal_entry(1).replace("series_animedb_id", "series_id")
    found = read_list_file(list_file([*entries, nameless]))
    assert found.entries.anime_ids.tolist() == [7]
    assert found.n_unmapped == 5


def test_last_entry_of_a_title_wins_and_odd_episodes_are_unknown() -> None:
    found = read_list_file(list_file([mal_entry(3, 4), mal_entry(3, 8, episodes=10**9)]))
    assert found.entries.scores.tolist() == [8]
    assert found.entries.episodes.tolist() == [-1]


def test_empty_list_is_a_list() -> None:
    assert len(read_list_file(list_file([])).entries) == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"{}",
        b"<html><body>Request blocked</body></html>",
        b"<animelist></animelist>",
        TWO.replace(b"<myanimelist>", b'<!DOCTYPE x [<!ENTITY a "b">]><myanimelist>'),
        TWO.replace(b"<myanimelist>", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><myanimelist>'),
        TWO.replace(b"UTF-8", b"utf-7"),
        TWO.replace(b"UTF-8", b"no-such-encoding"),
        b"<myanimelist>" + b"<anime>" * 1000,
        b"<myanimelist>" + b"".join(b"<a%d/>" % n for n in range(1000)) + b"</myanimelist>",
        TWO.replace(b"<myanimelist>", b"<myanimelist><!-- " + b"x" * (300 << 10) + b" -->"),
    ],
    ids=lambda data: data[:40].decode() + str(len(data)),
)
def test_anything_else_is_no_export(data: bytes) -> None:
    assert refusal(data) == "no_export"


@pytest.mark.parametrize(
    "data",
    [
        TWO[:-30],
        gzip.compress(TWO)[:-30],
        gzip.compress(TWO)[:-4] + b"abcd",
        TWO.replace(b"</anime>", b"</x>"),
        TWO.replace(b"Bebop", b"\xff\xfe"),
        TWO + TWO,
        b"\x1f\x8bno gzip",
        # Each member takes a while: half a million empty ones fit into a file.
        gzip.compress(TWO) + gzip.compress(b"") * 1000,
    ],
)
def test_damaged_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "damaged"


def test_export_of_manga_is_told_apart() -> None:
    assert refusal(TWO.replace(b"anime>", b"manga>")) == "manga"
    empty = list_file([]).replace(b"type>1<", b"type>2<")
    assert refusal(empty) == "manga"


def test_size_is_bounded_packed_unpacked_and_in_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(b" " * (MAX_FILE_BYTES + 1)) == "too_large"
    monkeypatch.setattr(unpacked, "MAX_PLAIN_BYTES", 2 << 20)
    assert refusal(gzip.compress(TWO[:-16] + b" " * (3 << 20), 1)) == "too_large"
    entry = "<anime><series_animedb_id>1</series_animedb_id></anime>"
    assert refusal(list_file([entry] * (MAX_LIST_ENTRIES + 1))) == "too_large"


def test_number_of_elements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_file_module, "_MAX_EVENTS", 10_000)
    assert refusal(list_file(["<anime>" + "<my_id/>" * 10_000])) == "too_large"


def test_memory_is_bounded_whatever_the_file_holds() -> None:
    comment = b"<anime><my_comments>" + b"&#65;" * (1 << 17) + b"</my_comments></anime>"
    data = gzip.compress(b"<myanimelist>" + comment * 4 + b"</myanimelist>", 1)
    tracemalloc.start()
    try:
        found = read_list_file(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.n_unmapped == 4
    assert peak < 1 << 20
    assert found.entries.anime_ids.dtype == np.int32
