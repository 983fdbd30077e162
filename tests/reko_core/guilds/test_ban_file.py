import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reko_core.errors import BadInput
from reko_core.guilds.ban_file import MAX_TITLE_LENGTH, ParsedBans, dump_bans, parse_bans
from reko_core.guilds.models import MAX_BANS, TitleBan

MOMENT = datetime(2024, 2, 29, tzinfo=UTC)
HASH = "0cc175b9c0f1b6a831c399e269772661"
OTHER = "92eb5ffee6ae2fec3ad71c777531578f"
FILE_ID = "0123456789abcdef"

ids = st.integers(1, 2**31 - 1)
names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=MAX_TITLE_LENGTH
)
hashes = st.text("0123456789abcdef", min_size=32, max_size=32)


def file_of(titles: Any = (), users: Any = (), **others: Any) -> str:
    content = {"format": "reko-bans", "version": 1, "titles": titles, "users": users}
    return json.dumps(content | others)


def refusal(data: str | bytes) -> BadInput:
    with pytest.raises(BadInput) as refused:
        parse_bans(data if isinstance(data, bytes) else data.encode())
    return refused.value


def title_bans(titles: dict[int, str]) -> list[TitleBan]:
    return [TitleBan(anime_id, title, 42, MOMENT) for anime_id, title in titles.items()]


@given(st.dictionaries(ids, names, max_size=5), st.lists(hashes, unique=True, max_size=5))
def test_exported_bans_are_imported_unchanged(titles: dict[int, str], users: list[str]) -> None:
    text = dump_bans(title_bans(titles), users, FILE_ID)
    assert parse_bans(text.encode()) == ParsedBans(tuple(titles.items()), tuple(users), FILE_ID)


def test_file_holds_a_ban_a_line_and_no_discord_ids() -> None:
    text = dump_bans(title_bans({1: "Cowboy Bebop", 5: "天国の扉"}), [HASH], FILE_ID)
    assert text.splitlines() == [
        "{",
        '"format": "reko-bans",',
        '"version": 1,',
        f'"file_id": "{FILE_ID}",',
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
    assert parse_bans(dump_bans([], [], FILE_ID).encode()) == ParsedBans((), (), FILE_ID)
    assert parse_bans(b'{"format": "reko-bans", "version": 1}') == ParsedBans((), ())


def test_a_title_that_is_too_long_is_truncated_to_keep_its_file_readable() -> None:
    text = dump_bans(title_bans({1: "x" * 301}), [], FILE_ID)
    assert parse_bans(text.encode()).titles == ((1, "x" * 300),)


def test_duplicate_bans_are_merged_and_the_first_counts() -> None:
    text = file_of([{"id": 1, "title": "a"}, {"id": 1, "title": "b"}], [HASH, OTHER, HASH])
    assert parse_bans(text.encode()) == ParsedBans(((1, "a"),), (HASH, OTHER))


def test_a_byte_order_mark_is_accepted() -> None:
    assert parse_bans(b"\xef\xbb\xbf" + file_of(users=[HASH]).encode()).users == (HASH,)


def test_unknown_members_are_ignored() -> None:
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
def test_the_line_that_is_not_json_is_named(text: str, line: int) -> None:
    refused = refusal(text)
    assert refused.field == "file"
    assert refused.reason.startswith(f"line {line} is not JSON: ")


def test_a_line_that_is_not_utf8_is_named() -> None:
    refused = refusal('{"format": "reko-bans",\n"é": "'.encode() + b'\xff"}')
    assert refused.reason == "line 2 is not JSON: invalid unicode code point"


@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_deep_nesting_is_refused(bracket: str) -> None:
    refused = refusal('{"[[[": 1,\n"titles":\n' + 100_000 * bracket)
    assert refused.reason == "line 3 is not JSON: recursion limit exceeded"


@pytest.mark.parametrize(
    "filling",
    [
        ",".join(["[]"] * 2_000_000),
        ",".join(["[" * 150 + "]" * 150] * 20_000),
        ",".join(['{"id": 1, "title": "a"}'] * 30_000),
        "0," * 3_000_000,
        ",\r\n" * 2_000_000,
    ],
)
@pytest.mark.parametrize("key", ["titles", "users", "other"])
def test_more_values_than_bans_can_have_are_not_decoded(key: str, filling: str) -> None:
    refused = refusal(file_of().replace("}", f',\n"{key}": [{filling}]' + "}"))
    assert refused.field == "file"
    assert refused.reason == "more closing brackets or commas than 10000 bans have"


def test_hundreds_of_thousands_of_keys_are_not_decoded() -> None:
    keys = ",".join(f'"{n}": 0' for n in range(700_000))
    assert "commas" in refusal(file_of().replace("}", f", {keys}}}")).reason


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_millions_of_line_ends_are_only_counted(end: str) -> None:
    assert parse_bans((file_of() + end * 3_000_000).encode()).titles == ()
    assert refusal(end * 3_000_000).field == "file"


def test_titles_may_hold_brackets_and_commas() -> None:
    titles = [{"id": n, "title": f"[Oshi no Ko], {n}, {{1}}"} for n in range(1, 4001)]
    assert len(parse_bans(file_of(titles).encode()).titles) == 4000


def test_numbers_of_thousands_of_digits_are_refused() -> None:
    refused = refusal(file_of().replace("}", ',\n"other": ' + "9" * 9999 + "}"))
    assert refused.reason == "line 2 is not JSON: number out of range"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "Input should be an object"),
        ("null", "Input should be an object"),
        ("{}", "format: Field required"),
        ('{"format": "other"}', "format: Input should be 'reko-bans'"),
        ('{"format": "reko-bans"}', "version: Field required"),
        ('{"format": "reko-bans", "version": 2}', "version: Input should be"),
        ('{"format": "reko-bans", "version": true}', "version: Input should be"),
        ('{"format": "reko-bans", "version": 1, "titles": {}}', "titles: Input should be"),
        ('{"format": "reko-bans", "version": 1, "users": null}', "users: Input should be"),
    ],
)
def test_a_file_of_another_kind_is_refused(text: str, reason: str) -> None:
    refused = refusal(text)
    assert refused.field == "file"
    assert refused.reason.startswith(reason)


