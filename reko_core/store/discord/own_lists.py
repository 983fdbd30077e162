"""Lists that Reko keeps for one person on Discord, such as one from a file."""

from sqlalchemy import ColumnElement, Delete, and_, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.domain.models import UserList
from reko_core.domain.sites import Site, own_list_name
from reko_core.store.community.lists import list_row, upsert_of_lists
from reko_core.store.database.tables import lists

__all__ = ["deletion_of_own_list", "is_own_list", "keep_own_list"]


async def keep_own_list(connection: AsyncConnection, user_list: UserList) -> None:
    """Insert or replace the list of a person; its name is that of `own_list_name`."""
    row = list_row(user_list, is_requested=True)
    await connection.execute(upsert_of_lists(connection.dialect.name), row)


def is_own_list(discord_id: int) -> ColumnElement[bool]:
    """Select the list that is kept for a person."""
    return and_(lists.c.source == Site.OWN, lists.c.name == own_list_name(discord_id))


def deletion_of_own_list(discord_id: int) -> Delete:
    """Return the statement that deletes the list that is kept for a person."""
    return delete(lists).where(is_own_list(discord_id))
