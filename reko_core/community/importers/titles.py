"""Title files as `Anime`: Kaggle's tables, anime.parquet, anime-offline-database."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from reko_core.community.importers.decompress import OpenFile, require
from reko_core.community.importers.layouts import Kind, Layout
from reko_core.domain.models import Anime, Relation
from reko_core.domain.sanitize import sanitized
from reko_core.errors import ImportRefused
from reko_core.store import TitleRank

__all__ = ["RANKS", "read_titles"]

RANKS = {
    Kind.TITLES_CSV: TitleRank.KAGGLE,
    Kind.TITLES_JSON: TitleRank.OFFLINE_DATABASE,
    Kind.TITLES_PARQUET: TitleRank.PARQUET,
}

_MAX_TABLE_BYTES = 512 << 20
_ID_LIMIT = 2**31
_MAL_URL = re.compile(r"^https?://myanimelist\.net/anime/(\d+)")
_AGE_RATINGS = {"g": "g", "pg": "pg", "pg-13": "pg_13", "r": "r", "r+": "r+", "rx": "rx"}
_AIRING = {
    "finished": "finished_airing",
    "finished airing": "finished_airing",
    "ongoing": "currently_airing",
    "currently airing": "currently_airing",
    "upcoming": "not_yet_aired",
    "not yet aired": "not_yet_aired",
}
_UNKNOWN = {"", "unknown", "undefined", "null", "none", "n/a"}
_MONTHS = {
    name: f"{n:02}"
    for n, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_AIRED = re.compile(r"(?:(\w{3})\w* )?(?:(\d{1,2}), )?(\d{4})")


def read_titles(file: OpenFile, layout: Layout, skipped: Counter[str]) -> Iterator[Anime]:
    """Read the titles of a file and count skipped rows by reason. Raises ImportRefused."""
    if layout.kind is Kind.TITLES_JSON:
        yield from _from_json(file, skipped)
        return
    make = _from_parquet if layout.kind is Kind.TITLES_PARQUET else _from_kaggle
    for row in _rows(file, layout):
        try:
            anime = make(row)
            anime = None if anime is None else sanitized(anime)
        except (AttributeError, TypeError, ValueError, OverflowError):
            anime = None
        if anime is None:
            skipped["bad id or title"] += 1
        else:
            yield anime


def _rows(file: OpenFile, layout: Layout) -> Iterator[dict[str, Any]]:
    polars = require("polars")
    try:
        if layout.kind is Kind.TITLES_PARQUET:
            yield from polars.read_parquet(file.path).iter_rows(named=True)
            return
        data = file.stream.read(_MAX_TABLE_BYTES)
        table = polars.read_csv(
            data, infer_schema=False, truncate_ragged_lines=True, encoding="utf8-lossy"
        )
        table.columns = list(layout.columns)
        yield from table.iter_rows(named=True)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ImportRefused(file.path, f"cannot be read: {error}") from error


def _from_parquet(row: dict[str, Any]) -> Anime | None:
    if not row.get("id") or not row.get("title"):
        return None
    related = [int(part) for part in (row.get("related_ids") or "").split(",") if part.isdigit()]
    return Anime(
        id=int(row["id"]),
        title=row["title"],
        title_english=row.get("title_english"),
        media_type=row.get("type"),
        n_episodes=row.get("episodes") or None,
        start_date=row.get("start_date") or (str(row["year"]) if row.get("year") else None),
        mean=row.get("mean"),
        scored_by=row.get("scored_by"),
        members=row.get("members"),
        age_rating=row.get("age_rating"),
        genres=_split(row.get("genres")),
        origin=(row.get("source") or "").replace(" ", "_") or None,
        studios=_split(row.get("studios")),
        picture=row.get("picture"),
        duration_min=row.get("duration_min") or None,
        franchise_id=row.get("franchise_id"),
        relations=tuple(Relation(anime_id) for anime_id in related),
    )


def _from_kaggle(row: dict[str, Any]) -> Anime | None:
    """Read a row of one of Kaggle's three tables; keys are in lower case."""
    anime_id = _whole(row.get("anime_id") or row.get("mal_id"))
    title = html.unescape((row.get("name") or row.get("title") or "").strip())
    if not anime_id or not title:
        return None
    # The table of 2016 calls the mean `rating`; later ones use that for the age rating.
    is_first = "score" not in row
    return Anime(
        id=anime_id,
        title=title,
        title_english=_known(row.get("english name")),
        media_type=(_known(row.get("type")) or "").lower().replace(" ", "_") or None,
        n_episodes=_whole(row.get("episodes")) or None,
        start_date=_aired(row.get("aired")),
        airing=_AIRING.get((row.get("status") or "").strip().lower()),
        mean=_real(row.get("rating") if is_first else row.get("score")),
        scored_by=_whole(row.get("scored by")),
        members=_whole(row.get("members")),
        age_rating=None if is_first else _age_rating(row.get("rating")),
        genres=_split(row.get("genre") or row.get("genres")),
        origin=(_known(row.get("source")) or "").lower().replace(" ", "_") or None,
        studios=_split(row.get("studios")),
        picture=_known(row.get("image url")),
    )


