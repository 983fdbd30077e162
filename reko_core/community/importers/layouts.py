"""Layouts of public dumps, detected by their header, never by the file name."""

import csv
import io
import json
import re
from dataclasses import dataclass
from enum import Enum

from reko_core.community.importers.decompress import (
    MAX_LINE_BYTES,
    OpenFile,
    first_line,
    polars_errors,
    require,
)

__all__ = ["DOCUMENT_TITLES", "Kind", "Layout", "detect_format", "skip_header"]

DOCUMENT_TITLES = re.compile(rb'"data"\s*:\s*\[')
"""What the titles of anime-offline-database's JSON documents follow."""

_PEEK = 1 << 20
_SEPARATORS = ",;\t|"
# Spreadsheets put blank lines before the header, and Excel reads and writes `sep=;`.
_BEFORE_HEADER = rb"(?:[ \t\r,;|]*|\"?sep=.?\"?\r?)\n"
_LINES_BEFORE_HEADER = re.compile(rb"\A(?:" + _BEFORE_HEADER + rb")+", re.IGNORECASE)
_LINE_BEFORE_HEADER = re.compile(_BEFORE_HEADER, re.IGNORECASE)
_UNNAMED = "unnamed column "
# A million of them in a header would take gigabytes for every chunk of rows.
_MAX_UNNAMED = 3
_DEAD_ENTRIES = re.compile(rb'"deadEntries"\s*:\s*\[')
_TAR = b"ustar"
_UNPACK = "unpack it first"
_FOREIGN = {
    b"7z\xbc\xaf\x27\x1c": f"a 7-Zip archive: {_UNPACK}",
    b"Rar!\x1a": f"a RAR archive: {_UNPACK}",
    b"PK\x03\x04": f"an archive in another file: {_UNPACK}",
    b"\x04\x22\x4d\x18": f"compressed with lz4: {_UNPACK}",
    b"\x1f\x9d": f"compressed with compress: {_UNPACK}",
    _TAR: f"a tar archive: {_UNPACK}",
    b"SQLite format 3": "a SQLite database, no dump",
    b"%PDF": "a PDF, no dump",
    b"\xd0\xcf\x11\xe0": "a spreadsheet: save it as CSV",
    b"ARROW1": "an Arrow file: save it as parquet",
    b"\x89HDF": "an HDF5 file: save it as CSV",
    b"<": "a web page or XML, no dump",
    b"[": "a JSON array, no dump that is known",
}
"""What other files begin with, and what to do about them."""


