"""Rows of title tables in CSV, in bounded memory."""

import csv
from collections import Counter, deque
from collections.abc import Iterator

from reko_core.community.importers.decompress import MAX_TITLE_LINES, OpenFile
from reko_core.community.importers.layouts import Layout, skip_header

__all__ = ["read_table"]

_MAX_RECORD_LINES = 200
_NOT_UTF8 = "lines read as Windows-1252, not being UTF-8"
_MAX_RECORD_CHARACTERS = 1 << 17


def read_table(
    file: OpenFile, layout: Layout, skipped: Counter[str], notes: Counter[str]
) -> Iterator[dict[str, str]]:
    """Read the rows by the names of their columns. Raises ImportRefused.

    Texts may span lines; a stray quote costs its own line at most.
    """
    skip_header(file)
    for lines in _records(_decoded(file, notes)):
        try:
            rows = list(csv.reader(lines, delimiter=layout.separator))
        except csv.Error:
            skipped["no CSV"] += 1
            continue
        for fields in rows:
            if any(field.strip() for field in fields):
                yield dict(zip(layout.columns, fields, strict=False))


def _decoded(file: OpenFile, notes: Counter[str]) -> Iterator[str]:
    """Decode lines; those that are no UTF-8 are Windows-1252, as Excel writes."""
    for line in file.lines(MAX_TITLE_LINES):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            notes[_NOT_UTF8] += 1
            yield line.decode("cp1252", "replace")


def _records(lines: Iterator[str]) -> Iterator[list[str]]:
    """Join lines until the quotes are even; where they never are, the line stands alone."""
    waiting: deque[str] = deque()
    while line := _next(waiting, lines):
        record, n_quotes = [line], line.count('"')
        n_characters = len(line)
        while n_quotes % 2 and n_characters < _MAX_RECORD_CHARACTERS:
            line = _next(waiting, lines) if len(record) < _MAX_RECORD_LINES else ""
            if not line:
                break
            record.append(line)
            n_quotes += line.count('"')
            n_characters += len(line)
        if n_quotes % 2:
            waiting.extendleft(reversed(record[1:]))
            record = record[:1]
        yield record


def _next(waiting: deque[str], lines: Iterator[str]) -> str:
    return waiting.popleft() if waiting else next(lines, "")
