"""What the runs need: an environment, silence, and a report, printed even if pytest is quiet."""

import logging
import os
from collections.abc import Callable, Iterator

import pytest
import structlog


@pytest.fixture
def environ() -> dict[str, str]:
    """Return the environment without settings of Reko."""
    return {name: value for name, value in os.environ.items() if not name.startswith("REKO_")}


@pytest.fixture
def silence() -> Iterator[None]:
    """Silence the oracle: only the logs of the programs count."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    yield
    structlog.reset_defaults()


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Iterator[list[str]]:
    """Collect lines to print after the run and to write to the file REKO_SOAK_REPORT."""
    lines: list[str] = []
    yield lines
    record_property("soak", lines)
