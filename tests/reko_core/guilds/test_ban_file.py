import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.errors import BadInput
from reko_core.guilds.ban_file import MAX_TITLE_LENGTH, ParsedBans, dump_bans, parse_bans
from reko_core.guilds.models import MAX_BANS, TitleBan, UserBan

MOMENT = datetime(2024, 2, 29, tzinfo=UTC)
HASH = "0cc175b9c0f1b6a831c399e269772661"
OTHER = "92eb5ffee6ae2fec3ad71c777531578f"

ids = st.integers(1, 2**31 - 1)
names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=MAX_TITLE_LENGTH
)
hashes = st.text("0123456789abcdef", min_size=32, max_size=32)
# What a layout may put between two parts of JSON, and how many lines it ends.
gaps = st.lists(st.sampled_from([" ", "\t", "\n", "\r\n"]), max_size=4).map("".join)


def file_of(titles: Any = (), users: Any = (), **others: Any) -> str:
    content = {"format": "reko-bans", "version": 1, "titles": titles, "users": users}
    return json.dumps(content | others)


def refusal(data: str | bytes) -> BadInput:
    with pytest.raises(BadInput) as refused:
        parse_bans(data if isinstance(data, bytes) else data.encode())
    return refused.value


def title_bans(titles: dict[int, str]) -> list[TitleBan]:
    return [TitleBan(anime_id, title, 42, MOMENT) for anime_id, title in titles.items()]


def user_bans(users: list[str]) -> list[UserBan]:
    return [UserBan(user_hash, 42, MOMENT) for user_hash in users]


@given(st.dictionaries(ids, names, max_size=5), st.lists(hashes, unique=True, max_size=5))
def test_bans_come_back_from_their_file(titles: dict[int, str], users: list[str]) -> None:
    text = dump_bans(title_bans(titles), user_bans(users))
    assert parse_bans(text.encode()) == ParsedBans(tuple(titles.items()), tuple(users))


def test_file_holds_a_ban_a_line_and_no_discord_ids() -> None:
    text = dump_bans(title_bans({1: "Cowboy Bebop", 5: "天国の扉"}), user_bans([HASH]))
    assert text.splitlines() == [
        "{",
        '"format": "reko-bans",',
        '"version": 1,',
        '"titles": [',
        '{"id": 1, "title": "Cowboy Bebop"},',
        '{"id": 5, "title": "天国の扉"}',
        "],",
        '"users": [',
        f'"{HASH}"',
        "]",
        "}",
    ]


def test_file_of_no_bans_is_read() -> None:
    assert parse_bans(dump_bans([], []).encode()) == ParsedBans((), ())
    assert parse_bans(b'{"format": "reko-bans", "version": 1}') == ParsedBans((), ())


def test_title_that_is_too_long_is_cut_so_that_its_file_can_be_read() -> None:
    text = dump_bans(title_bans({1: "x" * 301}), [])
    assert parse_bans(text.encode()).titles == ((1, "x" * 300),)


def test_double_bans_are_merged_and_the_first_counts() -> None:
    text = file_of([{"id": 1, "title": "a"}, {"id": 1, "title": "b"}], [HASH, OTHER, HASH])
    assert parse_bans(text.encode()) == ParsedBans(((1, "a"),), (HASH, OTHER))


def test_mark_of_byte_order_is_taken() -> None:
    assert parse_bans(b"\xef\xbb\xbf" + file_of(users=[HASH]).encode()).users == (HASH,)


def test_members_that_nobody_knows_are_passed_over() -> None:
    text = file_of([{"title": "a", "note": ["why", 10**30], "id": 1}], comment={"titles": [0]})
    assert parse_bans(text.encode()).titles == ((1, "a"),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\nbans", 3),
        ('{"format": "reko-bans",\n"version" 1}', 2),
        (file_of() + "\n\nand more", 3),
        ('{\n"format": "reko-bans', 2),
        ('{"format":\n"tab\there"}', 2),
    ],
)
def test_line_that_is_no_json_is_named(text: str, line: int) -> None:
    refused = refusal(text)
    assert refused.field == f"line {line}"
    assert refused.reason.startswith("is not JSON")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_of_bytes_that_are_no_text_is_named(end: str) -> None:
    data = f'{{"format": "reko-bans",{end}"é": "'.encode() + b'\xff"}'
    refused = refusal(data)
    assert (refused.field, refused.reason) == ("line 2", "is not UTF-8")


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_deep_nesting_is_refused(bracket: str) -> None:
    refused = refusal('{"[[[": 1,\n"titles":\n' + 100_000 * bracket)
    assert (refused.field, refused.reason) == ("line 3", "is nested too deeply")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("\n[]", 2, "object"),
        ("null", 1, "object"),
        ("\n{}", 2, "format"),
        ('{"format":\n"other"}', 2, "format"),
        ('{"format": "reko-bans"\n,"version":\n2}', 3, "version"),
        ('{"format": "reko-bans", "version":\ntrue}', 2, "version"),
        ('{"format": "reko-bans", "version": 1,\n"titles":\n{}}', 3, "titles"),
        ('{"format": "reko-bans", "version": 1,\n"users": null}', 2, "users"),
    ],
)
def test_file_of_another_kind_is_refused(text: str, line: int, word: str) -> None:
    refused = refusal(text)
    assert refused.field == f"line {line}"
    assert word in refused.reason


