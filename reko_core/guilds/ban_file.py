"""Files of bans, exported from one guild to import into another: JSON without Discord ids.

    {"format": "reko-bans", "version": 1,
     "file_id": "0f2ad31c77e94b60",
     "titles": [{"id": 1, "title": "Cowboy Bebop"}],
     "users": ["0cc175b9c0f1b6a831c399e269772661"]}

Hashes of users are those of the file, so that they match in every guild, but tell nobody which user
of which guild they are. Files of earlier versions have no id.

People edit such files, so an error names the line that is not JSON, or the value that is wrong.
"""

import codecs
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, FailFast, Field, ValidationError

from reko_core.contract.fields import MAX_ANIME_ID, USER_HASH_PATTERN
from reko_core.contract.parsing import count_marks, reason_of
from reko_core.errors import BadInput
from reko_core.guilds.models import MAX_BANS, TitleBan

__all__ = ["ParsedBans", "dump_bans", "parse_bans"]

MAX_TITLE_LENGTH = 300
# More than the longest valid file has, those inside of titles included. The decoder holds the
# interpreter's lock, so what it may be given is bounded.
_MAX_BRACKETS = 3 * MAX_BANS // 2
_MAX_COMMAS = 8 * MAX_BANS

_POSITION = re.compile(r" at line (\d+) column \d+$")


@dataclass(frozen=True, slots=True)
class ParsedBans:
    """What a file bans: titles by id, with their names in the file, and hashes of users.

    file_id: whose hashes these are; None in files of earlier versions, or written by hand.
    """

    titles: tuple[tuple[int, str], ...]
    users: tuple[str, ...]
    file_id: str | None = None


class _Title(BaseModel):
    model_config = ConfigDict(strict=True)

    id: int = Field(ge=1, le=MAX_ANIME_ID)
    # PostgreSQL stores no zero bytes.
    title: str = Field(max_length=MAX_TITLE_LENGTH, pattern=r"^[^\x00]*$")


class _BanFile(BaseModel):
    model_config = ConfigDict(strict=True)

    format: Literal["reko-bans"]
    version: int = Field(ge=1, le=1)
    file_id: str | None = Field(default=None, pattern=r"^[0-9a-f]{16}$")
    titles: Annotated[list[_Title], FailFast()] = Field(default=[])
    users: Annotated[list[Annotated[str, Field(pattern=USER_HASH_PATTERN)]], FailFast()] = Field(
        default=[]
    )


def dump_bans(titles: Iterable[TitleBan], user_hashes: Sequence[str], file_id: str) -> str:
    """Return the file of some bans, one a line. user_hashes: as the file shows them."""
    items = [{"id": ban.anime_id, "title": ban.title[:MAX_TITLE_LENGTH]} for ban in titles]
    return (
        f'{{\n"format": "reko-bans",\n"version": 1,\n"file_id": "{file_id}",\n'
        f'"titles": {_lines(items)},\n'
        f'"users": {_lines(user_hashes)}\n}}\n'
    )


def parse_bans(data: bytes) -> ParsedBans:
    """Read a file of bans; the first mention of each counts. Blocking: call it in a thread.

    Raises BadInput for `file`, naming the line that is not JSON or the value that is wrong, or for
    `bans` where there are too many.
    """
    if count_marks(data, b"]}") > _MAX_BRACKETS or count_marks(data, b",") > _MAX_COMMAS:
        raise BadInput("file", f"more closing brackets or commas than {MAX_BANS} bans have")
    try:
        file = _BanFile.model_validate_json(data.removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        raise _refusal(error) from error
    titles: dict[int, str] = {}
    for item in file.titles:
        titles.setdefault(item.id, item.title)
    users = tuple(dict.fromkeys(file.users))
    if max(len(titles), len(users)) > MAX_BANS:
        raise BadInput("bans", f"more than {MAX_BANS}")
    return ParsedBans(tuple(titles.items()), users, file.file_id)


def _lines(items: Sequence[Any]) -> str:
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]" if items else "[]"


def _refusal(error: ValidationError) -> BadInput:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        message = str(first["ctx"]["error"])
        position = _POSITION.search(message)
        line = position[1] if position else "1"
        return BadInput("file", f"line {line} is not JSON: {_POSITION.sub('', message)}")
    place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in first["loc"])
    is_pattern = first["type"] == "string_pattern_mismatch"
    reason = reason_of(first) if is_pattern else first["msg"]
    return BadInput("file", f"{place.removeprefix('.')}: {reason}".removeprefix(": "))
