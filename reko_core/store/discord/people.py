"""Who has used the bot in which server, of those who have linked a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, Select, delete, select

from reko_core.domain.sites import stored_user_name
from reko_core.guilds.models import Scope
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import (
    accounts,
    guild_people,
    watch_group_members,
    watch_groups,
)

__all__ = ["PeopleStore", "Person"]

_EVERY = timedelta(days=1)
"""How often the last use is saved again."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a server, with their linked user."""

    discord_id: int
    mal_name: str


class PeopleStore:
    """Reads and writes who has used the bot where. Rows are deleted together with the link."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, guild_id: int, discord_id: int, *, at: datetime) -> None:
        """Record that a person used the bot in a server, if they have linked a list.

        Writes at most once a day. Raises StoreError.
        """
        is_here = _is(guild_id, discord_id)
        used_at = select(guild_people.c.used_at).where(is_here).scalar_subquery()
        query = select(used_at).where(accounts.c.discord_id == discord_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None or (row[0] is not None and row[0] > at - _EVERY):
            return
        insert = upsert(self._database.dialect, guild_people)
        insert = insert.values(guild_id=guild_id, discord_id=discord_id, used_at=at)
        statement = insert.on_conflict_do_update(
            index_elements=["guild_id", "discord_id"], set_={"used_at": at}
        )
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def has(self, guild_id: int, discord_id: int) -> bool:
        """Return whether a person who has linked a list used the bot in a server.

        Raises StoreError.
        """
        query = select(guild_people.c.used_at).where(_is(guild_id, discord_id))
        async with self._database.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def visible(self, guild_id: int, limit: int) -> Sequence[Person]:
        """Return the people of a server who let its members see them, the last active first.

        Raises StoreError.
        """
        query = (
            select(guild_people.c.discord_id, accounts.c.mal_name)
            .join(accounts, accounts.c.discord_id == guild_people.c.discord_id)
            .where(
                guild_people.c.guild_id == guild_id,
                accounts.c.visibility.in_(("server", "everybody")),
            )
            .order_by(guild_people.c.used_at.desc(), guild_people.c.discord_id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(query)
            return [Person(discord_id, stored_user_name(name)) for discord_id, name in rows]

    async def remove(self, guild_id: int, discord_id: int) -> None:
        """Delete a person from a server, which they left, and its groups. Raises StoreError."""
        members = watch_group_members.c
        places = members.group_id.in_(_groups(guild_id)) & (members.discord_id == discord_id)
        await self._delete(
            delete(guild_people).where(_is(guild_id, discord_id)),
            delete(watch_group_members).where(places),
        )

    async def remove_guild(self, guild_id: int) -> None:
        """Delete the people of a server and their groups: the bot left it. Raises StoreError."""
        await self._delete(
            delete(guild_people).where(guild_people.c.guild_id == guild_id),
            delete(watch_groups).where(watch_groups.c.id.in_(_groups(guild_id))),
        )

    async def _delete(self, *deletions: Delete) -> None:
        async with self._database.write() as connection:
            for deletion in deletions:
                await connection.execute(deletion)


def _groups(guild_id: int) -> Select[tuple[str]]:
    return select(watch_groups.c.id).where(watch_groups.c.scope == Scope.guild(guild_id).key)


def _is(guild_id: int, discord_id: int) -> ColumnElement[bool]:
    columns = guild_people.c
    return (columns.guild_id == guild_id) & (columns.discord_id == discord_id)
