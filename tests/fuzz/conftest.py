"""How much is tried, and a line at the end that says what was."""

import os
from collections import Counter

import pytest

SHARES = {
    "request bodies": 0.3,
    "raw bytes": 0.1,
    "pages of MAL": 0.3,
    "answers of MAL": 0.05,
    "ban files": 0.15,
    "settings": 0.08,
    "command lines": 0.02,
}
TRIED: pytest.StashKey[Counter[str]] = pytest.StashKey()


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Counter[str]:
    """Return what was tried so far, by kind."""
    return request.config.stash.setdefault(TRIED, Counter())


def share(kind: str) -> int:
    """Return how many inputs of a kind are tried: of 12,000 in all, or of REKO_FUZZ_N."""
    return round(SHARES[kind] * int(os.environ.get("REKO_FUZZ_N", "12000")))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    tried = config.stash.get(TRIED, Counter[str]())
    if tried:
        told = ", ".join(f"{kind} {n:,}" for kind, n in tried.items())
        terminalreporter.write_line(f"bad inputs tried: {tried.total():,} ({told})")