@pytest.mark.parametrize(
    "wrong", ["0", "-1", "2147483648", "1.5", '"1"', "true", "null", "9" * 9999]
)
def test_wrong_id_is_refused_by_its_line(wrong: str) -> None:
    text = file_of(["here"]).replace('"here"', f'{{"title": "a",\n"id":\n{wrong}\n}}')
    refused = refusal(text)
    assert refused.field == "line 3"
    assert "whole number from 1 to 2147483647" in refused.reason


@pytest.mark.parametrize("wrong", ["1", "null", '"' + "x" * 301 + '"', r'"\ud800"', r'"\u0000"'])
def test_wrong_title_is_refused_by_its_line(wrong: str) -> None:
    text = file_of(["here"]).replace('"here"', f'\n{{"id": 1,\n"title": {wrong}}}')
    refused = refusal(text)
    assert refused.field == "line 3"
    assert "at most 300 characters" in refused.reason


@pytest.mark.parametrize("wrong", ['{"id": 1}', '{"title": "a"}', "[]", "7"])
def test_title_that_lacks_something_is_refused_by_the_line_where_it_begins(wrong: str) -> None:
    text = file_of([{"id": 3, "title": "a"}, "here"]).replace('"here"', f"\n\n{wrong}\n")
    assert refusal(text).field == "line 3"


@pytest.mark.parametrize("wrong", [HASH.upper(), HASH[:-1], 12, None, [HASH]])
def test_wrong_hash_is_refused_by_its_line(wrong: Any) -> None:
    text = file_of(users=[HASH, OTHER, "here"]).replace('"here"', "\n" + json.dumps(wrong))
    refused = refusal(text)
    assert refused.field == "line 2"
    assert "hash" in refused.reason


@given(st.data())
def test_line_of_the_wrong_ban_is_named_in_any_layout(data: st.DataObject) -> None:
    n_before = data.draw(st.integers(0, 4))
    items = ['{"title": "[\\"}", "id": 7}'] * n_before + ['{"title": "a", "id": 0}', '{"id": 0}']
    tokens = ['{"users": [],', '"format": "reko-bans",', '"version": 1,', '"titles"', ":", "["]
    for item in items:
        tokens += [item.replace('"id": 0', '"id":\0 0'), ","]
    tokens[-1:] = ["]", "}"]
    text = "".join(data.draw(gaps) + token.replace("\0", data.draw(gaps)) for token in tokens)
    wrong_at = text.index("0}")
    assert refusal(text).field == f"line {1 + text[:wrong_at].count(chr(10))}"


@pytest.mark.parametrize("kind", ["titles", "users"])
def test_first_ban_too_many_is_named_by_its_line(kind: str) -> None:
    titles = dict.fromkeys(range(1, MAX_BANS + 1), "a")
    users = [f"{number:032x}" for number in range(MAX_BANS)]
    whole = dump_bans(title_bans(titles), user_bans(users))
    parsed = parse_bans(whole.encode())
    assert (len(parsed.titles), len(parsed.users)) == (MAX_BANS, MAX_BANS)
    if kind == "titles":
        refused = refusal(dump_bans(title_bans(titles | {MAX_BANS + 1: "b"}), []))
        assert refused.field == f"line {4 + MAX_BANS + 1}"
    else:
        refused = refusal(dump_bans([], user_bans([*users, "f" * 32])))
        assert refused.field == f"line {5 + MAX_BANS + 1}"
    assert str(MAX_BANS) in refused.reason
