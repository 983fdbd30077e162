"""User hashes as they are shown: other ones in each scope, so that they cannot be joined.

A digest is 16 bytes, one block of AES. What is shown is the block encrypted under the key of the
scope: a permutation, so bans are decrypted to digests, and a hash of another scope to the digest of
nobody.
"""

from collections.abc import Iterable

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

__all__ = ["KEY_BYTES", "ScopedHashes"]

KEY_BYTES = 32
_HEX_DIGITS = 32


class ScopedHashes:
    """The hashes of one scope; digests and hashes are 32 hex digits."""

    def __init__(self, key: bytes) -> None:
        # Every block is a value of its own, not part of a message that ECB would leak patterns of.
        self._cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305

    def show(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Return the hashes by which these digests are shown."""
        return _blocks(self._cipher.encryptor().update(_bytes(digests)))

    def read(self, hashes: Iterable[str]) -> tuple[str, ...]:
        """Return the digests that these hashes show."""
        return _blocks(self._cipher.decryptor().update(_bytes(hashes)))


def _bytes(blocks: Iterable[str]) -> bytes:
    return bytes.fromhex("".join(blocks))


def _blocks(data: bytes) -> tuple[str, ...]:
    digits = data.hex()
    return tuple(digits[i : i + _HEX_DIGITS] for i in range(0, len(digits), _HEX_DIGITS))
