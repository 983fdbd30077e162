"""Connections: accounts at the sites that people have shown to be theirs, with encrypted tokens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, and_, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.errors import UserClaimed
from reko_core.store.community.digest_rows import deletions_of_digests
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import server_seconds, upsert
from reko_core.store.database.repeating import repeat_conflicts
from reko_core.store.database.tables import accounts, connections, watch_group_members
from reko_core.store.discord.own_lists import deletion_of_own_list

__all__ = ["Connection", "ConnectionStore", "check_unclaimed"]


@dataclass(frozen=True, slots=True)
class Connection:
    """The connected account of a person: a user of a site, in lower case, and encrypted tokens.

    expires_at: of the access token; None if it is unknown.
    """

    discord_id: int
    name: str
    tokens: bytes = field(repr=False)
    expires_at: datetime | None
    connected_at: datetime


_COLUMNS = [connections.c[one] for one in Connection.__slots__]


class ConnectionStore:
    """Reads and writes connections. They are deleted together with the link to the user."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @repeat_conflicts
    async def connect(self, connection: Connection, display_name: str) -> bool:
        """Link a person to a user that is theirs; links of others to that user end.

        Returns False, and changes nothing, if the user has opted out. Raises UserClaimed if
        somebody else has connected the user, StoreError.
        """
        name, discord_id, at = connection.name, connection.discord_id, connection.connected_at
        values = {"name": name, "mal_name": display_name, "linked_at": at}
        insert = upsert(self._database.dialect, accounts).values(discord_id=discord_id, **values)
        is_other_link = and_(accounts.c.name == name, accounts.c.discord_id != discord_id)
        others = select(accounts.c.discord_id).where(is_other_link)
        own_account = accounts.c.discord_id == discord_id
        async with self._database.write() as database:
            if await lock_opt_outs(database, [name]):
                return False
            await check_unclaimed(database, name, discord_id)
            for deletion in deletions_of_digests(others):
                await database.execute(deletion)
            memberships = watch_group_members.c.discord_id.in_(others)
            await database.execute(delete(watch_group_members).where(memberships))
            await database.execute(delete(accounts).where(is_other_link))
            await database.execute(deletion_of_own_list(discord_id))
            # Another name than before is visible to nobody.
            renamed = update(accounts).where(own_account, accounts.c.name != name)
            await database.execute(renamed.values(visibility=None))
            await database.execute(
                insert.on_conflict_do_update(index_elements=["discord_id"], set_=values)
            )
            await database.execute(_deletion(discord_id))
            row = {one.name: getattr(connection, one.name) for one in _COLUMNS}
            await database.execute(connections.insert(), [row])
            return True

    async def get(self, discord_id: int) -> Connection | None:
        """Return the connection of a person, None if there is none. Raises StoreError."""
        query = select(*_COLUMNS).where(connections.c.discord_id == discord_id)
        async with self._database.read() as database:
            row = (await database.execute(query)).first()
        return None if row is None else Connection(*row)

    async def all(self) -> Sequence[Connection]:
        """Return all connections. Raises StoreError."""
        async with self._database.read() as database:
            return [Connection(*row) for row in await database.execute(select(*_COLUMNS))]

    async def disconnect(self, discord_id: int) -> bool:
        """Delete the tokens of a person; the link stays. Returns whether there were any.

        Raises StoreError.
        """
        async with self._database.write() as database:
            was_connected = bool((await database.execute(_deletion(discord_id))).rowcount)
        await self._database.truncate_log()
        return was_connected

    async def take_refresh(self, connection: Connection, lease: timedelta) -> bool:
        """Reserve the refresh of these tokens for one process; return False if another has it.

        A reservation ends after `lease`, when new tokens are stored, or by `release_refresh`.
        Raises StoreError.
        """
        now, until = server_seconds(self._database.dialect), connections.c.refreshing_until
        statement = (
            update(connections)
            .where(_has_tokens(connection), or_(until.is_(None), until < now))
            .values(refreshing_until=now + lease.total_seconds())
        )
        async with self._database.write() as database:
            return bool((await database.execute(statement)).rowcount)

    async def release_refresh(self, connection: Connection) -> None:
        """Give the reservation back: the tokens were not refreshed. Raises StoreError."""
        statement = update(connections).where(_has_tokens(connection))
        async with self._database.write() as database:
            await database.execute(statement.values(refreshing_until=None))

    async def replace_tokens(
        self, connection: Connection, tokens: bytes, expires_at: datetime | None
    ) -> bool:
        """Replace tokens; return False, and change nothing, if they are not stored any more.

        Raises StoreError.
        """
        statement = update(connections).where(_has_tokens(connection))
        values = {"tokens": tokens, "expires_at": expires_at, "refreshing_until": None}
        async with self._database.write() as database:
            return bool((await database.execute(statement.values(values))).rowcount)

    async def drop(self, connection: Connection) -> None:
        """Delete tokens that the site does not accept any more. Raises StoreError."""
        async with self._database.write() as database:
            await database.execute(delete(connections).where(_has_tokens(connection)))


async def check_unclaimed(database: AsyncConnection, name: str, discord_id: int) -> None:
    """Raise UserClaimed if somebody else has connected this user. Call it under a write lock."""
    is_claimed = and_(
        connections.c.name == normalise_name(name), connections.c.discord_id != discord_id
    )
    query = select(connections.c.discord_id).where(is_claimed)
    if (await database.execute(query)).first() is not None:
        raise UserClaimed(name)


def _deletion(discord_id: int) -> Delete:
    return delete(connections).where(connections.c.discord_id == discord_id)


def _has_tokens(connection: Connection) -> ColumnElement[bool]:
    """Whether a row still has the tokens that were read: they may have been replaced since."""
    return and_(
        connections.c.discord_id == connection.discord_id,
        connections.c.tokens == connection.tokens,
    )
