import asyncio

import pytest
from sqlalchemy import text

from reko_core.settings import DatabaseSettings
from reko_core.store.coordination import list_leases
from reko_core.store.coordination.list_leases import ListLeases
from reko_core.store.database.connection import Database

EXPIRES_AT = text("SELECT max(expires_at) FROM list_fetches")


async def test_lease_that_is_held_does_not_expire(
    postgres_database: DatabaseSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_leases, "_RENEWAL_S", 0.01)
    async with Database.open(postgres_database) as database:
        async with ListLeases(database).hold("somebody"):
            async with database.write() as connection:
                await connection.execute(text("UPDATE list_fetches SET expires_at = 0"))
            async with asyncio.timeout(10):
                while await expiry(database) == 0:  # noqa: ASYNC110 - it does not signal
                    await asyncio.sleep(0.01)
        assert await expiry(database) is None


async def expiry(database: Database) -> float | None:
    async with database.read() as connection:
        expires_at: float | None = await connection.scalar(EXPIRES_AT)
        return expires_at
