"""The table of a run, printed at its end however quiet pytest is."""

from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Iterator[list[str]]:
    """Take lines that are printed after the run, and written to the file of REKO_SOAK_REPORT."""
    lines: list[str] = []
    yield lines
    record_property("soak", lines)
