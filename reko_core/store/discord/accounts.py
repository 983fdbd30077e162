"""Accounts: links of Discord users to MAL users; deleting all that is stored about a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Delete, Update, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import normalise_name
from reko_core.guilds.models import Scope
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import (
    accounts,
    asked_names,
    ban_votes,
    lists,
    mal_users,
    results,
    title_bans,
    user_bans,
)

__all__ = ["Account", "AccountStore", "Forgotten"]


@dataclass(frozen=True, slots=True)
class Account:
    """A Discord user and their MAL user, as they spell the name."""

    discord_id: int
    mal_name: str
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Numbers of deleted rows of a person; `signatures` are bans that no longer name them."""

    link: int
    lists: int
    results: int
    votes: int
    names: int
    bans: int
    signatures: int

    @property
    def total(self) -> int:
        """All rows."""
        return (
            self.link
            + self.lists
            + self.results
            + self.votes
            + self.names
            + self.bans
            + self.signatures
        )


class AccountStore:
    """Reads and writes accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def link(self, discord_id: int, mal_name: str, *, at: datetime) -> bool:
        """Link a Discord user to a MAL user, replacing an earlier link. Raises StoreError.

        Returns False, and changes nothing, if the MAL user has opted out.
        """
        mal_name = mal_name.strip()
        name = normalise_name(mal_name)
        values = {"name": name, "mal_name": mal_name, "linked_at": at}
        insert = upsert(self._database.dialect, accounts).values(discord_id=discord_id, **values)
        statement = insert.on_conflict_do_update(index_elements=["discord_id"], set_=values)
        async with self._database.write() as connection:
            if await lock_opt_outs(connection, [name]):
                return False
            await connection.execute(statement)
            return True

    async def get(self, discord_id: int) -> Account | None:
        """Return the account of a Discord user, None if there is none. Raises StoreError."""
        columns = accounts.c
        query = select(columns.discord_id, columns.mal_name, columns.linked_at).where(
            columns.discord_id == discord_id
        )
        async with self._database.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else Account(*row)

    async def unlink(self, discord_id: int) -> bool:
        """Delete the link of a Discord user; return whether it existed. Raises StoreError."""
        statement = delete(accounts).where(accounts.c.discord_id == discord_id)
        async with self._database.write() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def forget(self, discord_id: int) -> Forgotten:
        """Delete everything stored about a person in one transaction. Raises StoreError.

        Bans of guilds stay without their author. The lists stay when another Discord user has
        linked the same name.
        """
        forgotten = await self._forget(discord_id)
        await self._database.truncate_log()
        return forgotten

    async def _forget(self, discord_id: int) -> Forgotten:
        own = Scope.person(discord_id).key
        async with self._database.write() as connection:

            async def run(*statements: Delete | Update) -> int:
                return sum([(await connection.execute(each)).rowcount for each in statements])

            name = await _unlinked(connection, discord_id)
            await run(_visits_of_nobody_else(name))
            return Forgotten(
                link=int(name is not None),
                lists=await run(_lists_of_nobody_else(name)),
                results=await run(delete(results).where(results.c.owner_id == discord_id)),
                votes=await run(delete(ban_votes).where(ban_votes.c.voter_id == discord_id)),
                names=await run(delete(asked_names).where(asked_names.c.discord_id == discord_id)),
                bans=await run(
                    *(
                        delete(table).where(table.c.scope == own)
                        for table in (title_bans, user_bans)
                    )
                ),
                signatures=await run(
                    *(
                        update(table).where(table.c.banned_by == discord_id).values(banned_by=None)
                        for table in (title_bans, user_bans)
                    )
                ),
            )


async def _unlinked(connection: AsyncConnection, discord_id: int) -> str | None:
    """Delete a link and return its MAL name, None if there was none."""
    statement = delete(accounts).where(accounts.c.discord_id == discord_id)
    return (await connection.execute(statement.returning(accounts.c.name))).scalar_one_or_none()


def _lists_of_nobody_else(name: str | None) -> Delete:
    is_linked = exists().where(accounts.c.name == lists.c.name)
    return delete(lists).where(lists.c.name == name, is_owned_by_mal_user(lists), ~is_linked)


def _visits_of_nobody_else(name: str | None) -> Delete:
    is_linked = exists().where(accounts.c.name == mal_users.c.name)
    return delete(mal_users).where(mal_users.c.name == name, ~is_linked)
