"""A folder of an object store: S3, Google Cloud Storage, Azure, or a directory.

The only module that knows `obstore`, which is imported when a bucket is opened. Its errors become
ObjectStoreError, whose reasons quote neither addresses nor credentials. It is called in threads:
its coroutines can abort the interpreter when a program ends soon after one has failed.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from reko_core.errors import ConfigurationError, ObjectStoreError
from reko_core.store.database.file_lock import file_lock

if TYPE_CHECKING:
    from obstore.store import ObjectStore

__all__ = ["Bucket", "ObjectChanged", "ObjectInfo", "ObjectMissing", "StoredObject"]

_CHUNK_BYTES = 4 << 20
_MAX_UPLOAD_PARTS = 5000
_UPLOADS_AT_ONCE = 4
_CLIENT = {
    "connect_timeout": timedelta(seconds=5),
    "read_timeout": timedelta(seconds=30),
    # Of a whole request, so also of the largest part.
    "timeout": timedelta(hours=1),
    # For stores in the same network; the URL of the endpoint tells whether TLS is used.
    "allow_http": True,
}
_RETRIES = {
    "max_retries": 3,
    "retry_timeout": timedelta(seconds=30),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=2)},
}
_STATUS = re.compile(
    r"status code: (\d{3}[A-Za-z ]*)|HTTP error: ([A-Za-z ]+)|([A-Z][a-z]+ must be specified)"
)
# The address in clouds where machines get the credentials of their role.
_METADATA_SERVICE = "169.254.169.254"


class ObjectMissing(ObjectStoreError):
    """There is no object of this name."""


class ObjectChanged(ObjectStoreError):
    """Another process has replaced the object."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """The content of an object, and its version."""

    data: bytes
    e_tag: str | None
    version: str | None


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """An object in a listing."""

    path: str
    n_bytes: int
    modified_at: datetime


class Bucket:
    """Reads and writes objects; paths are relative to the URL.

    directory: that of a `file:` URL, None for others.
    """

    def __init__(self, store: "ObjectStore", directory: Path | None) -> None:
        self._store = store
        self.directory = directory

    @classmethod
    def open(cls, url: str, *, creates: bool = True) -> "Bucket":
        """Open the folder of a URL, without a request. Raises ConfigurationError.

        creates: create a missing directory, readable for its owner only.
        """
        try:
            from obstore.store import from_url
        except ImportError as error:
            reason = "needs obstore: pip install 'reko[object-store]'"
            raise ConfigurationError("community.snapshot_url", reason) from error
        parts = urlsplit(url)
        try:
            if parts.scheme == "file":
                directory = Path(unquote(parts.path))
                if creates:
                    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
                directory.stat()
                return cls(from_url(url), directory)
            options: dict[str, Any] = {"client_options": _CLIENT, "retry_config": _RETRIES}
            return cls(from_url(url, **options), None)
        except OSError as error:
            reason = f"cannot be used: {error.strerror}"
            raise ConfigurationError("community.snapshot_url", reason) from error
        except Exception as error:
            if not _is_of_obstore(error):
                raise
            reason = f"cannot be used: {_reason(error)}; see the environment variables of its store"
            raise ConfigurationError("community.snapshot_url", reason) from error

    async def read(
        self, path: str, max_bytes: int, known: str | None = None
    ) -> StoredObject | None:
        """Return a small object, None if its ETag is `known`.

        Raises ObjectMissing, ObjectStoreError (also if it is larger than `max_bytes`).
        """
        import obstore
        from obstore.exceptions import NotModifiedError

        with _wrap_errors(path):
            try:
                found = await asyncio.to_thread(
                    obstore.get,
                    self._store,
                    path,
                    options={"if_none_match": known} if known else None,
                )
            except NotModifiedError:
                return None
            if found.meta["size"] > max_bytes:
                raise ObjectStoreError(f"{path} has more than {max_bytes:,} bytes")
            data = bytes(await asyncio.to_thread(found.bytes))
            return StoredObject(data, found.meta["e_tag"], found.meta["version"])

    async def stream(self, path: str, offset: int, n_bytes: int) -> AsyncIterator[bytes]:
        """Yield an object of `n_bytes` from an offset on.

        Raises ObjectMissing (also for one of another size), ObjectStoreError.
        """
        import obstore

        with _wrap_errors(path):
            found = await asyncio.to_thread(
                obstore.get,
                self._store,
                path,
                options={"range": {"offset": offset}} if offset else None,
            )
            if found.meta["size"] != n_bytes:
                raise ObjectMissing(f"{path} has {found.meta['size']:,} bytes, not {n_bytes:,}")
            chunks = found.stream(_CHUNK_BYTES)
            while chunk := await asyncio.to_thread(next, chunks, b""):
                yield bytes(chunk)

    async def upload(self, path: str, file: Path, n_bytes: int) -> None:
        """Store a file, in parts of bounded size if it is large. Raises ObjectStoreError."""
        import obstore

        with _wrap_errors(path):
            await asyncio.to_thread(
                obstore.put,
                self._store,
                path,
                file,
                chunk_size=max(_CHUNK_BYTES * 2, -(-n_bytes // _MAX_UPLOAD_PARTS)),
                max_concurrency=_UPLOADS_AT_ONCE,
            )

    async def write(self, path: str, data: bytes) -> None:
        """Store a small object. Raises ObjectStoreError."""
        import obstore

        with _wrap_errors(path):
            await asyncio.to_thread(obstore.put, self._store, path, data)

    async def replace(self, path: str, data: bytes, before: StoredObject | None) -> None:
        """Replace an object that was read, or create one (`before`: None), unless it has changed.

        Raises ObjectChanged, ObjectStoreError.
        """
        import obstore

        with _wrap_errors(path):
            if self.directory is not None:
                await asyncio.to_thread(
                    _replace_file, self._store, self.directory, path, data, before
                )
                return
            version = {} if before is None else {"e_tag": before.e_tag, "version": before.version}
            known = {key: value for key, value in version.items() if value is not None}
            mode: Any = "create" if before is None else known
            await asyncio.to_thread(obstore.put, self._store, path, data, mode=mode)

    async def list(self, prefix: str) -> list[ObjectInfo]:
        """Return the objects of a folder. Raises ObjectStoreError."""
        import obstore

        with _wrap_errors(prefix):
            found = await asyncio.to_thread(obstore.list(self._store, prefix).collect)
        return [ObjectInfo(one["path"], one["size"], one["last_modified"]) for one in found]

    async def delete_interrupted(self, before: datetime) -> None:
        """Delete what killed uploads to a directory have left. Raises ObjectStoreError.

        Object stores do not list theirs; a lifecycle rule deletes them.
        """
        if self.directory is None:
            return
        with _wrap_errors("parts"):
            await asyncio.to_thread(_delete_interrupted, self.directory / "parts", before)

    async def delete(self, paths: Sequence[str]) -> None:
        """Delete objects, also if another process deletes them. Raises ObjectStoreError."""
        import obstore

        for path in paths:
            with _wrap_errors(path):
                try:
                    await asyncio.to_thread(obstore.delete, self._store, path)
                except FileNotFoundError:
                    continue


def _replace_file(
    store: "ObjectStore", directory: Path, path: str, data: bytes, before: StoredObject | None
) -> None:
    """Replace a file under a lock: directories know no conditional writes."""
    import obstore

    with file_lock(directory / path, "publish"):
        try:
            e_tag = obstore.head(store, path)["e_tag"]
        except FileNotFoundError:
            e_tag = None
        if e_tag != (before and before.e_tag):
            raise ObjectChanged(f"{path} has changed")
        obstore.put(store, path, data)


def _delete_interrupted(directory: Path, before: datetime) -> None:
    for path in directory.glob("*#*"):
        # An upload that ends meanwhile renames its file.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before.timestamp():
                path.unlink()


@contextmanager
def _wrap_errors(path: str) -> Iterator[None]:
    """Turn errors of obstore and of files into ObjectStoreError."""
    from obstore import exceptions

    try:
        yield
    except FileNotFoundError as error:
        raise ObjectMissing(f"{path} is missing") from error
    except (exceptions.AlreadyExistsError, exceptions.PreconditionError) as error:
        raise ObjectChanged(f"{path} has changed") from error
    except OSError as error:
        raise ObjectStoreError(f"{path}: {error.strerror or type(error).__name__}") from error
    except Exception as error:
        if not _is_of_obstore(error):
            raise
        raise ObjectStoreError(f"{path}: {_reason(error)}") from error


def _is_of_obstore(error: Exception) -> bool:
    from obstore.exceptions import BaseError

    return isinstance(error, BaseError)


def _reason(error: Exception) -> str:
    """Return why a request failed, without its address: that of Azure may hold a signature."""
    from obstore import exceptions

    text = str(error)
    if _METADATA_SERVICE in text:
        return "there are no credentials in the environment, and the machine has no role"
    if isinstance(error, exceptions.PermissionDeniedError):
        return "access denied"
    if isinstance(error, exceptions.UnauthenticatedError):
        return "the credentials were rejected"
    found = _STATUS.search(text)
    return next((one.strip() for one in found.groups() if one), "") if found else "it failed"
