"""API keys, stored by their digests."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from reko_core.api_keys.models import ApiKey
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import api_keys

__all__ = ["ApiKeyStore"]

_COLUMNS = (
    api_keys.c.name,
    api_keys.c.requests_per_minute,
    api_keys.c.burst,
    api_keys.c.created_at,
)


class ApiKeyStore:
    """Reads and writes API keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, key: ApiKey, digest: bytes) -> bool:
        """Add a key; return False, and add nothing, when its name is taken. Raises StoreError."""
        insert = upsert(self._database.dialect, api_keys).on_conflict_do_nothing(
            index_elements=["name"]
        )
        values = {
            "name": key.name,
            "digest": digest,
            "requests_per_minute": key.requests_per_minute,
            "burst": key.burst,
            "created_at": key.created_at,
        }
        async with self._database.write() as connection:
            added = await connection.scalars(insert.returning(api_keys.c.name), [values])
            return bool(added.all())

    async def find(self, digest: bytes) -> ApiKey | None:
        """Return the key of a digest, None if there is none. Raises StoreError."""
        query = select(*_COLUMNS).where(api_keys.c.digest == digest)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else ApiKey(*row)

    async def all(self) -> Sequence[ApiKey]:
        """Return every key, by name. Raises StoreError."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(*_COLUMNS).order_by(api_keys.c.name))
            return [ApiKey(*row) for row in rows]

    async def remove(self, name: str) -> bool:
        """Delete a key; return whether it existed. Raises StoreError."""
        statement = delete(api_keys).where(api_keys.c.name == name)
        async with self._database.write() as connection:
            return bool((await connection.execute(statement)).rowcount)
