import hashlib
from datetime import UTC, datetime

import pytest

from reko_core.api_keys.cache import TTL_S, ApiKeyCache
from reko_core.api_keys.models import ApiKey, digest_of, is_key, make_key, parse_name
from reko_core.errors import BadInput

KEY = ApiKey("partner", 300, 50, datetime(2026, 1, 5, tzinfo=UTC))


class Kept:
    """A store of one key, a clock, and a ring over both."""

    def __init__(self) -> None:
        self.key = make_key()
        self.known: ApiKey | None = KEY
        self.n_looks = 0
        self.now = 100.0
        self.ring = ApiKeyCache(self.find, clock=lambda: self.now)

    async def find(self, digest: bytes) -> ApiKey | None:
        self.n_looks += 1
        return self.known if digest == digest_of(self.key) else None


def test_keys_are_long_and_all_different() -> None:
    keys = {make_key() for _ in range(100)}

    assert len(keys) == 100
    assert all(is_key(key) and len(key) == 48 for key in keys)


def test_the_digest_of_a_key_is_its_sha256() -> None:
    assert digest_of("reko_x") == hashlib.sha256(b"reko_x").digest()


@pytest.mark.parametrize("text", ["", "reko_", "reko_" + "a" * 42, "Reko_" + "a" * 43, "ключ"])
def test_what_has_not_the_form_of_a_key_is_none(text: str) -> None:
    assert not is_key(text)
    assert not is_key(f"{make_key()}\n")


@pytest.mark.parametrize("name", ["", "a b", "a" * 65, "näme", "a\n", "\x1b[31m"])
def test_a_name_that_could_confuse_a_log_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="name: must be 1-64"):
        parse_name(name)


async def test_a_key_is_believed_for_a_few_seconds_then_looked_up_again() -> None:
    kept = Kept()
    assert [await kept.ring.find(kept.key) for _ in range(3)] == [KEY] * 3
    assert kept.n_looks == 1
    kept.known = None
    kept.now += TTL_S - 0.1
    assert await kept.ring.find(kept.key) == KEY
    kept.now += 0.2
    assert kept.ring.is_cached(kept.key)
    assert await kept.ring.find(kept.key) is None
    assert not kept.ring.is_cached(kept.key)


async def test_a_wrong_key_is_looked_up_each_time_so_that_a_new_one_works_at_once() -> None:
    kept = Kept()
    kept.known = None
    assert await kept.ring.find(kept.key) is None
    kept.known = KEY
    assert await kept.ring.find(kept.key) == KEY
    assert kept.n_looks == 2


async def test_what_has_not_the_form_of_a_key_is_not_looked_up() -> None:
    kept = Kept()
    assert await kept.ring.find("guess") is None
    assert not kept.ring.is_cached("\ud800")
    assert await kept.ring.find("reko_\ud800") is None
    assert kept.n_looks == 0


async def test_only_so_many_keys_are_remembered() -> None:
    async def find(_: bytes) -> ApiKey:
        return KEY

    ring = ApiKeyCache(find)
    keys = [make_key() for _ in range(1001)]
    for key in keys:
        await ring.find(key)

    assert not ring.is_cached(keys[0])
    assert ring.is_cached(keys[1])
    assert ring.is_cached(keys[-1])
