"""Groups that gather to watch something: who takes part, and what they look for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.guilds.models import Scope
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock
from reko_core.store.database.tables import watch_group_members, watch_groups

__all__ = ["GROUP_LIFETIME", "MAX_MEMBERS", "GroupMember", "GroupStore", "Membership", "WatchGroup"]

MAX_MEMBERS = 10
GROUP_LIFETIME = timedelta(days=1)
"""Groups are for one evening: their buttons work for a day."""
_LOCK = "watch_groups"

Membership = Literal["joined", "left", "full", "gone"]


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A Discord user, or the name of a user; of a Discord user no name is stored.

    is_invited: the owner added them; they did not join by themselves.
    """

    discord_id: int | None = None
    name: str | None = None
    is_invited: bool = False


@dataclass(frozen=True, slots=True)
class WatchGroup:
    """A group, its members in the order in which they came, and the fields of its request."""

    id: str
    owner_id: int
    scope: Scope
    locale: str
    options: Mapping[str, Any]
    created_at: datetime
    members: tuple[GroupMember, ...] = ()


class GroupStore:
    """Reads and writes groups."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, group: WatchGroup) -> bool:
        """Insert a group with its first members. Raises StoreError.

        Returns False, and stores nothing, if one of the users has opted out.
        """
        values = {
            "id": group.id,
            "owner_id": group.owner_id,
            "scope": group.scope.key,
            "locale": group.locale,
            "options": dict(group.options),
            "created_at": group.created_at,
        }
        names = [normalise_name(one.name) for one in group.members if one.name is not None]
        async with self._database.write() as connection:
            if await lock_opt_outs(connection, names):
                return False
            await connection.execute(insert(watch_groups).values(values))
            await _add(connection, group.id, group.members)
            return True

    async def get(self, group_id: str, *, since: datetime) -> WatchGroup | None:
        """Return a group, None if there is none or it is older. Raises StoreError."""
        columns = watch_groups.c
        query = select(watch_groups).where(columns.id == group_id, columns.created_at >= since)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
            members = await _members(connection, group_id) if row else ()
        if row is None:
            return None
        return WatchGroup(
            id=row.id,
            owner_id=row.owner_id,
            scope=Scope.parse(row.scope),
            locale=row.locale,
            options=row.options,
            created_at=row.created_at,
            members=members,
        )

    async def toggle(self, group_id: str, discord_id: int) -> Membership:
        """Add a Discord user who asks for it, or remove one who is in it. Raises StoreError."""
        columns = watch_group_members.c
        async with self._database.write() as connection:
            await acquire_write_lock(connection, _LOCK)
            if not await _exists(connection, group_id):
                return "gone"
            theirs = delete(watch_group_members).where(
                columns.group_id == group_id, columns.discord_id == discord_id
            )
            if (await connection.execute(theirs)).rowcount:
                return "left"
            if len(await _members(connection, group_id)) >= MAX_MEMBERS:
                return "full"
            await _add(connection, group_id, [GroupMember(discord_id)])
            return "joined"

    async def invite(self, group_id: str, discord_ids: Collection[int]) -> bool:
        """Replace those whom the owner added; return False if some of them find no place.

        Those who joined by themselves stay. Raises StoreError.
        """
        columns = watch_group_members.c
        async with self._database.write() as connection:
            await acquire_write_lock(connection, _LOCK)
            if not await _exists(connection, group_id):
                return True
            await connection.execute(
                delete(watch_group_members).where(
                    columns.group_id == group_id,
                    columns.is_invited,
                    columns.discord_id.is_not(None),
                    columns.discord_id.not_in(discord_ids),
                )
            )
            members = await _members(connection, group_id)
            present = {one.discord_id for one in members}
            new = [GroupMember(one, is_invited=True) for one in discord_ids if one not in present]
            n_free = max(0, MAX_MEMBERS - len(members))
            await _add(connection, group_id, new[:n_free])
            return len(new) <= n_free

    async def prune(self, before: datetime) -> int:
        """Delete older groups; return how many. Raises StoreError."""
        statement = delete(watch_groups).where(watch_groups.c.created_at < before)
        async with self._database.write() as connection:
            return (await connection.execute(statement)).rowcount


async def _exists(connection: AsyncConnection, group_id: str) -> bool:
    query = select(watch_groups.c.id).where(watch_groups.c.id == group_id)
    return await connection.scalar(query) is not None


async def _members(connection: AsyncConnection, group_id: str) -> tuple[GroupMember, ...]:
    columns = watch_group_members.c
    query = (
        select(columns.discord_id, columns.display_name, columns.is_invited)
        .where(columns.group_id == group_id)
        .order_by(columns.id)
    )
    return tuple(GroupMember(*row) for row in await connection.execute(query))


async def _add(connection: AsyncConnection, group_id: str, members: Iterable[GroupMember]) -> None:
    rows = [
        {
            "group_id": group_id,
            "discord_id": one.discord_id,
            "name": None if one.name is None else normalise_name(one.name),
            "display_name": one.name,
            "is_invited": one.is_invited,
        }
        for one in members
    ]
    if rows:
        await connection.execute(insert(watch_group_members), rows)