class Kind(Enum):
    """Contents and format of a file."""

    RATINGS_CSV = "ratings, CSV"
    RATINGS_PARQUET = "ratings, parquet"
    TITLES_CSV = "titles, CSV"
    TITLES_PARQUET = "titles, parquet"
    TITLES_JSON = "titles, JSON lines"
    TITLES_DOCUMENT = "titles, one JSON document"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its name (the default source of lists), its kind and its columns in order."""

    name: str
    kind: Kind
    columns: tuple[str, ...] = ()
    separator: str = ","


_RATINGS = {
    frozenset({"user_id", "anime_id", "rating"}): "kaggle2016",
    frozenset({"user_id", "anime_id", "rating", "watching_status", "watched_episodes"}): (
        "kaggle2020"
    ),
    frozenset({"user_id", "username", "anime_id", "anime title", "rating"}): "kaggle2023",
}
_TITLE_IDS = {"anime_id", "mal_id"}
_TITLE_NAMES = {"name", "title"}
_PARQUET_RATINGS = {"user", "anime", "score"}
_PARQUET_TITLES = {"id", "title", "type"}


def detect_format(file: OpenFile) -> Layout:
    """Return the layout of a file. Raises ImportRefused naming what was found instead."""
    head = file.peek(_PEEK)
    if head.startswith(b"PAR1"):
        return _detect_parquet(file)
    for magic, name in _FOREIGN.items():
        if head.startswith(magic) or (magic == _TAR and head[257:262] == magic):
            raise file.refusal(f"is {name}")
    head = _LINES_BEFORE_HEADER.sub(b"", head)
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    if not first.strip(" ,;|"):
        raise file.refusal("is empty")
    if first.startswith("{"):
        return _detect_json(file, head, first)
    return _detect_csv(file, first)


def skip_header(file: OpenFile) -> None:
    """Read up to the end of the header."""
    for line in file.lines():
        if not _LINE_BEFORE_HEADER.fullmatch(line):
            return


def _detect_csv(file: OpenFile, first: str) -> Layout:
    if len(first) >= MAX_LINE_BYTES - 1:
        raise file.refusal("has a line of more than a megabyte: it is no table")
    if "\ufffd" in first or not first.replace("\t", " ").isprintable():
        raise file.refusal("is no text in UTF-8, UTF-16 or Latin-1")
    for separator in _SEPARATORS:
        layout = _known_layout(first, separator)
        if layout is not None:
            return layout
    raise file.refusal(f"has no known header: {first[:100]!r}")


def _known_layout(header: str, separator: str) -> Layout | None:
    """Return the layout of a header that this separator splits into known columns."""
    try:
        names = next(csv.reader(io.StringIO(header), delimiter=separator))
    except (csv.Error, StopIteration):
        return None
    # R and pandas write numbers of rows, in a column without a name.
    columns = tuple(_column_name(name, i) for i, name in enumerate(names))
    named = [column for column in columns if not column.startswith(_UNNAMED)]
    is_table = len(set(named)) == len(named) and len(columns) - len(named) <= _MAX_UNNAMED
    known = _RATINGS.get(frozenset(named)) if is_table else None
    if known:
        return Layout(known, Kind.RATINGS_CSV, columns, separator)
    if _TITLE_IDS & set(columns) and _TITLE_NAMES & set(columns) and "user_id" not in columns:
        return Layout("kaggle titles", Kind.TITLES_CSV, columns, separator)
    return None


def _column_name(name: str, index: int) -> str:
    stripped = name.strip().lower()
    is_unnamed = not stripped or stripped.startswith("unnamed:")
    return f"{_UNNAMED}{index}" if is_unnamed else stripped


def _detect_parquet(file: OpenFile) -> Layout:
    if not file.is_plain:
        raise file.refusal("is parquet in a compressed file: unpack it first")
    polars = require("polars")
    try:
        columns = polars.read_parquet_schema(file.path)
    except polars_errors() as error:
        raise file.refusal(f"is no readable parquet file: {first_line(error)}") from error
    if set(columns) >= _PARQUET_RATINGS:
        return Layout("parquet ratings", Kind.RATINGS_PARQUET, tuple(columns))
    if set(columns) >= _PARQUET_TITLES:
        return Layout("parquet titles", Kind.TITLES_PARQUET, tuple(columns))
    raise file.refusal(f"has unknown columns: {', '.join(columns)[:100]}")


def _detect_json(file: OpenFile, head: bytes, first: str) -> Layout:
    try:
        keys = set(json.loads(first))
    except RecursionError as error:
        raise file.refusal("is JSON, nested too deeply") from error
    except ValueError:
        keys = set()
    if "deadEntries" in keys or _DEAD_ENTRIES.search(head):
        raise file.refusal(
            "holds the dead entries of anime-offline-database, no titles: "
            "take anime-offline-database.jsonl.zst"
        )
    if DOCUMENT_TITLES.search(head) and not {"sources", "title"} <= keys:
        return Layout("anime-offline-database", Kind.TITLES_DOCUMENT)
    if {"license", "lastUpdate"} & keys or {"sources", "title"} <= keys:
        return Layout("anime-offline-database", Kind.TITLES_JSON)
    if keys:
        raise file.refusal(f"has unknown keys: {', '.join(sorted(keys))[:100]}")
    raise file.refusal("is JSON, but not one object a line")
