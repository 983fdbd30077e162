"""Opt-outs: MAL users of whom nothing may be stored, but the name by which they are refused."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Delete, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.store.community.digest_rows import deletions_of_digests
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.repeating import repeat_conflicts
from reko_core.store.database.tables import (
    accounts,
    asked_names,
    import_staging,
    lists,
    mal_users,
    opt_outs,
    results,
    watch_group_members,
)

__all__ = ["OPT_OUTS_LOCK", "OptOutStore", "deletions_of_opted_out", "lock_opt_outs"]

OPT_OUTS_LOCK = "mal_users"
"""The write lock of every transaction that writes an opt-out or checks one before it writes."""

_BATCH = 500


class OptOutStore:
    """Reads and writes opt-outs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeat_conflicts
    async def add(self, name: str, at: datetime, *, requested_by: int | None = None) -> bool:
        """Delete a user and never store them again; return False for one who had opted out.

        requested_by: the Discord user who may take it back. Nobody has two: for those who have one
        nothing is changed, and False returned. Raises StoreError.
        """
        insert = upsert(self._database.dialect, opt_outs).on_conflict_do_nothing()
        async with self._database.write() as connection:
            await acquire_write_lock(connection, OPT_OUTS_LOCK)
            if requested_by is not None and await _requested(connection, requested_by):
                return False
            row = {"name": normalise_name(name), "since": at, "requested_by": requested_by}
            rows = await connection.scalars(insert.returning(opt_outs.c.name), [row])
            is_new = bool(rows.all())
            await self._delete_all(connection)
        await self._database.truncate_log()
        return is_new

    @repeat_conflicts
    async def purge(self) -> None:
        """Delete what an older version has left of users who have opted out. Raises StoreError."""
        if await self.all():
            async with self._database.write() as connection:
                await acquire_write_lock(connection, OPT_OUTS_LOCK)
                await self._delete_all(connection)

    async def remove(self, name: str, *, requested_by: int | None = None) -> bool:
        """Let a user be stored again; return whether they had opted out. Raises StoreError.

        requested_by: nothing is changed unless this Discord user has asked for the opt-out.
        """
        statement = delete(opt_outs).where(opt_outs.c.name == normalise_name(name))
        if requested_by is not None:
            statement = statement.where(opt_outs.c.requested_by == requested_by)
        async with self._database.write() as connection:
            had_opted_out = bool((await connection.execute(statement)).rowcount)
        await self._database.truncate_log()
        return had_opted_out

    async def requested(self, discord_id: int) -> str | None:
        """Return the name that a Discord user has opted out, None if none. Raises StoreError."""
        async with self._database.read() as connection:
            return await _requested(connection, discord_id)

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

    async def count_since(self, at: datetime) -> int:
        """Return how many users have opted out since. Raises StoreError."""
        query = select(func.count()).where(opt_outs.c.since > at)
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def _delete_all(self, connection: AsyncConnection) -> None:
        for statement in deletions_of_opted_out(self._database.dialect):
            await connection.execute(statement)


async def _requested(connection: AsyncConnection, discord_id: int) -> str | None:
    query = select(opt_outs.c.name).where(opt_outs.c.requested_by == discord_id).limit(1)
    return (await connection.execute(query)).scalar_one_or_none()


def deletions_of_opted_out(dialect: str) -> list[Delete]:
    """Return what deletes all rows about users who have opted out, but the opt-outs themselves."""
    names = select(opt_outs.c.name)
    asked_for = func.lower(results.c.request["user_name"].as_string())
    people = select(accounts.c.discord_id).where(accounts.c.name.in_(names))
    sender = func.lower(results.c.request["from_user"].as_string())
    statements = [
        # By the link, which is deleted below.
        delete(watch_group_members).where(watch_group_members.c.discord_id.in_(people)),
        *(
            delete(table).where(table.c.name.in_(names), is_owned_by_mal_user(table))
            for table in (lists, import_staging)
        ),
        # Before the accounts, which say whose they are.
        *deletions_of_digests(people),
        *(
            delete(table).where(table.c.name.in_(names))
            for table in (mal_users, accounts, asked_names, watch_group_members)
        ),
        delete(results).where(or_(asked_for.in_(names), sender.in_(names))),
    ]
    if dialect == "sqlite":
        # Nobody can be shown a damaged result, and whose it was cannot be told.
        statements.insert(0, delete(results).where(func.json_valid(results.c.request) == 0))
    return statements


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
