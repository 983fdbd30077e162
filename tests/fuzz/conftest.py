"""The number of inputs, and a count of those tried."""

import os
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

SHARES = {
    "request bodies": 0.3,
    "raw bytes": 0.1,
    "pages of MAL": 0.3,
    "answers of MAL": 0.05,
    "answers of sites": 0.005,
    "ban files": 0.13,
    "settings": 0.048,
    "dumps": 0.03,
    "list files": 0.02,
    "command lines": 0.02,
    "restored files": 0.002,
}


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Iterator[Counter[str]]:
    """Count the inputs of a test by kind; the totals are printed after the run."""
    counter = Counter[str]()
    yield counter
    record_property("bad inputs", dict(counter))


def share(kind: str) -> int:
    """Return the number of inputs of a kind, of 12,000 in all, or of REKO_FUZZ_N."""
    return round(SHARES[kind] * int(os.environ.get("REKO_FUZZ_N", "12000")))
