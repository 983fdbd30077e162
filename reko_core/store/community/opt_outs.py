"""Opt-outs: MAL users of whom nothing may be stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.tables import lists, mal_users, opt_outs

__all__ = ["OPT_OUTS_LOCK", "OptOutStore", "lock_opt_outs"]

OPT_OUTS_LOCK = "mal_users"
"""The write lock of every transaction that writes an opt-out or checks one before it writes."""

_BATCH = 500


class OptOutStore:
    """Reads and writes opt-outs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, name: str, at: datetime) -> bool:
        """Delete a user and never store them again; return False for one who had opted out.

        Raises StoreError.
        """
        key = normalise_name(name)
        insert = upsert(self._database.dialect, opt_outs).on_conflict_do_nothing()
        async with self._database.write() as connection:
            await acquire_write_lock(connection, OPT_OUTS_LOCK)
            rows = await connection.scalars(
                insert.returning(opt_outs.c.name), [{"name": key, "since": at}]
            )
            is_new = bool(rows.all())
            await connection.execute(
                delete(lists).where(lists.c.source == "mal", lists.c.name == key)
            )
            await connection.execute(delete(mal_users).where(mal_users.c.name == key))
        return is_new

    async def remove(self, name: str) -> bool:
        """Let a user be stored again; return whether they had opted out. Raises StoreError."""
        statement = delete(opt_outs).where(opt_outs.c.name == normalise_name(name))
        async with self._database.write() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def has(self, name: str) -> bool:
        """Return whether a user has opted out. Raises StoreError."""
        query = select(opt_outs.c.name).where(opt_outs.c.name == normalise_name(name))
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def all(self) -> Sequence[str]:
        """Return the names of all who have opted out, in order. Raises StoreError."""
        async with self._database.read() as connection:
            names = await connection.scalars(select(opt_outs.c.name).order_by(opt_outs.c.name))
            return names.all()


async def lock_opt_outs(connection: AsyncConnection, names: Iterable[str]) -> set[str]:
    """Return which names have opted out, and block opt-outs until the transaction ends.

    Call it before anything else in the transaction. `names` are in lower case.
    """
    await acquire_write_lock(connection, OPT_OUTS_LOCK)
    keys, found = list(names), set[str]()
    for start in range(0, len(keys), _BATCH):
        query = select(opt_outs.c.name).where(opt_outs.c.name.in_(keys[start : start + _BATCH]))
        found.update(await connection.scalars(query))
    return found
