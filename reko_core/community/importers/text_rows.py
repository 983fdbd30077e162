"""Lines of rating files as tables of texts."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reko_core.community.importers.decompress import MAX_LINE_BYTES, OpenFile
from reko_core.community.importers.layouts import Layout, skip_header

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_text_rows"]

CHUNK_BYTES = 2 << 20
_MAX_RECORD_BYTES = 1 << 16
_MAX_RECORD_LINES = 20
_TEXT = "anime title"
_SURPLUS = "surplus"
_RECORD_START = re.compile(rb'^"?\d+(?:\.0+)?"?[,;|\t]', re.MULTILINE)
_QUOTED_DECIMAL = re.compile(rb'"([-+]?\d+),(\d{1,2})"')


def read_text_rows(file: OpenFile, layout: Layout) -> Iterator["pl.DataFrame"]:
    """Read the rows that are not blank: the columns of the layout, and `surplus` for more fields.

    Raises ImportRefused.
    """
    import polars as pl

    is_text = _TEXT in layout.columns
    split = _split_text if is_text else _split_numbers
    columns = [pl.col(name).fill_null("").str.strip_chars() for name in layout.columns]
    # Nearly all lines have a first field: the others are not looked at.
    is_blank = pl.all_horizontal(*(column == "" for column in columns))
    skip_header(file)
    for chunk in _line_chunks(file, may_span_lines=is_text):
        table = split(chunk, layout)
        yield table.filter(~is_blank | (pl.col(_SURPLUS).fill_null("").str.strip_chars() != ""))


def _line_chunks(file: OpenFile, *, may_span_lines: bool) -> Iterator[bytes]:
    """Split the stream at line ends; where texts may span lines, not within one."""
    rest = b""
    while block := file.stream.read(CHUNK_BYTES):
        whole, found, tail = block.rpartition(b"\n")
        if found:
            chunk, rest = rest + whole + found, tail
            if may_span_lines:
                chunk, held = _split_open_record(chunk)
                rest = held + tail
            if chunk:
                yield chunk
        else:
            rest += block
        if len(rest) > MAX_LINE_BYTES:
            raise file.refusal("has a line of more than a megabyte: it is no table")
    if rest.strip():
        yield rest


def _split_open_record(chunk: bytes) -> tuple[bytes, bytes]:
    """Split off the last record if a quote of it may be closed in the next chunk."""
    start = len(chunk)
    for match in _RECORD_START.finditer(chunk, max(0, len(chunk) - _MAX_RECORD_BYTES)):
        start = match.start()
    is_open = chunk.count(b'"', start) % 2 == 1
    return (chunk[:start], chunk[start:]) if is_open else (chunk, b"")


def _split_numbers(chunk: bytes, layout: Layout) -> "pl.DataFrame":
    """Split lines of numbers. Without texts, quotes have no meaning."""
    import polars as pl

    columns = (*layout.columns, _SURPLUS)
    if layout.separator == "," and b'"' in chunk:
        chunk = _QUOTED_DECIMAL.sub(rb'"\1.\2"', chunk)
    # Without a header, polars takes the number of columns from the first line.
    header = layout.separator.join(columns).encode() + b"\n"
    return pl.read_csv(
        header + chunk,
        schema=dict.fromkeys(columns, pl.String),
        separator=layout.separator,
        missing_columns="insert",
        quote_char=None,
        truncate_ragged_lines=True,
        ignore_errors=True,
        encoding="utf8-lossy",
    )


def _split_text(chunk: bytes, layout: Layout) -> "pl.DataFrame":
    """Split lines with one text, which may contain separators and stray quotes, from both ends."""
    import polars as pl

    columns, separator = layout.columns, layout.separator
    n_left = columns.index(_TEXT)
    n_right = len(columns) - n_left - 1
    text = chunk.replace(b"\r\n", b"\n").decode("utf-8", "replace")
    lines = _join_lines(pl.Series("line", text.split("\n"), pl.String), layout)
    parts = lines.str.splitn(separator, n_left + 1).struct.unnest()
    rest = parts[f"field_{n_left}"]
    field = f"{re.escape(separator)}([^{re.escape(separator)}]*)"
    right = rest.str.extract_groups(field * n_right + "$") if n_right else None
    fields = {columns[i]: parts[f"field_{i}"] for i in range(n_left)}
    fields[_TEXT] = rest
    for i in range(n_right):
        assert right is not None
        fields[columns[n_left + 1 + i]] = right.struct.field(str(i + 1))
    fields[_SURPLUS] = pl.repeat(None, len(lines), dtype=pl.String, eager=True)
    return pl.DataFrame(fields)


def _join_lines(lines: "pl.Series", layout: Layout) -> "pl.Series":
    """Join the lines of a text in quotes; a stray quote joins none.

    A text goes on until its quotes are even, unless a line begins a record of its own.
    """
    import polars as pl

    is_odd = lines.str.count_matches('"', literal=True) % 2 == 1
    if not is_odd.any():
        return lines
    texts, odd = lines.to_list(), is_odd.to_list()
    n_separators = len(layout.columns) - 1
    is_record = re.compile(rf'"?\d+(\.0+)?"?(?:{re.escape(layout.separator)}.*){{{n_separators}}}')
    joined: list[str] = []
    start = 0
    for first in is_odd.arg_true().to_list():
        if first < start:
            continue
        joined += texts[start:first]
        stop = first + 1
        for end in range(first + 1, min(first + _MAX_RECORD_LINES, len(texts))):
            if is_record.match(texts[end]):
                break
            if odd[end]:
                stop = end + 1
                break
        joined.append(" ".join(texts[first:stop]))
        start = stop
    return pl.Series("line", [*joined, *texts[start:]], pl.String)
