"""Rows of bans: written and deleted inside a transaction of the caller."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from reko_core.errors import BadInput
from reko_core.guilds.models import MAX_BANS, Scope, is_anime_id, is_user_hash
from reko_core.store.database.dialects import upsert
from reko_core.store.database.tables import ban_votes, title_bans, user_bans

__all__ = ["batches", "clear_bans", "insert_title_bans", "insert_user_bans"]

_BATCH = 500

_Key = TypeVar("_Key", int, str)


async def clear_bans(connection: AsyncConnection, scope: Scope) -> tuple[int, int]:
    """Delete all bans and votes of a scope; return how many titles and users were banned."""
    titles, users, _ = [
        await connection.execute(delete(table).where(table.c.scope == scope.key))
        for table in (title_bans, user_bans, ban_votes)
    ]
    return titles.rowcount, users.rowcount


async def insert_title_bans(
    connection: AsyncConnection,
    scope: Scope,
    titles: Mapping[int, str],
    by: int | None,
    at: datetime,
) -> tuple[int, ...]:
    """Ban titles and delete the votes on them; return which are new. Raises BadInput.

    The caller holds the write lock of the scope.
    """
    if not all(map(is_anime_id, titles)):
        raise BadInput("bans", "an id of a title is out of range")
    common = {"scope": scope.key, "banned_by": by, "banned_at": at}
    rows = [{"anime_id": key, "title": title, **common} for key, title in titles.items()]
    new = await _insert(connection, scope, title_bans.c.anime_id, rows)
    await _delete_decided_votes(connection, scope)
    return new


async def insert_user_bans(
    connection: AsyncConnection,
    scope: Scope,
    user_hashes: Collection[str],
    by: int | None,
    at: datetime,
) -> tuple[str, ...]:
    """Ban users; return which are new. Raises BadInput.

    The caller holds the write lock of the scope.
    """
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
    """Write bans and return which are new; the caller holds the write lock. Raises BadInput."""
    if not rows:
        return ()
    table = key.table
    insert = upsert(connection.dialect.name, table).on_conflict_do_nothing().returning(key)
    new: set[_Key] = set()
    for start in range(0, len(rows), _BATCH):
        # The parameters of all rows at once would keep the event loop busy for too long.
        new |= set(await connection.scalars(insert, rows[start : start + _BATCH]))
    count = select(func.count()).select_from(table).where(table.c.scope == scope.key)
    if (await connection.execute(count)).scalar_one() > MAX_BANS:
        raise BadInput("bans", f"more than {MAX_BANS}")
    return tuple(row[key.name] for row in rows if row[key.name] in new)


async def _delete_decided_votes(connection: AsyncConnection, scope: Scope) -> None:
    """Delete the votes on titles that are banned."""
    banned = select(title_bans.c.anime_id).where(title_bans.c.scope == scope.key)
    await connection.execute(
        delete(ban_votes).where(ban_votes.c.scope == scope.key, ban_votes.c.anime_id.in_(banned))
    )


def batches(keys: Collection[_Key]) -> Iterable[Sequence[_Key]]:
    """Return the distinct keys in batches that fit the parameters of one statement."""
    unique = list(dict.fromkeys(keys))
    return (unique[start : start + _BATCH] for start in range(0, len(unique), _BATCH))
