"""Opt-outs: users of MAL of whom nothing is to be kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from reko_core.domain.models import normalise_name
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import lists, mal_users, opt_outs

__all__ = ["OptOutStore"]


class OptOutStore:
    """Reads and writes opt-outs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, name: str, at: datetime) -> bool:
        """Forget a user and never take them up again; return whether that is new.

        Raises StoreError.
        """
        key = normalise_name(name)
        insert = upsert(self._database.dialect, opt_outs).on_conflict_do_nothing()
        async with self._database.write() as connection:
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
        """Let a user be taken up again; return whether they had opted out. Raises StoreError."""
        statement = delete(opt_outs).where(opt_outs.c.name == normalise_name(name))
        async with self._database.write() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def has(self, name: str) -> bool:
        """Say whether a user has opted out. Raises StoreError."""
        query = select(opt_outs.c.name).where(opt_outs.c.name == normalise_name(name))
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def all(self) -> Sequence[str]:
        """Return the names of all who have opted out, in order. Raises StoreError."""
        async with self._database.read() as connection:
            names = await connection.scalars(select(opt_outs.c.name).order_by(opt_outs.c.name))
            return names.all()