@pytest.mark.parametrize("wrong", ["0", "-1", "2147483648", "1.5", '"1"', "true", "null", "9" * 99])
def test_a_wrong_id_is_refused_and_its_place_named(wrong: str) -> None:
    good = {"id": 3, "title": "a"}
    text = file_of([good, "here"]).replace('"here"', f'{{"title": "a", "id": {wrong}}}')
    refused = refusal(text)
    assert refused.field == "file"
    assert refused.reason.startswith("titles[1].id: Input should be")


@pytest.mark.parametrize("wrong", ["1", "null", '"' + "x" * 301 + '"', r'"\u0000"'])
def test_a_wrong_title_is_refused_and_its_place_named(wrong: str) -> None:
    text = file_of(["here"]).replace('"here"', f'{{"id": 1, "title": {wrong}}}')
    assert refusal(text).reason.startswith("titles[0].title: ")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ('{"id": 1}', "titles[1].title"),
        ('{"title": "a"}', "titles[1].id"),
        ("[]", "titles[1]"),
        ("7", "titles[1]"),
    ],
)
def test_an_incomplete_title_is_refused_and_its_place_named(wrong: str, place: str) -> None:
    text = file_of([{"id": 3, "title": "a"}, "here"]).replace('"here"', wrong)
    assert refusal(text).reason.startswith(f"{place}: ")


@pytest.mark.parametrize("wrong", [HASH.upper(), HASH[:-1], f"{HASH}\n", 12, None, [HASH]])
def test_a_wrong_hash_is_refused_and_its_place_named(wrong: Any) -> None:
    assert refusal(file_of(users=[HASH, OTHER, wrong])).reason.startswith("users[2]: ")


def test_no_reason_is_a_regular_expression() -> None:
    for text in (file_of(users=["x"]), file_of([{"id": 1, "title": "\0"}])):
        assert "^" not in refusal(text).reason


@pytest.mark.parametrize("kind", ["titles", "users"])
def test_too_many_bans_are_refused(kind: str) -> None:
    titles = dict.fromkeys(range(1, MAX_BANS + 1), "a")
    users = [f"{number:032x}" for number in range(MAX_BANS)]
    parsed = parse_bans(dump_bans(title_bans(titles), users, FILE_ID).encode())
    assert (len(parsed.titles), len(parsed.users)) == (MAX_BANS, MAX_BANS)
    if kind == "titles":
        titles[MAX_BANS + 1] = "b"
    else:
        users.append("f" * 32)
    refused = refusal(dump_bans(title_bans(titles), users, FILE_ID))
    assert (refused.field, refused.reason) == ("bans", f"more than {MAX_BANS}")
