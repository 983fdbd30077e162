"""Kinds of failures of a database and of files."""

import errno
import socket
import sqlite3

from reko_core.runtime.regular_file import NotRegularFile

__all__ = ["kind_of", "reason_of"]

_BY_SQLITE = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "no_database",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "permission",
    sqlite3.SQLITE_IOERR: "io",
    sqlite3.SQLITE_CANTOPEN: "io",
    sqlite3.SQLITE_CONSTRAINT: "constraint",
}
_BY_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ENOENT: "absent",
    errno.ENOTDIR: "absent",
    errno.EEXIST: "absent",
    errno.EISDIR: "no_database",
}
_MAX_CHAIN = 4
# The lower eight bits of SQLite's extended result codes are the primary code.
_PRIMARY = 0xFF


def kind_of(error: BaseException) -> str:
    """Return the kind of a failure, a label of metrics: one of few words."""
    cause: BaseException | None = error
    for _ in range(_MAX_CHAIN):
        if cause is None:
            break
        if isinstance(cause, ConnectionError | TimeoutError | socket.gaierror):
            return "unreachable"
        # Errors of psycopg that the server did not send.
        if getattr(cause, "sqlstate", "") is None:
            return "unreachable"
        if isinstance(cause, NotRegularFile):
            return "no_database"
        if isinstance(cause, OSError):
            return _BY_ERRNO.get(cause.errno or 0, "io")
        code = getattr(cause, "sqlite_errorcode", None)
        if isinstance(code, int):
            return _BY_SQLITE.get(code & _PRIMARY, "other")
        cause = getattr(cause, "orig", None) or cause.__cause__
    return "other"


def reason_of(error: Exception) -> str:
    """Return what has failed in words; of a file, its path is part of it."""
    if isinstance(error, OSError) and error.strerror:
        reason = error.strerror[:1].lower() + error.strerror[1:]
        return f"{reason}: {error.filename}" if error.filename else reason
    return str(error)
