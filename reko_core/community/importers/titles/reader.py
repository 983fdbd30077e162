"""Reading of title files as `Anime`, in any of the layouts."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from reko_core.community.importers.decompress import OpenFile, require
from reko_core.community.importers.layouts import Kind, Layout
from reko_core.community.importers.titles.kaggle import parse_kaggle_row
from reko_core.community.importers.titles.offline_database import read_offline_database
from reko_core.community.importers.titles.values import split_names
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


def read_titles(file: OpenFile, layout: Layout, skipped: Counter[str]) -> Iterator[Anime]:
    """Read the titles of a file and count skipped rows by reason. Raises ImportRefused."""
    if layout.kind is Kind.TITLES_JSON:
        yield from read_offline_database(file, skipped)
        return
    make = _from_parquet if layout.kind is Kind.TITLES_PARQUET else parse_kaggle_row
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
        genres=split_names(row.get("genres")),
        origin=(row.get("source") or "").replace(" ", "_") or None,
        studios=split_names(row.get("studios")),
        picture=row.get("picture"),
        duration_min=row.get("duration_min") or None,
        franchise_id=row.get("franchise_id"),
        relations=tuple(Relation(anime_id) for anime_id in related),
    )
