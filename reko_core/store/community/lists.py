"""Lists: packed entries with their owner and age."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, true, update

from reko_core.domain.mal_users import MAL_SOURCE, ListStatus, is_mal_user
from reko_core.domain.models import Entries, UserList, normalise_name
from reko_core.store.community.list_owners import is_owned_by_mal_user
from reko_core.store.community.opt_outs import lock_opt_outs
from reko_core.store.coordination.list_leases import ListLease
from reko_core.store.database.connection import Database
from reko_core.store.database.dialects import upsert
from reko_core.store.database.packing import pack, unpack
from reko_core.store.database.tables import lists, mal_users, opt_outs

__all__ = ["ListStore", "StoredList"]

_LIST = select(lists.c.display_name, lists.c.packed, lists.c.fetched_at).where(
    lists.c.source == bindparam("wanted_source"), lists.c.name == bindparam("wanted")
)


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list of the community. `name` is in lower case and unique within its source."""

    id: int
    source: str
    name: str
    entries: Entries
    fetched_at: datetime


class ListStore:
    """Reads and writes lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str, source: str = MAL_SOURCE) -> UserList | None:
        """Return a user's list, None if there is none. Raises StoreError."""
        rows = await self._database.fetch(_LIST, wanted_source=source, wanted=normalise_name(name))
        if not rows:
            return None
        row = rows[0]
        return UserList(row.display_name, unpack(row.packed), _to_utc(row.fetched_at), source)

    async def get_many(self, names: Collection[str]) -> dict[str, UserList]:
        """Return the stored public lists of MAL users, by name in lower case. Raises StoreError."""
        query = select(lists.c.name, lists.c.display_name, lists.c.packed, lists.c.fetched_at)
        query = query.where(
            lists.c.source == MAL_SOURCE,
            lists.c.name.in_(set(map(normalise_name, names))),
            _is_of_community(includes_requested=True),
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        return await asyncio.to_thread(_unpack_all, rows)

    async def put(
        self, user_list: UserList, *, is_requested: bool = False, lease: ListLease | None = None
    ) -> None:
        """Insert or replace a list, as `put_many` does. Raises StoreError."""
        await self.put_many([user_list], is_requested=is_requested, lease=lease)

    async def put_many(
        self,
        user_lists: Iterable[UserList],
        *,
        is_requested: bool = False,
        lease: ListLease | None = None,
    ) -> None:
        """Insert or replace lists, all or none, except those of MAL users who have opted out.

        is_requested: new ones came in with a request, what else is known stays as it was. lease:
        under which they were fetched. Raises StoreError, also if the lease has ended.
        """
        rows: list[dict[str, Any]] = []
        for user_list in user_lists:
            packed = pack(user_list.entries)
            rows.append(
                {
                    "source": user_list.source,
                    "name": normalise_name(user_list.user_name),
                    "display_name": user_list.user_name,
                    "packed": packed.value,
                    "n_entries": packed.n_entries,
                    "digest": packed.digest,
                    "fetched_at": user_list.fetched_at.timestamp(),
                    "is_requested": is_requested,
                }
            )
        insert = upsert(self._database.dialect, lists)
        replaced = ("display_name", "packed", "n_entries", "digest", "fetched_at")
        statement = insert.on_conflict_do_update(
            index_elements=["source", "name"],
            set_={column: insert.excluded[column] for column in replaced},
        )
        if not rows:
            return
        async with self._database.write() as connection:
            opted_out = await lock_opt_outs(connection, {row["name"] for row in rows})
            if lease is not None:
                await lease.check(connection)
            rows = [
                row
                for row in rows
                if row["name"] not in opted_out or not is_mal_user(row["name"], row["source"])
            ]
            if rows:
                await connection.execute(statement, rows)

    async def verify(self, name: str, at: datetime) -> None:
        """Record that the list of a MAL user was unchanged at a time. Raises StoreError."""
        statement = update(lists).where(
            lists.c.source == MAL_SOURCE, lists.c.name == normalise_name(name)
        )
        async with self._database.write() as connection:
            await connection.execute(statement.values(fetched_at=at.timestamp()))

    async def iterate(
        self, batch_size: int, *, includes_requested: bool = True
    ) -> AsyncIterator[Sequence[StoredList]]:
        """Yield the lists of the community in batches, in a stable order.

        Private lists and those of users who have opted out are excluded; includes_requested: lists
        that came in with a request are not. Raises StoreError.
        """
        last = -1
        while True:
            query = (
                select(lists)
                .where(lists.c.id > last, _is_of_community(includes_requested))
                .order_by(lists.c.id)
                .limit(batch_size)
            )
            async with self._database.read() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return
            last = rows[-1].id
            yield [
                StoredList(
                    row.id,
                    row.source,
                    row.name,
                    unpack(row.packed),
                    _to_utc(row.fetched_at),
                )
                for row in rows
            ]

    async def superseded(self, *, includes_requested: bool = True) -> frozenset[int]:
        """Return the ids of lists of the community whose owner has a better one there.

        Raises StoreError.

        Of the lists of a MAL user in several sources, the one from MAL is best, else the newest.
        """
        is_owned = and_(is_owned_by_mal_user(lists), _is_of_community(includes_requested))
        several = select(lists.c.name).where(is_owned).group_by(lists.c.name)
        place = func.row_number().over(
            partition_by=lists.c.name,
            order_by=(lists.c.source != MAL_SOURCE, lists.c.fetched_at.desc(), lists.c.id.desc()),
        )
        placed = (
            select(lists.c.id, place.label("place"))
            .where(is_owned, lists.c.name.in_(several.having(func.count() > 1)))
            .subquery()
        )
        async with self._database.read() as connection:
            found = await connection.scalars(select(placed.c.id).where(placed.c.place > 1))
            return frozenset(found)

    async def count(self) -> int:
        """Return how many lists there are. Raises StoreError."""
        async with self._database.read() as connection:
            return int(
                (await connection.execute(select(func.count()).select_from(lists))).scalar_one()
            )

    async def count_changed(self, since: datetime, *, includes_requested: bool = True) -> int:
        """Return how many lists of the community were fetched or imported since.

        Lists that were only verified are not counted. Raises StoreError.
        """
        is_only_verified = (
            select(mal_users.c.name)
            .where(mal_users.c.name == lists.c.name, mal_users.c.fetched_at <= since)
            .exists()
        )
        query = select(func.count()).where(
            lists.c.fetched_at > since.timestamp(),
            _is_of_community(includes_requested),
            ~and_(lists.c.source == MAL_SOURCE, is_only_verified),
        )
        async with self._database.read() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def delete(self, name: str, source: str = MAL_SOURCE) -> bool:
        """Delete a user's list; return whether it existed. Raises StoreError."""
        statement = delete(lists).where(
            lists.c.source == source, lists.c.name == normalise_name(name)
        )
        async with self._database.write() as connection:
            return bool((await connection.execute(statement)).rowcount)


def _is_of_community(includes_requested: bool) -> ColumnElement[bool]:  # noqa: FBT001 - one use
    """Select all lists but those of MAL users whose list is private now, or who have opted out."""
    hidden = select(mal_users.c.name).where(mal_users.c.standing == ListStatus.PRIVATE)
    is_excluded = and_(
        or_(lists.c.name.in_(hidden), lists.c.name.in_(select(opt_outs.c.name))),
        is_owned_by_mal_user(lists),
    )
    if includes_requested:
        return ~is_excluded
    return and_(~is_excluded, lists.c.is_requested.is_not(true()))


def _unpack_all(rows: Iterable[Any]) -> dict[str, UserList]:
    return {
        row.name: UserList(
            row.display_name, unpack(row.packed), _to_utc(row.fetched_at), MAL_SOURCE
        )
        for row in rows
    }


def _to_utc(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
