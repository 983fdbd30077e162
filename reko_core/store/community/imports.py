"""Imports: lists are staged, then moved among the others in one transaction.

One import runs at a time, under a lock that a process loses when it dies. What other unfinished
imports have left is therefore dead, and removed when the next one starts.

Lists are identified by their source and a name, which in most dumps is a number that says nothing
outside of its dump. So a file may not replace the lists of another one unless it is told to.
"""

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import Entries
from reko_core.errors import RekoError, StoreError
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.community.opt_outs import OPT_OUTS_LOCK
from reko_core.store.database.changes import Changes
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, allow_long_statements, upsert
from reko_core.store.database.packing import Packed, pack, unpack
from reko_core.store.database.tables import import_staging, imports, lists, opt_outs
from reko_core.store.postgres.bulk_copy import copy_rows

__all__ = ["Fragment", "ImportConflict", "ImportStore", "RunningImport"]

_MERGE_BATCH = 500
_STAGED = {
    "import_id": "bigint",
    "source": "text",
    "name": "text",
    "packed": "bytea",
    "n_entries": "integer",
    "digest": "bytea",
}
_REMOVED = "lists of this import were removed while it was running"


class ImportConflict(RekoError):
    """An import would replace lists that another file has brought; nothing was changed."""

    def __init__(self, source: str, n_lists: int) -> None:
        super().__init__(f"{n_lists} lists of {source} would be replaced")
        self.source = source
        self.n_lists = n_lists


@dataclass(frozen=True, slots=True)
class Fragment:
    """Entries of one user, perhaps not all of them."""

    source: str
    name: str
    packed: Packed


