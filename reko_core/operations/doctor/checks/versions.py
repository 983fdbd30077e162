"""Versions: what runs here."""

import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version

from reko_core.operations.doctor.finding import Finding, ok, trouble

__all__ = ["check_versions"]

_LEAST_PYTHON = (3, 11)


def check_versions() -> list[Finding]:
    """Name the versions of Reko, Python and SQLite."""
    python, sqlite = platform.python_version(), sqlite3.sqlite_version
    try:
        reko = version("reko")
    except PackageNotFoundError:
        reko = "not installed"
    facts = {"reko": reko, "python": python, "sqlite": sqlite}
    told = f"Reko {reko}, Python {python}, SQLite {sqlite}."
    if sys.version_info < _LEAST_PYTHON:
        return [trouble("versions", f"{told} Reko needs Python 3.11 or newer.", **facts)]
    return [ok("versions", told, **facts)]
