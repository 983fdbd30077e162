"""Numbers of rating files, whatever wrote them: `7`, `"7"`, `7.0`, `7,0`, `1e+05`, floats."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

__all__ = ["real_numbers", "whole_numbers"]

_LIMIT = 2.0**53
"""Beyond it, floats of different whole numbers are the same."""
_THOUSANDS = r",\d{3}$"


def whole_numbers(column: "pl.Series") -> "pl.Series":
    """Return a column as Int64; null for what is no whole number."""
    import polars as pl

    if column.dtype.is_integer():
        return column.cast(pl.Int64, strict=False)
    if column.dtype != pl.String:
        return _whole(real_numbers(column))
    numbers = column.cast(pl.Int64, strict=False)
    if not numbers.null_count():
        return numbers
    # Integers beyond 2**53 are no floats.
    plain = _unquoted(column)
    plain = plain.set(plain.str.contains(_THOUSANDS).fill_null(value=False), None)
    numbers = plain.cast(pl.Int64, strict=False)
    return numbers.zip_with(numbers.is_not_null(), _whole(real_numbers(plain)))


def real_numbers(column: "pl.Series") -> "pl.Series":
    """Return a column as Float64; null for what is no finite number."""
    import polars as pl

    if column.dtype == pl.String:
        column = _unquoted(column).str.replace(",", ".", literal=True)
    reals = column.cast(pl.Float64, strict=False)
    return reals.set(~reals.is_finite(), None)


def _whole(reals: "pl.Series") -> "pl.Series":
    import polars as pl

    is_whole = (reals == reals.floor()) & (reals.abs() < _LIMIT)
    return reals.set(~is_whole, None).cast(pl.Int64)


def _unquoted(texts: "pl.Series") -> "pl.Series":
    """Remove white space and pairs of quotes; a stray quote stays."""
    texts = texts.str.strip_chars()
    is_quoted = texts.str.contains("""^(".*"|'.*')$""").fill_null(value=False)
    return texts.zip_with(~is_quoted, texts.str.strip_chars(" \"'"))
