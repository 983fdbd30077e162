"""Accounts: Discord users linked to users of the sites; deleting all that is stored of a person."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, and_, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import Entries, UserList, normalise_name
from reko_core.domain.sites import Site, own_list_name, stored_user_name
from reko_core.guilds.models import Visibility
from reko_core.store.community.digest_rows import deletions_of_digests
from reko_core.store.community.opt_outs import OPT_OUTS_LOCK, lock_opt_outs
from reko_core.store.coordination.list_leases import end_lease
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import acquire_write_lock, upsert
from reko_core.store.database.packing import unpack
from reko_core.store.database.repeating import repeat_conflicts
from reko_core.store.database.tables import accounts, connections, lists, watch_group_members
from reko_core.store.discord.connections import check_unclaimed
from reko_core.store.discord.own_lists import (
    deletion_of_own_list,
    is_own_list,
    keep_own_list,
)
from reko_core.store.discord.personal_rows import as_json, personal_rows

__all__ = ["Account", "AccountStore"]


@dataclass(frozen=True, slots=True)
class Account:
    """A Discord user and their user of a site, as they spell the name.

    visibility: who may ask for their recommendations and compare taste, which shows the name.
    """

    discord_id: int
    mal_name: str
    linked_at: datetime
    visibility: Visibility = "nobody"

    def is_linked_to(self, mal_name: str) -> bool:
        """Return whether this is the linked user, however the name is spelled."""
        return normalise_name(self.mal_name) == normalise_name(mal_name)


class AccountStore:
    """Reads and writes accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def link(self, discord_id: int, mal_name: str, *, at: datetime) -> bool:
        """Link a Discord user to a user of a site, replacing an earlier link or list of their own.

        Another name than before is visible to nobody, and ends the connection of the earlier one.
        Returns False, and changes nothing, if the user has opted out. Raises UserClaimed if
        somebody else has connected the user, StoreError.
        """
        return await self._link(discord_id, mal_name, at)

    async def link_own_list(
        self, discord_id: int, entries: Entries, *, at: datetime, n_unmapped: int = 0
    ) -> None:
        """Keep a list for a Discord user alone, and link them to it, replacing an earlier link.

        It is deleted with the link, and never used for others. Raises StoreError.
        """
        name = own_list_name(discord_id)
        await self._link(discord_id, name, at, UserList(name, entries, at, Site.OWN, n_unmapped))

    async def _link(
        self, discord_id: int, mal_name: str, at: datetime, own_list: UserList | None = None
    ) -> bool:
        mal_name = mal_name.strip()
        name = normalise_name(mal_name)
        values = {"name": name, "mal_name": mal_name, "linked_at": at}
        visibility = case((accounts.c.name == name, accounts.c.visibility), else_=None)
        insert = upsert(self._database.dialect, accounts).values(discord_id=discord_id, **values)
        statement = insert.on_conflict_do_update(
            index_elements=["discord_id"], set_=values | {"visibility": visibility}
        )
        async with self._database.write() as connection:
            if await lock_opt_outs(connection, [name]):
                return False
            await check_unclaimed(connection, name, discord_id)
            is_earlier = and_(connections.c.discord_id == discord_id, connections.c.name != name)
            await connection.execute(delete(connections).where(is_earlier))
            if own_list is None:
                await connection.execute(deletion_of_own_list(discord_id))
            else:
                await keep_own_list(connection, own_list)
            await connection.execute(statement)
            return True

    async def get(self, discord_id: int) -> Account | None:
        """Return the account of a Discord user, None if there is none. Raises StoreError."""
        columns = accounts.c
        query = select(
            columns.discord_id,
            columns.mal_name,
            columns.linked_at,
            func.coalesce(columns.visibility, "nobody"),
        ).where(columns.discord_id == discord_id)
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        discord_id, name, linked_at, visibility = row
        return Account(discord_id, stored_user_name(name), linked_at, visibility)

    async def set_visibility(self, discord_id: int, visibility: Visibility) -> bool:
        """Choose who may learn a person's linked user; return whether one is linked.

        Those who choose nobody are in no group any more, but may join again. Raises StoreError.
        """
        statement = update(accounts).where(accounts.c.discord_id == discord_id)
        async with self._database.write() as connection:
            rows = await connection.execute(statement.values(visibility=visibility))
            if visibility == "nobody":
                await connection.execute(_memberships(discord_id))
            return bool(rows.rowcount)

    async def unlink(self, discord_id: int) -> bool:
        """Delete the link of a Discord user, with what is made from their list: they leave groups.

        Returns whether it existed. Raises StoreError.
        """
        is_theirs = accounts.c.discord_id == discord_id
        statement = delete(accounts).where(is_theirs)
        async with self._database.write() as connection:
            for deletion in deletions_of_digests(select(accounts.c.discord_id).where(is_theirs)):
                await connection.execute(deletion)
            await connection.execute(_memberships(discord_id))
            await connection.execute(deletion_of_own_list(discord_id))
            return bool((await connection.execute(statement)).rowcount)

    async def export(self, discord_id: int) -> dict[str, list[dict[str, Any]]]:
        """Return everything stored about a person as JSON values, row by row. Raises StoreError.

        Each kind of rows has its key, also where there are none. A list that is kept for the person
        alone has its entries: MAL id, score, status and episodes of each.
        """
        exported: dict[str, list[dict[str, Any]]] = {}
        async with self._database.read() as connection:
            name = await _linked_name(connection, discord_id)
            for rows in personal_rows(discord_id, name):
                found = (await connection.execute(rows.query)).mappings().all()
                exported.setdefault(rows.kind, []).extend(map(as_json, found))
            packed = await connection.scalar(select(lists.c.packed).where(is_own_list(discord_id)))
        if packed is not None:
            entries = await asyncio.to_thread(_entries, packed)
            for row in exported["lists"]:
                if row["source"] == Site.OWN:
                    row["entries"] = entries
        return exported

    @repeat_conflicts
    async def forget(self, discord_id: int) -> dict[str, int]:
        """Delete everything stored about a person in one transaction. Raises StoreError.

        Returns how many rows of each kind there were. Bans of guilds stay without their author. The
        lists stay when another Discord user has linked the same name. What another process fetches
        meanwhile is not stored.
        """
        forgotten = Counter[str]()
        async with self._database.write() as connection:
            await acquire_write_lock(connection, OPT_OUTS_LOCK)
            name = await _linked_name(connection, discord_id)
            if name is not None:
                await end_lease(connection, name)
            for rows in personal_rows(discord_id, name):
                forgotten[rows.kind] += (await connection.execute(rows.deletion)).rowcount
        await self._database.truncate_log()
        return dict(+forgotten)


def _entries(packed: bytes) -> list[list[int]]:
    columns = [column.tolist() for column in unpack(packed).columns()]
    return [list(entry) for entry in zip(*columns, strict=True)]


def _memberships(discord_id: int) -> Delete:
    return delete(watch_group_members).where(watch_group_members.c.discord_id == discord_id)


async def _linked_name(connection: AsyncConnection, discord_id: int) -> str | None:
    query = select(accounts.c.name).where(accounts.c.discord_id == discord_id)
    return (await connection.execute(query)).scalar_one_or_none()
