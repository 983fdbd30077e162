"""The file in which bans are carried from one guild to another: JSON without Discord ids.

    {"format": "reko-bans", "version": 1,
     "titles": [{"id": 1, "title": "Cowboy Bebop"}],
     "users": ["0cc175b9c0f1b6a831c399e269772661"]}

People edit such files, so what is wrong is named by its line, however the JSON is laid out.
"""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reko_core.contract.fields import MAX_ANIME_ID
from reko_core.errors import BadInput
from reko_core.guilds.models import MAX_BANS, TitleBan, UserBan, is_anime_id, is_user_hash

__all__ = ["ParsedBans", "dump_bans", "parse_bans"]

FORMAT = "reko-bans"
VERSION = 1
MAX_TITLE_LENGTH = 300

_MAX_DEPTH = 100
_MAX_DIGITS = 18

_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE = re.compile(r"[ \t\r\n]*")
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{\]}]')
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ParsedBans:
    """What a file bans: titles by id, with the names that the file gives them, and hashes."""

    titles: tuple[tuple[int, str], ...]
    users: tuple[str, ...]


def dump_bans(titles: Iterable[TitleBan], users: Iterable[UserBan]) -> str:
    """Return the file of some bans, one a line."""
    items = [{"id": ban.anime_id, "title": ban.title[:MAX_TITLE_LENGTH]} for ban in titles]
    return (
        f'{{\n"format": "{FORMAT}",\n"version": {VERSION},\n'
        f'"titles": {_lines(items)},\n'
        f'"users": {_lines([ban.user_hash for ban in users])}\n}}\n'
    )


def parse_bans(data: bytes) -> ParsedBans:
    """Read a file of bans; the first mention of each counts. Blocking: call it in a thread.

    Raises BadInput; its field is `line N`, the line that is wrong.
    """
    text = _decode(data)
    start = _skip(text, 0)
    if text[start] != "{":
        raise _refusal(text, start, "must be an object")
    members = _members(text, start)
    for key, expected in (("format", FORMAT), ("version", VERSION)):
        at, value = members.get(key, (start, None))
        if type(value) is not type(expected) or value != expected:
            raise _refusal(text, at, f"{key} must be {json.dumps(expected)}")
    titles: dict[int, str] = {}
    for at, item in _section(text, members, "titles"):
        _check_title(text, at, item)
        titles.setdefault(item["id"], item["title"])
        _check_count(text, at, len(titles))
    users: dict[str, None] = {}
    for at, item in _section(text, members, "users"):
        if not is_user_hash(item):
            raise _refusal(text, at, "a user must be a hash of 32 digits 0-9, a-f")
        users.setdefault(item)
        _check_count(text, at, len(users))
    return ParsedBans(tuple(titles.items()), tuple(users))


def _lines(items: list[Any]) -> str:
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]" if items else "[]"


def _decode(data: bytes) -> str:
    """Return the text of a file that is sound JSON. Raises BadInput."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        raise _refusal(before, len(before), "is not UTF-8") from error
    try:
        _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _refusal(text, error.pos, f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise _refusal(text, _deep_at(text), "is nested too deeply") from error
    return text


def _check_title(text: str, at: int, item: Any) -> None:  # noqa: ANN401
    if not isinstance(item, dict):
        raise _refusal(text, at, "a title must be an object with id and title")
    if not is_anime_id(item.get("id")):
        reason = f"id must be a whole number from 1 to {MAX_ANIME_ID}"
        raise _refusal(text, _member_at(text, at, "id"), reason)
    title = item.get("title")
    if not isinstance(title, str) or len(title) > MAX_TITLE_LENGTH or _UNSTORABLE.search(title):
        reason = f"title must be a text of at most {MAX_TITLE_LENGTH} characters"
        raise _refusal(text, _member_at(text, at, "title"), reason)


def _check_count(text: str, at: int, n_bans: int) -> None:
    if n_bans > MAX_BANS:
        raise _refusal(text, at, f"at most {MAX_BANS} titles and {MAX_BANS} users are taken")


def _refusal(text: str, at: int, reason: str) -> BadInput:
    line = 1 + len(_LINE_END.findall(text, 0, at))
    return BadInput(f"line {line}", reason)


def _number(digits: str) -> int | float:
    """Read a whole number; Python refuses to make an int of thousands of digits."""
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


_DECODER = json.JSONDecoder(parse_int=_number)

# What follows walks through text that is known to be sound JSON.


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _section(text: str, members: dict[str, tuple[int, Any]], key: str) -> Iterator[tuple[int, Any]]:
    """Give place and value of each item of an array that may be absent."""
    if key not in members:
        return
    at, value = members[key]
    if not isinstance(value, list):
        raise _refusal(text, at, f"{key} must be an array")
    at = _skip(text, at + 1)
    while text[at] != "]":
        item, end = _DECODER.raw_decode(text, at)
        yield at, item
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _members(text: str, at: int) -> dict[str, tuple[int, Any]]:
    """Return place and value of each member of the object at `at`; the last of a name counts."""
    found = {}
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, end = _DECODER.raw_decode(text, at)
        colon = _skip(text, end)
        at = _skip(text, colon + 1)
        value, end = _DECODER.raw_decode(text, at)
        found[key] = (at, value)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _member_at(text: str, at: int, key: str) -> int:
    """Return where the value of a member stands, or its object when there is none."""
    return _members(text, at).get(key, (at, None))[0]


def _deep_at(text: str) -> int:
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket[0], 0)
        if depth > _MAX_DEPTH:
            return bracket.start()
    return 0
