"""The files of a SQLite database."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL

__all__ = ["file_bytes", "sqlite_path", "wal_of"]


def sqlite_path(url: URL) -> Path | None:
    """Return the file of a SQLite URL, None for one in memory, or of PostgreSQL."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def wal_of(path: Path) -> Path:
    """Return the path of a database's write-ahead log."""
    return path.with_name(f"{path.name}-wal")


def file_bytes(path: Path) -> int:
    """Return the size of a database with its write-ahead log; missing files count 0."""
    n_bytes = 0
    for file in (path, wal_of(path)):
        with suppress(OSError):
            n_bytes += file.stat().st_size
    return n_bytes
