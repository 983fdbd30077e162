"""What the object store says about a snapshot: its files, and which one is in use.

Everything in it was possibly written by somebody else: it is used only after these checks.
"""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

__all__ = [
    "MAX_MANIFEST_BYTES",
    "MAX_POINTER_BYTES",
    "META_FILE",
    "POINTER",
    "InvalidContent",
    "Manifest",
    "Part",
    "Pointer",
    "encode",
    "manifest_path",
    "part_path",
    "read_manifest",
    "read_pointer",
    "sign_pointer",
]

POINTER = "CURRENT"
META_FILE = "meta.json"
MAX_POINTER_BYTES = 4096
MAX_MANIFEST_BYTES = 1 << 18
_MAX_PARTS = 200
_MAX_META_BYTES = 1 << 24
_MAX_BYTES = 1 << 38
# Separates these signatures from other uses of the secret.
_PURPOSE = b"reko snapshots"

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
# As `save_snapshot` names them: the moment of the build, so that a later name is a newer snapshot.
Name = Annotated[str, Field(pattern=r"^[0-9]{8}T[0-9]{12}Z$")]
FileName = Annotated[
    str,
    Field(pattern=r"^(?:meta\.json|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?\.npy)$", max_length=80),
]

_M = TypeVar("_M", bound=BaseModel)


class InvalidContent(Exception):
    """A pointer or manifest is malformed, or signed with another secret; the text says which."""


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Part(_Document):
    """One file of a snapshot."""

    file: FileName
    n_bytes: int = Field(ge=1, le=_MAX_BYTES)
    sha256: Digest


class Manifest(_Document):
    """The files of a snapshot. snapshot_format: that of `storage`."""

    version: Literal[1] = 1
    snapshot_format: int
    name: Name
    parts: tuple[Part, ...] = Field(min_length=1, max_length=_MAX_PARTS)

    @model_validator(mode="after")
    def _check_files(self) -> "Manifest":
        sizes = {part.file: part.n_bytes for part in self.parts}
        if len(sizes) != len(self.parts):
            raise ValueError("a file occurs twice")
        if not 0 < sizes.get(META_FILE, 0) <= _MAX_META_BYTES:
            raise ValueError(f"{META_FILE} is missing or too large")
        if sum(sizes.values()) > _MAX_BYTES:
            raise ValueError("it is too large")
        return self

    @property
    def n_bytes(self) -> int:
        """Size of the snapshot."""
        return sum(part.n_bytes for part in self.parts)


class Pointer(_Document):
    """The snapshot in use. manifest: its digest."""

    version: Literal[1] = 1
    name: Name
    manifest: Digest
    signature: Digest

    @property
    def built_at(self) -> datetime:
        """When the snapshot was built."""
        return datetime.strptime(f"{self.name}+0000", "%Y%m%dT%H%M%S%fZ%z")


def manifest_path(digest: str) -> str:
    """Return the path of a manifest."""
    return f"manifests/{digest}"


def part_path(digest: str) -> str:
    """Return the path of a part."""
    return f"parts/{digest}"


def encode(document: Manifest | Pointer) -> bytes:
    """Return the bytes to store; equal documents have equal bytes."""
    return _canonical(document.model_dump())


def sign_pointer(name: str, manifest: str, secret: str) -> Pointer:
    """Return a pointer, signed with keyed BLAKE2b-256.

    The signature covers the digest of the manifest, and so the digests of all files.
    """
    return Pointer(name=name, manifest=manifest, signature=_signature(name, manifest, secret))


def read_pointer(data: bytes, secret: str) -> Pointer:
    """Return a pointer whose signature is valid. Raises InvalidContent."""
    pointer = _parse(Pointer, data)
    expected = _signature(pointer.name, pointer.manifest, secret)
    if not hmac.compare_digest(pointer.signature, expected):
        raise InvalidContent(
            f"{POINTER} is not signed with this machine's hash secret: community.hash_secret must "
            "be the same on all machines"
        )
    return pointer


def read_manifest(data: bytes, digest: str) -> Manifest:
    """Return the manifest with this digest. Raises InvalidContent."""
    if hashlib.sha256(data).hexdigest() != digest:
        raise InvalidContent("the manifest does not match its digest")
    return _parse(Manifest, data)


def _signature(name: str, manifest: str, secret: str) -> str:
    key = hashlib.blake2b(secret.encode()).digest()
    message = _canonical({"name": name, "manifest": manifest})
    return hashlib.blake2b(message, digest_size=32, key=key, person=_PURPOSE).hexdigest()


def _canonical(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def _parse(kind: type[_M], data: bytes) -> _M:
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        # Without the location of the error, which may quote the document.
        raise InvalidContent(f"malformed {kind.__name__.lower()}: {first['msg']}") from None
