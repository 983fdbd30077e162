"""Reading of title files as `Anime`, in any of the layouts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from sys import getsizeof
from typing import Any

from reko_core.community.importers.decompress import (
    OpenFile,
    first_line,
    polars_errors,
    require,
)
from reko_core.community.importers.layouts import Kind, Layout
from reko_core.community.importers.titles.kaggle import parse_kaggle_row
from reko_core.community.importers.titles.offline_database import read_offline_database
from reko_core.community.importers.titles.table import read_table
from reko_core.community.importers.titles.values import real_number, split_names, whole_number
from reko_core.domain.models import Anime, Relation
from reko_core.domain.sanitize import sanitized
from reko_core.domain.sites import Site
from reko_core.store import TitleRank

__all__ = ["RANKS", "read_titles"]

RANKS = {
    Kind.TITLES_CSV: TitleRank.KAGGLE,
    Kind.TITLES_JSON: TitleRank.OFFLINE_DATABASE,
    Kind.TITLES_DOCUMENT: TitleRank.OFFLINE_DATABASE,
    Kind.TITLES_PARQUET: TitleRank.PARQUET,
}
_PARQUET_COLUMNS = {
    "id",
    "title",
    "title_english",
    "type",
    "episodes",
    "start_date",
    "year",
    "mean",
    "scored_by",
    "members",
    "age_rating",
    "genres",
    "source",
    "studios",
    "picture",
    "duration_min",
    "franchise_id",
    "related_ids",
}

_MAX_ROWS = 1_000_000
_CHUNK_ROWS = 5000
_MAX_CHARACTERS = 5000
_MAX_BYTES = 192 << 20
"""Of titles in memory: two or three times of what all titles of MAL need."""
_TITLE_BYTES = 600
_NAME_BYTES = 100


def read_titles(
    file: OpenFile,
    layout: Layout,
    skipped: Counter[str],
    notes: Counter[str],
    site_ids: Mapping[Site, dict[int, int]],
) -> Iterator[Anime]:
    """Read the titles of a file; count skipped rows by reason, and note how others were read.

    site_ids: by site, gets MAL's id by the id that a title has there. Raises ImportRefused.
    """
    n_bytes = 0
    for anime in _titles(file, layout, skipped, notes, site_ids):
        n_bytes += _size(anime)
        if n_bytes > _MAX_BYTES:
            raise file.refusal("has more titles than there are: it is no dump")
        yield anime


def _titles(
    file: OpenFile,
    layout: Layout,
    skipped: Counter[str],
    notes: Counter[str],
    site_ids: Mapping[Site, dict[int, int]],
) -> Iterator[Anime]:
    if layout.kind in {Kind.TITLES_JSON, Kind.TITLES_DOCUMENT}:
        yield from read_offline_database(file, layout, skipped, site_ids)
        return
    is_parquet = layout.kind is Kind.TITLES_PARQUET
    make = _from_parquet if is_parquet else parse_kaggle_row
    rows: Iterator[dict[str, Any]] = (
        _parquet_rows(file, layout) if is_parquet else read_table(file, layout, skipped, notes)
    )
    for row in rows:
        try:
            anime = make(row)
            anime = None if anime is None else sanitized(anime)
        except (AttributeError, TypeError, ValueError, OverflowError):
            anime = None
        if anime is None:
            skipped["bad id or title"] += 1
        else:
            yield anime


def _size(anime: Anime) -> int:
    """Return roughly how many bytes a title takes."""
    names = len(anime.genres) + len(anime.studios) + len(anime.relations)
    others = (anime.title_english, anime.title_japanese, anime.picture)
    texts = (anime.title, *anime.synonyms, *(text or "" for text in others))
    return _TITLE_BYTES + _NAME_BYTES * names + sum(map(getsizeof, texts))


def _parquet_rows(file: OpenFile, layout: Layout) -> Iterator[dict[str, Any]]:
    """Read the columns that are used, texts cut before they become Python's."""
    polars = require("polars")
    wanted = [name for name in layout.columns if name in _PARQUET_COLUMNS]
    try:
        lazy = polars.scan_parquet(file.path)
        n_rows = lazy.select(polars.len()).collect().item()
        if n_rows > _MAX_ROWS:
            raise file.refusal(f"has {n_rows:,} rows, more than there are titles")
        cut = polars.col(polars.String).str.slice(0, _MAX_CHARACTERS)
        for start in range(0, n_rows, _CHUNK_ROWS):
            table = lazy.select(wanted).slice(start, _CHUNK_ROWS).with_columns(cut).collect()
            yield from table.iter_rows(named=True)
    except polars_errors() as error:
        raise file.refusal(f"cannot be read: {first_line(error)}") from error


def _from_parquet(row: dict[str, Any]) -> Anime | None:
    anime_id = _whole(row, "id")
    if not anime_id or not row.get("title"):
        return None
    related = (whole_number(part) for part in (row.get("related_ids") or "").split(","))
    year = _whole(row, "year")
    return Anime(
        id=anime_id,
        title=row["title"],
        title_english=row.get("title_english"),
        media_type=row.get("type"),
        n_episodes=_whole(row, "episodes"),
        start_date=row.get("start_date") or (str(year) if year else None),
        mean=real_number(str(row.get("mean"))),
        scored_by=_whole(row, "scored_by"),
        members=_whole(row, "members"),
        age_rating=row.get("age_rating"),
        genres=split_names(row.get("genres")),
        origin=(row.get("source") or "").replace(" ", "_") or None,
        studios=split_names(row.get("studios")),
        picture=row.get("picture"),
        duration_min=_whole(row, "duration_min"),
        franchise_id=row.get("franchise_id"),
        relations=tuple(Relation(other) for other in related if other),
    )


def _whole(row: dict[str, Any], column: str) -> int | None:
    return whole_number(str(row.get(column)))
