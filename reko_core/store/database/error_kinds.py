"""Kinds of database failures."""

import sqlite3

from reko_core.errors import StoreError

__all__ = ["kind_of"]

_KINDS = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_IOERR: "io",
    sqlite3.SQLITE_CANTOPEN: "io",
    sqlite3.SQLITE_CONSTRAINT: "constraint",
}
_MAX_CHAIN = 4
# The lower eight bits of SQLite's extended result codes are the primary code.
_PRIMARY = 0xFF


def kind_of(error: StoreError) -> str:
    """Return the kind of a failure, a label of metrics: one of few words."""
    cause: BaseException | None = error
    for _ in range(_MAX_CHAIN):
        if cause is None:
            break
        if isinstance(cause, OSError):
            return "io"
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(code, int):
            return _KINDS.get(code & _PRIMARY, "other")
        cause = getattr(cause, "orig", None) or cause.__cause__
    return "other"
