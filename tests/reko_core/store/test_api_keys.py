import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reko_core.api_keys.models import ApiKey, digest_of, make_key
from reko_core.store import Store

MADE_AT = datetime(2026, 1, 5, 12, 30, 15, 123_457, tzinfo=UTC)
KEY = ApiKey("partner", 300.5, 50, MADE_AT)


def read_all(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("reko.sqlite3*"))


async def test_a_key_is_found_by_its_digest_and_listed_by_name(store: Store) -> None:
    another = ApiKey("another", 1, 2, MADE_AT)
    assert await store.api_keys.add(KEY, b"one")
    assert await store.api_keys.add(another, b"two")
    assert await store.api_keys.find(b"one") == KEY
    assert await store.api_keys.find(b"two") == another
    assert await store.api_keys.find(b"three") is None
    assert await store.api_keys.all() == [another, KEY]


async def test_key_names_are_unique(store: Store) -> None:
    added = await asyncio.gather(*(store.api_keys.add(KEY, bytes([n])) for n in range(10)))
    assert sorted(added) == [False] * 9 + [True]
    assert await store.api_keys.all() == [KEY]


async def test_a_revoked_key_is_gone_and_its_name_free(store: Store) -> None:
    await store.api_keys.add(KEY, b"one")
    assert await store.api_keys.remove("partner")
    assert not await store.api_keys.remove("partner")
    assert await store.api_keys.find(b"one") is None
    assert await store.api_keys.add(KEY, b"two")


@pytest.mark.sqlite_only
async def test_the_key_itself_is_not_in_the_database(store: Store, tmp_path: Path) -> None:
    key = make_key()
    await store.api_keys.add(KEY, digest_of(key))
    written = await asyncio.to_thread(read_all, tmp_path)
    assert b"partner" in written
    assert key.encode() not in written
    assert key.removeprefix("reko_").encode() not in written
