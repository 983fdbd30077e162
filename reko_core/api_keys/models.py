"""Keys of the API: who may ask by a limit of their own.

A key holds 256 random bits. Nobody searches so many, however quick the hash, so a plain SHA-256
is kept of it: what slow hashes protect is passwords, which people choose, and here a slow one
would be paid with every request. Keys are looked up by their digest. How long that takes tells
of the digest at most, and from that no key can be made: no comparison in constant time is needed.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from reko_core.errors import BadInput

__all__ = ["ApiKey", "digest_of", "is_key", "make_key", "parse_name"]

_PREFIX = "reko_"
_N_BYTES = 32
_KEY = re.compile(_PREFIX + r"[A-Za-z0-9_-]{43}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of a key; the key itself is not. `name` is what it is called by in logs."""

    name: str
    requests_per_minute: float
    burst: int
    created_at: datetime


def make_key() -> str:
    """Return a new key."""
    return _PREFIX + secrets.token_urlsafe(_N_BYTES)


def is_key(text: str) -> bool:
    """Say whether the text has the form of a key, so that it is worth looking for."""
    return _KEY.fullmatch(text) is not None


def digest_of(key: str) -> bytes:
    """Return what is kept of a key: its SHA-256."""
    return hashlib.sha256(key.encode()).digest()


def parse_name(name: str) -> str:
    """Return the name of a key. Raises BadInput when it can be none."""
    if _NAME.fullmatch(name) is None:
        raise BadInput("name", "must be 1-64 letters, digits, ., - or _")
    return name
