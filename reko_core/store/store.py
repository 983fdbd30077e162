"""The store: one database, a family of tables an attribute."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from reko_core.settings import DatabaseSettings
from reko_core.store.catalogue import CatalogueStore
from reko_core.store.connection import Database, parse_url
from reko_core.store.imports import ImportStore
from reko_core.store.lists import ListStore
from reko_core.store.migrate import migrate, sqlite_path

__all__ = ["Store"]


class Store:
    """Everything that is kept."""

    def __init__(self, database: Database, imports: ImportStore) -> None:
        self.lists = ListStore(database)
        self.catalogue = CatalogueStore(database)
        self.imports = imports

    @classmethod
    @asynccontextmanager
    async def open(cls, settings: DatabaseSettings) -> AsyncIterator["Store"]:
        """Bring the database to the newest schema and open it. Raises StoreError."""
        await asyncio.to_thread(migrate, settings)
        async with Database.open(settings) as database:
            yield cls(database, ImportStore(database, sqlite_path(parse_url(settings))))
