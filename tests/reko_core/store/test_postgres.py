"""The store in PostgreSQL."""

from reko_core.settings import DatabaseSettings
from reko_core.store import Store


async def test_new_database_is_empty(postgres_database: DatabaseSettings) -> None:
    async with Store.open(postgres_database) as store:
        assert await store.lists.count() == 0
