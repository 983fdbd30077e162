"""The table of a run, told at its end however quiet pytest is."""

import os
from pathlib import Path

import pytest

REPORT = pytest.StashKey[list[str]]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> list[str]:
    """Take lines that are printed at the end, and written to the file of REKO_SOAK_REPORT."""
    return request.config.stash.setdefault(REPORT, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash.get(REPORT, [])
    if not lines:
        return
    terminalreporter.section("soak")
    for line in lines:
        terminalreporter.write_line(line)
    if path := os.environ.get("REKO_SOAK_REPORT"):
        Path(path).write_text("\n".join(lines) + "\n")
