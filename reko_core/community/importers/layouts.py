"""Layouts of public dumps, detected by their header, never by the file name."""

import csv
import io
import json
from dataclasses import dataclass
from enum import Enum

from reko_core.community.importers.decompress import OpenFile, require
from reko_core.errors import ImportRefused

__all__ = ["Kind", "Layout", "detect_format"]

_PEEK = 1 << 20


class Kind(Enum):
    """Contents and format of a file."""

    RATINGS_CSV = "ratings, CSV"
    RATINGS_PARQUET = "ratings, parquet"
    TITLES_CSV = "titles, CSV"
    TITLES_PARQUET = "titles, parquet"
    TITLES_JSON = "titles, JSON lines"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its name (the default source of lists), its kind, and its columns in order."""

    name: str
    kind: Kind
    columns: tuple[str, ...] = ()


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
    first = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    if first.startswith("{"):
        return _detect_json(file, first)
    if not first:
        raise ImportRefused(file.path, "is empty")
    columns = tuple(name.strip().lower() for name in next(csv.reader(io.StringIO(first))))
    known = _RATINGS.get(frozenset(columns))
    if known:
        return Layout(known, Kind.RATINGS_CSV, columns)
    if _TITLE_IDS & set(columns) and _TITLE_NAMES & set(columns) and "user_id" not in columns:
        return Layout("kaggle titles", Kind.TITLES_CSV, columns)
    raise ImportRefused(file.path, f"has no known header: {first[:100]!r}")


def _detect_parquet(file: OpenFile) -> Layout:
    polars = require("polars")
    try:
        columns = polars.read_parquet_schema(file.path)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ImportRefused(file.path, f"is no readable parquet file: {error}") from error
    if set(columns) >= _PARQUET_RATINGS:
        return Layout("parquet ratings", Kind.RATINGS_PARQUET, tuple(columns))
    if set(columns) >= _PARQUET_TITLES:
        return Layout("parquet titles", Kind.TITLES_PARQUET, tuple(columns))
    raise ImportRefused(file.path, f"has unknown columns: {', '.join(columns)[:100]}")


def _detect_json(file: OpenFile, first: str) -> Layout:
    try:
        header = json.loads(first)
    except ValueError as error:
        raise ImportRefused(file.path, "is JSON, but not one object a line") from error
    if {"license", "lastUpdate"} & set(header) or {"sources", "title"} <= set(header):
        return Layout("anime-offline-database", Kind.TITLES_JSON)
    raise ImportRefused(file.path, f"has unknown keys: {', '.join(header)[:100]}")
