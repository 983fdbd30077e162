"""API keys: credentials with a rate limit of their own.

A key holds 256 random bits, so a plain SHA-256 of it is stored: slow hashes protect passwords,
which people choose, and would be paid with every request. Keys are looked up by their digest. The
time that takes depends on the digest at most, from which no key can be derived: no constant-time
comparison is needed.
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
    """What is stored of a key, never the key itself. `name` identifies it in logs."""

    name: str
    requests_per_minute: float
    burst: int
    created_at: datetime


def make_key() -> str:
    """Return a new key."""
    return _PREFIX + secrets.token_urlsafe(_N_BYTES)


def is_key(text: str) -> bool:
    """Return whether the text has the form of a key, and so is worth a look-up."""
    return _KEY.fullmatch(text) is not None


def digest_of(key: str) -> bytes:
    """Return what is stored of a key: its SHA-256."""
    return hashlib.sha256(key.encode()).digest()


def parse_name(name: str) -> str:
    """Return a valid name of a key. Raises BadInput."""
    if _NAME.fullmatch(name) is None:
        raise BadInput("name", "must be 1-64 letters, digits, ., - or _")
    return name
