"""Rating files as a stream of tables with validated rows.

Every table has the columns `source` (String), `user` (Int64 or String), `anime` (Int32), `score`
(Int8, 0 = unscored), `status` (Int8), `episodes` (Int16, -1 = unknown).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reko_core.community.importers.decompress import OpenFile, require
from reko_core.community.importers.layouts import Kind, Layout
from reko_core.domain.models import MAX_SCORE, Status
from reko_core.errors import ImportRefused

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RatingTable", "read_ratings"]

CHUNK_BYTES = 16 << 20
MAX_LINE_BYTES = 1 << 20
_CHUNK_ROWS = 1_000_000
_MAX_INT32 = 2**31 - 1
_MAX_INT16 = 2**15 - 1
_UNNAMED_SOURCE = "parquet"


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Valid rows, the number of rows read, and the number skipped by reason."""

    rows: "pl.DataFrame"
    n_read: int
    skipped: Counter[str]


def read_ratings(file: OpenFile, layout: Layout, source: str | None) -> Iterator[RatingTable]:
    """Read a rating file in chunks. Raises ImportRefused."""
    polars = require("polars")
    try:
        if layout.kind is Kind.RATINGS_PARQUET:
            yield from _read_parquet(file, source)
        else:
            yield from _read_csv(file, layout, source)
    except (polars.exceptions.PolarsError, OSError) as error:
        raise ImportRefused(file.path, f"cannot be read: {error}") from error


def _read_csv(file: OpenFile, layout: Layout, source: str | None) -> Iterator[RatingTable]:
    import polars as pl

    names = [*layout.columns, "surplus"]
    # Without texts there are no quotes, and a stray one must not consume the following lines.
    has_text = "anime title" in layout.columns
    file.stream.readline()
    for chunk in _line_chunks(file):
        table = pl.read_csv(
            chunk,
            has_header=False,
            schema=dict.fromkeys(names, pl.String),
            missing_columns="insert",
            quote_char='"' if has_text else None,
            truncate_ragged_lines=True,
            ignore_errors=True,
            encoding="utf8-lossy",
        )
        yield _checked(_csv_columns(table, layout, source or layout.name))


def _line_chunks(file: OpenFile) -> Iterator[bytes]:
    """Split the stream at line ends."""
    rest = b""
    while block := file.stream.read(CHUNK_BYTES):
        whole, found, tail = block.rpartition(b"\n")
        if found:
            yield rest + whole + found
            rest = tail
        else:
            rest += block
        if len(rest) > MAX_LINE_BYTES:
            raise ImportRefused(file.path, "has a line of more than a megabyte: it is no table")
    if rest.strip():
        yield rest


def _csv_columns(table: "pl.DataFrame", layout: Layout, source: str) -> "pl.DataFrame":
    import polars as pl

    has_status = "watching_status" in layout.columns
    by_name = "username" in layout.columns
    number = pl.col("user_id").str.strip_chars().cast(pl.Int64, strict=False)
    name = pl.col("username").str.strip_chars().str.to_lowercase() if by_name else number
    return table.select(
        pl.lit(source).alias("source"),
        pl.when(name != "").then(name).alias("user") if by_name else name.alias("user"),
        _number("anime_id").alias("anime"),
        _number("rating").alias("score"),
        (
            _number("watching_status") if has_status else pl.lit(int(Status.COMPLETED), pl.Int64)
        ).alias("status"),
        (_number("watched_episodes") if has_status else pl.lit(-1, pl.Int64)).alias("episodes"),
        # Texts may contain unquoted commas.
        pl.col("surplus").is_not_null().alias("is_ragged"),
    )


def _number(column: str) -> "pl.Expr":
    import polars as pl

    return (
        pl.col(column).str.strip_chars().cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    )


def _read_parquet(file: OpenFile, source: str | None) -> Iterator[RatingTable]:
    import polars as pl

    lazy = pl.scan_parquet(file.path)
    columns = lazy.collect_schema().names()
    wanted = [
        (
            pl.lit(source or _UNNAMED_SOURCE)
            if source or "source" not in columns
            else pl.col("source").cast(pl.String).fill_null(_UNNAMED_SOURCE)
        ).alias("source"),
        pl.col("user").cast(pl.Int64, strict=False),
        pl.col("anime").cast(pl.Int64, strict=False),
        pl.col("score").cast(pl.Int64, strict=False),
        (pl.col("status") if "status" in columns else pl.lit(0)).cast(pl.Int64).alias("status"),
        (pl.col("episodes") if "episodes" in columns else pl.lit(-1))
        .cast(pl.Int64)
        .alias("episodes"),
        pl.lit(value=False).alias("is_ragged"),
    ]
    n_rows = lazy.select(pl.len()).collect().item()
    for start in range(0, n_rows, _CHUNK_ROWS):
        yield _checked(lazy.slice(start, _CHUNK_ROWS).select(wanted).collect())
        file.raw.seek(file.n_bytes * min(start + _CHUNK_ROWS, n_rows) // n_rows)


def _checked(table: "pl.DataFrame") -> RatingTable:
    """Split off invalid rows, counted by the first reason of each."""
    import polars as pl

    statuses = [int(status) for status in Status]
    reason = (
        pl.when(pl.col("is_ragged"))
        .then(pl.lit("wrong number of columns"))
        .when(pl.col("user").is_null())
        .then(pl.lit("bad user"))
        .when(~pl.col("anime").is_between(1, _MAX_INT32).fill_null(value=False))
        .then(pl.lit("bad anime id"))
        .when(~pl.col("score").is_between(-1, MAX_SCORE).fill_null(value=False))
        .then(pl.lit("bad score"))
        .when(pl.col("status").is_null() | pl.col("episodes").is_null())
        .then(pl.lit("bad status or episodes"))
        .alias("reason")
    )
    marked = table.with_columns(reason)
    bad = marked.filter(pl.col("reason").is_not_null())
    good = marked.filter(pl.col("reason").is_null()).select(
        "source",
        "user",
        pl.col("anime").cast(pl.Int32),
        pl.col("score").clip(0, MAX_SCORE).cast(pl.Int8),
        pl.when(pl.col("status").is_in(statuses))
        .then(pl.col("status"))
        .otherwise(int(Status.UNKNOWN))
        .cast(pl.Int8)
        .alias("status"),
        pl.col("episodes").clip(-1, _MAX_INT16).cast(pl.Int16),
    )
    counts = bad.group_by("reason").len().iter_rows() if len(bad) else ()
    return RatingTable(good, len(table), Counter(dict(counts)))
