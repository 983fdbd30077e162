"""Imports: lists are staged, then moved among the others in one transaction.

One import runs at a time, under a lock that a process loses when it dies. What other unfinished
imports have left is therefore dead, and removed when the next one starts.
"""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, case, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import Entries
from reko_core.errors import StoreError
from reko_core.store.community.opt_outs import OPT_OUTS_LOCK
from reko_core.store.database.changes import Changes
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.packing import Packed, pack, unpack
from reko_core.store.database.tables import import_staging, imports, lists, opt_outs

__all__ = ["Fragment", "ImportStore", "RunningImport"]

_MERGE_BATCH = 500
_REMOVED = "lists of this import were removed while it was running"


@dataclass(frozen=True, slots=True)
class Fragment:
    """Entries of one user, perhaps not all of them."""

    source: str
    name: str
    packed: Packed


class RunningImport:
    """An import in progress."""

    def __init__(self, database: Database, import_id: int) -> None:
        self._database = database
        self._id = import_id
        self._is_staged = import_staging.c.import_id == import_id
        self._n_staged = 0

    async def add(self, fragments: Sequence[Fragment]) -> None:
        """Stage fragments. Raises StoreError."""
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
            self._n_staged += len(rows)

    async def merge_fragments(self) -> int:
        """Merge the fragments of users that have several; return how many entries were double.

        Raises StoreError.
        """
        split = (
            select(import_staging.c.source, import_staging.c.name)
            .where(self._is_staged)
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
        """Move the staged lists among the others, all or none.

        Those of MAL users who have opted out are dropped. Raises StoreError, also when staged rows
        are missing.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, OPT_OUTS_LOCK)
            await self._check_staged(connection)
            await connection.execute(delete(import_staging).where(self._is_staged, _is_opted_out()))
            changes = await self._count_changes(connection)
            await self._move(connection)
            await connection.execute(delete(import_staging).where(self._is_staged))
            await connection.execute(
                update(imports)
                .where(imports.c.id == self._id)
                .values(finished_at=time.time(), counts=counts)
            )
        return changes

    async def _check_staged(self, connection: AsyncConnection) -> None:
        count = select(func.count()).select_from(import_staging).where(self._is_staged)
        if (await connection.execute(count)).scalar_one() != self._n_staged:
            raise StoreError(_REMOVED)

    async def _move(self, connection: AsyncConnection) -> None:
        columns = ("source", "name", "packed", "n_entries", "digest")
        rows = select(
            *(import_staging.c[column] for column in columns),
            import_staging.c.name,
            literal(time.time()),
        ).where(self._is_staged)
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

    async def _count_changes(self, connection: AsyncConnection) -> Changes:
        is_same_user = and_(
            lists.c.source == import_staging.c.source, lists.c.name == import_staging.c.name
        )
        staged = import_staging.outerjoin(lists, is_same_user)
        counts = select(
            func.count(),
            func.count(lists.c.id),
            func.count(case((lists.c.digest == import_staging.c.digest, 1))),
        )
        query = counts.select_from(staged).where(self._is_staged)
        n_all, n_known, n_same = (await connection.execute(query)).one()
        return Changes(new=n_all - n_known, changed=n_known - n_same, unchanged=n_same)

    async def _merge(self, connection: AsyncConnection, source: str, name: str) -> int:
        fragments = and_(
            self._is_staged, import_staging.c.source == source, import_staging.c.name == name
        )
        query = select(import_staging.c.packed).where(fragments).order_by(import_staging.c.id)
        parts = [unpack(packed) for packed in await connection.scalars(query)]
        if not parts:
            raise StoreError(_REMOVED)
        columns = zip(*(part.columns() for part in parts), strict=True)
        merged = Entries.build(*(np.concatenate(column) for column in columns))
        packed = pack(merged)
        await connection.execute(delete(import_staging).where(fragments))
        row = {"import_id": self._id, "source": source, "name": name}
        values = {"packed": packed.value, "n_entries": len(merged), "digest": packed.digest}
        await connection.execute(insert(import_staging), row | values)
        self._n_staged -= len(parts) - 1
        return sum(len(part) for part in parts) - len(merged)


class ImportStore:
    """Starts imports, one at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def start(self, file_name: str, layout: str) -> AsyncIterator[RunningImport]:
        """Start an import, after removing what a killed one has left.

        Raises StoreError, also when another process is importing.
        """
        async with self._database.exclusive("import"):
            await self._delete_where(imports.c.finished_at.is_(None))
            values = {"file_name": file_name, "layout": layout, "started_at": time.time()}
            async with self._database.write() as connection:
                result = await connection.execute(insert(imports).values(values))
            import_id = int((result.inserted_primary_key or (0,))[0])
            try:
                yield RunningImport(self._database, import_id)
            finally:
                await self._delete_where(imports.c.finished_at.is_(None), imports.c.id == import_id)

    async def _delete_where(self, *conditions: ColumnElement[bool]) -> None:
        """Delete imports; their staged rows go with them."""
        async with self._database.write() as connection:
            await connection.execute(delete(imports).where(*conditions))


def _is_opted_out() -> ColumnElement[bool]:
    return and_(
        import_staging.c.source == "mal", import_staging.c.name.in_(select(opt_outs.c.name))
    )
