"""User hashes: the digests by which community users are stored, without saying who they are.

Outside, they are shown as `scoped_hashes` has it.
"""

import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reko_core.domain.mal_users import MAL_SOURCE, is_mal_user
from reko_core.domain.models import normalise_name
from reko_core.errors import ConfigurationError
from reko_core.runtime.atomic_write import atomic_write
from reko_core.runtime.regular_file import open_regular
from reko_core.snapshots.scoped_hashes import KEY_BYTES, ScopedHashes

__all__ = [
    "MIN_SECRET_LENGTH",
    "UserHasher",
    "UserIndex",
    "load_secret",
    "replace_secret",
    "stored_secret",
]

_FILE_NAME = "hash-secret"
_DIGEST_BYTES = 16
_MAX_SECRET_BYTES = 1 << 16
MIN_SECRET_LENGTH = 16
_SCOPE_KEYS = b"reko hash scope"


class UserHasher:
    """Keyed BLAKE2b-128 of the lower-case name.

    The key belongs to the deployment, so that hashes cannot be looked up in a table of hashed
    names. A MAL user has the same hash in every source that has names. Most public dumps number
    their users; these are hashed with their source, so that none is ever taken for a MAL user.
    """

    def __init__(self, secret: str) -> None:
        self._key = hashlib.blake2b(secret.encode()).digest()

    def digest(self, user_name: str, source: str = MAL_SOURCE) -> bytes:
        """Return the 16 bytes of a user's hash."""
        name = normalise_name(user_name)
        text = name if is_mal_user(name, source) else f"{source}/{name}"
        return hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES, key=self._key).digest()

    def hashes_in(self, scope: str) -> ScopedHashes:
        """Return how the digests are shown in a scope, such as `asker:somebody` or `guild:1`."""
        key = hashlib.blake2b(
            scope.encode(), digest_size=KEY_BYTES, key=self._key, person=_SCOPE_KEYS
        )
        return ScopedHashes(key.digest())


class UserIndex:
    """Finds users by their hashes, which are sorted once: thousands of bans cost no more than one.

    hashes: (n_users, 16) uint8. The index holds 16 bytes a user: their order, and the first halves
    of the hashes in that order.
    """

    def __init__(self, hashes: NDArray[np.uint8]) -> None:
        halves = hashes.view(np.uint64)
        self._second = halves[:, 1]
        self._order = np.argsort(halves[:, 0], kind="stable")
        self._first = halves[self._order, 0]

    def find(self, digests: Sequence[bytes]) -> NDArray[np.int64]:
        """Return the users with these hashes, in this order; unknown hashes are ignored."""
        first, second = np.frombuffer(b"".join(digests), np.uint64).reshape(-1, 2).T
        start = np.searchsorted(self._first, first, "left")
        n_users = np.searchsorted(self._first, first, "right") - start
        # The places in the sorted order: n_users[i] consecutive ones from start[i] for each digest.
        before = np.cumsum(n_users) - n_users
        places = np.repeat(start - before, n_users) + np.arange(n_users.sum())
        users = self._order[places]
        is_whole = self._second[users] == np.repeat(second, n_users)
        found: NDArray[np.int64] = users[is_whole]
        return found


def load_secret(configured: str, snapshot_dir: Path) -> str:
    """Return the configured secret, or the one kept beside the snapshots, made at first use.

    Raises ConfigurationError for a secret that is too short, or if none can be written.
    """
    if configured:
        if len(configured) < MIN_SECRET_LENGTH:
            reason = f"must have at least {MIN_SECRET_LENGTH} characters"
            raise ConfigurationError("community.hash_secret", reason)
        return configured
    path = snapshot_dir / _FILE_NAME
    try:
        snapshot_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            atomic_write(path, secrets.token_hex(32).encode(), mode=0o600, overwrite=False)
    except OSError as error:
        reason = f"cannot be used: {error.strerror}"
        raise ConfigurationError("community.snapshot_dir", reason) from error
    secret = stored_secret(snapshot_dir) or ""
    if len(secret) < MIN_SECRET_LENGTH:
        reason = f"holds a {_FILE_NAME} of fewer than {MIN_SECRET_LENGTH} characters"
        raise ConfigurationError("community.snapshot_dir", reason)
    return secret


def stored_secret(snapshot_dir: Path) -> str | None:
    """Return the secret beside the snapshots, None where there is none.

    Raises ConfigurationError where it cannot be read.
    """
    try:
        with open_regular(snapshot_dir / _FILE_NAME) as file:
            return file.read(_MAX_SECRET_BYTES).decode().strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise ConfigurationError(
            "community.snapshot_dir", f"holds a {_FILE_NAME} that cannot be read: {reason}"
        ) from error


def replace_secret(snapshot_dir: Path, secret: str) -> None:
    """Put another secret beside the snapshots. Raises ConfigurationError."""
    path = snapshot_dir / _FILE_NAME
    try:
        snapshot_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic_write(path, secret.encode(), mode=0o600)
    except OSError as error:
        reason = f"cannot be used: {error.strerror}"
        raise ConfigurationError("community.snapshot_dir", reason) from error