def _from_json(file: OpenFile, skipped: Counter[str]) -> Iterator[Anime]:
    for number, line in enumerate(file.stream):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            skipped["no JSON"] += 1
            continue
        if number == 0 and "sources" not in record:
            continue
        try:
            made = [sanitized(anime) for anime in _from_record(record)]
            titles = [anime for anime in made if anime is not None]
        except (AttributeError, TypeError, ValueError, OverflowError):
            skipped["bad record"] += 1
            continue
        if not titles:
            skipped["not on MAL"] += 1
        yield from titles


def _from_record(record: dict[str, Any]) -> list[Anime]:
    """Return the record once for every MAL id it names; anything may be wrong with it."""
    if not record.get("title"):
        return []
    related = _mal_ids(record.get("relatedAnime", ()))
    return [_make(record, anime_id, related) for anime_id in _mal_ids(record.get("sources", ()))]


def _make(record: dict[str, Any], anime_id: int, related: list[int]) -> Anime:
    year = record.get("animeSeason", {}).get("year")
    duration = (record.get("duration") or {}).get("value")
    mean = (record.get("score") or {}).get("arithmeticMean")
    media_type = (_known(record.get("type")) or "").lower()
    return Anime(
        id=anime_id,
        title=record["title"],
        media_type=media_type or None,
        n_episodes=int(record.get("episodes") or 0) or None,
        start_date=str(int(year)) if year else None,
        airing=_AIRING.get((record.get("status") or "").lower()),
        mean=round(float(mean), 2) if mean else None,
        studios=tuple(record.get("studios", ())),
        picture=record.get("picture"),
        duration_min=max(1, round(duration / 60)) if duration else None,
        relations=tuple(Relation(other) for other in related),
    )


def _mal_ids(urls: list[str]) -> list[int]:
    ids = (int(match[1]) for url in urls if (match := _MAL_URL.match(url)))
    return [anime_id for anime_id in ids if 0 < anime_id < _ID_LIMIT]


def _known(text: str | None) -> str | None:
    stripped = html.unescape((text or "").strip())
    return None if stripped.lower() in _UNKNOWN else stripped


def _real(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if value > 0 else None


def _whole(text: str | None) -> int | None:
    value = _real(text)
    return int(value) if value is not None and value < 2**31 else None


def _split(text: str | None) -> tuple[str, ...]:
    parts = (part.strip() for part in (text or "").split(","))
    return tuple(part for part in parts if part.lower() not in _UNKNOWN)


def _age_rating(text: str | None) -> str | None:
    """Read `PG-13 - Teens 13 or older`."""
    return _AGE_RATINGS.get((text or "").split(" ")[0].lower())


def _aired(text: str | None) -> str | None:
    """Read the first date of `Apr 3, 1998 to Apr 24, 1999`, as precise as it is."""
    match = _AIRED.match((text or "").strip())
    if match is None:
        return None
    month, day, year = match.groups()
    parts = [year]
    if month and month.lower() in _MONTHS:
        parts.append(_MONTHS[month.lower()])
        if day:
            parts.append(day.zfill(2))
    return "-".join(parts)
