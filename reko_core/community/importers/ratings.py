"""Rating files as a stream of tables with validated rows.

Every table has the columns `source` (String), `user` (Int64 or String), `anime` (Int32), `score`
(Int8, 0 = unscored), `status` (Int8), `episodes` (Int16, -1 = unknown). Scores that are no whole
numbers are rounded half up, and counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reko_core.community.importers.decompress import OpenFile, first_line, polars_errors
from reko_core.community.importers.layouts import Kind, Layout
from reko_core.community.importers.numbers import real_numbers, whole_numbers
from reko_core.community.importers.text_rows import read_text_rows
from reko_core.contract.fields import MAL_NAME_PATTERN
from reko_core.domain.mal_users import DIGITS, MAL_SOURCE
from reko_core.domain.models import MAX_SCORE, MAX_WATCHED_EPISODES, Status

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MAX_SOURCE_LENGTH", "RatingTable", "read_ratings"]

_CHUNK_ROWS = 1_000_000
_MAX_ANIME_ID = 10_000_000
"""MAL has less than 100,000. It bounds a list, and with it the memory of an import."""
MAX_SOURCE_LENGTH = 64
"""In characters."""
_UNNAMED_SOURCE = "parquet"


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Valid rows, the number of rows read, of rounded scores, and of rows skipped by reason."""

    rows: "pl.DataFrame"
    n_read: int
    n_rounded: int
    skipped: Counter[str]


def read_ratings(file: OpenFile, layout: Layout, source: str | None) -> Iterator[RatingTable]:
    """Read a rating file in chunks. Raises ImportRefused."""
    read = _read_parquet if layout.kind is Kind.RATINGS_PARQUET else _read_csv
    try:
        yield from read(file, layout, source)
    except polars_errors() as error:
        raise file.refusal(f"cannot be read: {first_line(error)}") from error


def _read_csv(file: OpenFile, layout: Layout, source: str | None) -> Iterator[RatingTable]:
    for table in read_text_rows(file, layout):
        yield _checked(_csv_columns(table, layout, source or layout.name))


def _csv_columns(table: "pl.DataFrame", layout: Layout, source: str) -> "pl.DataFrame":
    import polars as pl

    has_status = "watching_status" in layout.columns
    n_rows = len(table)
    return pl.DataFrame(
        {
            "user": _names(table["username"])
            if "username" in layout.columns
            else whole_numbers(table["user_id"]),
            "anime": whole_numbers(table["anime_id"]),
            **_scores(table["rating"]),
            "status": whole_numbers(table["watching_status"])
            if has_status
            else pl.repeat(int(Status.COMPLETED), n_rows, dtype=pl.Int64, eager=True),
            "episodes": whole_numbers(table["watched_episodes"])
            if has_status
            else pl.repeat(-1, n_rows, dtype=pl.Int64, eager=True),
            "is_ragged": table["surplus"].is_not_null(),
        }
    ).with_columns(source=pl.lit(source))


def _names(column: "pl.Series") -> "pl.Series":
    """Return the names in lower case, null where they are none of MAL's.

    A name of digits could not be told from a number of another dump: see `is_mal_user`.
    """
    names = column.str.strip_chars(" \t\r\"'").str.to_lowercase()
    is_name = names.str.contains(MAL_NAME_PATTERN) & (names.str.strip_chars(DIGITS) != "")
    return names.set(~is_name, None)


def _scores(column: "pl.Series") -> dict[str, Any]:
    """Return the scores rounded half up, null where bad, and which were rounded."""
    import polars as pl

    scores = whole_numbers(column)
    is_rounded = pl.repeat(value=False, n=len(scores), dtype=pl.Boolean, eager=True)
    if scores.null_count():
        reals = real_numbers(column)
        reals = reals.set(~reals.is_between(0, MAX_SCORE), None)
        is_rounded = (scores.is_null() & reals.is_not_null()).rename("")
        scores = scores.zip_with(~is_rounded, (reals + 0.5).floor().cast(pl.Int64))
    return {"score": scores, "is_rounded": is_rounded}


