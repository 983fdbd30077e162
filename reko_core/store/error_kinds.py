"""Kinds of failures of a database and of files."""

import errno
import socket
import sqlite3

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from reko_core.runtime.regular_file import NotRegularFile
from reko_core.store.postgres.sqlstates import kind_of_postgres, reason_of_postgres

__all__ = ["is_of_postgres", "kind_of", "reason_of"]

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
        kind = _own_kind(cause)
        if kind is not None:
            return kind
        cause = getattr(cause, "orig", None) or cause.__cause__
    return "other"


def _own_kind(error: BaseException) -> str | None:
    """Return the kind of an error by itself, None where its cause must tell."""
    if hasattr(error, "sqlstate"):
        return kind_of_postgres(error)
    if isinstance(error, PoolTimeoutError):
        return "connections"
    if isinstance(error, ConnectionError | TimeoutError | socket.gaierror):
        return "unreachable"
    if isinstance(error, NotRegularFile):
        return "no_database"
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, "io")
    code = getattr(error, "sqlite_errorcode", None)
    return _BY_SQLITE.get(code & _PRIMARY, "other") if isinstance(code, int) else None


def reason_of(error: Exception) -> str:
    """Return what has failed in words; of a file, its path is part of it."""
    cause = getattr(error, "orig", None) or error
    if hasattr(cause, "sqlstate"):
        return reason_of_postgres(cause)
    if isinstance(error, PoolTimeoutError):
        return "all connections of the pool are in use"
    if isinstance(error, SQLAlchemyError):
        # Its own text holds parameters, which may be user names.
        return type(error).__name__ if cause is error else f"{type(error).__name__}: {cause}"
    if isinstance(error, OSError) and error.strerror:
        reason = error.strerror[:1].lower() + error.strerror[1:]
        return f"{reason}: {error.filename}" if error.filename else reason
    return str(error)


def is_of_postgres(error: BaseException) -> bool:
    """Return whether an error, or the one that SQLAlchemy has wrapped, comes from psycopg."""
    return hasattr(getattr(error, "orig", None) or error, "sqlstate")
