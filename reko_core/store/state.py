"""State: the few values of the program that survive a restart."""

from sqlalchemy import select

from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import bot_state

__all__ = ["StateStore"]


class StateStore:
    """Reads and writes values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """Return a value, None if there is none. Raises StoreError."""
        query = select(bot_state.c.value).where(bot_state.c.key == key)
        async with self._database.read() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def put_first(self, key: str, value: str) -> str:
        """Insert a value unless there is one; return the one that is stored. Raises StoreError."""
        insert = upsert(self._database.dialect, bot_state).values(key=key, value=value)
        async with self._database.write() as connection:
            await connection.execute(insert.on_conflict_do_nothing())
            query = select(bot_state.c.value).where(bot_state.c.key == key)
            return str((await connection.execute(query)).scalar_one())

    async def put(self, key: str, value: str) -> None:
        """Insert or replace a value. Raises StoreError."""
        insert = upsert(self._database.dialect, bot_state).values(key=key, value=value)
        statement = insert.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        async with self._database.write() as connection:
            await connection.execute(statement)
