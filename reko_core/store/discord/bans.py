"""Bans: titles and users that a guild, or a person, never wants to see; and votes on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Column, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.errors import BadInput
from reko_core.guilds.models import MAX_BANS, Scope, TitleBan, UserBan, is_anime_id, is_user_hash
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.tables import ban_votes, title_bans, user_bans
from reko_core.store.discord.votes import (
    MAX_VOTE_AGE,
    Vote,
    cast_votes,
    count_votes,
    drop_idle_votes,
    drop_old_votes,
)

__all__ = ["BanStore", "clear_bans"]

_BATCH = 500

_Key = TypeVar("_Key", int, str)


class BanStore:
    """Reads and writes bans; none reaches another scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def titles(self, scope: Scope) -> tuple[TitleBan, ...]:
        """Return the banned titles, newest first. Raises StoreError."""
        columns = title_bans.c
        query = (
            select(columns.anime_id, columns.title, columns.banned_by, columns.banned_at)
            .where(columns.scope == scope.key)
            .order_by(columns.banned_at.desc(), columns.anime_id)
        )
        async with self._database.read() as connection:
            return tuple(TitleBan(*row) for row in await connection.execute(query))

    async def title_ids(self, scope: Scope) -> tuple[int, ...]:
        """Return the ids of the banned titles, ascending. Raises StoreError."""
        return await self._keys(scope, title_bans.c.anime_id)

    async def users(self, scope: Scope) -> tuple[UserBan, ...]:
        """Return the banned users, newest first. Raises StoreError."""
        columns = user_bans.c
        query = (
            select(columns.user_hash, columns.banned_by, columns.banned_at)
            .where(columns.scope == scope.key)
            .order_by(columns.banned_at.desc(), columns.user_hash)
        )
        async with self._database.read() as connection:
            return tuple(UserBan(*row) for row in await connection.execute(query))

    async def user_hashes(self, scope: Scope) -> tuple[str, ...]:
        """Return the hashes of the banned users, ascending. Raises StoreError."""
        return await self._keys(scope, user_bans.c.user_hash)

    async def ban_titles(
        self, scope: Scope, titles: Mapping[int, str], *, by: int | None, at: datetime
    ) -> tuple[int, ...]:
        """Ban titles, all or none, and drop the votes on them; return those not banned before.

        Raises BadInput when there would be more than MAX_BANS, or an id is none; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            return await _ban_titles(connection, scope, titles, by, at)

    async def ban_users(
        self, scope: Scope, user_hashes: Collection[str], *, by: int | None, at: datetime
    ) -> tuple[str, ...]:
        """Ban users, all or none; return those not banned before.

        Raises BadInput when there would be more than MAX_BANS, or a hash is none; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            return await _ban_users(connection, scope, user_hashes, by, at)

    async def add_many(
        self,
        scope: Scope,
        titles: Iterable[tuple[int, str]],
        users: Collection[str],
        *,
        by: int | None,
        at: datetime,
    ) -> tuple[int, int]:
        """Ban titles and users, all or none; return how many of each were not banned before.

        Raises BadInput as `ban_titles` and `ban_users` do; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            new_titles = await _ban_titles(connection, scope, dict(titles), by, at)
            new_users = await _ban_users(connection, scope, users, by, at)
        return len(new_titles), len(new_users)

    async def unban_titles(
        self, scope: Scope, anime_ids: Collection[int], *, banned_at: datetime | None = None
    ) -> tuple[int, ...]:
        """Allow titles again, only bans made at `banned_at` if that is given; return which.

        Raises StoreError.
        """
        return await self._unban(scope, title_bans.c.anime_id, anime_ids, banned_at)

    async def unban_users(
        self, scope: Scope, user_hashes: Collection[str], *, banned_at: datetime | None = None
    ) -> tuple[str, ...]:
        """Allow users again, only bans made at `banned_at` if that is given; return which.

        Raises StoreError.
        """
        return await self._unban(scope, user_bans.c.user_hash, user_hashes, banned_at)

    async def clear(self, scope: Scope) -> tuple[int, int]:
        """Remove all bans and votes; return how many titles and users were banned.

        Raises StoreError.
        """
        async with self._database.write() as connection:
            return await clear_bans(connection, scope)

    async def vote(
        self,
        scope: Scope,
        titles: Mapping[int, str],
        *,
        voter_id: int,
        needed: int,
        origin: str,
        at: datetime,
        max_age: timedelta = MAX_VOTE_AGE,
    ) -> tuple[Vote, ...]:
        """Vote for the ban of titles, all or none; ban those that have enough votes with it.

        Raises BadInput as `ban_titles` does; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            await drop_old_votes(connection, scope, at - max_age)
            query = select(title_bans.c.anime_id).where(title_bans.c.scope == scope.key)
            banned = titles.keys() & set(await connection.scalars(query))
            open_ids = [anime_id for anime_id in titles if anime_id not in banned]
            new, counts = await cast_votes(
                connection, scope, open_ids, voter_id=voter_id, origin=origin, at=at
            )
            enough = {key: titles[key] for key in open_ids if counts[key] >= needed}
            await _ban_titles(connection, scope, enough, voter_id, at)
        return tuple(
            Vote(key, title, counts.get(key, 0), needed, key in new, key in enough, key in banned)
            for key, title in titles.items()
        )

    async def count_votes(
        self,
        scope: Scope,
        anime_ids: Collection[int],
        *,
        at: datetime,
        max_age: timedelta = MAX_VOTE_AGE,
    ) -> dict[int, int]:
        """Return how many votes count for each title that has any. Raises StoreError."""
        async with self._database.read() as connection:
            return await count_votes(connection, scope, anime_ids, at - max_age)

    async def withdraw(
        self,
        scope: Scope,
        anime_ids: Collection[int] | None = None,
        *,
        voter_id: int,
        origin: str | None = None,
    ) -> int:
        """Take a person's votes back, only for `anime_ids` and of `origin` if those are given.

        Return how many there were. Raises StoreError.
        """
        theirs = delete(ban_votes).where(
            ban_votes.c.scope == scope.key, ban_votes.c.voter_id == voter_id
        )
        if origin is not None:
            theirs = theirs.where(ban_votes.c.origin == origin)
        async with self._database.write() as connection:
            if anime_ids is None:
                return (await connection.execute(theirs)).rowcount
            n_votes = 0
            for some in _batches(anime_ids):
                statement = theirs.where(ban_votes.c.anime_id.in_(some))
                n_votes += (await connection.execute(statement)).rowcount
            return n_votes

    async def _keys(self, scope: Scope, key: Column[_Key]) -> tuple[_Key, ...]:
        query = select(key).where(key.table.c.scope == scope.key).order_by(key)
        async with self._database.read() as connection:
            return tuple(await connection.scalars(query))

    async def _unban(
        self, scope: Scope, key: Column[_Key], keys: Collection[_Key], banned_at: datetime | None
    ) -> tuple[_Key, ...]:
        table = key.table
        theirs = delete(table).where(table.c.scope == scope.key).returning(key)
        if banned_at is not None:
            theirs = theirs.where(table.c.banned_at == banned_at)
        gone: set[_Key] = set()
        async with self._database.write() as connection:
            for some in _batches(keys):
                gone.update(await connection.scalars(theirs.where(key.in_(some))))
        return tuple(value for value in dict.fromkeys(keys) if value in gone)


