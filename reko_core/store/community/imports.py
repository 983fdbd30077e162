"""Imports: lists are gathered aside, and join the others in one transaction at the end.

An import that is killed leaves rows that nothing reads; the next one removes them.
"""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import and_, delete, func, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import Entries
from reko_core.store.database.changes import Changes
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.locks import file_lock
from reko_core.store.database.packing import Packed, pack, unpack
from reko_core.store.database.tables import import_staging, imports, lists

__all__ = ["Fragment", "ImportStore", "RunningImport"]

_MERGE_BATCH = 500


@dataclass(frozen=True, slots=True)
class Fragment:
    """Entries of one user, perhaps not all of them."""

    source: str
    name: str
    packed: Packed


class RunningImport:
    """An import under way."""

    def __init__(self, database: Database, import_id: int) -> None:
        self._database = database
        self._id = import_id

    async def add(self, fragments: Sequence[Fragment]) -> None:
        """Put fragments aside. Raises StoreError."""
        rows = [
            {
                "import_id": self._id,
                "source": fragment.source,
                "name": fragment.name,
                "packed": fragment.packed.value,
                "n_entries": fragment.packed.n_entries,
                "digest": fragment.packed.digest,
            }
            for fragment in fragments
        ]
        if rows:
            async with self._database.write() as connection:
                await connection.execute(insert(import_staging), rows)

    async def merge_fragments(self) -> int:
        """Join the fragments of users that have several; return how many entries were double."""
        split = (
            select(import_staging.c.source, import_staging.c.name)
            .group_by(import_staging.c.source, import_staging.c.name)
            .having(func.count() > 1)
            .limit(_MERGE_BATCH)
        )
        n_double = 0
        while True:
            async with self._database.write() as connection:
                users = (await connection.execute(split)).all()
                for user in users:
                    n_double += await self._merge(connection, user.source, user.name)
            if not users:
                return n_double

    async def finish(self, counts: dict[str, Any]) -> Changes:
        """Let the lists join the others, all or none. Raises StoreError."""
        async with self._database.write() as connection:
            changes = await _count_changes(connection)
            columns = ("source", "name", "packed", "n_entries", "digest")
            rows = select(
                *(import_staging.c[column] for column in columns),
                import_staging.c.name,
                literal(time.time()),
            ).where(true())
            statement = upsert(self._database.dialect, lists)
            statement = statement.from_select([*columns, "display_name", "fetched_at"], rows)
            replaced = ("packed", "n_entries", "digest", "fetched_at")
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["source", "name"],
                    set_={column: statement.excluded[column] for column in replaced},
                    where=lists.c.digest != statement.excluded.digest,
                )
            )
            await connection.execute(delete(import_staging))
            await connection.execute(
                update(imports)
                .where(imports.c.id == self._id)
                .values(finished_at=time.time(), counts=counts)
            )
        return changes

    async def _merge(self, connection: AsyncConnection, source: str, name: str) -> int:
        theirs = and_(import_staging.c.source == source, import_staging.c.name == name)
        query = select(import_staging.c.packed).where(theirs).order_by(import_staging.c.id)
        parts = [unpack(packed) for packed in await connection.scalars(query)]
        columns = zip(*(part.columns() for part in parts), strict=True)
        merged = Entries.build(*(np.concatenate(column) for column in columns))
        packed = pack(merged)
        await connection.execute(delete(import_staging).where(theirs))
        row = {"import_id": self._id, "source": source, "name": name}
        values = {"packed": packed.value, "n_entries": len(merged), "digest": packed.digest}
        await connection.execute(insert(import_staging), row | values)
        return sum(len(part) for part in parts) - len(merged)


class ImportStore:
    """Begins imports, one at a time."""

    def __init__(self, database: Database, path: Path | None) -> None:
        self._database = database
        self._path = path

    @asynccontextmanager
    async def begin(self, file_name: str, layout: str) -> AsyncIterator[RunningImport]:
        """Begin an import, after removing what a killed one has left.

        Raises StoreError, also when another process is importing.
        """
        lock = file_lock(self._path, "import", wait=False) if self._path else nullcontext()
        with lock:
            async with self._database.write() as connection:
                await self._clear(connection)
                values = {"file_name": file_name, "layout": layout, "started_at": time.time()}
                result = await connection.execute(insert(imports).values(values))
                import_id = int((result.inserted_primary_key or (0,))[0])
            try:
                yield RunningImport(self._database, import_id)
            finally:
                async with self._database.write() as connection:
                    await self._clear(connection)

    async def _clear(self, connection: AsyncConnection) -> None:
        await connection.execute(delete(import_staging))
        await connection.execute(delete(imports).where(imports.c.finished_at.is_(None)))


async def _count_changes(connection: AsyncConnection) -> Changes:
    joined = import_staging.join(
        lists,
        and_(lists.c.source == import_staging.c.source, lists.c.name == import_staging.c.name),
    )
    n_all = (
        await connection.execute(select(func.count()).select_from(import_staging))
    ).scalar_one()
    n_known = (await connection.execute(select(func.count()).select_from(joined))).scalar_one()
    same = select(func.count()).select_from(joined).where(lists.c.digest == import_staging.c.digest)
    n_same = (await connection.execute(same)).scalar_one()
    return Changes(new=n_all - n_known, changed=n_known - n_same, unchanged=n_same)