class RunningImport:
    """An import in progress.

    n_opted_out: once finished, the lists left out as their users have opted out, of n_entries_out
    entries.
    """

    def __init__(self, database: Database, import_id: int, started_at: float) -> None:
        self._database = database
        self._id = import_id
        self._started_at = started_at
        self._is_staged = import_staging.c.import_id == import_id
        self._merged_until = 0
        self.n_opted_out = self.n_entries_out = 0

    async def add(self, fragments: Sequence[Fragment]) -> None:
        """Stage fragments. Raises StoreError."""
        if fragments:
            async with self._database.write() as connection:
                await self._stage(connection, fragments)

    async def end_file(self) -> int:
        """End a file of an archive, or the only one; return how many entries were double.

        Fragments of a user are merged within a file. Raises StoreError, and ImportConflict if
        files of the archive have different lists of one user.
        """
        is_new = and_(self._is_staged, import_staging.c.id > self._merged_until)
        split = (
            select(import_staging.c.source, import_staging.c.name)
            .where(is_new)
            .group_by(import_staging.c.source, import_staging.c.name)
            .having(func.count() > 1)
            .limit(_MERGE_BATCH)
        )
        n_double = 0
        while True:
            async with self._database.write() as connection:
                users = (await connection.execute(split)).all()
                if not users:
                    break
                owners = tuple_(import_staging.c.source, import_staging.c.name)
                of_them = owners.in_([tuple(user) for user in users])
                n_double += await self._merge(connection, and_(is_new, of_them))
        if self._merged_until:
            n_double += await self._merge_files()
        last = select(func.coalesce(func.max(import_staging.c.id), 0)).where(self._is_staged)
        async with self._database.read() as connection:
            self._merged_until = (await connection.execute(last)).scalar_one()
        return n_double

    async def finish(self, counts: dict[str, Any], *, may_replace: bool = True) -> Changes:
        """Move the staged lists among the others, all or none, but those of users who opted out.

        Unless lists may be replaced, only the file that was the last one of their source replaces
        them, by `counts["file"]`. Raises StoreError, also when the import was removed, and
        ImportConflict.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, OPT_OUTS_LOCK)
            await allow_long_statements(connection)
            await self._check_exists(connection)
            refused = delete(import_staging).where(self._is_staged, _is_opted_out())
            sizes = await connection.scalars(refused.returning(import_staging.c.n_entries))
            n_entries = sizes.all()
            sources = await self._count_changes(connection)
            if not may_replace:
                await self._check_replaced(connection, sources, counts.get("file"))
            await self._move(connection)
            await connection.execute(delete(import_staging).where(self._is_staged))
            await connection.execute(
                update(imports)
                .where(imports.c.id == self._id)
                .values(finished_at=time.time(), counts=counts | {"sources": list(sources)})
            )
        self.n_opted_out, self.n_entries_out = len(n_entries), sum(n_entries)
        return sum(sources.values(), Changes())

    async def _merge_files(self) -> int:
        """Keep one of the equal lists of several files."""
        users = (
            select(
                import_staging.c.source,
                func.min(import_staging.c.id),
                func.count(import_staging.c.digest.distinct()),
                func.sum(import_staging.c.n_entries),
                func.min(import_staging.c.n_entries),
            )
            .where(self._is_staged)
            .group_by(import_staging.c.source, import_staging.c.name)
        )
        several = users.having(func.count() > 1)
        async with self._database.write() as connection:
            await allow_long_statements(connection)
            found = (await connection.execute(several)).all()
            different = [source for source, _, n_digests, *_ in found if n_digests > 1]
            if different:
                raise ImportConflict(different[0], len(different))
            first = select(func.min(import_staging.c.id)).where(self._is_staged)
            first = first.group_by(import_staging.c.source, import_staging.c.name)
            await connection.execute(
                delete(import_staging).where(self._is_staged, import_staging.c.id.not_in(first))
            )
        return sum(n_entries - n_kept for *_, n_entries, n_kept in found)

    async def _check_replaced(
        self, connection: AsyncConnection, sources: dict[str, Changes], file: str | None
    ) -> None:
        """Raise ImportConflict where another file has brought the lists that would change."""
        changed = {source: changes.changed for source, changes in sources.items()}
        finished = select(imports.c.counts).where(imports.c.finished_at.is_not(None))
        last: dict[str, str | None] = {}
        for counts in await connection.scalars(finished.order_by(imports.c.id)):
            last |= dict.fromkeys(counts.get("sources", ()), counts.get("file"))
        for source, n_lists in changed.items():
            if n_lists and (file is None or last.get(source) != file):
                raise ImportConflict(source, n_lists)

    async def _check_exists(self, connection: AsyncConnection) -> None:
        """Raise StoreError if the import was removed, and the staged rows with it."""
        # SQLite gives the id of a removed import to the next one.
        is_this = and_(imports.c.id == self._id, imports.c.started_at == self._started_at)
        query = select(imports.c.id).where(is_this)
        if (await connection.execute(query)).first() is None:
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

    async def _count_changes(self, connection: AsyncConnection) -> dict[str, Changes]:
        """Return what would change in every source."""
        is_same_user = and_(
            lists.c.source == import_staging.c.source, lists.c.name == import_staging.c.name
        )
        counts = select(
            import_staging.c.source,
            func.count(),
            func.count(lists.c.id),
            func.count(case((lists.c.digest == import_staging.c.digest, 1))),
        )
        query = counts.select_from(import_staging.outerjoin(lists, is_same_user))
        query = query.where(self._is_staged).group_by(import_staging.c.source)
        return {
            source: Changes(new=n_all - n_known, changed=n_known - n_same, unchanged=n_same)
            for source, n_all, n_known, n_same in await connection.execute(query)
        }

    async def _merge(self, connection: AsyncConnection, fragments: ColumnElement[bool]) -> int:
        """Merge the fragments of each user; return how many entries were double."""
        columns = import_staging.c
        query = select(columns.source, columns.name, columns.packed).where(fragments)
        query = query.order_by(columns.source, columns.name, columns.id)
        merged: dict[tuple[str, str], Entries] = {}
        n_entries = 0
        # One after another: together they may be far larger than what they amount to.
        async for source, name, packed in await connection.stream(query):
            part = unpack(packed)
            n_entries += len(part)
            known = merged.get((source, name))
            merged[source, name] = part if known is None else _join(known, part)
        await connection.execute(delete(import_staging).where(fragments))
        await self._stage(connection, (Fragment(*user, pack(merged[user])) for user in merged))
        return n_entries - sum(map(len, merged.values()))

    async def _stage(self, connection: AsyncConnection, fragments: Iterable[Fragment]) -> None:
        rows = (
            (
                self._id,
                fragment.source,
                fragment.name,
                fragment.packed.value,
                fragment.packed.n_entries,
                fragment.packed.digest,
            )
            for fragment in fragments
        )
        if self._database.dialect == "postgresql":
            await copy_rows(connection, import_staging.name, _STAGED, rows)
        else:
            values = [dict(zip(_STAGED, row, strict=True)) for row in rows]
            await connection.execute(insert(import_staging), values)


class ImportStore:
    """Starts imports, one at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_reserved = False

    @asynccontextmanager
    async def reserve(self) -> AsyncIterator[None]:
        """Keep other processes from importing. Raises StoreError, at once if one is at it."""
        async with self._database.exclusive("import"):
            self._is_reserved = True
            try:
                yield
            finally:
                self._is_reserved = False

    @asynccontextmanager
    async def start(self, file_name: str, layout: str) -> AsyncIterator[RunningImport]:
        """Start an import, after removing what a killed one has left.

        Raises StoreError, also when another process is importing.
        """
        async with AsyncExitStack() as stack:
            if not self._is_reserved:
                await stack.enter_async_context(self._database.exclusive("import"))
            await self._delete_where(imports.c.finished_at.is_(None))
            started_at = time.time()
            values = {"file_name": file_name, "layout": layout, "started_at": started_at}
            async with self._database.write() as connection:
                result = await connection.execute(insert(imports).values(values))
            import_id = int((result.inserted_primary_key or (0,))[0])
            try:
                yield RunningImport(self._database, import_id, started_at)
            finally:
                await self._delete_where(imports.c.finished_at.is_(None), imports.c.id == import_id)

    async def _delete_where(self, *conditions: ColumnElement[bool]) -> None:
        """Delete imports; their staged rows go with them."""
        async with self._database.write() as connection:
            await connection.execute(delete(imports).where(*conditions))


def _join(entries: Entries, later: Entries) -> Entries:
    columns = zip(entries.columns(), later.columns(), strict=True)
    return Entries.build(*(np.concatenate(column) for column in columns))


def _is_opted_out() -> ColumnElement[bool]:
    return and_(
        import_staging.c.name.in_(select(opt_outs.c.name)), is_owned_by_mal_user(import_staging)
    )
