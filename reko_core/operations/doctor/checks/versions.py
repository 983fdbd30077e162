"""Versions of Reko, Python and SQLite."""

import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version

from reko_core.operations.doctor.finding import Finding, failure, ok

__all__ = ["check_versions"]

_MIN_PYTHON = (3, 11)


def check_versions() -> list[Finding]:
    """Return the versions; Python must be new enough."""
    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    try:
        reko = version("reko")
    except PackageNotFoundError:
        reko = "not installed"
    facts = {"reko": reko, "python": python, "sqlite": sqlite}
    message = f"Reko {reko}, Python {python}, SQLite {sqlite}."
    if sys.version_info < _MIN_PYTHON:
        return [failure("versions", f"{message} Reko needs Python 3.11 or newer.", **facts)]
    return [ok("versions", message, **facts)]
