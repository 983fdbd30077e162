"""Bans: titles and users that a guild, or a person, never wants to see."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Column, delete, select, update

from reko_core.guilds.models import Scope, TitleBan, UserBan
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock
from reko_core.store.database.repeating import repeat_conflicts
from reko_core.store.database.tables import title_bans, user_bans
from reko_core.store.discord.ban_rows import (
    batches,
    clear_bans,
    insert_title_bans,
    insert_user_bans,
)

__all__ = ["BanStore"]

_Key = TypeVar("_Key", int, str)


class BanStore:
    """Reads and writes bans; none reaches another scope."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def titles(self, scope: Scope, *, since: datetime | None = None) -> tuple[TitleBan, ...]:
        """Return the titles banned, ever or since, newest first. Raises StoreError."""
        columns = title_bans.c
        query = (
            select(
                columns.anime_id,
                columns.title,
                columns.banned_by,
                columns.banned_at,
                columns.is_seen,
            )
            .where(columns.scope == scope.key)
            .order_by(columns.banned_at.desc(), columns.anime_id)
        )
        if since is not None:
            query = query.where(columns.banned_at >= since)
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
        """Ban titles, all or none, and delete the votes on them; return those not banned before.

        Raises BadInput when there would be more than MAX_BANS, or an id is none; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            return await insert_title_bans(connection, scope, titles, by, at)

    async def hide(
        self, discord_id: int, anime_id: int, title: str, *, is_seen: bool, at: datetime
    ) -> None:
        """Ban a title for one person alone; `is_seen` is also set if it was banned before.

        Raises BadInput as `ban_titles` does; StoreError.
        """
        scope = Scope.person(discord_id)
        mark = update(title_bans).where(
            title_bans.c.scope == scope.key, title_bans.c.anime_id == anime_id
        )
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            await insert_title_bans(connection, scope, {anime_id: title}, discord_id, at)
            await connection.execute(mark.values(is_seen=is_seen))

    async def seen_ids(self, discord_id: int) -> tuple[int, ...]:
        """Return the titles that a person hid as seen, ascending. Raises StoreError."""
        columns = title_bans.c
        query = select(columns.anime_id).where(
            columns.scope == Scope.person(discord_id).key, columns.is_seen
        )
        async with self._database.read() as connection:
            return tuple(await connection.scalars(query.order_by(columns.anime_id)))

    async def ban_users(
        self, scope: Scope, user_hashes: Collection[str], *, by: int | None, at: datetime
    ) -> tuple[str, ...]:
        """Ban users, all or none; return those not banned before.

        Raises BadInput when there would be more than MAX_BANS, or a hash is none; StoreError.
        """
        async with self._database.write() as connection:
            await acquire_write_lock(connection, scope.key)
            return await insert_user_bans(connection, scope, user_hashes, by, at)

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
            new_titles = await insert_title_bans(connection, scope, dict(titles), by, at)
            new_users = await insert_user_bans(connection, scope, users, by, at)
        return len(new_titles), len(new_users)

    async def unban_titles(
        self, scope: Scope, anime_ids: Collection[int], *, banned_at: datetime | None = None
    ) -> tuple[int, ...]:
        """Unban titles, only bans made at `banned_at` if that is given; return which.

        Raises StoreError.
        """
        return await self._unban(scope, title_bans.c.anime_id, anime_ids, banned_at)

    async def unban_users(
        self, scope: Scope, user_hashes: Collection[str], *, banned_at: datetime | None = None
    ) -> tuple[str, ...]:
        """Unban users, only bans made at `banned_at` if that is given; return which.

        Raises StoreError.
        """
        return await self._unban(scope, user_bans.c.user_hash, user_hashes, banned_at)

    @repeat_conflicts
    async def clear(self, scope: Scope) -> tuple[int, int]:
        """Delete all bans and votes; return how many titles and users were banned.

        Raises StoreError.
        """
        async with self._database.write() as connection:
            return await clear_bans(connection, scope)

    async def _keys(self, scope: Scope, key: Column[_Key]) -> tuple[_Key, ...]:
        query = select(key).where(key.table.c.scope == scope.key).order_by(key)
        async with self._database.read() as connection:
            return tuple(await connection.scalars(query))

    @repeat_conflicts
    async def _unban(
        self, scope: Scope, key: Column[_Key], keys: Collection[_Key], banned_at: datetime | None
    ) -> tuple[_Key, ...]:
        table = key.table
        theirs = delete(table).where(table.c.scope == scope.key).returning(key)
        if banned_at is not None:
            theirs = theirs.where(table.c.banned_at == banned_at)
        gone: set[_Key] = set()
        async with self._database.write() as connection:
            for some in batches(keys):
                gone.update(await connection.scalars(theirs.where(key.in_(some))))
        return tuple(value for value in dict.fromkeys(keys) if value in gone)