async def clear_bans(connection: AsyncConnection, scope: Scope) -> tuple[int, int]:
    """Remove all bans and votes of a scope; return how many titles and users were banned."""
    titles, users, _ = [
        await connection.execute(delete(table).where(table.c.scope == scope.key))
        for table in (title_bans, user_bans, ban_votes)
    ]
    return titles.rowcount, users.rowcount


async def _ban_titles(
    connection: AsyncConnection,
    scope: Scope,
    titles: Mapping[int, str],
    by: int | None,
    at: datetime,
) -> tuple[int, ...]:
    if not all(map(is_anime_id, titles)):
        raise BadInput("bans", "an id of a title is out of range")
    common = {"scope": scope.key, "banned_by": by, "banned_at": at}
    rows = [{"anime_id": key, "title": title, **common} for key, title in titles.items()]
    new = await _insert(connection, scope, title_bans.c.anime_id, rows)
    await drop_idle_votes(connection, scope)
    return new


async def _ban_users(
    connection: AsyncConnection,
    scope: Scope,
    user_hashes: Collection[str],
    by: int | None,
    at: datetime,
) -> tuple[str, ...]:
    if not all(map(is_user_hash, user_hashes)):
        raise BadInput("bans", "a hash of a user is of the wrong shape")
    common = {"scope": scope.key, "banned_by": by, "banned_at": at}
    rows = [{"user_hash": user_hash, **common} for user_hash in dict.fromkeys(user_hashes)]
    return await _insert(connection, scope, user_bans.c.user_hash, rows)


async def _insert(
    connection: AsyncConnection,
    scope: Scope,
    key: Column[_Key],
    rows: Sequence[Mapping[str, Any]],
) -> tuple[_Key, ...]:
    """Write bans and return which are new; the caller has the turn. Raises BadInput."""
    if not rows:
        return ()
    table = key.table
    insert = upsert(connection.dialect.name, table).on_conflict_do_nothing().returning(key)
    new = set(await connection.scalars(insert, rows))
    count = select(func.count()).select_from(table).where(table.c.scope == scope.key)
    if (await connection.execute(count)).scalar_one() > MAX_BANS:
        raise BadInput("bans", f"more than {MAX_BANS}")
    return tuple(row[key.name] for row in rows if row[key.name] in new)


def _batches(keys: Collection[_Key]) -> Iterable[Sequence[_Key]]:
    unique = list(dict.fromkeys(keys))
    return (unique[start : start + _BATCH] for start in range(0, len(unique), _BATCH))
