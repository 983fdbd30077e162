"""The titles that the stand-in serves, read from a parquet file."""

from pathlib import Path
from typing import Any

from reko_core.models import Anime, Relation

__all__ = ["read_titles"]


def read_titles(path: Path) -> dict[int, Anime]:
    """Read a parquet file of titles, by id. Needs polars, which comes with `import`.

    Columns: id, title, title_english, type, episodes, start_date, mean, scored_by, members,
    age_rating, genres, source, studios, picture, related_ids, duration_min; where several
    stand in one, they are separated by commas. Relations have no kind there.
    """
    import polars as pl

    return {row["id"]: _title(row) for row in pl.read_parquet(path).iter_rows(named=True)}


def _title(row: dict[str, Any]) -> Anime:
    return Anime(
        id=row["id"],
        title=row["title"],
        title_english=row["title_english"],
        media_type=row["type"],
        n_episodes=row["episodes"],
        start_date=row["start_date"],
        mean=row["mean"],
        scored_by=row["scored_by"],
        members=row["members"],
        age_rating=row["age_rating"],
        genres=_parts(row["genres"]),
        origin=row["source"],
        studios=_parts(row["studios"]),
        picture=row["picture"],
        duration_min=row["duration_min"],
        relations=tuple(Relation(int(part)) for part in _parts(row["related_ids"])),
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())
