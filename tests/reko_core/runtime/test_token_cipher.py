import pytest
from cryptography.fernet import Fernet

from reko_core.runtime.token_cipher import TokenCipher, TokenUnreadable

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_the_newest_key_encrypts_and_all_decrypt() -> None:
    before = TokenCipher([OLD]).encrypt("token")
    cipher = TokenCipher([NEW, OLD])

    assert b"token" not in before
    assert cipher.decrypt(before) == "token"
    assert not cipher.is_current(before)
    assert cipher.is_current(cipher.encrypt("token"))
    assert TokenCipher([NEW]).decrypt(cipher.encrypt("token")) == "token"


def test_what_no_key_has_encrypted_is_unreadable() -> None:
    with pytest.raises(TokenUnreadable):
        TokenCipher([NEW]).decrypt(TokenCipher([OLD]).encrypt("token"))
    with pytest.raises(TokenUnreadable):
        TokenCipher([NEW]).decrypt(b"damaged")


@pytest.mark.parametrize("key", ["", "short", "x" * 44])
def test_a_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        TokenCipher([key])
