"""The report of a run, printed at its end even if pytest is quiet."""

from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Iterator[list[str]]:
    """Collect lines to print after the run and to write to the file REKO_SOAK_REPORT."""
    lines: list[str] = []
    yield lines
    record_property("soak", lines)
