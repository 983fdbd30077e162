import hashlib
from datetime import UTC, datetime

import pytest

from reko_core.api_keys.key_cache import TTL_S, ApiKeyCache
from reko_core.api_keys.models import ApiKey, digest_of, is_key, make_key, parse_name
from reko_core.errors import BadInput

KEY = ApiKey("partner", 300, 50, datetime(2026, 1, 5, tzinfo=UTC))


class CachedKey:
    """A store of one key, a clock, and a cache over both."""

    def __init__(self) -> None:
        self.key = make_key()
        self.known: ApiKey | None = KEY
        self.n_lookups = 0
        self.now = 100.0
        self.cache = ApiKeyCache(self.find, clock=lambda: self.now)

    async def find(self, digest: bytes) -> ApiKey | None:
        self.n_lookups += 1
        return self.known if digest == digest_of(self.key) else None


def test_keys_are_long_and_all_different() -> None:
    keys = {make_key() for _ in range(100)}

    assert len(keys) == 100
    assert all(is_key(key) and len(key) == 48 for key in keys)


def test_the_digest_of_a_key_is_its_sha256() -> None:
    assert digest_of("reko_x") == hashlib.sha256(b"reko_x").digest()


@pytest.mark.parametrize("text", ["", "reko_", "reko_" + "a" * 42, "Reko_" + "a" * 43, "ключ"])
def test_malformed_text_is_no_key(text: str) -> None:
    assert not is_key(text)
    assert not is_key(f"{make_key()}\n")


@pytest.mark.parametrize("name", ["", "a b", "a" * 65, "näme", "a\n", "\x1b[31m"])
def test_a_name_unsafe_for_logs_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="name: must be 1-64"):
        parse_name(name)


async def test_a_key_is_looked_up_again_after_a_few_seconds() -> None:
    cached = CachedKey()
    assert [await cached.cache.find(cached.key) for _ in range(3)] == [KEY] * 3
    assert cached.n_lookups == 1
    cached.known = None
    cached.now += TTL_S - 0.1
    assert await cached.cache.find(cached.key) == KEY
    cached.now += 0.2
    assert cached.cache.is_cached(cached.key)
    assert await cached.cache.find(cached.key) is None
    assert not cached.cache.is_cached(cached.key)


async def test_an_invalid_key_is_never_cached_so_that_a_new_one_works_at_once() -> None:
    cached = CachedKey()
    cached.known = None
    assert await cached.cache.find(cached.key) is None
    cached.known = KEY
    assert await cached.cache.find(cached.key) == KEY
    assert cached.n_lookups == 2


async def test_malformed_keys_are_not_looked_up() -> None:
    cached = CachedKey()
    assert await cached.cache.find("guess") is None
    assert not cached.cache.is_cached("\ud800")
    assert await cached.cache.find("reko_\ud800") is None
    assert cached.n_lookups == 0


async def test_the_least_recently_used_keys_are_evicted() -> None:
    async def find(_: bytes) -> ApiKey:
        return KEY

    cache = ApiKeyCache(find)
    keys = [make_key() for _ in range(1001)]
    for key in keys:
        await cache.find(key)

    assert not cache.is_cached(keys[0])
    assert cache.is_cached(keys[1])
    assert cache.is_cached(keys[-1])