def _read_parquet(file: OpenFile, layout: Layout, source: str | None) -> Iterator[RatingTable]:
    import polars as pl

    lazy = pl.scan_parquet(file.path)
    known = {"user", "anime", "score", "status", "episodes", "source"}
    wanted = [name for name in layout.columns if name in known]
    n_rows = lazy.select(pl.len()).collect().item()
    # Longer texts are neither numbers nor names of sources, but would fill the memory.
    cut = pl.col(pl.String).str.slice(0, MAX_SOURCE_LENGTH + 1)
    for start in range(0, n_rows, _CHUNK_ROWS):
        table = lazy.select(wanted).slice(start, _CHUNK_ROWS).with_columns(cut).collect()
        yield _checked(_parquet_columns(table, source))
        file.raw.seek(file.n_bytes * min(start + _CHUNK_ROWS, n_rows) // n_rows)


def _parquet_columns(table: "pl.DataFrame", source: str | None) -> "pl.DataFrame":
    import polars as pl

    n_rows = len(table)
    absent = {"status": int(Status.UNKNOWN), "episodes": -1}
    numbers = {
        name: whole_numbers(table[name])
        if name in table.columns
        else pl.repeat(value, n_rows, dtype=pl.Int64, eager=True)
        for name, value in absent.items()
    }
    is_named = source is None and "source" in table.columns
    sources = (
        table["source"].cast(pl.String).fill_null(_UNNAMED_SOURCE)
        if is_named
        else pl.repeat(source or _UNNAMED_SOURCE, n_rows, dtype=pl.String, eager=True)
    )
    return pl.DataFrame(
        {
            "user": whole_numbers(table["user"]),
            "anime": whole_numbers(table["anime"]),
            **_scores(table["score"]),
            **numbers,
            "is_ragged": pl.repeat(value=False, n=n_rows, dtype=pl.Boolean, eager=True),
            "source": sources,
        }
    )


def _checked(table: "pl.DataFrame") -> RatingTable:
    """Split off invalid rows, counted by the first reason of each."""
    import polars as pl

    statuses = [int(status) for status in Status]
    reason = (
        pl.when(pl.col("is_ragged"))
        .then(pl.lit("wrong number of columns"))
        .when(
            (pl.col("source").str.len_chars() > MAX_SOURCE_LENGTH)
            | (pl.col("source").str.strip_chars().str.to_lowercase() == MAL_SOURCE)
        )
        .then(pl.lit("bad source"))
        .when(pl.col("user").is_null())
        .then(pl.lit("bad user"))
        .when(~pl.col("anime").is_between(1, _MAX_ANIME_ID).fill_null(value=False))
        .then(pl.lit("bad anime id"))
        .when(~pl.col("score").is_between(-1, MAX_SCORE).fill_null(value=False))
        .then(pl.lit("bad score"))
        .when(pl.col("status").is_null() | pl.col("episodes").is_null())
        .then(pl.lit("bad status or episodes"))
        .alias("reason")
    )
    marked = table.with_columns(reason)
    bad = marked.filter(pl.col("reason").is_not_null())
    valid = marked.filter(pl.col("reason").is_null()) if len(bad) else marked
    good = valid.select(
        "source",
        "user",
        pl.col("anime").cast(pl.Int32),
        pl.col("score").clip(0, MAX_SCORE).cast(pl.Int8),
        pl.when(pl.col("status").is_in(statuses))
        .then(pl.col("status"))
        .otherwise(int(Status.UNKNOWN))
        .cast(pl.Int8)
        .alias("status"),
        pl.col("episodes").clip(-1, MAX_WATCHED_EPISODES).cast(pl.Int16),
    )
    counts = bad.group_by("reason").len().iter_rows() if len(bad) else ()
    n_rounded = int(valid["is_rounded"].sum())
    return RatingTable(good, len(table), n_rounded, Counter(dict(counts)))
