"""Encryption of tokens at rest by Fernet (AES-128-CBC with an HMAC), with keys that change."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

__all__ = ["TokenCipher", "TokenUnreadable"]


class TokenUnreadable(Exception):
    """None of the keys has encrypted this; callers handle it, so it is no RekoError."""


class TokenCipher:
    """Encrypts with the first key, and decrypts with any.

    keys: 32 bytes each in URL-safe base64, at least one. Raises ValueError for others.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        ciphers = [Fernet(key.encode()) for key in keys]
        self._newest = ciphers[0]
        self._all = MultiFernet(ciphers)

    def encrypt(self, text: str) -> bytes:
        """Encrypt a text."""
        return self._newest.encrypt(text.encode())

    def decrypt(self, data: bytes) -> str:
        """Return the text. Raises TokenUnreadable."""
        try:
            return self._all.decrypt(data).decode()
        except InvalidToken:
            raise TokenUnreadable from None

    def is_current(self, data: bytes) -> bool:
        """Return whether the newest key has encrypted this."""
        try:
            self._newest.decrypt(data)
        except InvalidToken:
            return False
        return True
